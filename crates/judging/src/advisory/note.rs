//! Giving an opinion.

use contest::{
    Actor, Context, Tx, audit,
    contests::{CategoryId, Contest, Phase, rules::Denied},
    folding::tidy,
    people::Role,
};
use serde_json::json;

use super::{NoteId, Opinion, store};

/// Why an opinion was not taken.
#[derive(Debug, thiserror::Error)]
pub enum NoteError {
    /// Not an advisor of this category, or the board is not asked now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// All opinions but «concur» need a reason.
    #[error("a reason is needed")]
    ReasonMissing,
    /// The jury has answered; what was said stands.
    #[error("already answered")]
    Answered,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Gives an advisor's opinion on the proposal of a category; it may be changed until the jury has answered.
pub async fn note(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, category): (&Contest, CategoryId),
    (opinion, reason): (Opinion, &str),
) -> Result<(), NoteError> {
    let person = actor
        .person()
        .filter(|_| actor.has_in(contest.id, category, Role::Advisor))
        .ok_or(Denied::NotYours)?;
    match contest.phase {
        Phase::Advising => {}
        phase if phase < Phase::Advising => return Err(Denied::TooEarly.into()),
        _ => return Err(Denied::TooLate.into()),
    }
    let reason = tidy(reason);
    if reason.is_empty() && opinion != Opinion::Concur {
        return Err(NoteError::ReasonMissing);
    }
    if !store::upsert(
        tx,
        NoteId(cx.id()),
        (contest.id, category, person),
        (opinion, &reason),
        cx.now,
    )
    .await?
    {
        return Err(NoteError::Answered);
    }
    let details = json!({ "opinion": opinion.as_str() });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "advice.given",
        &format!("category:{category}"),
        &details,
    )
    .await?;
    Ok(())
}
