//! A juror who does not come back: their open works go to others, to one other, or are no longer waited for. What was marked and
//! sealed stays.

use std::collections::{BTreeMap, BTreeSet};

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    folding::tidy_line,
    people::{self, PersonId, Role},
};
use serde_json::json;
use submissions::entries::EntryId;

use super::{Assignment, AssignmentId, AssignmentState, store};
use crate::{
    conflicts,
    rounds::{self, Round, RoundState},
};

/// Who gets the open works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heirs {
    /// The rest of the panel, whoever has least first.
    Panel,
    /// One juror of the category, on the panel or in reserve.
    One(PersonId),
    /// Nobody: works are judged by fewer sheets.
    Nobody,
}

/// What it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Open works of the juror.
    pub works: usize,
    /// How many more works each heir gets.
    pub gains: BTreeMap<PersonId, usize>,
    /// How many works find no heir.
    pub unplaced: usize,
    /// Codes of works that can no longer reach the least number of sheets: they would stand as not judged.
    pub short: Vec<String>,
}

/// Why it could not be done.
#[derive(Debug, thiserror::Error)]
pub enum ReleaseError {
    /// Not the organiser, or the round is not open.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Not a member of the panel with open works, or the heir is no juror of the category.
    #[error("no such juror")]
    NoSuchJuror,
    /// No reason was given.
    #[error("a reason is needed")]
    ReasonMissing,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

struct Plan {
    moves: Vec<(Assignment, Option<PersonId>)>,
    effect: Effect,
}

/// What would come of releasing a juror, before anything is done.
pub async fn preview_release(
    tx: &mut Tx,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
    (person, heirs): (PersonId, Heirs),
) -> Result<Effect, ReleaseError> {
    may(actor, contest, round)?;
    Ok(plan(tx, contest, round, (person, heirs)).await?.effect)
}

/// Releases a juror of the works that are still open, and gives these to the heirs. Marks stay on record, sealed sheets count.
pub async fn release(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
    ((person, heirs), reason): ((PersonId, Heirs), &str),
) -> Result<Effect, ReleaseError> {
    may(actor, contest, round)?;
    let reason = tidy_line(reason);
    if reason.is_empty() {
        return Err(ReleaseError::ReasonMissing);
    }
    let plan = plan(tx, contest, round, (person, heirs)).await?;
    if plan.moves.is_empty() {
        return Err(ReleaseError::NoSuchJuror);
    }
    if let Heirs::One(heir) = heirs {
        rounds::store::seat_reserve(tx, round.id, heir).await?;
    }
    for (assignment, heir) in &plan.moves {
        store::release(tx, assignment, cx.now).await?;
        if let Some(heir) = heir {
            let key = (round.id, assignment.entry_id, *heir);
            store::insert_last(tx, AssignmentId(cx.id()), key).await?;
        }
    }
    let details = json!({
        "category": round.category_id, "round": round.id, "works": plan.effect.works, "heirs": plan.effect.gains,
        "unplaced": plan.effect.unplaced, "short": plan.effect.short, "reason": reason,
    });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "juror.released",
        &format!("person:{person}"),
        &details,
    )
    .await?;
    Ok(plan.effect)
}

fn may(actor: &Actor, contest: &Contest, round: &Round) -> Result<(), Denied> {
    if !actor.has(contest.id, Role::Organiser) {
        return Err(Denied::NotYours);
    }
    match round.state {
        RoundState::Draft => Err(Denied::TooEarly),
        RoundState::Open | RoundState::Paused => Ok(()),
        RoundState::Closed => Err(Denied::TooLate),
    }
}

async fn plan(
    tx: &mut Tx,
    contest: &Contest,
    round: &Round,
    (person, heirs): (PersonId, Heirs),
) -> Result<Plan, ReleaseError> {
    let panel = rounds::members_of_round(tx, round.id).await?;
    if panel.iter().all(|m| m.person_id != person) {
        return Err(ReleaseError::NoSuchJuror);
    }
    let candidates: Vec<(PersonId, i64)> = match heirs {
        Heirs::Nobody => Vec::new(),
        Heirs::Panel => panel
            .iter()
            .filter(|m| m.person_id != person)
            .map(|m| (m.person_id, m.most_works))
            .collect(),
        Heirs::One(heir) => {
            let grants = people::grants_of(tx, heir).await?;
            let judges = grants.iter().any(|g| {
                g.role == Role::Juror
                    && g.contest_id == Some(contest.id)
                    && g.category_id == Some(round.category_id)
            });
            if !judges || heir == person {
                return Err(ReleaseError::NoSuchJuror);
            }
            vec![(heir, 0)]
        }
    };
    let apart: BTreeSet<(EntryId, PersonId)> =
        conflicts::conflicts_of(tx, contest.id, round.category_id)
            .await?
            .into_iter()
            .filter(conflicts::Conflict::blocks)
            .map(|c| (c.entry_id, c.person_id))
            .collect();
    let all = store::of_round(tx, round.id).await?;
    Ok(placed(round, &all, (person, &candidates), &apart))
}

/// Who gets which work: whoever has least of those who may, do not have it yet and have room for it (the second of each
/// candidate is the limit, 0 for none). Pure.
fn placed(
    round: &Round,
    all: &[Assignment],
    (person, candidates): (PersonId, &[(PersonId, i64)]),
    apart: &BTreeSet<(EntryId, PersonId)>,
) -> Plan {
    let live = |a: &&Assignment| a.state != AssignmentState::Recused && a.released_at.is_none();
    let mut load: BTreeMap<PersonId, usize> = candidates
        .iter()
        .map(|(id, _)| {
            (
                *id,
                all.iter()
                    .filter(live)
                    .filter(|a| a.person_id == *id)
                    .count(),
            )
        })
        .collect();
    let open = |a: &&Assignment| {
        a.person_id == person
            && a.state == AssignmentState::Open
            && a.locked_at.is_none()
            && a.released_at.is_none()
    };
    let mut moves = Vec::new();
    let mut gains = BTreeMap::new();
    let mut short = Vec::new();
    for assignment in all.iter().filter(open) {
        let entry = assignment.entry_id;
        let has = |id: PersonId| all.iter().any(|a| a.entry_id == entry && a.person_id == id);
        let room = |id: PersonId, load: usize| {
            let own = candidates.iter().find(|(candidate, _)| *candidate == id);
            own.is_some_and(|(_, most)| rounds::takes_one_more(*most, load))
        };
        let heir = load
            .iter()
            .filter(|(id, n)| room(**id, **n))
            .filter(|(id, _)| !has(**id) && !apart.contains(&(entry, **id)))
            .min_by_key(|(id, n)| (**n, **id))
            .map(|(id, _)| *id);
        if let Some(heir) = heir {
            *load.entry(heir).or_default() += 1;
            *gains.entry(heir).or_default() += 1;
        } else {
            let others = all.iter().filter(live).filter(|a| {
                a.entry_id == entry
                    && a.person_id != person
                    && a.state != AssignmentState::Abstained
            });
            if i64::try_from(others.count()).unwrap_or(0) < round.least_sheets {
                short.push(assignment.code.clone());
            }
        }
        moves.push((assignment.clone(), heir));
    }
    short.sort_unstable();
    let effect = Effect {
        works: moves.len(),
        gains,
        unplaced: moves.iter().filter(|(_, heir)| heir.is_none()).count(),
        short,
    };
    Plan { moves, effect }
}
