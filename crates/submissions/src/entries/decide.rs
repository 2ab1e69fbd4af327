//! The desk rules on an entry: eligible, ineligible, duplicate, back to its author, or open again.

use contest::{Actor, Context, Timestamp, Tx, audit, contests::Contest, folding::tidy};
use serde_json::json;

use super::{CreditError, Denied, Entry, EntryId, EntryState, rules, store, together};

/// What the desk rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// Goes to the jury.
    Eligible,
    /// Does not, and why.
    Ineligible(String),
    /// The same work was sent twice: the entry that counts, and a word to the holder, which may be empty.
    Duplicate(EntryId, String),
    /// A ruling is taken back, and why; the entry waits again.
    Reopen(String),
    /// Back to the author: what to correct, and until when.
    Return(String, Timestamp),
}

/// Why a ruling was refused.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// Not the desk, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Refusing, sending back and reopening need a reason.
    #[error("a reason is needed")]
    ReasonMissing,
    /// The entry that counts is this one, or does not count itself.
    #[error("not a duplicate of that entry")]
    NoSuchTwin,
    /// It cannot count again: its author has as many other works as the category takes.
    #[error("the author's limit is reached")]
    LimitReached(i64),
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
    let (state, reason) = match ruling {
        Ruling::Eligible => (EntryState::Eligible, ""),
        Ruling::Ineligible(reason) => (EntryState::Ineligible, reason.as_str()),
        Ruling::Duplicate(_, reason) => (EntryState::Duplicate, reason.as_str()),
        Ruling::Return(reason, _) => (EntryState::Returned, reason.as_str()),
        Ruling::Reopen(reason) => (EntryState::Submitted, reason.as_str()),
    };
    let until = match ruling {
        Ruling::Return(_, until) => Some(*until),
        _ => None,
    };
    let twin = match ruling {
        Ruling::Duplicate(of, _) => Some(*of),
        _ => None,
    };
    let reason = tidy(reason);
    if reason.is_empty() && !matches!(ruling, Ruling::Eligible | Ruling::Duplicate(..)) {
        return Err(DecideError::ReasonMissing);
    }
    if until.is_some_and(|at| at <= cx.now) {
        return Err(DecideError::InThePast);
    }
    if let Some(twin) = twin {
        may_be_twin(tx, entry, twin).await?;
    }
    let ruled = store::Ruled {
        state,
        reason: &reason,
        until,
        twin,
    };
    if !store::set_state(tx, entry, &ruled, cx.now).await? {
        return Err(DecideError::ChangedElsewhere);
    }
    if state == EntryState::Duplicate {
        together::leave_places(tx, entry.id).await?;
    } else if entry.state == EntryState::Duplicate {
        together::renew_places(tx, entry)
            .await
            .map_err(|error| match error {
                CreditError::Denied(denied) => denied.into(),
                CreditError::LimitReached(most) => DecideError::LimitReached(most),
                CreditError::Store(error) => error.into(),
            })?;
    }
    let details = json!({ "from": entry.state.as_str(), "to": state.as_str(), "reason": reason, "until": until, "of": twin });
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

/// The entry that counts is another one of the same contest, and is not out of it.
async fn may_be_twin(tx: &mut Tx, entry: &Entry, twin: EntryId) -> Result<(), DecideError> {
    let other = store::by_id(tx, twin).await?;
    let counts = other.is_some_and(|o| {
        let stands = matches!(
            o.state,
            EntryState::Submitted | EntryState::Returned | EntryState::Eligible
        );
        stands && o.id != entry.id && o.contest_id == entry.contest_id
    });
    counts.then_some(()).ok_or(DecideError::NoSuchTwin)
}
