//! From the jury's table to the advisory board, and back for a second reading.

use contest::{
    Actor, Context, Tx,
    contests::{self, AdvanceError, Contest, Phase},
};

use super::StandingsError;
use crate::{decisions, meetings, prizes};

/// Why the proposal could not be handed over or taken back.
#[derive(Debug, thiserror::Error)]
pub enum HandOverError {
    /// A category with judged works and prizes has no proposal.
    #[error("a category has no proposal")]
    NothingProposed,
    /// Works with these codes stand with equal marks on the line of a prize, and no reason says who gets it.
    #[error("a tie is not settled")]
    TieUnsettled(Vec<String>),
    /// A panel's meeting still runs; the minutes need its end.
    #[error("a meeting still runs")]
    MeetingRuns,
    /// Both have signed.
    #[error("the decision is signed")]
    Signed,
    /// The contest could not move on.
    #[error(transparent)]
    Advance(#[from] AdvanceError),
    /// The standings could not be computed.
    #[error(transparent)]
    Standings(#[from] StandingsError),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Hands the jury's proposal to the advisory board.
pub async fn hand_over(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
) -> Result<(), HandOverError> {
    let sittings = meetings::of_contest(tx, contest.id).await?;
    if sittings.iter().any(|m| m.ended_at.is_none()) {
        return Err(HandOverError::MeetingRuns);
    }
    let awards = prizes::awards_of(tx, contest.id).await?;
    for category in contests::categories_of(tx, contest.id).await? {
        let formula = match prizes::formula(tx, contest, category.id).await {
            Ok(formula) => formula,
            Err(StandingsError::NoRound) => continue,
            Err(error) => return Err(error.into()),
        };
        let proposed = awards.iter().any(|a| a.category_id == category.id);
        if !formula.proposal.given.is_empty() && !proposed {
            return Err(HandOverError::NothingProposed);
        }
        for tie in &formula.proposal.ties {
            let settled = awards
                .iter()
                .any(|a| tie.entries.contains(&a.entry_id) && !a.reason.is_empty());
            if !settled {
                let rows = formula
                    .table
                    .rows
                    .iter()
                    .filter(|r| tie.entries.contains(&r.standing.entry));
                return Err(HandOverError::TieUnsettled(
                    rows.map(|r| r.code.clone()).collect(),
                ));
            }
        }
    }
    contests::advance(tx, cx, actor, contest, Phase::Advising).await?;
    Ok(())
}

/// Takes the proposal back to the jury's table for a second reading. A signature given before falls away with it.
pub async fn take_back(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
) -> Result<(), HandOverError> {
    contests::advance(tx, cx, actor, contest, Phase::Deliberating).await?;
    if !decisions::store::clear_signature(tx, contest.id).await? {
        return Err(HandOverError::Signed);
    }
    Ok(())
}
