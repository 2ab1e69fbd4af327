//! Published results of real contests, reproduced to their last digit from rules files that anybody could write.
//!
//! What has an open licence and is small lies in `fixtures`; the rest is read from a folder beside the project
//! (`HOABAN_JUDGING_DATA`). Where that folder is missing, every test says so: nothing of it is shown then.

mod chopin;
mod diving;
mod eurovision;
mod grants;
mod rankings;
mod skating;

use std::{collections::BTreeMap, fmt::Write as _, io::Write as _, path::PathBuf};

use judging::engine::{
    Exact,
    rows::{TieVotes, read_sheets},
    rules::{self, Rules},
    scoring::{Scored, score},
};

/// Rows of a CSV file by the names of its header.
type Record = BTreeMap<String, String>;

const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scores");

/// A folder of data beside the project; `None`, said on the terminal, where it is missing.
#[expect(clippy::disallowed_methods, reason = "a test has no settings")]
fn beside(name: &str) -> Option<PathBuf> {
    let set = std::env::var("HOABAN_JUDGING_DATA").ok().map(PathBuf::from);
    let usual = || {
        PathBuf::from(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../shared/data/judging"
        ))
    };
    let folder = set.unwrap_or_else(usual).join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    // past the test runner's capture, so that a run without the data can be told from one with it
    let mut terminal = std::io::stderr();
    writeln!(
        terminal,
        "NOT SHOWN: the data set {name} is not there (HOABAN_JUDGING_DATA)"
    )
    .expect("a terminal");
    None
}

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(HERE).join("fixtures").join(name)
}

fn records(file: &std::path::Path) -> Vec<Record> {
    let mut reader = csv::Reader::from_path(file).expect("the file is there");
    let header = reader.headers().expect("a header").clone();
    let name = |text: &str| text.trim_start_matches('\u{feff}').to_owned();
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| {
        header
            .iter()
            .map(name)
            .zip(row.iter().map(str::to_owned))
            .collect()
    })
    .collect()
}

fn rules_of(name: &str) -> Rules {
    let text = std::fs::read(format!("{HERE}/rules/{name}.json")).expect("the rules are there");
    rules::read(&text).expect("rules that can be read")
}

/// Rows for the engine, as a spreadsheet would hold them.
struct Spreadsheet(String);

impl Spreadsheet {
    fn new() -> Self {
        Self("entry,juror,criterion,mark\n".to_owned())
    }

    fn row(&mut self, entry: &str, juror: &str, criterion: &str, mark: &str) {
        writeln!(self.0, "\"{entry}\",\"{juror}\",\"{criterion}\",\"{mark}\"").expect("text grows");
    }

    fn scored(&self, rules: &Rules) -> Scored {
        let sheets = read_sheets(self.0.as_bytes(), rules).expect("sheets that can be read");
        score(rules, sheets, &TieVotes::default()).expect("a result")
    }
}

fn number(text: &str) -> Exact {
    Exact::parse(text).expect("a number")
}

/// Entry → (place, score).
fn places(rules: &Rules, scored: &Scored) -> BTreeMap<String, (usize, Exact)> {
    let placed = scored.placed.iter().filter_map(|p| {
        let score = scored.score_of(rules, p.entry)?.clone();
        Some((scored.sheets.entries[p.entry].clone(), (p.place?, score)))
    });
    placed.collect()
}
