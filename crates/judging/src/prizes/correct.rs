//! A prize is withdrawn after the signatures. What both signed stays as it is; the correction stands beside it.

use std::collections::HashSet;

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, Phase, rules::Denied},
    folding::{tidy, tidy_line},
    people::Role,
};
use serde_json::json;
use submissions::entries::{self, EntryId, EntryState};

use super::{
    AwardId, Correction, CorrectionId, Move, cascade::cascade, formula, formula::Formula, plan_of,
    store,
};
use crate::deliberation::StandingsError;

/// What becomes of the place that gets free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    /// Works behind it move up, and the best one without a prize comes in.
    MoveUp,
    /// The same, where several works are equal: the jury chose this one of them.
    Chosen(EntryId),
    /// It stays empty.
    Empty,
}

/// Why nothing was corrected.
#[derive(Debug, thiserror::Error)]
pub enum CorrectError {
    /// Not the organiser, or the decision is not signed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The work has no prize.
    #[error("no prize to withdraw")]
    NoPrize,
    /// The chosen work is none of those that are equal.
    #[error("not one of those that are equal")]
    NotEqual,
    /// The decision's number or the reason is missing.
    #[error("a decision and a reason are needed")]
    Missing,
    /// The standings could not be computed.
    #[error(transparent)]
    Standings(#[from] StandingsError),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// What a correction would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionPlan {
    /// Every work whose tier is another one afterwards, by computed place.
    pub moves: Vec<Move>,
    /// Works that are equal on the last prize's line: none of them comes in before the jury says which.
    pub tied: Vec<EntryId>,
}

/// Works out what withdrawing a work's prize would do. Who may see it is up to the caller.
pub async fn plan_correction(
    tx: &mut Tx,
    contest: &Contest,
    (entry, filling): (EntryId, Filling),
) -> Result<CorrectionPlan, CorrectError> {
    let award = store::award_of(tx, entry)
        .await?
        .ok_or(CorrectError::NoPrize)?;
    let formula = formula(tx, contest, award.category_id).await?;
    let mut given = store::awards_of(tx, contest.id).await?;
    given.retain(|a| a.category_id == award.category_id);
    let places: Vec<_> = given.iter().map(|a| (a.entry_id, a.tier_id)).collect();
    let (mut next, mut tied) = (None, Vec::new());
    if filling != Filling::Empty {
        let holders: HashSet<EntryId> = given.iter().map(|a| a.entry_id).collect();
        let best = best_without(tx, contest, &formula, (entry, holders)).await?;
        match (filling, &best[..]) {
            (Filling::Chosen(one), several) => {
                if !several.contains(&one) {
                    return Err(CorrectError::NotEqual);
                }
                next = Some(one);
            }
            (_, []) => {}
            (_, [one]) => next = Some(*one),
            (_, _) => tied = best,
        }
    }
    let changed = match filling {
        Filling::MoveUp | Filling::Chosen(_) => cascade(&places, entry, next),
        Filling::Empty => vec![(entry, Some(award.tier_id), None)],
    };
    let mut moves: Vec<Move> = changed
        .into_iter()
        .filter_map(|(entry, from, to)| {
            let row = formula
                .table
                .rows
                .iter()
                .find(|r| r.standing.entry == entry)?;
            Some(Move {
                entry,
                from,
                to,
                formula: formula.tier_of(entry),
                rank: i64::try_from(row.standing.rank?).unwrap_or(0),
                score: row.standing.display.clone(),
            })
        })
        .collect();
    moves.sort_by_key(|m| (m.rank, m.entry));
    Ok(CorrectionPlan { moves, tied })
}

/// The best works that may come in: eligible, without a prize now or a withdrawn one before, of nobody who has a prize of the
/// category. Several where they are equal.
async fn best_without(
    tx: &mut Tx,
    contest: &Contest,
    formula: &Formula,
    (leaving, holders): (EntryId, HashSet<EntryId>),
) -> Result<Vec<EntryId>, CorrectError> {
    let Some(category) = formula.tiers.first().map(|t| t.category_id) else {
        return Ok(Vec::new());
    };
    let plan = plan_of(tx, contest, category).await?;
    let gone: HashSet<EntryId> = store::corrections_of(tx, contest.id)
        .await?
        .iter()
        .map(|c| c.entry_id)
        .collect();
    let stay: Vec<EntryId> = holders.iter().copied().filter(|e| *e != leaving).collect();
    let (mut best, mut found) = (None, Vec::new());
    let mut rows: Vec<_> = formula
        .table
        .rows
        .iter()
        .filter_map(|r| Some((r.standing.rank?, r.standing.entry)))
        .collect();
    rows.sort_unstable();
    for (rank, entry) in rows {
        if best.is_some_and(|best| best != rank) {
            break;
        }
        if holders.contains(&entry) || gone.contains(&entry) || plan.shares_author(entry, &stay) {
            continue;
        }
        let eligible = entries::by_id(tx, entry)
            .await?
            .is_some_and(|e| e.state == EntryState::Eligible);
        if eligible {
            best = Some(rank);
            found.push(entry);
        }
    }
    Ok(found)
}

/// Withdraws a prize by a decision and for a reason, both public once the results are. Works behind move up, or its place stays
/// empty. Answers what changed.
pub async fn correct(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (entry, filling): (EntryId, Filling),
    (decision, reason): (&str, &str),
) -> Result<CorrectionPlan, CorrectError> {
    let (true, Some(person)) = (actor.has(contest.id, Role::Organiser), actor.person()) else {
        return Err(Denied::NotYours.into());
    };
    if contest.phase < Phase::Decided {
        return Err(Denied::TooEarly.into());
    }
    let (decision, reason) = (tidy_line(decision), tidy(reason));
    if decision.is_empty() || reason.is_empty() {
        return Err(CorrectError::Missing);
    }
    let plan = plan_correction(tx, contest, (entry, filling)).await?;
    let award = store::award_of(tx, entry)
        .await?
        .ok_or(CorrectError::NoPrize)?;
    let before = store::corrections_of(tx, contest.id).await?.len();
    let correction = Correction {
        id: CorrectionId(cx.id()),
        number: i64::try_from(before).unwrap_or(0) + 1,
        category_id: award.category_id,
        entry_id: entry,
        code: String::new(),
        decision,
        reason,
        made_at: cx.now,
    };
    store::insert_correction(tx, contest.id, &correction, person).await?;
    for change in &plan.moves {
        store::insert_change(tx, contest.id, (&correction, AwardId(cx.id())), change).await?;
    }
    let moves: Vec<_> = plan
        .moves
        .iter()
        .map(|m| json!({ "entry": m.entry, "from": m.from, "to": m.to }))
        .collect();
    let details = json!({
        "number": correction.number, "decision": correction.decision, "reason": correction.reason, "moves": moves,
    });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "award.corrected",
        &format!("entry:{entry}"),
        &details,
    )
    .await?;
    Ok(plan)
}
