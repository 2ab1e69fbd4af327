//! Settling which works go on: the rule's list, and every departure from it with a reason.

use std::collections::BTreeMap;

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, Phase, rules::Denied},
    folding::tidy_line,
};
use serde_json::json;

use super::{Candidate, candidates, may_settle, store};
use crate::{
    deliberation::StandingsError,
    rounds::{self, AdvanceBy, Round, RoundState},
};

/// A work that is treated otherwise than the rule says.
#[derive(Clone, Debug)]
pub struct Departure {
    /// Code of the round.
    pub code: String,
    /// Whether it goes on.
    pub passes: bool,
}

/// Why it could not be settled.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    /// Not for this actor, or not the time.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Works are treated otherwise than the rule says, or are chosen by hand, and no reason was given.
    #[error("a reason is needed")]
    ReasonMissing,
    /// No work would go on.
    #[error("nobody would go on")]
    Nobody,
    /// No next round is set up.
    #[error("no round follows")]
    NoNext,
    /// The round's places could not be computed.
    #[error(transparent)]
    Standings(StandingsError),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

impl From<StandingsError> for SettleError {
    fn from(error: StandingsError) -> Self {
        match error {
            StandingsError::Denied(denied) => Self::Denied(denied),
            StandingsError::Store(error) => Self::Store(error),
            other => Self::Standings(other),
        }
    }
}

/// Puts on record which works go on to the next round, and returns how many. Until that round opens it may be settled anew.
pub async fn settle(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
    (departures, reason): (&[Departure], &str),
) -> Result<usize, SettleError> {
    may_settle(actor, contest, round)?;
    if contest.phase > Phase::Judging {
        return Err(Denied::TooLate.into());
    }
    let next = rounds::round_at(tx, round.category_id, round.position + 1).await?;
    match next {
        None => return Err(SettleError::NoNext),
        Some(next) if next.state != RoundState::Draft => return Err(Denied::TooLate.into()),
        Some(_) => {}
    }
    let wanted: BTreeMap<&str, bool> = departures
        .iter()
        .map(|d| (d.code.as_str(), d.passes))
        .collect();
    let mut works = candidates(tx, round).await?;
    let reason = tidy_line(reason);
    let departs = |w: &Candidate| w.passes != w.by_rule;
    for work in &mut works {
        // what is not named stays as it was settled
        let Some(passes) = wanted.get(work.placed.code.as_str()) else {
            continue;
        };
        work.passes = *passes;
        work.reason = if departs(work) {
            reason.clone()
        } else {
            String::new()
        };
        if departs(work) && reason.is_empty() {
            return Err(SettleError::ReasonMissing);
        }
    }
    let passing = works.iter().filter(|w| w.passes).count();
    if passing == 0 {
        return Err(SettleError::Nobody);
    }
    store::forget(tx, round.id).await?;
    for work in &works {
        store::insert(tx, round.id, work).await?;
    }
    let changed: Vec<_> = works
        .iter()
        .filter(|w| departs(w))
        .map(|w| json!({ "code": w.placed.code, "passes": w.passes }))
        .collect();
    let by = if round.advance_by == AdvanceBy::Hand {
        "hand"
    } else {
        "rule"
    };
    let details = json!({
        "category": round.category_id, "round": round.id, "by": by, "works": works.len(), "passing": passing,
        "departures": changed, "reason": reason,
    });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "round.advanced",
        &format!("round:{}", round.id),
        &details,
    )
    .await?;
    Ok(passing)
}
