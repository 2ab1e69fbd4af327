//! What is kept of a work to compare it by.

use std::collections::{HashMap, HashSet};

use contest::{Db, contests::Contest};

use super::{
    Evidence, LookError, Medium,
    words::{self, Script},
};
use crate::{
    entries::Entry,
    files::{self, Inspector, Objects, inspect::Recipe},
    kinds::Slot,
};

/// What is kept of one medium of a work.
#[derive(Clone, Debug)]
pub(super) enum Trace {
    /// The words.
    Text(Script),
}

/// Works that share a run of words, from which on it says nothing of any two of them.
const COMMON: usize = 12;

impl Trace {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Text(script) => serde_json::to_vec(script).unwrap_or_default(),
        }
    }

    /// Reads what [`Self::to_bytes`] wrote; none where another version wrote it.
    pub(super) fn read(medium: Medium, bytes: &[u8]) -> Option<Self> {
        match medium {
            Medium::Text => serde_json::from_slice(bytes).ok().map(Self::Text),
            Medium::Picture | Medium::Song => None,
        }
    }

    /// The keys under which the work is found.
    pub(super) fn keys(&self, medium: Medium) -> Vec<i64> {
        let keys = match self {
            Self::Text(script) => script.keys(),
        };
        keys.into_iter().map(|key| medium.salted(key)).collect()
    }

    /// How alike, and what shows it; none where it is not worth a look.
    pub(super) fn agrees(&self, other: &Self, common: &HashSet<u64>) -> Option<(i64, Evidence)> {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => {
                let found = words::agree(a, b, common);
                let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
                let evidence = Evidence::Text {
                    words: count(found.words),
                    lines: count(found.lines),
                };
                found.is_alike().then(|| (found.permille(), evidence))
            }
        }
    }
}

/// Runs of words that very many of these works share.
pub(super) fn common<'a>(own: &Trace, others: impl Iterator<Item = &'a Trace>) -> HashSet<u64> {
    let Trace::Text(own) = own;
    let mut shared: HashMap<u64, usize> = own.run_hashes().into_iter().map(|h| (h, 0)).collect();
    for Trace::Text(other) in others {
        for hash in other.run_hashes() {
            shared.entry(hash).and_modify(|count| *count += 1);
        }
    }
    let many = shared.into_iter().filter(|(_, count)| *count >= COMMON);
    many.map(|(hash, _)| hash).collect()
}

/// The traces of a work as it now is.
pub(super) async fn of(
    db: &Db,
    (objects, _inspector): (&Objects, &Inspector),
    (contest, entry): (&Contest, &Entry),
) -> Result<Vec<(Medium, Trace)>, LookError> {
    let mut tx = db.read().await?;
    let document = files::rendition(&mut tx, entry.id, Slot::InitiativeDocument, Recipe::Text);
    let document = document.await?;
    drop(tx);
    let mut script = script_of(contest, entry);
    if let Some(text) = document {
        let bytes = objects.get(text.sha256).await?;
        script
            .parts
            .push(String::from_utf8_lossy(&bytes).into_owned());
    }
    Ok(vec![(Medium::Text, Trace::Text(script))])
}

/// What is read in a work. Titles are left out: many works of a contest have the same one.
fn script_of(contest: &Contest, entry: &Entry) -> Script {
    let initiative = entry.initiative();
    Script {
        parts: vec![
            entry.body.clone(),
            entry.statement.clone(),
            initiative.problem,
            initiative.solution,
            initiative.result,
            initiative.adopters,
            initiative.cost,
        ],
        given: [
            &contest.name_vi,
            &contest.name_en,
            &contest.theme_vi,
            &contest.theme_en,
            &contest.organiser_vi,
            &contest.organiser_en,
        ]
        .into_iter()
        .cloned()
        .collect(),
    }
}
