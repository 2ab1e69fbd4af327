//! From judging to the jury's table.

use contest::{
    Actor, Context, Tx,
    contests::{self, AdvanceError, Contest, Phase},
};

use crate::rounds::{self, Round, RoundState};

/// Why the jury could not sit down.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    /// This many rounds are open.
    #[error("{0} rounds are not closed")]
    RoundsOpen(usize),
    /// The contest could not move on.
    #[error(transparent)]
    Advance(#[from] AdvanceError),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Moves the contest on to deliberation once every opened round is closed.
pub async fn begin_deliberation(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
) -> Result<(), BeginError> {
    let rounds = rounds::rounds_of(tx, contest.id).await?;
    let judged = |r: &&Round| matches!(r.state, RoundState::Open | RoundState::Paused);
    let open = rounds.iter().filter(judged).count() + never_opened(&rounds).len();
    if open > 0 {
        return Err(BeginError::RoundsOpen(open));
    }
    contests::advance(tx, cx, actor, contest, Phase::Deliberating).await?;
    Ok(())
}

/// The rounds that were planned and never opened, although the first one of their category was: they stand in the way of the
/// meeting. A category without works has no judging at all.
#[must_use]
pub fn never_opened(rounds: &[Round]) -> Vec<&Round> {
    let first_opened = |later: &Round| {
        let of = |r: &Round| r.category_id == later.category_id && r.position == 1;
        rounds.iter().any(|r| of(r) && r.state != RoundState::Draft)
    };
    let waits = |r: &&Round| r.state == RoundState::Draft && r.position > 1 && first_opened(r);
    rounds.iter().filter(waits).collect()
}
