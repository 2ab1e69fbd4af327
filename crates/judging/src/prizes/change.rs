//! The jury departs from the formula, or settles what the formula leaves open: always with a reason.

use contest::{
    Actor, Context, Tx, audit,
    contests::{CategoryId, Contest, rules::Denied},
    folding::tidy,
};
use serde_json::json;
use submissions::entries::EntryId;

use super::{AwardId, NewAward, TierId, formula, store};
use crate::{
    deliberation::{StandingsError, rules},
    meetings, rounds,
};

/// Why an award was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// Not the chair, or the jury is not at the table.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The panel's meeting runs without its quorum.
    #[error("the meeting has no quorum")]
    NoQuorum,
    /// A reason is needed.
    #[error("a reason is needed")]
    ReasonMissing,
    /// The work is not judged, or not of this category.
    #[error("no such work")]
    NoSuchWork,
    /// The category has no such tier.
    #[error("no such tier")]
    NoSuchTier,
    /// The tier has no award left; take one back first.
    #[error("the tier is full")]
    TierFull,
    /// The standings could not be computed.
    #[error(transparent)]
    Standings(#[from] StandingsError),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Gives a work a tier, or takes its award back. Confirming what the formula gives is a change too: it settles a tie.
pub async fn change_award(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, category): (&Contest, CategoryId),
    (entry, tier, reason): (EntryId, Option<TierId>, &str),
) -> Result<(), ChangeError> {
    let round = rounds::round_of(tx, category)
        .await?
        .ok_or(StandingsError::NoRound)?;
    rules::may_change_awards(actor, contest, &round)?;
    if !meetings::is_quorate(tx, category).await? {
        return Err(ChangeError::NoQuorum);
    }
    let reason = tidy(reason);
    if reason.is_empty() {
        return Err(ChangeError::ReasonMissing);
    }
    let formula = formula(tx, contest, category).await?;
    let row = formula
        .table
        .rows
        .iter()
        .find(|r| r.standing.entry == entry)
        .ok_or(ChangeError::NoSuchWork)?;
    let rank = row.standing.rank.ok_or(ChangeError::NoSuchWork)?;
    let before = store::award_of(tx, entry).await?.map(|a| a.tier_id);
    if let Some(tier) = tier {
        let quota = formula
            .tiers
            .iter()
            .find(|t| t.id == tier)
            .map(|t| t.quota)
            .ok_or(ChangeError::NoSuchTier)?;
        // the award that the work gives up is free again
        let others = store::given(tx, tier).await? - i64::from(before == Some(tier));
        if others >= quota {
            return Err(ChangeError::TierFull);
        }
    }
    store::delete_award(tx, entry).await?;
    if let Some(tier) = tier {
        let award = NewAward {
            id: AwardId(cx.id()),
            contest_id: contest.id,
            category_id: category,
            tier_id: tier,
            entry_id: entry,
            formula_tier_id: formula.tier_of(entry),
            rank: i64::try_from(rank).unwrap_or(0),
            score: row.standing.display.clone(),
            reason: reason.clone(),
        };
        store::insert_award(tx, &award, cx.now).await?;
    }
    let details = json!({
        "from": before, "to": tier, "formula": formula.tier_of(entry), "rank": rank, "reason": reason,
    });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "award.changed",
        &format!("entry:{entry}"),
        &details,
    )
    .await?;
    Ok(())
}
