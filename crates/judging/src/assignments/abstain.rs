//! «Seen, cannot judge»: no mark, no replacement.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    folding::tidy,
};
use serde_json::json;

use super::{Assignment, AssignmentState, rules, store};
use crate::rounds::Round;

/// Why a juror could not abstain.
#[derive(Debug, thiserror::Error)]
pub enum AbstainError {
    /// Not the juror, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A reason is needed.
    #[error("a reason is needed")]
    ReasonMissing,
    /// Another window changed the sheet meanwhile.
    #[error("changed elsewhere")]
    ChangedElsewhere,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Abstains from a work. Saving a mark takes it back until the sheets are locked.
pub async fn abstain(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round, assignment): (&Contest, &Round, &Assignment),
    reason: &str,
) -> Result<(), AbstainError> {
    rules::may_mark(actor, round, assignment)?;
    let reason = tidy(reason);
    if reason.is_empty() {
        return Err(AbstainError::ReasonMissing);
    }
    if !store::set_state(tx, assignment, AssignmentState::Abstained, &reason).await? {
        return Err(AbstainError::ChangedElsewhere);
    }
    let details = json!({ "round": round.id });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "sheet.abstained",
        &format!("assignment:{}", assignment.id),
        &details,
    )
    .await?;
    Ok(())
}
