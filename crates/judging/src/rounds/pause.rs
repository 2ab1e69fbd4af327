//! Stopping a round for a while, going on, and opening a closed one again. Each with a reason that the log keeps.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, Phase, rules::Denied},
    folding::tidy_line,
    people::Role,
};
use serde_json::json;

use super::{Round, RoundState, store};
use crate::advancement;

/// Why a round could not be paused or opened again.
#[derive(Debug, thiserror::Error)]
pub enum PauseError {
    /// Not the organiser, or the round or the contest does not stand there.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No reason was given.
    #[error("a reason is needed")]
    ReasonMissing,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Pauses an open round: jurors read what they gave and change nothing.
pub async fn pause_round(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
    reason: &str,
) -> Result<(), PauseError> {
    may_turn(actor, contest, round, RoundState::Open)?;
    turn(tx, cx, actor, round, (RoundState::Paused, reason)).await
}

/// Lets jurors go on in a paused round.
pub async fn resume_round(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
    reason: &str,
) -> Result<(), PauseError> {
    may_turn(actor, contest, round, RoundState::Paused)?;
    turn(tx, cx, actor, round, (RoundState::Open, reason)).await
}

/// Opens a closed round again, until the next one opens or the jury sits down. Locked sheets stay locked and sealed; the
/// others may be finished. Which works go on is settled anew afterwards.
pub async fn reopen_round(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
    reason: &str,
) -> Result<(), PauseError> {
    may_turn(actor, contest, round, RoundState::Closed)?;
    let next = store::round_at(tx, round.category_id, round.position + 1).await?;
    if next.is_some_and(|next| next.state != RoundState::Draft) {
        return Err(Denied::TooLate.into());
    }
    advancement::forget(tx, round.id).await?;
    turn(tx, cx, actor, round, (RoundState::Open, reason)).await
}

fn may_turn(
    actor: &Actor,
    contest: &Contest,
    round: &Round,
    from: RoundState,
) -> Result<(), Denied> {
    if !actor.has(contest.id, Role::Organiser) {
        return Err(Denied::NotYours);
    }
    if contest.phase > Phase::Judging {
        return Err(Denied::TooLate);
    }
    if round.state == from {
        Ok(())
    } else if round.state == RoundState::Draft {
        Err(Denied::TooEarly)
    } else {
        Err(Denied::TooLate)
    }
}

async fn turn(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    round: &Round,
    (to, reason): (RoundState, &str),
) -> Result<(), PauseError> {
    let reason = tidy_line(reason);
    if reason.is_empty() {
        return Err(PauseError::ReasonMissing);
    }
    if !store::set_state(tx, round, to, None).await? {
        return Err(Denied::TooLate.into());
    }
    let kind = match (round.state, to) {
        (RoundState::Closed, _) => "round.reopened",
        (_, RoundState::Paused) => "round.paused",
        _ => "round.resumed",
    };
    let details = json!({ "category": round.category_id, "round": round.id, "reason": reason });
    audit::append(
        tx,
        cx,
        round.contest_id.0,
        actor,
        kind,
        &format!("round:{}", round.id),
        &details,
    )
    .await?;
    Ok(())
}
