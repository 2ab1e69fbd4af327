//! Organisers write down what became of a work.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    folding::{tidy, tidy_line},
    people::Role,
};
use serde_json::json;
use submissions::entries::EntryId;

use super::{FollowUp, FollowUpId, FollowUpStage, store};
use crate::prizes;

const MOST_PLACE: usize = 200;
const MOST_WORDS: usize = 2_000;

/// A step as typed.
#[derive(Clone, Copy, Debug)]
pub struct FollowUpInput<'a> {
    /// The work.
    pub entry: EntryId,
    /// How far it is.
    pub stage: FollowUpStage,
    /// Where, or who.
    pub place: &'a str,
    /// What is told; may be empty.
    pub words: &'a str,
}

/// Why nothing was written down.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// Not the organiser, or not announced yet.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The work has no prize in this contest.
    #[error("no prize")]
    NoPrize,
    /// The field of this name is empty or too long.
    #[error("{0} is wrong")]
    Field(&'static str),
    /// There is no such step.
    #[error("no such step")]
    Missing,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

fn may_write(actor: &Actor, cx: &Context, contest: &Contest) -> Result<(), Denied> {
    if !actor.has(contest.id, Role::Organiser) {
        return Err(Denied::NotYours);
    }
    if !contest.is_announced(cx.now) {
        return Err(Denied::TooEarly);
    }
    Ok(())
}

/// Writes a step down; it is public at once, as far as the work is.
pub async fn add(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    input: FollowUpInput<'_>,
) -> Result<(), AddError> {
    may_write(actor, cx, contest)?;
    let awards = prizes::awards_of(tx, contest.id).await?;
    if !awards.iter().any(|a| a.entry_id == input.entry) {
        return Err(AddError::NoPrize);
    }
    let (place, words) = (tidy_line(input.place), tidy(input.words));
    if place.is_empty() || place.chars().count() > MOST_PLACE {
        return Err(AddError::Field("place"));
    }
    if words.chars().count() > MOST_WORDS {
        return Err(AddError::Field("words"));
    }
    let step = FollowUp {
        id: FollowUpId(cx.id()),
        entry_id: input.entry,
        stage: input.stage,
        place,
        words,
        added_at: cx.now,
    };
    store::insert(tx, contest.id, &step).await?;
    log(tx, cx, actor, contest, ("follow_up.added", &step)).await?;
    Ok(())
}

/// Takes a step back that was written down wrongly.
pub async fn remove(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    id: FollowUpId,
) -> Result<(), AddError> {
    may_write(actor, cx, contest)?;
    let all = store::of_contest(tx, contest.id).await?;
    let step = all.iter().find(|s| s.id == id).ok_or(AddError::Missing)?;
    store::delete(tx, id).await?;
    log(tx, cx, actor, contest, ("follow_up.removed", step)).await?;
    Ok(())
}

async fn log(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (what, step): (&'static str, &FollowUp),
) -> Result<(), sqlx::Error> {
    let subject = format!("entry:{}", step.entry_id);
    let details = json!({ "stage": step.stage.as_str(), "place": step.place });
    audit::append(tx, cx, contest.id.0, actor, what, &subject, &details).await
}
