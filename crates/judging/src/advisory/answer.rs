//! The jury answers the advisory board in writing.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, Phase, rules::Denied},
    folding::tidy,
    people::Role,
};
use serde_json::json;

use super::{AdvisoryNote, store};

/// Why an answer was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// Not the chair of this category, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The answer is empty.
    #[error("an answer is needed")]
    Empty,
    /// It was answered meanwhile.
    #[error("already answered")]
    Answered,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Answers an advisor, at the board's table or after a second reading. An answer is given once.
pub async fn answer(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, note): (&Contest, &AdvisoryNote),
    text: &str,
) -> Result<(), AnswerError> {
    let chairs = actor.has_in(contest.id, note.category_id, Role::Chair);
    let person = actor.person().filter(|_| chairs).ok_or(Denied::NotYours)?;
    match contest.phase {
        Phase::Deliberating | Phase::Advising => {}
        Phase::Decided => return Err(Denied::TooLate.into()),
        _ => return Err(Denied::TooEarly.into()),
    }
    let text = tidy(text);
    if text.is_empty() {
        return Err(AnswerError::Empty);
    }
    if !store::set_answer(tx, note.id, (person, &text), cx.now).await? {
        return Err(AnswerError::Answered);
    }
    let details = json!({ "note": note.id, "opinion": note.opinion.as_str() });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "advice.answered",
        &format!("category:{}", note.category_id),
        &details,
    )
    .await?;
    Ok(())
}
