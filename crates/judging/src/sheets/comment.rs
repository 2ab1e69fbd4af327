//! A juror's words about a work, for the jury's meeting.

use contest::{Actor, Tx, contests::rules::Denied, folding::tidy};

use crate::{
    assignments::{self, Assignment, rules},
    rounds::Round,
};

/// The most characters of a comment.
pub const MAX_COMMENT: usize = 2_000;

/// Why a comment was not saved.
#[derive(Debug, thiserror::Error)]
pub enum CommentError {
    /// Not the juror, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// More than [`MAX_COMMENT`] characters.
    #[error("too long")]
    TooLong,
    /// Another window changed the sheet meanwhile.
    #[error("changed elsewhere")]
    ChangedElsewhere,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Saves the comment of a sheet.
pub async fn comment(
    tx: &mut Tx,
    actor: &Actor,
    round: &Round,
    assignment: &Assignment,
    text: &str,
) -> Result<(), CommentError> {
    rules::may_mark(actor, round, assignment)?;
    let text = tidy(text);
    if text.chars().count() > MAX_COMMENT {
        return Err(CommentError::TooLong);
    }
    if text != assignment.comment && !assignments::store::set_comment(tx, assignment, &text).await?
    {
        return Err(CommentError::ChangedElsewhere);
    }
    Ok(())
}
