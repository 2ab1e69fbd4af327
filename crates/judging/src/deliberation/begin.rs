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
    // a round that never opened stands in the way only after one that did: a category without works has no judging
    let open = rounds
        .iter()
        .filter(|r| match r.state {
            RoundState::Closed => false,
            RoundState::Open | RoundState::Paused => true,
            RoundState::Draft => r.position > 1 && first_opened(&rounds, r),
        })
        .count();
    if open > 0 {
        return Err(BeginError::RoundsOpen(open));
    }
    contests::advance(tx, cx, actor, contest, Phase::Deliberating).await?;
    Ok(())
}

fn first_opened(rounds: &[Round], later: &Round) -> bool {
    rounds.iter().any(|r| {
        r.category_id == later.category_id && r.position == 1 && r.state != RoundState::Draft
    })
}
