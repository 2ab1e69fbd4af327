//! Noting who is there.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    people::PersonId,
};
use serde_json::json;

use super::{rules, sitting, store};
use crate::rounds::{self, Round};

/// Why it was not noted.
#[derive(Debug, thiserror::Error)]
pub enum AttendError {
    /// Not the chair, or no meeting runs.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Not a member of this panel.
    #[error("not a member")]
    NoMember,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Notes that a member came, or left. Noting the same again changes nothing.
pub async fn attend(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
    (person, here): (PersonId, bool),
) -> Result<(), AttendError> {
    rules::may_lead(actor, contest, round)?;
    let meeting = sitting(tx, round.category_id).await??;
    let panel = rounds::members_of_round(tx, round.id).await?;
    if panel.iter().all(|m| m.person_id != person) {
        return Err(AttendError::NoMember);
    }
    let changed = if here {
        store::came(tx, &meeting, person, cx.now).await?
    } else {
        store::left(tx, &meeting, person, cx.now).await?
    };
    if !changed {
        return Ok(());
    }
    let kind = if here { "meeting.came" } else { "meeting.left" };
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        kind,
        &format!("meeting:{}", meeting.id),
        &json!({ "category": round.category_id, "person": person }),
    )
    .await?;
    Ok(())
}
