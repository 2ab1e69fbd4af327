//! The desk rules on an entry: eligible, ineligible, duplicate, or back to its author.

use contest::{Actor, Context, Timestamp, Tx, audit, contests::Contest, folding::tidy};
use serde_json::json;

use super::{Denied, Entry, EntryState, rules, store, together};

/// What the desk rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// Goes to the jury.
    Eligible,
    /// Does not, and why.
    Ineligible(String),
    /// The same work was sent twice, and which one counts.
    Duplicate(String),
    /// Back to the author: what to correct, and until when.
    Return(String, Timestamp),
}

/// Why a ruling was refused.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// Not the desk, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// All rulings but «eligible» need a reason.
    #[error("a reason is needed")]
    ReasonMissing,
    /// The time for correction lies in the past.
    #[error("the time for correction has passed")]
    InThePast,
    /// Somebody else ruled meanwhile.
    #[error("changed elsewhere")]
    ChangedElsewhere,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Rules on an entry. Every ruling can be changed until the jury begins, and every one is on record.
pub async fn decide(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, entry): (&Contest, &Entry),
    ruling: &Ruling,
) -> Result<(), DecideError> {
    rules::may_decide(actor, contest, entry)?;
    let (state, reason, until) = match ruling {
        Ruling::Eligible => (EntryState::Eligible, "", None),
        Ruling::Ineligible(reason) => (EntryState::Ineligible, reason.as_str(), None),
        Ruling::Duplicate(reason) => (EntryState::Duplicate, reason.as_str(), None),
        Ruling::Return(reason, until) => (EntryState::Returned, reason.as_str(), Some(*until)),
    };
    let reason = tidy(reason);
    if state != EntryState::Eligible && reason.is_empty() {
        return Err(DecideError::ReasonMissing);
    }
    if until.is_some_and(|at| at <= cx.now) {
        return Err(DecideError::InThePast);
    }
    if !store::set_state(tx, entry, state, (&reason, until), cx.now).await? {
        return Err(DecideError::ChangedElsewhere);
    }
    if state == EntryState::Duplicate {
        together::leave_places(tx, entry.id).await?;
    }
    let details = json!({ "from": entry.state.as_str(), "to": state.as_str(), "reason": reason, "until": until });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "entry.decided",
        &entry.subject(),
        &details,
    )
    .await?;
    Ok(())
}
