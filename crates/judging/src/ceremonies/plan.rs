//! Setting the plan.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    folding::tidy_line,
};
use serde_json::json;

use super::{
    Ceremony, MOST_CHARS, MOST_CUE_SECONDS, MOST_OPENING_CHARS, SECONDS_EACH, TierPlan, WorkPlan,
    may_plan, store,
};
use crate::prizes;

/// Why a plan was not taken.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// Not the organiser, or the decision is not signed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The place is empty, or a line is longer than [`MOST_CHARS`].
    #[error("a line is missing or too long: {0}")]
    Line(&'static str),
    /// Not within [`SECONDS_EACH`], or more than [`MOST_CUE_SECONDS`].
    #[error("a time is out of range: {0}")]
    Seconds(&'static str),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Sets the plan of a contest's ceremony, whole. Lines about tiers and works that have no award are left out.
pub async fn plan(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    typed: &Ceremony,
) -> Result<(), PlanError> {
    may_plan(actor, contest)?;
    let place = line("place", &typed.place)?;
    if place.is_empty() {
        return Err(PlanError::Line("place"));
    }
    if typed.opening.chars().count() > MOST_OPENING_CHARS {
        return Err(PlanError::Line("opening"));
    }
    if !SECONDS_EACH.contains(&typed.seconds_each) {
        return Err(PlanError::Seconds("seconds_each"));
    }
    let awards = prizes::awards_of(tx, contest.id).await?;
    let mut ceremony = Ceremony {
        place,
        opening: typed.opening.trim().to_owned(),
        seconds_each: typed.seconds_each,
        step_by_step: typed.step_by_step,
        ..Ceremony::at(typed.held_at)
    };
    for award in &awards {
        if let Some(tier) = typed.tiers.get(&award.tier_id) {
            let plan = TierPlan {
                presenter: line("presenter", &tier.presenter)?,
                deputy: line("deputy", &tier.deputy)?,
                gift: line("gift", &tier.gift)?,
            };
            ceremony.tiers.insert(award.tier_id, plan);
        }
        if let Some(work) = typed.works.get(&award.entry_id) {
            if !(0..=MOST_CUE_SECONDS).contains(&work.cue_seconds) {
                return Err(PlanError::Seconds("cue_seconds"));
            }
            let plan = WorkPlan {
                reading: line("reading", &work.reading)?,
                receiver: line("receiver", &work.receiver)?,
                cue: line("cue", &work.cue)?,
                cue_seconds: work.cue_seconds,
            };
            ceremony.works.insert(award.entry_id, plan);
        }
    }
    store::save(tx, contest.id, &ceremony).await?;
    let details = json!({ "held_at": ceremony.held_at, "place": ceremony.place, "tiers": ceremony.tiers.len() });
    let subject = format!("contest:{}", contest.id);
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "ceremony.planned",
        &subject,
        &details,
    )
    .await?;
    Ok(())
}

fn line(name: &'static str, typed: &str) -> Result<String, PlanError> {
    let tidy = tidy_line(typed);
    if tidy.chars().count() > MOST_CHARS {
        return Err(PlanError::Line(name));
    }
    Ok(tidy)
}
