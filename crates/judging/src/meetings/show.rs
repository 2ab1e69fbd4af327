//! Laying a work on the table: every screen of the meeting shows it.

use contest::{
    Actor, Tx,
    contests::{Contest, rules::Denied},
};

use super::{rules, sitting, store};
use crate::{assignments, rounds::Round};

/// Why it was not shown.
#[derive(Debug, thiserror::Error)]
pub enum ShowError {
    /// Not the chair, or no meeting runs.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No work of the round has this code.
    #[error("no such work")]
    NoSuchWork,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Lays the work with this code on the table.
pub async fn show(
    tx: &mut Tx,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
    code: &str,
) -> Result<(), ShowError> {
    rules::may_lead(actor, contest, round)?;
    let meeting = sitting(tx, round.category_id).await??;
    let entry = assignments::entry_by_code(tx, round.id, code).await?;
    let entry = entry.ok_or(ShowError::NoSuchWork)?;
    store::show(tx, &meeting, entry).await?;
    Ok(())
}
