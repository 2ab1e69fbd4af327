//! A juror's words to the author.

use contest::{Actor, Context, Tx, contests::rules::Denied, folding::tidy};

use super::store;
use crate::{
    assignments::{Assignment, rules},
    rounds::Round,
};

/// The most characters of a message.
pub const MAX_MESSAGE: usize = 600;

/// Why it was not kept.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Not the juror, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// More than [`MAX_MESSAGE`] characters.
    #[error("too long")]
    TooLong,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Keeps a juror's words to the author of a work, until the sheet is sealed; empty ones take them back.
pub async fn write(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (round, assignment): (&Round, &Assignment),
    text: &str,
) -> Result<(), WriteError> {
    rules::may_mark(actor, round, assignment)?;
    let text = tidy(text);
    if text.chars().count() > MAX_MESSAGE {
        return Err(WriteError::TooLong);
    }
    if text.is_empty() {
        store::forget_message(tx, assignment.id).await?;
    } else {
        store::save_message(tx, assignment.id, &text, cx.now).await?;
    }
    Ok(())
}
