//! Computing a bundle again, offline, and naming everything that differs. Pure.

mod decided;
mod logged;
mod results;
mod sheets;

use std::{collections::HashMap, fmt};

use contest::{contests::Openness, db::Digest};
use serde::{Serialize, de::DeserializeOwned};
use submissions::receipts;

use super::{
    archive::{Files, unpack},
    form::{
        self, BundleEntry, BundleSheet, Decided, Entries, FORMAT, Leaf, Manifest, Pair, Regulation,
        Results, Roster,
    },
    manifest_origin, manifest_text, names,
};

/// Something in a bundle that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The file; empty for the archive itself.
    pub file: String,
    /// Where in the file: a line, a work, a field; may be empty.
    pub place: String,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = if self.file.is_empty() {
            "the archive"
        } else {
            &self.file
        };
        if self.place.is_empty() {
            write!(f, "{file}: {}", self.what)
        } else {
            write!(f, "{file}, {}: {}", self.place, self.what)
        }
    }
}

/// What a recount found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Recount {
    /// Slug of the contest.
    pub contest: String,
    /// What of the marks is in the bundle: A, B or C.
    pub openness: Option<Openness>,
    /// The key that signed it; compare it with the one that the site shows.
    pub key: String,
    /// How many events the checkpoint covers.
    pub log_size: usize,
    /// The log's root, in hexadecimal; compare it with a checkpoint that was published earlier.
    pub log_root: String,
    /// Works.
    pub works: usize,
    /// Sheets whose commitment was opened.
    pub sheets_opened: usize,
    /// Sheets of which only the commitment is published.
    pub sheets_withheld: usize,
    /// Prizes.
    pub awards: usize,
    /// Everything that is not as it must be; empty for a sound bundle.
    pub differences: Vec<Difference>,
}

/// The files of a bundle as values; what could not be read is empty, and told.
#[derive(Default)]
struct Bundle {
    manifest: Option<Manifest>,
    regulation: Option<Regulation>,
    roster: Roster,
    entries: Vec<BundleEntry>,
    assignments: Vec<Pair>,
    recusals: Vec<Pair>,
    sheets: Vec<BundleSheet>,
    decisions: Vec<Decided>,
    results: Option<Results>,
    leaves: Vec<Leaf>,
    checkpoint: String,
}

/// Collects differences.
#[derive(Default)]
struct Findings(Vec<Difference>);

impl Findings {
    fn add(&mut self, file: &str, place: impl Into<String>, what: impl Into<String>) {
        self.0.push(Difference {
            file: file.to_owned(),
            place: place.into(),
            what: what.into(),
        });
    }
}

/// Recomputes hashes, signatures, log, commitments, places, ties and prizes. With `key` (hexadecimal) the bundle must be
/// signed with that one; without, with the one that it names itself.
#[must_use]
pub fn recount(archive: &[u8], key: Option<&str>) -> Recount {
    let (files, problems) = unpack(archive);
    let mut found = Findings::default();
    for (file, what) in problems {
        found.add(&file, "", what);
    }
    let bundle = read(&files, &mut found);
    let Some(manifest) = &bundle.manifest else {
        return Recount {
            differences: found.0,
            ..Recount::default()
        };
    };
    manifested(&files, manifest, key, &mut found);
    let root = logged::check(&bundle, manifest, &mut found);
    let opened = sheets::check(&bundle, manifest, &mut found);
    results::check(&bundle, manifest, &mut found);
    let awards = decided::check(&bundle, &mut found);
    Recount {
        contest: manifest.contest.clone(),
        openness: Some(manifest.openness),
        key: manifest.key.clone(),
        log_size: bundle.leaves.len(),
        log_root: root,
        works: bundle.entries.len(),
        sheets_opened: opened,
        sheets_withheld: bundle
            .sheets
            .iter()
            .filter(|s| s.answer == "withheld")
            .count(),
        awards,
        differences: found.0,
    }
}

/// Why a checkpoint that somebody kept earlier, a signed note, does not fit the log of a bundle; `None` where it does:
/// then nobody rewrote what it covers.
#[must_use]
pub fn disowned_checkpoint(archive: &[u8], note: &str) -> Option<String> {
    let (files, _) = unpack(archive);
    logged::disowns(&read(&files, &mut Findings::default()), note)
}

/// What a receipt is compared with.
pub(super) struct Opened {
    pub(super) roster: Roster,
    pub(super) sheets: Vec<BundleSheet>,
    /// Slugs of categories by the key of their round.
    pub(super) categories: HashMap<String, String>,
}

/// Reads a bundle without any check.
pub(super) fn opened(archive: &[u8]) -> Opened {
    let (files, _) = unpack(archive);
    let bundle = read(&files, &mut Findings::default());
    let rounds = bundle.regulation.map(|r| r.rounds).unwrap_or_default();
    Opened {
        roster: bundle.roster,
        sheets: bundle.sheets,
        categories: rounds.into_iter().map(|r| (r.round, r.category)).collect(),
    }
}

fn read(files: &Files, found: &mut Findings) -> Bundle {
    for name in names::ALL {
        if !files.contains_key(name) {
            found.add(name, "", "is missing");
        }
    }
    for name in files.keys().filter(|n| !names::ALL.contains(&n.as_str())) {
        found.add(name, "", "does not belong to a bundle");
    }
    let entries: Option<Entries> = one(files, names::ENTRIES, found);
    Bundle {
        manifest: one(files, names::MANIFEST, found),
        regulation: one(files, names::REGULATION, found),
        roster: one(files, names::ROSTER, found).unwrap_or_default(),
        entries: entries.map(|e| e.entries).unwrap_or_default(),
        assignments: many(files, names::ASSIGNMENTS, found),
        recusals: many(files, names::RECUSALS, found),
        sheets: many(files, names::SHEETS, found),
        decisions: many(files, names::DECISIONS, found),
        results: one(files, names::RESULTS, found),
        leaves: many(files, names::LEAVES, found),
        checkpoint: words(files, names::CHECKPOINT, found),
    }
}

fn one<T: Serialize + DeserializeOwned>(
    files: &Files,
    name: &str,
    found: &mut Findings,
) -> Option<T> {
    match form::read_json(files.get(name)?) {
        Ok(value) => Some(value),
        Err(error) => {
            found.add(name, "", format!("cannot be read: {error}"));
            None
        }
    }
}

fn many<T: Serialize + DeserializeOwned>(
    files: &Files,
    name: &str,
    found: &mut Findings,
) -> Vec<T> {
    let Some(bytes) = files.get(name) else {
        return Vec::new();
    };
    form::read_lines(bytes).unwrap_or_else(|(line, error)| {
        found.add(
            name,
            format!("line {line}"),
            format!("cannot be read: {error}"),
        );
        Vec::new()
    })
}

fn words(files: &Files, name: &str, found: &mut Findings) -> String {
    let bytes = files.get(name).cloned().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_else(|_| {
        found.add(name, "", "is not text");
        String::new()
    })
}

/// The manifest itself, its signature, and the files that it names.
fn manifested(files: &Files, manifest: &Manifest, key: Option<&str>, found: &mut Findings) {
    if manifest.format != FORMAT {
        found.add(
            names::MANIFEST,
            "format",
            "is not one that this program reads",
        );
    }
    if key.is_some_and(|key| !key.trim().eq_ignore_ascii_case(&manifest.key)) {
        found.add(names::MANIFEST, "key", "is not the expected one");
    }
    for listed in &manifest.files {
        let Some(bytes) = files.get(&listed.name) else {
            found.add(
                names::MANIFEST,
                &listed.name,
                "names a file that is missing",
            );
            continue;
        };
        if listed.bytes != bytes.len() as u64 || listed.sha256 != Digest::of(bytes).hex() {
            found.add(&listed.name, "", "is not the file that the manifest names");
        }
    }
    let own = [names::MANIFEST, names::SIGNATURES];
    let wanted = names::ALL.into_iter().filter(|name| !own.contains(name));
    if !manifest.files.iter().map(|f| f.name.as_str()).eq(wanted) {
        found.add(
            names::MANIFEST,
            "files",
            "are not those of a bundle, sorted by name",
        );
    }
    let bytes = files.get(names::MANIFEST).map_or(&[][..], Vec::as_slice);
    let origin = manifest_origin(&manifest.contest);
    let text = manifest_text(&manifest.contest, &Digest::of(bytes).hex());
    let note = words(files, names::SIGNATURES, found);
    match receipts::verify_note(&note, &origin, &manifest.key) {
        Ok(signed) if signed == text => {}
        Ok(_) => found.add(names::MANIFEST, "", "is not the one that was signed"),
        Err(error) => found.add(names::SIGNATURES, "", error.to_string()),
    }
}
