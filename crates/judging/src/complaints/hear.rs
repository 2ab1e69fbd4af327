//! The right of reply: the author of the work is asked, and answers.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    folding::tidy,
    people::Role,
};
use serde_json::json;

use super::{Complaint, MAX_WORDS, Outcome, store};

/// Why nobody was asked.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// Not the organiser, or the complaint was answered.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The complaint is about no work.
    #[error("about no work")]
    NoWork,
    /// The question is empty or too long.
    #[error("a question is needed")]
    Question,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Asks the author of the work; the question stands at the work's private link. Who complains is not told.
pub async fn ask(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (complaint, question): (&Complaint, &str),
) -> Result<(), AskError> {
    if !actor.has(contest.id, Role::Organiser) {
        return Err(Denied::NotYours.into());
    }
    if complaint.outcome != Outcome::Open || complaint.responded_at.is_some() {
        return Err(Denied::TooLate.into());
    }
    if complaint.entry_id.is_none() {
        return Err(AskError::NoWork);
    }
    let question = tidy(question);
    if question.is_empty() || question.chars().count() > MAX_WORDS {
        return Err(AskError::Question);
    }
    store::ask(tx, complaint.id, (&question, cx.now)).await?;
    log(tx, cx, actor, contest, (complaint, "complaint.asked")).await?;
    Ok(())
}

/// Why the author's words were not taken.
#[derive(Debug, thiserror::Error)]
pub enum RespondError {
    /// Not the holder of the work, not asked, or too late.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Empty or too long.
    #[error("words are needed")]
    Words,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Keeps what the holder of the work says to a complaint.
pub async fn respond(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (complaint, words): (&Complaint, &str),
) -> Result<(), RespondError> {
    let Actor::Holder(entry) = actor else {
        return Err(Denied::NotYours.into());
    };
    if complaint.entry_id.is_none_or(|own| own.0 != *entry) || complaint.asked_at.is_none() {
        return Err(Denied::NotYours.into());
    }
    if !complaint.waits_for_author() {
        return Err(Denied::TooLate.into());
    }
    let words = tidy(words);
    if words.is_empty() || words.chars().count() > MAX_WORDS {
        return Err(RespondError::Words);
    }
    store::respond(tx, complaint.id, (&words, cx.now)).await?;
    log(tx, cx, actor, contest, (complaint, "complaint.responded")).await?;
    Ok(())
}

async fn log(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (complaint, what): (&Complaint, &'static str),
) -> Result<(), sqlx::Error> {
    let details = json!({ "number": complaint.number });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        what,
        &complaint.subject(),
        &details,
    )
    .await
}
