//! Rules and sheets into standings: the columns and parts of the rules one after the other, then places, ties, and
//! who advances. The answer does not depend on the order of rows.

mod columns;
mod grid;
mod leave_out;
mod line;
mod panels;
mod parts;
mod places;

use std::collections::HashSet;

use super::{
    exact::Exact,
    problems::{Place, Problem},
    rows::{Sheets, TieVotes},
    rules::Rules,
};

pub(in crate::engine) use columns::named;
pub use columns::{Panel, SheetCounts};
pub use leave_out::{OtherPlace, leave_one_out};
pub use line::Advances;
pub use parts::{Column, PartResult};
pub use places::{Decided, Placed};

/// The result of a contest.
#[derive(Clone, Debug)]
pub struct Scored {
    /// The sheets that counted: without entries that were left out before anything was computed.
    pub sheets: Sheets,
    /// Every part, in the order of the rules.
    pub parts: Vec<PartResult>,
    /// Best first; the not judged after them, the left out at the end.
    pub placed: Vec<Placed>,
    /// What a reader should know.
    pub notices: Vec<Notice>,
}

/// What a reader of the standings should know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notice {
    /// So many entries of a part had too few marks to drop any.
    NotTrimmed {
        /// The part.
        part: String,
        /// How many entries.
        entries: usize,
    },
    /// `default` came to this for a part.
    Settled {
        /// The part.
        part: String,
        /// Whether the highest and the lowest are dropped.
        trimmed: bool,
    },
}

/// Scores a contest. `ties` are the votes and lots that people added.
pub fn score(rules: &Rules, sheets: Sheets, ties: &TieVotes) -> Result<Scored, Vec<Problem>> {
    let strangers = rules
        .votes
        .keys()
        .filter(|j| sheets.jurors.binary_search(j).is_err());
    let known = sheets.jurors.join(", ");
    let told: Vec<Problem> = strangers
        .flat_map(|juror| {
            of_part(
                "votes",
                "names-nothing",
                &[("name", juror), ("known", &known)],
            )
        })
        .collect();
    if !told.is_empty() {
        return Err(told);
    }
    let left_out = left_out(rules, &sheets)?;
    let before = rules.left_out.as_ref().is_some_and(|l| l.before);
    let mut sheets = sheets;
    if before {
        sheets.rows.retain(|row| !left_out.contains(&row.entry));
        sheets
            .given
            .retain(|(entry, _), _| !left_out.contains(entry));
    }
    let mut done: Vec<PartResult> = Vec::with_capacity(rules.parts.len());
    let mut notices = Vec::new();
    for (index, part) in rules.parts.iter().enumerate() {
        let at = format!("parts[{index}]");
        let result = parts::compute((part, &at), rules, &sheets, (&done, &mut notices))?;
        done.push(result);
    }
    notices.sort();
    let mut placed = places::places(rules, &sheets, (&done, ties), &left_out);
    if let Some(advance) = &rules.advance {
        line::draw(advance, rules, &done, &mut placed);
    }
    Ok(Scored {
        sheets,
        parts: done,
        placed,
        notices,
    })
}

fn left_out(rules: &Rules, sheets: &Sheets) -> Result<HashSet<u32>, Vec<Problem>> {
    let Some(left_out) = &rules.left_out else {
        return Ok(HashSet::new());
    };
    let unknown = sheets.unknown(&left_out.entries);
    if !unknown.is_empty() {
        let place = Place::Rules("left_out.entries".to_owned());
        let told = unknown.into_iter();
        return Err(told
            .map(|name| Problem::new(place.clone(), "entry-unknown", &[("name", name)]))
            .collect());
    }
    let indices = left_out
        .entries
        .iter()
        .filter_map(|name| sheets.entries.binary_search(name).ok());
    Ok(indices.filter_map(|i| u32::try_from(i).ok()).collect())
}

/// A problem of a part as a whole.
fn of_part(at: &str, code: &'static str, words: &[(&'static str, &str)]) -> Vec<Problem> {
    vec![Problem::new(Place::Rules(at.to_owned()), code, words)]
}

impl Scored {
    /// The part that is the score.
    #[must_use]
    pub fn score_of<'a>(&'a self, rules: &Rules, entry: usize) -> Option<&'a Exact> {
        self.parts[rules.score].values[entry].as_ref()
    }
}

#[cfg(test)]
mod tests;
