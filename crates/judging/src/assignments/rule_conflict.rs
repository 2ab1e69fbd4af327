//! Organisers rule on conflicts: confirm or deny what was found, or enter one that nobody found.

use contest::{
    Actor, Context, Tx, audit,
    contests::{CategoryId, Contest, rules::Denied},
    folding::tidy_line,
    people::{PersonId, Role},
};
use serde_json::json;
use submissions::entries::{self, EntryId};

use super::declare::keep_apart;
use crate::{conflicts::store, rounds};

/// What is ruled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// The juror does not judge the work.
    Stands,
    /// The juror may judge it; needs a reason.
    Denied,
}

/// Why nothing was ruled.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    /// Not the organiser.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The work is not one of the category, or the person judges nothing in it.
    #[error("no such pair")]
    NoSuchPair,
    /// A conflict is denied without a reason.
    #[error("a reason is needed")]
    ReasonMissing,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Rules on one juror and one work; a later ruling takes the place of an earlier one. Where the conflict stands, the work is
/// taken away if it was dealt.
pub async fn rule_conflict(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, category): (&Contest, CategoryId),
    ((person, entry), ruling, reason): ((PersonId, EntryId), Ruling, &str),
) -> Result<(), RuleError> {
    if !actor.has(contest.id, Role::Organiser) {
        return Err(Denied::NotYours.into());
    }
    let jurors = rounds::store::contacts_of_category(tx, category).await?;
    let work = entries::by_id(tx, entry).await?;
    let fits = work.is_some_and(|e| e.category_id == category)
        && jurors.iter().any(|j| j.person_id == person);
    if !fits {
        return Err(RuleError::NoSuchPair);
    }
    let reason = tidy_line(reason);
    if ruling == Ruling::Denied && reason.is_empty() {
        return Err(RuleError::ReasonMissing);
    }
    let stands = ruling == Ruling::Stands;
    store::save_ruling(tx, (contest.id, person, entry), (stands, &reason), cx.now).await?;
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "conflict.ruled",
        &format!("entry:{entry}"),
        &json!({ "person": person, "stands": stands, "reason": reason }),
    )
    .await?;
    if stands {
        keep_apart(tx, cx, actor, (contest, person)).await?;
    }
    Ok(())
}
