//! SQL of `walls` and `hangings`.

use std::collections::{HashMap, HashSet};

use contest::{Tx, contests::ContestId, on};

use super::{Hanging, Plan, Wall, WallId};
use crate::{consents::store::lets, entries::EntryId};

const WALLS: &str =
    "SELECT id, room, name, width_cm FROM walls WHERE contest_id = $1 ORDER BY position, id";
const WORKS: &str = "SELECT h.entry_id, h.wall_id, h.place, h.width_cm, h.height_cm
    FROM hangings h LEFT JOIN walls w ON w.id = h.wall_id
    WHERE h.contest_id = $1 ORDER BY COALESCE(w.position, 0), w.id, h.place, h.entry_id";

/// The plan of a contest's exhibition; empty while nobody made one.
pub async fn plan_of(tx: &mut Tx, contest: ContestId) -> Result<Plan, sqlx::Error> {
    let walls = on!(tx, |c| sqlx::query_as(WALLS)
        .bind(contest)
        .fetch_all(c)
        .await)?;
    let works: Vec<Hanging> = on!(tx, |c| sqlx::query_as(WORKS)
        .bind(contest)
        .fetch_all(c)
        .await)?;
    let (waiting, hung): (Vec<_>, Vec<_>) = works.into_iter().partition(|w| w.wall_id.is_none());
    Ok(Plan {
        walls,
        works: waiting.into_iter().chain(hung).collect(),
    })
}

const AGREED: &str = concat!(
    "SELECT e.id FROM entries e LEFT JOIN authors a ON a.entry_id = e.id AND a.position = 1
    WHERE e.contest_id = $1 AND e.state = 'eligible' AND ",
    lets!("exhibition")
);

/// The works that may hang: eligible, and their people agreed to the exhibition.
pub async fn agreed_in(tx: &mut Tx, contest: ContestId) -> Result<HashSet<EntryId>, sqlx::Error> {
    let all: Vec<EntryId> = on!(tx, |c| sqlx::query_scalar(AGREED)
        .bind(contest)
        .fetch_all(c)
        .await)?;
    Ok(all.into_iter().collect())
}

/// A place on a wall, as a visitor stands before it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Stand {
    /// The wall.
    pub wall_id: WallId,
    /// The room.
    pub room: String,
    /// The wall's name.
    pub wall: String,
    /// The work's code.
    pub code: String,
}

const AROUND: &str = concat!(
    "SELECT w.id AS wall_id, w.room, w.name AS wall, e.code
    FROM hangings h JOIN walls w ON w.id = h.wall_id JOIN entries e ON e.id = h.entry_id
        LEFT JOIN authors a ON a.entry_id = e.id AND a.position = 1
    WHERE h.wall_id = (SELECT o.wall_id FROM hangings o WHERE o.entry_id = $1)
        AND e.state = 'eligible' AND ",
    lets!("display"),
    " ORDER BY h.place"
);

/// The works of the wall on which this one hangs, in order, of those that may be shown; empty where it hangs nowhere.
pub async fn place_of(tx: &mut Tx, entry: EntryId) -> Result<Vec<Stand>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(AROUND)
        .bind(entry)
        .fetch_all(c)
        .await)
}

const INSERT_WALL: &str = "INSERT INTO walls (id, contest_id, room, name, width_cm, position)
    VALUES ($1, $2, $3, $4, $5, (SELECT COALESCE(MAX(position), 0) + 1 FROM walls WHERE contest_id = $2))";

pub(super) async fn insert_wall(
    tx: &mut Tx,
    contest: ContestId,
    wall: &Wall,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_WALL)
        .bind(wall.id)
        .bind(contest)
        .bind(&wall.room)
        .bind(&wall.name)
        .bind(wall.width_cm)
        .execute(c)
        .await
        .map(|_| ()))
}

const DELETE_WALL: &str = "DELETE FROM walls WHERE id = $1";

pub(super) async fn delete_wall(tx: &mut Tx, id: WallId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(DELETE_WALL)
        .bind(id)
        .execute(c)
        .await
        .map(|_| ()))
}

const SAVE: &str =
    "INSERT INTO hangings (entry_id, contest_id, wall_id, place, width_cm, height_cm)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (entry_id) DO UPDATE SET wall_id = $3, place = $4, width_cm = $5, height_cm = $6";
const DELETE: &str = "DELETE FROM hangings WHERE entry_id = $1";

/// Writes what differs between two plans of a contest.
pub(super) async fn save(
    tx: &mut Tx,
    contest: ContestId,
    (before, after): (&Plan, &Plan),
) -> Result<(), sqlx::Error> {
    let mut old: HashMap<EntryId, &Hanging> =
        before.works.iter().map(|w| (w.entry_id, w)).collect();
    for work in &after.works {
        if old.remove(&work.entry_id) == Some(work) {
            continue;
        }
        on!(tx, |c| sqlx::query(SAVE)
            .bind(work.entry_id)
            .bind(contest)
            .bind(work.wall_id)
            .bind(work.place)
            .bind(work.width_cm)
            .bind(work.height_cm)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    for entry in old.into_keys() {
        on!(tx, |c| sqlx::query(DELETE)
            .bind(entry)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}
