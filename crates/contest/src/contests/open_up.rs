//! How much of the marks is published after the announcement.

use serde_json::json;

use super::{Contest, Openness, Phase, rules::Denied, store};
use crate::{
    Actor, Context, Tx,
    amendments::{self, Changes, RecordError, Value, What, Words},
    audit,
    people::Role,
};

/// Why the level was not set.
#[derive(Debug, thiserror::Error)]
pub enum OpennessError {
    /// Not the organiser, or the decision is signed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The contest is open, so this is an amendment, and no reason was given.
    #[error("a reason is needed")]
    ReasonMissing,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

impl From<RecordError> for OpennessError {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::ReasonMissing => Self::ReasonMissing,
            RecordError::Store(error) => Self::Store(error),
        }
    }
}

/// Sets the level, until the decision is signed; in an open contest for a `reason` that the rules page tells.
pub async fn set_openness(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (level, reason): (Openness, &str),
) -> Result<(), OpennessError> {
    if !actor.has(contest.id, Role::Organiser) {
        return Err(Denied::NotYours.into());
    }
    if contest.phase == Phase::Decided {
        return Err(Denied::TooLate.into());
    }
    if level == contest.openness {
        return Ok(());
    }
    if !store::set_openness(tx, contest.id, (contest.openness, level)).await? {
        return Err(Denied::TooLate.into());
    }
    let told = |level: Openness| Value::Text(Words::new(level.as_str(), level.as_str()));
    let mut changes = Changes::default();
    changes.compare(What::Openness, told(contest.openness), told(level));
    amendments::record(tx, cx, actor, (contest, None), changes, reason).await?;
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "openness.set",
        &format!("contest:{}", contest.id),
        &json!({ "level": level }),
    )
    .await?;
    Ok(())
}
