//! Organisers hang the exhibition.

use std::collections::HashSet;

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    folding::tidy_line,
};
use serde_json::json;

use super::{CENTIMETRES, Change, Plan, Wall, WallId, may_hang, store};

const MOST_CHARS: usize = 60;
/// Walls of an exhibition.
const MOST_WALLS: usize = 200;

/// A wall as typed.
#[derive(Clone, Copy, Debug)]
pub struct WallInput<'a> {
    /// The room that it is in.
    pub room: &'a str,
    /// Its name there.
    pub name: &'a str,
    /// How wide it is; none where no number was typed.
    pub width_cm: Option<i64>,
}

/// Why there is no new wall.
#[derive(Debug, thiserror::Error)]
pub enum WallError {
    /// Not the organiser.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The fields of these names are empty, too long or out of range.
    #[error("{0:?} are wrong")]
    Fields(Vec<&'static str>),
    /// There are as many walls as an exhibition may have.
    #[error("too many walls")]
    Full,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Why the plan stays as it was.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// Not the organiser.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A size is out of [`CENTIMETRES`].
    #[error("a size is out of range")]
    Size,
    /// There is no such wall.
    #[error("no such wall")]
    Missing,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Adds a wall, behind the others.
pub async fn add_wall(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    input: WallInput<'_>,
) -> Result<WallId, WallError> {
    may_hang(actor, contest)?;
    let (room, name) = (tidy_line(input.room), tidy_line(input.name));
    let fits = |text: &str| !text.is_empty() && text.chars().count() <= MOST_CHARS;
    let width_cm = input.width_cm.filter(|width| CENTIMETRES.contains(width));
    let wrong: Vec<&'static str> = [
        ("room", fits(&room)),
        ("name", fits(&name)),
        ("width", width_cm.is_some()),
    ]
    .into_iter()
    .filter(|(_, right)| !right)
    .map(|(field, _)| field)
    .collect();
    let (Some(width_cm), true) = (width_cm, wrong.is_empty()) else {
        return Err(WallError::Fields(wrong));
    };
    let plan = store::plan_of(tx, contest.id).await?;
    if plan.walls.len() >= MOST_WALLS {
        return Err(WallError::Full);
    }
    let wall = Wall {
        id: WallId(cx.id()),
        room,
        name,
        width_cm,
    };
    store::insert_wall(tx, contest.id, &wall).await?;
    let details = json!({ "room": wall.room, "name": wall.name, "width_cm": width_cm });
    log(tx, cx, actor, contest, ("exhibition.wall_added", details)).await?;
    Ok(wall.id)
}

/// Takes a wall out; what hung on it waits again.
pub async fn remove_wall(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    id: WallId,
) -> Result<(), ChangeError> {
    may_hang(actor, contest)?;
    let before = store::plan_of(tx, contest.id).await?;
    let wall = before.walls.iter().find(|w| w.id == id);
    let details = json!({ "name": wall.ok_or(ChangeError::Missing)?.name });
    let works: HashSet<_> = before.on(Some(id)).map(|w| w.entry_id).collect();
    let mut after = before.clone();
    after.apply(&Change::Move(works, None));
    store::save(tx, contest.id, (&before, &after)).await?;
    store::delete_wall(tx, id).await?;
    log(tx, cx, actor, contest, ("exhibition.wall_removed", details)).await?;
    Ok(())
}

/// Changes the plan. Only works whose people agreed to the exhibition are chosen. Returns the plan as it is now.
pub async fn change(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    mut wanted: Change,
) -> Result<Plan, ChangeError> {
    may_hang(actor, contest)?;
    let fits =
        |(width, height): &(i64, i64)| CENTIMETRES.contains(width) && CENTIMETRES.contains(height);
    let sized = match &wanted {
        Change::Select(chosen) => chosen.iter().all(|(_, size)| fits(size)),
        Change::Measure(_, size) => fits(size),
        _ => true,
    };
    if !sized {
        return Err(ChangeError::Size);
    }
    if let Change::Select(chosen) = &mut wanted {
        let agreed = store::agreed_in(tx, contest.id).await?;
        chosen.retain(|(id, _)| agreed.contains(id));
    }
    let before = store::plan_of(tx, contest.id).await?;
    let mut after = before.clone();
    after.apply(&wanted);
    if after != before {
        store::save(tx, contest.id, (&before, &after)).await?;
        let waiting = after.on(None).count();
        let details = json!({ "works": after.works.len(), "waiting": waiting });
        log(tx, cx, actor, contest, ("exhibition.changed", details)).await?;
    }
    Ok(after)
}

async fn log(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (what, details): (&'static str, serde_json::Value),
) -> Result<(), sqlx::Error> {
    let subject = format!("contest:{}", contest.id);
    audit::append(tx, cx, contest.id.0, actor, what, &subject, &details).await?;
    Ok(())
}
