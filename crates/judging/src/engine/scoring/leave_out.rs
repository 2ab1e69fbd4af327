//! Whose place hangs on one juror.

use super::{Scored, score};
use crate::engine::{
    rows::{Sheets, TieVotes},
    rules::{Rules, Source},
};

/// Larger contests are not scored anew for each juror.
const MOST_ROWS: usize = 2_000_000;

/// An entry that would take another place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherPlace {
    /// Index of the entry.
    pub entry: usize,
    /// Its place.
    pub now: Option<usize>,
    /// The place it would take.
    pub then: Option<usize>,
}

/// For each juror, in the order of the sheets: the entries that would take another place had the juror not been there,
/// best place first. `None` for a juror without whom the rules give no result. An entry then needs one sheet less, so
/// that nothing changes only because it has one less. Nothing for contests of more than 2,000,000 rows × jurors.
#[must_use]
pub fn leave_one_out(
    rules: &Rules,
    scored: &Scored,
    ties: &TieVotes,
) -> Option<Vec<Option<Vec<OtherPlace>>>> {
    let sheets = &scored.sheets;
    let jurors = sheets.jurors.len();
    if jurors < 2 || sheets.rows.len().saturating_mul(jurors) > MOST_ROWS {
        return None;
    }
    let mut fewer = rules.clone();
    for part in &mut fewer.parts {
        if let Source::Marks(marks) = &mut part.source {
            marks.least = marks.least.saturating_sub(1);
        }
    }
    let all = (0..jurors).map(|juror| without(&fewer, (scored, juror), ties));
    Some(all.collect())
}

fn without(
    rules: &Rules,
    (scored, juror): (&Scored, usize),
    ties: &TieVotes,
) -> Option<Vec<OtherPlace>> {
    let sheets = &scored.sheets;
    let rest = Sheets {
        rows: sheets
            .rows
            .iter()
            .filter(|row| row.juror as usize != juror)
            .copied()
            .collect(),
        ..sheets.clone()
    };
    let other = score(rules, rest, ties).ok()?;
    let mut then = vec![None; sheets.entries.len()];
    for placed in &other.placed {
        then[placed.entry] = placed.place;
    }
    let changed = scored.placed.iter().filter_map(|placed| {
        let (now, then) = (placed.place, then[placed.entry]);
        (now != then).then_some(OtherPlace {
            entry: placed.entry,
            now,
            then,
        })
    });
    Some(changed.collect())
}
