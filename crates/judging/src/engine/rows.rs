//! Spreadsheets of marks and of votes: rows into sheets, every bad row told with its line.
//!
//! UTF-8 with or without a mark at its beginning, `,` or `;` or a tab between cells, the header in English or
//! Vietnamese. Names are trimmed and composed (NFC), so that one name typed on two machines is one name.

use std::collections::HashMap;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::{
    exact::Exact,
    problems::{Place, Problem},
    rules::{Amount, MARK_UNIT, Pattern, Rules, Source, Step},
};

mod marks;
mod table;
mod tie_votes;

pub use marks::read as read_sheets;
pub use tie_votes::{TieVotes, read as read_ties};

/// The longest name.
pub const MAX_NAME_CHARS: usize = 200;
/// The most problems told of one file.
pub const MAX_PROBLEMS: usize = 1_000;

/// What stands in a cell for a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A mark in units of 1 / [`MARK_UNIT`].
    Mark(i64),
    /// The juror must not judge: the cell is empty.
    Recused,
    /// Seen, cannot judge.
    Abstained,
    /// Still to come.
    NotYet,
}

/// One juror's mark for one criterion of one entry, by index into [`Sheets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Into `entries`.
    pub entry: u32,
    /// Into `criteria`.
    pub criterion: u32,
    /// Into `jurors`.
    pub juror: u32,
    /// When in the juror's own order the entry was judged, from 1; 0 where it is not known.
    pub position: u32,
    /// The mark.
    pub cell: Cell,
    /// Line in the file, for telling what is missing.
    pub line: u32,
}

/// All that a sheets file says, in one order whatever the order of its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheets {
    /// Entries, sorted.
    pub entries: Vec<String>,
    /// Jurors, sorted.
    pub jurors: Vec<String>,
    /// Criteria that jurors marked, sorted.
    pub criteria: Vec<String>,
    /// Sorted by criterion, entry, juror; no two alike.
    pub rows: Vec<Row>,
    /// Numbers that no juror gave: (entry, name) → number.
    pub given: HashMap<(u32, String), Exact>,
}

impl Sheets {
    /// Of these names, those that no row is about.
    #[must_use]
    pub fn unknown<'a>(&self, names: &'a [String]) -> Vec<&'a String> {
        let known = |name: &&String| self.entries.binary_search(name).is_ok();
        names.iter().filter(|name| !known(name)).collect()
    }
}

/// A name as it is compared: trimmed, composed, inner white space as it is.
#[must_use]
pub fn clean(name: &str) -> String {
    let name = name.trim();
    if name.is_ascii() || is_nfc_quick(name.chars()) == IsNormalized::Yes {
        name.to_owned()
    } else {
        name.nfc().collect()
    }
}

/// Collects problems of a file up to a bound.
struct Found {
    problems: Vec<Problem>,
    further: usize,
    of: fn(u64) -> Place,
}

impl Found {
    fn new(of: fn(u64) -> Place) -> Self {
        Self {
            problems: vec![],
            further: 0,
            of,
        }
    }

    fn add(&mut self, line: u64, code: &'static str, words: &[(&'static str, &str)]) {
        if self.problems.len() >= MAX_PROBLEMS {
            self.further += 1;
            return;
        }
        // a forgotten quote makes a cell of the rest of the file: its beginning is enough to find it
        let short = |text: &str| match text.char_indices().nth(MAX_NAME_CHARS) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.to_owned(),
        };
        let short: Vec<_> = words
            .iter()
            .map(|(name, text)| (*name, short(text)))
            .collect();
        let words: Vec<_> = short.iter().map(|(name, text)| (*name, &**text)).collect();
        self.problems
            .push(Problem::new((self.of)(line), code, &words));
    }

    fn none(mut self) -> Result<(), Vec<Problem>> {
        if self.problems.is_empty() {
            return Ok(());
        }
        self.problems.sort();
        if self.further > 0 {
            let n = self.further.to_string();
            self.problems
                .push(Problem::new((self.of)(0), "more", &[("n", &n)]));
        }
        Err(self.problems)
    }
}

/// The names that rules ask for.
struct Known<'a> {
    /// Of jurors' marks.
    marks: Vec<&'a Pattern>,
    /// Of given numbers.
    given: Vec<Pattern>,
    ignore: &'a [Pattern],
}

impl<'a> Known<'a> {
    fn of(rules: &'a Rules) -> Self {
        let (mut marks, mut given) = (Vec::new(), Vec::new());
        for part in &rules.parts {
            match &part.source {
                Source::Marks(of) => marks.extend(&of.criteria),
                Source::Given(names) => given.extend(names.clone()),
                Source::Parts(_) => {}
            }
            for step in part.each.iter().chain(&part.then) {
                if let Step::Times(Amount::Given(name)) | Step::Plus(Amount::Given(name)) = step {
                    given.push(Pattern(name.replace("{criterion}", "*")));
                }
            }
        }
        Self {
            marks,
            given,
            ignore: &rules.ignore,
        }
    }

    fn ignores(&self, name: &str) -> bool {
        self.ignore.iter().any(|p| p.takes(name))
    }

    fn marked(&self, name: &str) -> bool {
        self.marks.iter().any(|p| p.takes(name))
    }

    fn is_given(&self, name: &str) -> bool {
        self.given.iter().any(|p| p.takes(name))
    }

    fn marks_list(&self) -> String {
        let names: Vec<&str> = self.marks.iter().map(|p| p.0.as_str()).collect();
        names.join(", ")
    }

    fn given_list(&self) -> String {
        let names: Vec<&str> = self.given.iter().map(|p| p.0.as_str()).collect();
        names.join(", ")
    }
}

#[cfg(test)]
mod tests;
