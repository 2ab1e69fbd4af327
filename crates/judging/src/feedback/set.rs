//! Choosing what entrants are told.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    people::Role,
};
use serde_json::json;

use super::{Settings, store};

/// Why it was not set.
#[derive(Debug, thiserror::Error)]
pub enum SetError {
    /// Not the organiser.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Sets what entrants are told, and from when; may be changed at any time.
pub async fn set(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    settings: Settings,
) -> Result<(), SetError> {
    if !actor.has(contest.id, Role::Organiser) {
        return Err(Denied::NotYours.into());
    }
    store::save_settings(tx, contest.id, &settings).await?;
    let details = json!({
        "from": settings.from_at, "totals": settings.totals, "average": settings.average,
        "place": settings.place, "messages": settings.messages,
    });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "feedback.set",
        &format!("contest:{}", contest.id),
        &details,
    )
    .await?;
    Ok(())
}
