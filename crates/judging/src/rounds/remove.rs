//! Taking away a round that never opened.

use contest::{
    Actor, Context, Tx,
    amendments::{self, Changes, RecordError, What},
    audit,
    contests::{Contest, Phase},
    people::Role,
};
use serde_json::json;

use super::{Round, RoundState, store};

/// Why a round could not be taken away.
#[derive(Debug, thiserror::Error)]
pub enum RemoveError {
    /// Not the organiser; or it has opened, is the first, or another follows it.
    #[error("not allowed")]
    Denied,
    /// The contest is open and no reason was given.
    #[error("a reason is needed")]
    ReasonMissing,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

impl From<RecordError> for RemoveError {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::ReasonMissing => Self::ReasonMissing,
            RecordError::Store(error) => Self::Store(error),
        }
    }
}

/// Takes away the last round of a category, which is not the first and never opened; in an open contest for a `reason` that
/// the rules page tells.
pub async fn remove_round(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
    reason: &str,
) -> Result<(), RemoveError> {
    let last = store::round_at(tx, round.category_id, round.position + 1)
        .await?
        .is_none();
    let removable = round.state == RoundState::Draft && round.position > 1 && last;
    if !removable
        || !actor.has(contest.id, Role::Organiser)
        || contest.phase > Phase::Judging
        || !store::remove(tx, round.id).await?
    {
        return Err(RemoveError::Denied);
    }
    let mut changes = Changes::default();
    changes.number(What::Rounds, round.position, round.position - 1);
    let of = (contest, Some(round.category_id));
    amendments::record(tx, cx, actor, of, changes, reason).await?;
    let details =
        json!({ "category": round.category_id, "round": round.id, "position": round.position });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "round.removed",
        &format!("round:{}", round.id),
        &details,
    )
    .await?;
    Ok(())
}
