//! Noting what was said of the work on the table.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    folding::tidy,
};
use serde_json::json;

use super::{rules, sitting, store};
use crate::{assignments, rounds::Round};

/// The most characters of a note.
pub const MAX_NOTE: usize = 2_000;

/// Why it was not noted.
#[derive(Debug, thiserror::Error)]
pub enum NoteError {
    /// Not the chair, or no meeting runs.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No work of the round has this code.
    #[error("no such work")]
    NoSuchWork,
    /// Nothing was written.
    #[error("nothing is written")]
    Empty,
    /// More than [`MAX_NOTE`] characters.
    #[error("too long")]
    TooLong,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Notes what the meeting said of a work; the minutes carry it.
pub async fn note(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
    (code, text): (&str, &str),
) -> Result<(), NoteError> {
    rules::may_lead(actor, contest, round)?;
    let meeting = sitting(tx, round.category_id).await??;
    let text = tidy(text);
    if text.is_empty() {
        return Err(NoteError::Empty);
    }
    if text.chars().count() > MAX_NOTE {
        return Err(NoteError::TooLong);
    }
    let entry = assignments::entry_by_code(tx, round.id, code).await?;
    let entry = entry.ok_or(NoteError::NoSuchWork)?;
    store::insert_note(tx, cx.id(), &meeting, (entry, &text, cx.now)).await?;
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "meeting.noted",
        &format!("entry:{entry}"),
        &json!({ "category": round.category_id, "text": text }),
    )
    .await?;
    Ok(())
}
