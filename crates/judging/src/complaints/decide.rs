//! The organisers' answer.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    folding::tidy,
    people::Role,
};
use serde_json::json;

use super::{Complaint, MAX_WORDS, Outcome, store};

/// Why it was not decided.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// Not the organiser, or it was decided before.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The answer is empty or too long.
    #[error("an answer is needed")]
    Answer,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Decides a complaint, once and for all: whether it was right, and what whoever complains is told. Upholding one changes no award:
/// that is [`crate::prizes::correct`].
pub async fn decide(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (complaint, right, answer): (&Complaint, bool, &str),
) -> Result<(), DecideError> {
    if !actor.has(contest.id, Role::Organiser) {
        return Err(Denied::NotYours.into());
    }
    if complaint.outcome != Outcome::Open {
        return Err(Denied::TooLate.into());
    }
    let answer = tidy(answer);
    if answer.is_empty() || answer.chars().count() > MAX_WORDS {
        return Err(DecideError::Answer);
    }
    let outcome = if right {
        Outcome::Upheld
    } else {
        Outcome::Dismissed
    };
    store::decide(tx, complaint.id, outcome, (&answer, cx.now)).await?;
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "complaint.decided",
        &complaint.subject(),
        &json!({ "number": complaint.number, "outcome": outcome.as_str() }),
    )
    .await?;
    Ok(())
}
