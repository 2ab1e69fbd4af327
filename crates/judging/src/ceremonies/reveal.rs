//! Announcing award by award, while they are handed over. A rehearsal on the same screen announces nothing: it has to be begun.

use std::collections::HashSet;

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, ContestId, rules::Denied},
};
use serde_json::json;
use submissions::entries::EntryId;

use super::{may_plan, store};
use crate::prizes;

/// Why nothing was revealed.
#[derive(Debug, thiserror::Error)]
pub enum RevealError {
    /// Not the organiser, or the decision is not signed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The plan announces everything at the end, or the evening has not begun.
    #[error("the ceremony is not announcing")]
    NotLive,
    /// The work has no award.
    #[error("no award")]
    NoAward,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Begins to announce award by award. Beginning again changes nothing.
pub async fn go_live(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
) -> Result<(), RevealError> {
    may_plan(actor, contest)?;
    let plan = store::plan_of(tx, contest.id).await?;
    match plan {
        Some(plan) if plan.step_by_step && plan.live_at.is_some() => return Ok(()),
        Some(plan) if plan.step_by_step => {}
        _ => return Err(RevealError::NotLive),
    }
    store::set_live(tx, contest.id, cx.now).await?;
    let subject = format!("contest:{}", contest.id);
    let kind = "ceremony.begun";
    audit::append(tx, cx, contest.id.0, actor, kind, &subject, &json!({})).await?;
    Ok(())
}

/// Makes one award public. Revealing it again changes nothing.
pub async fn reveal(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    entry: EntryId,
) -> Result<(), RevealError> {
    may_plan(actor, contest)?;
    let plan = store::plan_of(tx, contest.id).await?;
    if !plan.is_some_and(|plan| plan.step_by_step && plan.live_at.is_some()) {
        return Err(RevealError::NotLive);
    }
    let awards = prizes::awards_of(tx, contest.id).await?;
    if awards.iter().all(|a| a.entry_id != entry) {
        return Err(RevealError::NoAward);
    }
    if store::insert_revealed(tx, contest.id, entry, cx.now).await? {
        let subject = format!("entry:{entry}");
        let kind = "award.revealed";
        audit::append(tx, cx, contest.id.0, actor, kind, &subject, &json!({})).await?;
    }
    Ok(())
}

/// The works whose awards are public before everything is.
pub async fn revealed(tx: &mut Tx, contest: ContestId) -> Result<HashSet<EntryId>, sqlx::Error> {
    Ok(store::revealed_in(tx, contest).await?.into_iter().collect())
}
