//! From judging to the jury's table.

use contest::{
    Actor, Context, Tx,
    contests::{self, AdvanceError, Contest, Phase},
};

use crate::rounds::{self, RoundState};

/// Why the jury could not sit down.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    /// This many rounds are open.
    #[error("{0} rounds are still open")]
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
    let open = rounds::rounds_of(tx, contest.id)
        .await?
        .iter()
        .filter(|r| r.state == RoundState::Open)
        .count();
    if open > 0 {
        return Err(BeginError::RoundsOpen(open));
    }
    contests::advance(tx, cx, actor, contest, Phase::Deliberating).await?;
    Ok(())
}
