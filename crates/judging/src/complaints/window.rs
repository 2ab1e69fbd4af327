//! Until when complaints are taken.

use contest::{
    Actor, Context, Timestamp, Tx, audit,
    contests::{Contest, rules::Denied},
    people::Role,
};
use serde_json::json;

use super::store;

/// How many days after the announcement complaints are taken where organisers say nothing.
pub const WINDOW_DAYS: i64 = 15;
const DAY_MS: i64 = 86_400_000;

/// Why it was not set.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// Not the organiser.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Until when complaints are taken: what organisers set, or [`WINDOW_DAYS`] after the announcement.
pub async fn takes_until(tx: &mut Tx, contest: &Contest) -> Result<Timestamp, sqlx::Error> {
    let set = store::window_of(tx, contest.id).await?;
    let announced = contest.announce_at.unwrap_or(contest.results_at);
    Ok(set.unwrap_or(announced.plus_ms(WINDOW_DAYS * DAY_MS)))
}

/// Sets until when complaints are taken; may be changed at any time.
pub async fn set_window(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    until: Timestamp,
) -> Result<(), WindowError> {
    if !actor.has(contest.id, Role::Organiser) {
        return Err(Denied::NotYours.into());
    }
    store::set_window(tx, contest.id, until).await?;
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "complaints.until",
        &format!("contest:{}", contest.id),
        &json!({ "until": until }),
    )
    .await?;
    Ok(())
}
