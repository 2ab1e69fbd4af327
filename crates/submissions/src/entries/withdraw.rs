//! An entry is taken back by its holder.

use contest::{Actor, Context, Tx, audit, contests::Contest};
use serde_json::json;

use super::{Denied, Entry, EntryState, rules, store, together};

/// Why an entry could not be taken back.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// Not the holder, or the jury has begun.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Its state changed meanwhile.
    #[error("changed elsewhere")]
    ChangedElsewhere,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Takes an entry back. Its holder can still read it.
pub async fn withdraw(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, entry): (&Contest, &Entry),
) -> Result<(), WithdrawError> {
    rules::may_withdraw(actor, contest, entry)?;
    let withdrawn = store::Ruled {
        state: EntryState::Withdrawn,
        reason: "",
        until: None,
        twin: None,
    };
    if !store::set_state(tx, entry, &withdrawn, cx.now).await? {
        return Err(WithdrawError::ChangedElsewhere);
    }
    together::leave_places(tx, entry.id).await?;
    let details = json!({ "from": entry.state.as_str() });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "entry.withdrawn",
        &entry.subject(),
        &details,
    )
    .await?;
    Ok(())
}
