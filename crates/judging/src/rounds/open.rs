//! Opening a round: its rules are frozen, its works get codes, its jurors get works.

use contest::{
    Actor, Context, Tx, audit,
    contests::{self, AdvanceError, Contest, Phase, rules::Denied},
    db::Digest,
    people::Role,
};
use serde_json::json;
use submissions::entries::{self, EntryId, EntryState};

use super::{Round, RoundKind, RoundState, freeze, store};
use crate::{
    advancement,
    assignments::{self, DealError},
    engine::FormError,
};

/// What was set up by opening a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Works in the round.
    pub entries: usize,
    /// Assignments made.
    pub sheets: usize,
    /// Pairs of juror and work kept apart because of a conflict.
    pub conflicts: usize,
}

/// Why a round could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Not the organiser, or not the time.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The contest could not move on to judging.
    #[error(transparent)]
    Advance(#[from] AdvanceError),
    /// The desk has not ruled on this many works.
    #[error("{0} works wait for the desk")]
    Undecided(i64),
    /// A category with eligible works has no round, or the round has no criteria.
    #[error("a round is not set up")]
    NotSetUp,
    /// The round before is not closed, or nobody settled which of its works go on.
    #[error("the round before is not settled")]
    NotSettled,
    /// The criteria cannot be added exactly.
    #[error(transparent)]
    Form(#[from] FormError),
    /// Fewer jurors than sheets wanted for each work.
    #[error("the panel is too small")]
    PanelTooSmall,
    /// Conflicts leave these works without enough jurors.
    #[error("{} works cannot be given enough jurors", .0.len())]
    Infeasible(Vec<EntryId>),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

impl From<DealError> for OpenError {
    fn from(error: DealError) -> Self {
        match error {
            DealError::Infeasible(entries) => Self::Infeasible(entries),
            DealError::Store(error) => Self::Store(error),
        }
    }
}

/// Ends the desk's work, moves the contest on to judging, and opens the round of every category with works.
pub async fn begin_judging(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
) -> Result<Vec<Opened>, OpenError> {
    let counts = entries::counts(tx, contest.id).await?;
    let waiting: i64 = counts
        .iter()
        .filter(|c| c.state == EntryState::Submitted)
        .map(|c| c.count)
        .sum();
    if waiting > 0 {
        return Err(OpenError::Undecided(waiting));
    }
    contests::advance(tx, cx, actor, contest, Phase::Judging).await?;
    let contest = Contest {
        phase: Phase::Judging,
        ..contest.clone()
    };
    let mut opened = Vec::new();
    for category in contests::categories_of(tx, contest.id).await? {
        let works = counts.iter().any(|c| {
            c.category_id == category.id && c.state == EntryState::Eligible && c.count > 0
        });
        match store::round_at(tx, category.id, 1).await? {
            Some(round) if works => opened.push(open_round(tx, cx, actor, &contest, &round).await?),
            None if works => return Err(OpenError::NotSetUp),
            _ => {}
        }
    }
    Ok(opened)
}

/// Opens one round: from here on its criteria and its panel stand still.
pub async fn open_round(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    round: &Round,
) -> Result<Opened, OpenError> {
    if !actor.has(contest.id, Role::Organiser) {
        return Err(Denied::NotYours.into());
    }
    if contest.phase < Phase::Judging {
        return Err(Denied::TooEarly.into());
    }
    if contest.phase > Phase::Judging || round.state != RoundState::Draft {
        return Err(Denied::TooLate.into());
    }
    let works = advancement::works_for(tx, round).await?;
    let works = works.ok_or(OpenError::NotSettled)?;
    if round.kind == RoundKind::Ranking {
        // one work is the best of one; the scale needs two marks
        let most = i64::try_from(works.len()).unwrap_or(i64::MAX).max(2);
        store::set_scale(tx, round.id, most).await?;
    }
    let criteria = store::criteria_of_round(tx, round.id).await?;
    if criteria.is_empty() || works.is_empty() {
        return Err(OpenError::NotSetUp);
    }
    freeze::engine_rules(round, &criteria)?;
    let panel = store::contacts_of(tx, round.id).await?;
    if i64::try_from(panel.len()).unwrap_or(0) < round.sheets_per_entry {
        return Err(OpenError::PanelTooSmall);
    }
    let seed = seed(tx, contest, round).await?;
    let rules = freeze::digest(round, &criteria);
    if !store::set_open(tx, round.id, rules, cx.now).await? {
        return Err(Denied::TooLate.into());
    }
    let opened = assignments::deal(tx, cx, (round, &works), &panel, seed).await?;
    let details = json!({
        "category": round.category_id, "round": round.id, "rules": rules.hex(), "entries": opened.entries, "sheets": opened.sheets,
        "jurors": panel.len(), "conflicts": opened.conflicts,
    });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "round.opened",
        &format!("round:{}", round.id),
        &details,
    )
    .await?;
    Ok(opened)
}

/// Where the round's chance comes from: the log's head before the opening, which nobody can choose and anybody with the
/// log can check.
async fn seed(tx: &mut Tx, contest: &Contest, round: &Round) -> Result<Digest, sqlx::Error> {
    let head = audit::latest(tx, contest.id.0, i64::MAX, 1).await?;
    let mut bytes = b"round-seed-v1".to_vec();
    bytes.extend(head.first().map_or([0; 32], |event| event.hash.0));
    bytes.extend(round.id.0.as_bytes());
    Ok(Digest::of(&bytes))
}
