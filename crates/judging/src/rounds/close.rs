//! Closing a round: its sheets are sealed, and its results may be computed.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    db::Digest,
    people::Role,
};
use serde_json::json;

use super::{Round, RoundState, store};
use crate::{
    assignments,
    checkpoints::{self, Cause},
};

/// Why a round could not be closed.
#[derive(Debug, thiserror::Error)]
pub enum CloseError {
    /// Neither organiser nor chair, or the round is not open.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Works with these codes have fewer locked sheets than the rules want, and jurors who can still lock theirs.
    #[error("{} works are not judged enough", .0.len())]
    Unfinished(Vec<String>),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Closes a round. Sheets that are not locked do not count; only a work below the least number of sheets, with jurors
/// still at it, keeps a round open. The event carries a digest over the commitments of all sealed
/// sheets ([`crate::engine::sealed::round_seal`]), and the log as it is then becomes a checkpoint.
pub async fn close_round(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    round: &Round,
) -> Result<Digest, CloseError> {
    if !actor.has(contest.id, Role::Organiser)
        && !actor.has_in(contest.id, round.category_id, Role::Chair)
    {
        return Err(Denied::NotYours.into());
    }
    match round.state {
        RoundState::Draft => return Err(Denied::TooEarly.into()),
        RoundState::Closed => return Err(Denied::TooLate.into()),
        RoundState::Open | RoundState::Paused => {}
    }
    let short = assignments::below_quorum(tx, round.id, round.least_sheets).await?;
    if !short.is_empty() {
        return Err(CloseError::Unfinished(short));
    }
    let commitments = assignments::commitments_of(tx, round.id).await?;
    let seal = Digest::of(&commitments.concat());
    if !store::set_state(tx, round, RoundState::Closed, Some(cx.now)).await? {
        return Err(Denied::TooLate.into());
    }
    let details = json!({
        "category": round.category_id, "round": round.id, "sheets": commitments.len(), "seal": seal.hex(),
    });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "round.closed",
        &format!("round:{}", round.id),
        &details,
    )
    .await?;
    checkpoints::make(tx, cx, contest, Cause::RoundClosed).await?;
    Ok(seal)
}
