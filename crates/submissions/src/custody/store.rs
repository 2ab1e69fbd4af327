//! SQL of `custody_events`.

use contest::{Timestamp, Tx, contests::ContestId, on};
use uuid::Uuid;

use super::{CustodyEvent, Step};
use crate::entries::EntryId;

const INSERT: &str =
    "INSERT INTO custody_events (id, contest_id, entry_id, seq, step, place, note, actor, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

pub(super) async fn insert(
    tx: &mut Tx,
    (id, seq): (Uuid, i64),
    contest: ContestId,
    e: &CustodyEvent,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(id)
        .bind(contest)
        .bind(e.entry_id)
        .bind(seq)
        .bind(e.step.as_str())
        .bind(&e.place)
        .bind(&e.note)
        .bind(&e.actor)
        .bind(e.at)
        .execute(c)
        .await
        .map(|_| ()))
}

const OF_ENTRY: &str = "SELECT entry_id, step, place, note, actor, at FROM custody_events WHERE entry_id = $1 ORDER BY seq";

/// The way of an entry's original, oldest line first.
pub async fn of_entry(tx: &mut Tx, entry: EntryId) -> Result<Vec<CustodyEvent>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_ENTRY)
        .bind(entry)
        .fetch_all(c)
        .await)
}

/// An original and where it is.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Held {
    /// The entry.
    pub entry_id: EntryId,
    /// Entry code.
    pub code: String,
    /// Title.
    pub title: String,
    /// What happened last.
    #[sqlx(try_from = "String")]
    pub step: Step,
    /// Where it is.
    pub place: String,
    /// Note of the last step.
    pub note: String,
    /// Since when.
    pub at: Timestamp,
}

const HELD: &str = "SELECT c.entry_id, e.code, e.title, c.step, c.place, c.note, c.at
    FROM custody_events c JOIN entries e ON e.id = c.entry_id
    WHERE c.contest_id = $1 AND c.step <> 'returned' AND NOT EXISTS (
        SELECT l.id FROM custody_events l WHERE l.entry_id = c.entry_id AND l.seq > c.seq)
    ORDER BY c.at, c.entry_id LIMIT $2";

/// The originals that are with us or lost, the longest untouched first; at most `take` of them.
pub async fn held_in(tx: &mut Tx, contest: ContestId, take: i64) -> Result<Vec<Held>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(HELD)
        .bind(contest)
        .bind(take)
        .fetch_all(c)
        .await)
}
