//! Rows `entry[,votes][,lot]`: what a jury voted and what was drawn between equal entries.

use std::collections::HashMap;

use super::{
    Found, Place, Problem, Sheets, clean,
    table::{Column, each_row},
};

const COLUMNS: [Column; 3] = [
    Column {
        names: &["entry", "bài", "mã bài", "bài dự thi"],
        needed: true,
    },
    Column {
        names: &["votes", "phiếu"],
        needed: false,
    },
    Column {
        names: &["lot", "thăm"],
        needed: false,
    },
];

/// Votes and lots, by index of the entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TieVotes {
    /// Votes of the jury, more is better.
    pub votes: HashMap<usize, u32>,
    /// Drawn lots, 1 is the first.
    pub lots: HashMap<usize, u32>,
}

/// Reads the votes and lots of entries that have sheets.
pub fn read(bytes: &[u8], sheets: &Sheets) -> Result<TieVotes, Vec<Problem>> {
    let mut found = Found::new(Place::Ties);
    let mut ties = TieVotes::default();
    let mut lines: HashMap<usize, u64> = HashMap::new();
    each_row(bytes, &COLUMNS, &mut found, |record, found| {
        let [entry, votes, lot] = record.cells[..] else {
            return;
        };
        let name = clean(entry);
        let Ok(index) = sheets.entries.binary_search(&name) else {
            found.add(record.line, "entry-unknown", &[("name", &name)]);
            return;
        };
        if let Some(first) = lines.insert(index, record.line) {
            let words = [
                ("first", &*first.to_string()),
                ("entry", entry),
                ("criterion", ""),
                ("juror", ""),
            ];
            found.add(record.line, "mark-twice", &words);
        }
        for (text, into) in [(votes, &mut ties.votes), (lot, &mut ties.lots)] {
            if text.is_empty() {
                continue;
            }
            match text.parse() {
                Ok(number) => drop(into.insert(index, number)),
                Err(_) => found.add(record.line, "position", &[("value", text)]),
            }
        }
    });
    found.none()?;
    Ok(ties)
}
