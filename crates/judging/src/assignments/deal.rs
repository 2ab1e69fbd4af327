//! Giving works to jurors when a round opens.

use std::collections::{BTreeSet, HashMap};

use contest::{Context, Tx, db::Digest, people::PersonId};
use submissions::entries::EntryId;

use super::{AssignmentId, codes, store};
use crate::{
    conflicts,
    engine::{AssignError, Task, assign, shuffled},
    rounds::{self, Opened, Round, RoundKind, store::MemberContact},
};

/// Why works could not be dealt.
#[derive(Debug)]
pub(crate) enum DealError {
    /// Conflicts leave these works without enough jurors.
    Infeasible(Vec<EntryId>),
    /// The database's own words.
    Store(sqlx::Error),
}

impl From<sqlx::Error> for DealError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error)
    }
}

/// Gives every one of the works a code and its jurors, and every juror an order of their own.
pub(crate) async fn deal(
    tx: &mut Tx,
    cx: &Context,
    (round, works): (&Round, &[EntryId]),
    panel: &[MemberContact],
    seed: Digest,
) -> Result<Opened, DealError> {
    let of = (round.contest_id, round.category_id);
    let conflicts = numbered(works, panel, &conflicts::kept_apart(tx, of, panel).await?);
    let jurors_of = if round.kind == RoundKind::Ranking {
        everybody(round, works, panel.len(), &conflicts)?
    } else {
        solved(round, works, panel, (&conflicts, seed))?
    };
    for (entry, code) in works.iter().zip(codes::codes(&seed.0, works.len())) {
        store::insert_code(tx, round.id, *entry, &code).await?;
    }
    let mut lists: Vec<Vec<EntryId>> = vec![vec![]; panel.len()];
    for (entry, jurors) in works.iter().zip(&jurors_of) {
        for juror in jurors {
            lists[*juror].push(*entry);
        }
    }
    for (juror, list) in panel.iter().zip(&lists) {
        let order = shuffled(&seed.0, juror.person_id.0.as_bytes(), list);
        for (position, entry) in (1..).zip(order) {
            store::insert(
                tx,
                AssignmentId(cx.id()),
                (round.id, entry, juror.person_id),
                position,
            )
            .await?;
        }
    }
    Ok(Opened {
        entries: works.len(),
        sheets: jurors_of.iter().map(Vec::len).sum(),
        conflicts: conflicts.len(),
    })
}

/// The jurors of each work where everybody ranks everything that is not in conflict.
fn everybody(
    round: &Round,
    works: &[EntryId],
    jurors: usize,
    conflicts: &BTreeSet<(usize, usize)>,
) -> Result<Vec<Vec<usize>>, DealError> {
    let least = usize::try_from(round.least_sheets).unwrap_or(usize::MAX);
    let free = |entry: usize| -> Vec<usize> {
        (0..jurors)
            .filter(|juror| !conflicts.contains(&(entry, *juror)))
            .collect()
    };
    let jurors_of: Vec<Vec<usize>> = (0..works.len()).map(free).collect();
    let short: Vec<EntryId> = works
        .iter()
        .zip(&jurors_of)
        .filter(|(_, jurors)| jurors.len() < least)
        .map(|(work, _)| *work)
        .collect();
    if short.is_empty() {
        Ok(jurors_of)
    } else {
        Err(DealError::Infeasible(short))
    }
}

/// The jurors of each work: of the round's anchors everybody who may, of each other work the same number. A limit binds;
/// expertise weighs less than even loads.
fn solved(
    round: &Round,
    works: &[EntryId],
    panel: &[MemberContact],
    (conflicts, seed): (&BTreeSet<(usize, usize)>, Digest),
) -> Result<Vec<Vec<usize>>, DealError> {
    let reviews = usize::try_from(round.sheets_per_entry).unwrap_or(0);
    let anchors = anchors(round, works.len(), (panel.len(), conflicts), seed);
    let mut jurors_of: Vec<Vec<usize>> = vec![vec![]; works.len()];
    let mut taken = vec![0_usize; panel.len()];
    for anchor in &anchors {
        for juror in (0..panel.len()).filter(|j| !conflicts.contains(&(*anchor, *j))) {
            // whoever takes few works takes these first: they are worth most for comparing
            if rounds::takes_one_more(panel[juror].most_works, taken[juror]) {
                jurors_of[*anchor].push(juror);
                taken[juror] += 1;
            }
        }
    }
    let rest: Vec<usize> = (0..works.len())
        .filter(|n| jurors_of[*n].len() < reviews)
        .collect();
    let at: HashMap<usize, usize> = rest
        .iter()
        .enumerate()
        .map(|(n, work)| (*work, n))
        .collect();
    let within = |(work, juror): &(usize, usize)| Some((*at.get(work)?, *juror));
    let given = rest
        .iter()
        .flat_map(|work| jurors_of[*work].iter().map(|juror| (at[work], *juror)));
    let most = |(member, taken): (&MemberContact, &usize)| match usize::try_from(member.most_works)
    {
        Ok(0) | Err(_) => usize::MAX,
        Ok(most) => most.saturating_sub(*taken),
    };
    let task = Task {
        entries: rest.len(),
        jurors: panel.len(),
        reviews,
        least_load: 0,
        most_load: panel.iter().zip(&taken).map(most).collect(),
        conflicts: conflicts.iter().filter_map(within).collect(),
        kept: given.collect(),
        expertise: panel
            .iter()
            .map(|m| u8::try_from(m.expertise).unwrap_or(2))
            .collect(),
        seed: seed.0,
    };
    match assign(&task) {
        Ok(assigned) => {
            for (work, jurors) in rest.into_iter().zip(assigned.jurors_of) {
                jurors_of[work] = jurors;
            }
            Ok(jurors_of)
        }
        Err(AssignError::Infeasible(block)) => Err(DealError::Infeasible(
            block.entries.iter().map(|n| works[rest[*n]]).collect(),
        )),
        Err(AssignError::Contradiction) => Err(DealError::Infeasible(works.to_vec())),
    }
}

/// The works that the whole panel judges: drawn by lot, those with the fewest conflicts first; none where everybody judges
/// everything anyway.
fn anchors(
    round: &Round,
    works: usize,
    (jurors, conflicts): (usize, &BTreeSet<(usize, usize)>),
    seed: Digest,
) -> Vec<usize> {
    let wanted = usize::try_from(round.anchors).unwrap_or(0);
    if usize::try_from(round.sheets_per_entry).is_ok_and(|reviews| reviews >= jurors) {
        return vec![];
    }
    let all: Vec<usize> = (0..works).collect();
    let mut drawn = shuffled(&seed.0, b"anchors", &all);
    let apart = |work: &usize| conflicts.range((*work, 0)..=(*work, usize::MAX)).count();
    drawn.sort_by_key(apart);
    drawn.truncate(wanted);
    drawn
}

/// Pairs by their places in the lists of works and jurors.
fn numbered(
    works: &[EntryId],
    panel: &[MemberContact],
    apart: &BTreeSet<(EntryId, PersonId)>,
) -> BTreeSet<(usize, usize)> {
    let at: HashMap<EntryId, usize> = works.iter().enumerate().map(|(i, e)| (*e, i)).collect();
    let juror = |person| panel.iter().position(|m| m.person_id == person);
    apart
        .iter()
        .filter_map(|(entry, person)| Some((*at.get(entry)?, juror(*person)?)))
        .collect()
}
