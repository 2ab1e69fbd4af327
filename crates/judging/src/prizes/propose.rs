//! The formula's proposal becomes the jury's, to be changed with reasons.

use contest::{
    Actor, Context, Tx, audit,
    contests::{CategoryId, Contest, rules::Denied},
};
use serde_json::json;

use super::{AwardId, NewAward, formula, store};
use crate::{
    deliberation::{StandingsError, rules},
    rounds,
};

/// Why nothing was proposed.
#[derive(Debug, thiserror::Error)]
pub enum ProposeError {
    /// Not the chair, or the jury is not at the table.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The standings could not be computed.
    #[error(transparent)]
    Standings(#[from] StandingsError),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Sets the awards of a category to what the formula gives; changes made before are undone. Returns how many.
pub async fn propose(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    category: CategoryId,
) -> Result<usize, ProposeError> {
    let round = rounds::round_of(tx, category)
        .await?
        .ok_or(StandingsError::NoRound)?;
    rules::may_change_awards(actor, contest, &round)?;
    let formula = formula(tx, contest, category).await?;
    store::clear_awards(tx, category).await?;
    for given in &formula.proposal.given {
        let Some(row) = formula
            .table
            .rows
            .iter()
            .find(|r| r.standing.entry == given.entry)
        else {
            continue;
        };
        let award = NewAward {
            id: AwardId(cx.id()),
            contest_id: contest.id,
            category_id: category,
            tier_id: given.tier,
            entry_id: given.entry,
            formula_tier_id: Some(given.tier),
            rank: row
                .standing
                .rank
                .and_then(|r| i64::try_from(r).ok())
                .unwrap_or(0),
            score: row.standing.display.clone(),
            reason: String::new(),
        };
        store::insert_award(tx, &award, cx.now).await?;
    }
    let details =
        json!({ "awards": formula.proposal.given.len(), "ties": formula.proposal.ties.len() });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "awards.proposed",
        &format!("category:{category}"),
        &details,
    )
    .await?;
    Ok(formula.proposal.given.len())
}
