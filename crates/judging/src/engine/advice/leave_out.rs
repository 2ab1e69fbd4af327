//! What would change: places and prizes without one juror, or with the severities taken out.

use std::collections::BTreeMap;

use super::Observed;
use super::severity::SeverityView;
use crate::engine::advice::exact::{Ratio, whole};
use crate::engine::score::Fraction;
use crate::engine::standing::{Sheet, Standing, StandingError, StandingRules, standings};

/// Adjusted scores are compared with a tier's minimum to so many places.
const PLACES: u32 = 12;

/// An entry's place, and the score it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked<E> {
    /// The entry.
    pub entry: E,
    /// 1 is the best; equal places are a tie.
    pub rank: usize,
    /// Share of all points.
    pub score: Fraction,
}

/// An entry that would get something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<E, T> {
    /// The entry.
    pub entry: E,
    /// What the formula gives it.
    pub now: Option<T>,
    /// What it would get.
    pub then: Option<T>,
}

/// What hangs on one juror.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Without<E, J, T> {
    /// The juror who is left out.
    pub juror: J,
    /// The entries that would get something else, sorted.
    pub changes: Vec<Change<E, T>>,
}

/// The judged entries, best first.
#[must_use]
pub fn ranked<'a, E: Clone + 'a>(
    standings: impl IntoIterator<Item = &'a Standing<E>>,
) -> Vec<Ranked<E>> {
    let judged = standings
        .into_iter()
        .filter_map(|s| Some((s, s.rank?, s.score?)));
    judged
        .map(|(s, rank, score)| Ranked {
            entry: s.entry.clone(),
            rank,
            score,
        })
        .collect()
}

/// The entries that are judged by `standings`, in the order of their adjusted scores; `None` when parts of the round were
/// never compared.
#[must_use]
pub fn ranked_adjusted<E: Ord + Clone, J: Ord + Clone>(
    seen: &Observed<E, J>,
    view: &SeverityView,
    standings: &[Standing<E>],
) -> Option<Vec<Ranked<E>>> {
    if view.components > 1 {
        return None;
    }
    let unit = num_bigint::BigInt::from(10).pow(PLACES);
    let fraction = |share: &Ratio| {
        let scaled = (share * whole(unit.clone())).round().to_integer();
        Fraction::new(
            i128::try_from(scaled).ok()?,
            i128::try_from(unit.clone()).ok()?,
        )
    };
    let mut out = standings
        .iter()
        .filter(|s| s.rank.is_some())
        .map(|s| {
            let at = seen.entries().binary_search(&s.entry).ok()?;
            Some(Ranked {
                entry: s.entry.clone(),
                rank: view.entries[at].rank,
                score: fraction(&view.share(seen, at))?,
            })
        })
        .collect::<Option<Vec<_>>>()?;
    // the not judged had a place among the adjusted; it closes up
    out.sort_by(|a, b| (a.rank, &a.entry).cmp(&(b.rank, &b.entry)));
    let mut before = None;
    for at in 0..out.len() {
        let own = out[at].rank;
        out[at].rank = if at > 0 && before == Some(own) {
            out[at - 1].rank
        } else {
            at + 1
        };
        before = Some(own);
    }
    Some(out)
}

/// The entries that get something else, sorted.
#[must_use]
pub fn changes<E: Ord + Clone, T: Clone + PartialEq>(
    now: &BTreeMap<E, T>,
    then: &BTreeMap<E, T>,
) -> Vec<Change<E, T>> {
    let mut entries: Vec<&E> = now.keys().chain(then.keys()).collect();
    entries.sort_unstable();
    entries.dedup();
    entries
        .into_iter()
        .map(|e| Change {
            entry: e.clone(),
            now: now.get(e).cloned(),
            then: then.get(e).cloned(),
        })
        .filter(|c| c.now != c.then)
        .collect()
}

/// For each juror with a sheet, sorted: the entries that would get something else had the juror not been there. `award`
/// says what a ranking gives. Without the juror an entry needs one sheet less, so that nothing changes only because it
/// has one less.
pub fn leave_one_out<E: Ord + Clone, J: Ord + Clone, T: Clone + PartialEq>(
    rules: &StandingRules,
    (entries, sheets): (&[E], &[Sheet<E, J>]),
    award: impl Fn(&[Ranked<E>]) -> BTreeMap<E, T>,
) -> Result<Vec<Without<E, J, T>>, StandingError> {
    let now = award(&ranked(&standings(rules, entries, sheets)?));
    let fewer = StandingRules {
        least_sheets: rules.least_sheets.saturating_sub(1),
        ..rules.clone()
    };
    let mut jurors: Vec<&J> = sheets.iter().map(|s| &s.juror).collect();
    jurors.sort_unstable();
    jurors.dedup();
    jurors
        .into_iter()
        .map(|juror| {
            let rest: Vec<Sheet<E, J>> = sheets
                .iter()
                .filter(|s| s.juror != *juror)
                .cloned()
                .collect();
            let then = award(&ranked(&standings(&fewer, entries, &rest)?));
            Ok(Without {
                juror: juror.clone(),
                changes: changes(&now, &then),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
