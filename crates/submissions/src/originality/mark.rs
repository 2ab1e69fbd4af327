//! A person has looked at a pair, or takes that back.

use contest::{Actor, Context, Tx, audit, contests::Contest, folding::tidy_line};
use serde_json::json;

use super::{LikenessId, store};
use crate::entries::{self, Denied};

/// Characters of a note.
pub const MOST_NOTE: usize = 300;

/// Why a pair was not marked.
#[derive(Debug, thiserror::Error)]
pub enum MarkError {
    /// Not the desk.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The note is longer than [`MOST_NOTE`] characters.
    #[error("the note is too long")]
    NoteTooLong,
    /// It stands like that already.
    #[error("changed elsewhere")]
    ChangedElsewhere,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Notes that the actor has looked at a pair, and what of it is to be remembered.
pub async fn mark_seen(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (id, note): (LikenessId, &str),
) -> Result<(), MarkError> {
    entries::may_look(actor, contest)?;
    let note = tidy_line(note);
    if note.chars().count() > MOST_NOTE {
        return Err(MarkError::NoteTooLong);
    }
    let by = (actor.label(), note.clone());
    if !store::set_seen(tx, (contest.id, id), cx.now, &by).await? {
        return Err(MarkError::ChangedElsewhere);
    }
    let details = json!({ "note": note });
    Ok(record(tx, cx, (actor, contest), (id, "seen"), &details).await?)
}

/// Takes a mark back: the pair waits to be looked at again. The log keeps what was noted.
pub async fn mark_unseen(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    id: LikenessId,
) -> Result<(), MarkError> {
    entries::may_look(actor, contest)?;
    if !store::set_unseen(tx, (contest.id, id)).await? {
        return Err(MarkError::ChangedElsewhere);
    }
    Ok(record(tx, cx, (actor, contest), (id, "unseen"), &json!({})).await?)
}

async fn record(
    tx: &mut Tx,
    cx: &Context,
    (actor, contest): (&Actor, &Contest),
    (id, verb): (LikenessId, &str),
    details: &serde_json::Value,
) -> Result<(), sqlx::Error> {
    let kind = format!("likeness.{verb}");
    let subject = format!("likeness:{id}");
    audit::append(tx, cx, contest.id.0, actor, &kind, &subject, details).await
}
