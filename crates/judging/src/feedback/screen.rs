//! Looking at messages before anybody reads them.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    folding::tidy_line,
    people::Role,
};
use serde_json::json;

use super::{Screening, store};
use crate::assignments::AssignmentId;

/// Why it was not decided.
#[derive(Debug, thiserror::Error)]
pub enum ScreenError {
    /// Not the organiser, or the results are not announced.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such message in this contest.
    #[error("no such message")]
    NoSuchMessage,
    /// A message is hidden without a reason.
    #[error("a reason is needed")]
    ReasonMissing,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Lets the author read a message, or hides it for a reason. May be decided anew. Before the announcement nobody reads them, so
/// that an organiser learns nothing of the marks.
pub async fn screen(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (message, to, reason): (AssignmentId, Screening, &str),
) -> Result<(), ScreenError> {
    if !actor.has(contest.id, Role::Organiser) {
        return Err(Denied::NotYours.into());
    }
    if !contest.is_announced(cx.now) {
        return Err(Denied::TooEarly.into());
    }
    let reason = tidy_line(reason);
    if to == Screening::Hidden && reason.is_empty() {
        return Err(ScreenError::ReasonMissing);
    }
    if !store::decide(tx, contest.id, message, (to, &reason)).await? {
        return Err(ScreenError::NoSuchMessage);
    }
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "feedback.screened",
        &format!("assignment:{message}"),
        &json!({ "to": to, "reason": reason }),
    )
    .await?;
    Ok(())
}
