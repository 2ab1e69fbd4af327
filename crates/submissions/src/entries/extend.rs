//! One entry gets a deadline of its own: from the desk, or by a late-entry code that its holder types.

use contest::{Actor, Context, Timestamp, Tx, audit, contests::Contest, folding::tidy_line};
use serde_json::json;

use super::{Denied, Entry, EntryState, rules, store};
use crate::late_codes;

/// Why an entry was not given more time.
#[derive(Debug, thiserror::Error)]
pub enum ExtendError {
    /// Not the desk, not now, or the entry is decided.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// An extension has its reason.
    #[error("a reason is needed")]
    ReasonMissing,
    /// The new deadline lies in the past.
    #[error("the new deadline has passed")]
    InThePast,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Lets the holder change and send the entry until `until`, whatever the contest's deadline says.
pub async fn extend(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, entry): (&Contest, &Entry),
    (until, reason): (Timestamp, &str),
) -> Result<(), ExtendError> {
    rules::may_keep_desk(actor, contest)?;
    may_be_extended(entry)?;
    let reason = tidy_line(reason);
    if reason.is_empty() {
        return Err(ExtendError::ReasonMissing);
    }
    if until <= cx.now {
        return Err(ExtendError::InThePast);
    }
    let details = json!({ "until": until, "reason": reason });
    write(tx, cx, actor, (contest, entry), (until, &details)).await?;
    Ok(())
}

/// Uses a late-entry code once for an entry that exists already; until when it may then be sent.
pub async fn extend_with_code(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, entry): (&Contest, &Entry),
    late_code: &str,
) -> Result<Timestamp, ExtendError> {
    rules::may_use_code(actor, contest, entry)?;
    may_be_extended(entry)?;
    let of = (late_code, entry.category_id);
    let until = late_codes::spend(tx, contest.id, of, cx.now)
        .await?
        .ok_or(Denied::TooLate)?;
    let until = entry.extended_until.map_or(until, |own| own.max(until));
    let details = json!({ "until": until });
    write(tx, cx, actor, (contest, entry), (until, &details)).await?;
    Ok(until)
}

fn may_be_extended(entry: &Entry) -> Result<(), Denied> {
    match entry.state {
        EntryState::Draft | EntryState::Submitted => Ok(()),
        _ => Err(Denied::State),
    }
}

async fn write(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, entry): (&Contest, &Entry),
    (until, details): (Timestamp, &serde_json::Value),
) -> Result<(), sqlx::Error> {
    store::set_extended(tx, entry.id, until).await?;
    let subject = entry.subject();
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "entry.extended",
        &subject,
        details,
    )
    .await
}
