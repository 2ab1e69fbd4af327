//! An original changes hands, and the log says so.

use contest::{Actor, Context, Tx, audit, contests::Contest, folding::tidy_line, people::Role};
use serde_json::json;

use super::{CustodyEvent, Step, store};
use crate::entries::Entry;

/// Why a step was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum CustodyError {
    /// Not the desk.
    #[error("not allowed")]
    Denied,
    /// The step cannot follow the last one.
    #[error("not in this order")]
    Order,
    /// Harm needs a note.
    #[error("a note is missing")]
    NoteMissing,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

const MAX_CHARS: usize = 500;

/// Records what happened to an entry's original: `(place, note)` say where it is now, and what else there is to say.
pub async fn record(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, entry): (&Contest, &Entry),
    (step, place, note): (Step, &str, &str),
) -> Result<(), CustodyError> {
    let desk = actor.has(contest.id, Role::Clerk) || actor.has(contest.id, Role::Organiser);
    if !desk || entry.contest_id != contest.id || entry.code.is_none() {
        return Err(CustodyError::Denied);
    }
    let short = |text: &str| -> String { tidy_line(text).chars().take(MAX_CHARS).collect() };
    let (place, note) = (short(place), short(note));
    if matches!(step, Step::Damaged | Step::Lost) && note.is_empty() {
        return Err(CustodyError::NoteMissing);
    }
    let past = store::of_entry(tx, entry.id).await?;
    if !step.may_follow(past.last().map(|e| e.step)) {
        return Err(CustodyError::Order);
    }
    let event = CustodyEvent {
        entry_id: entry.id,
        step,
        place,
        note,
        actor: actor.label(),
        at: cx.now,
    };
    let seq = i64::try_from(past.len() + 1).unwrap_or(i64::MAX);
    store::insert(tx, (cx.id(), seq), contest.id, &event).await?;
    let details = json!({ "step": step.as_str(), "place": event.place, "reason": event.note });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "original.moved",
        &entry.subject(),
        &details,
    )
    .await?;
    Ok(())
}
