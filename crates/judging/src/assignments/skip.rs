//! «Later»: a work goes to the end of the juror's own order.

use contest::{Actor, Tx, contests::rules::Denied};

use super::{Assignment, rules, store};
use crate::rounds::Round;

/// Why a work could not be put off.
#[derive(Debug, thiserror::Error)]
pub enum SkipError {
    /// Not the juror, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Puts a work last. This decides nothing, so it leaves no event.
pub async fn skip(
    tx: &mut Tx,
    actor: &Actor,
    round: &Round,
    assignment: &Assignment,
) -> Result<(), SkipError> {
    rules::may_mark(actor, round, assignment)?;
    store::put_last(tx, assignment).await?;
    Ok(())
}
