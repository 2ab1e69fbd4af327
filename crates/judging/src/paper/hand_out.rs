//! Printing a juror's sheet.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    people::{PersonId, Role},
};
use serde_json::json;

use super::{Paper, PaperId, open, store, works_of};
use crate::rounds::Round;

/// 50 bits.
const CODE_LETTERS: usize = 10;

/// Why a sheet was not printed.
#[derive(Debug, thiserror::Error)]
pub enum HandOutError {
    /// Not the organiser, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Nothing lies on this juror's desk that is not sealed.
    #[error("nothing to print")]
    Nothing,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// The sheet of a juror in a round; printed again, it keeps its code.
pub async fn hand_out(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
    person: PersonId,
) -> Result<Paper, HandOutError> {
    if !actor.has(contest.id, Role::Organiser) {
        return Err(Denied::NotYours.into());
    }
    open(round)?;
    let known = store::paper_of(tx, round.id, person).await?;
    let paper = known.clone().unwrap_or_else(|| Paper {
        id: PaperId(cx.id()),
        round_id: round.id,
        person_id: person,
        code: cx.printed_code::<CODE_LETTERS>(),
        printed_at: cx.now,
        applied_at: None,
    });
    if works_of(tx, &paper).await?.is_empty() {
        return Err(HandOutError::Nothing);
    }
    if known.is_none() {
        store::insert(tx, &paper).await?;
        let details = json!({ "round": round.id });
        let subject = format!("person:{person}");
        audit::append(
            tx,
            cx,
            contest.id.0,
            actor,
            "paper.printed",
            &subject,
            &details,
        )
        .await?;
    }
    Ok(paper)
}
