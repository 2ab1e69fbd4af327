//! Giving works to jurors when a round opens.

use std::collections::{BTreeSet, HashMap};

use contest::{Context, Tx, db::Digest, people::PersonId};
use submissions::entries::EntryId;

use super::{AssignmentId, codes, store};
use crate::{
    conflicts,
    engine::{AssignError, Task, assign, shuffled},
    rounds::{Opened, Round, RoundKind, store::MemberContact},
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

/// The jurors of each work where each work has the same number of them. A limit binds; expertise weighs less than even
/// loads.
fn solved(
    round: &Round,
    works: &[EntryId],
    panel: &[MemberContact],
    (conflicts, seed): (&BTreeSet<(usize, usize)>, Digest),
) -> Result<Vec<Vec<usize>>, DealError> {
    let most = |works: i64| match usize::try_from(works) {
        Ok(0) | Err(_) => usize::MAX,
        Ok(most) => most,
    };
    let task = Task {
        entries: works.len(),
        jurors: panel.len(),
        reviews: usize::try_from(round.sheets_per_entry).unwrap_or(0),
        least_load: 0,
        most_load: panel.iter().map(|m| most(m.most_works)).collect(),
        conflicts: conflicts.clone(),
        kept: BTreeSet::new(),
        expertise: panel
            .iter()
            .map(|m| u8::try_from(m.expertise).unwrap_or(2))
            .collect(),
        seed: seed.0,
    };
    match assign(&task) {
        Ok(assigned) => Ok(assigned.jurors_of),
        Err(AssignError::Infeasible(block)) => Err(DealError::Infeasible(
            block.entries.iter().map(|e| works[*e]).collect(),
        )),
        Err(AssignError::Contradiction) => Err(DealError::Infeasible(works.to_vec())),
    }
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
