//! Moving a contest from one phase to the next, and setting the minute of the announcement.

use serde_json::json;

use super::{Contest, Phase, store};
use crate::{Actor, Context, Timestamp, Tx, audit, people::Role};

/// Why a contest could not move on.
#[derive(Debug, thiserror::Error)]
pub enum AdvanceError {
    /// Only the organiser moves a contest on.
    #[error("not allowed")]
    Denied,
    /// The displayed deadline and its grace have not passed.
    #[error("before the deadline")]
    BeforeDeadline,
    /// The contest is not where the actor thought.
    #[error("the contest has moved on")]
    Moved,
    /// The minute lies in the past.
    #[error("in the past")]
    InThePast,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Moves a contest to `to`. What each phase asks of works and juries is checked by the floors above,
/// which call this in the same transaction.
pub async fn advance(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    to: Phase,
) -> Result<(), AdvanceError> {
    if !actor.has(contest.id, Role::Organiser) && !actor.has(contest.id, Role::Chair) {
        return Err(AdvanceError::Denied);
    }
    // Nobody may be shut out before the deadline that was published.
    if to == Phase::Checking && cx.now <= contest.last_call() {
        return Err(AdvanceError::BeforeDeadline);
    }
    if !contest.phase.leads_to(to) || !store::set_phase(tx, contest.id, contest.phase, to).await? {
        return Err(AdvanceError::Moved);
    }
    let details = json!({ "from": contest.phase.as_str(), "to": to.as_str() });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "contest.advanced",
        &subject(contest),
        &details,
    )
    .await?;
    Ok(())
}

/// Sets the minute at which a signed decision becomes public; `cx.now` announces at once.
pub async fn schedule(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    at: Timestamp,
) -> Result<(), AdvanceError> {
    if !actor.has(contest.id, Role::Organiser) {
        return Err(AdvanceError::Denied);
    }
    if at < cx.now {
        return Err(AdvanceError::InThePast);
    }
    if !store::set_announce_at(tx, contest.id, at, cx.now).await? {
        return Err(AdvanceError::Moved);
    }
    let details = json!({ "announce_at": at });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "announcement.scheduled",
        &subject(contest),
        &details,
    )
    .await?;
    Ok(())
}

fn subject(contest: &Contest) -> String {
    format!("contest:{}", contest.id)
}
