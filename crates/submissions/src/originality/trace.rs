//! What is kept of a work to compare it by.

use std::collections::{HashMap, HashSet};

use contest::{Db, contests::Contest};

use super::{
    Evidence, LookError, Medium, hearing,
    sight::{self, Feature},
    words::{self, Script},
};
use crate::{
    entries::Entry,
    files::{self, Inspector, Objects, inspect::Recipe, worker::Task},
    kinds::Slot,
};

/// What is kept of one medium of a work.
#[derive(Clone, Debug)]
pub(super) enum Trace {
    /// The words.
    Text(Script),
    /// The striking points of the picture.
    Picture(Vec<Feature>),
    /// The fingerprint of the recording.
    Song(Vec<u32>),
}

/// Works that share a run of words, from which on it says nothing of any two of them.
const COMMON: usize = 12;

/// The child's part: the striking points of a picture, none where it does not open.
pub(crate) fn see_picture(bytes: &[u8]) -> Vec<u8> {
    let Ok(picture) = image::load_from_memory(bytes) else {
        return Vec::new();
    };
    sight::to_bytes(&sight::see(&picture.to_luma8()))
}

/// The child's part: the fingerprint of a recording, none where nothing of it is heard.
pub(crate) fn hear_song(bytes: &[u8]) -> Vec<u8> {
    hearing::to_bytes(&hearing::hear(bytes))
}

impl Trace {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Text(script) => serde_json::to_vec(script).unwrap_or_default(),
            Self::Picture(features) => sight::to_bytes(features),
            Self::Song(print) => hearing::to_bytes(print),
        }
    }

    /// Reads what [`Self::to_bytes`] wrote; none where another version wrote it.
    pub(super) fn read(medium: Medium, bytes: &[u8]) -> Option<Self> {
        match medium {
            Medium::Text => serde_json::from_slice(bytes).ok().map(Self::Text),
            Medium::Picture => sight::read(bytes).map(Self::Picture),
            Medium::Song => hearing::read(bytes).map(Self::Song),
        }
    }

    pub(super) const fn medium(&self) -> Medium {
        match self {
            Self::Text(_) => Medium::Text,
            Self::Picture(_) => Medium::Picture,
            Self::Song(_) => Medium::Song,
        }
    }

    fn salted(&self, keys: Vec<i64>) -> Vec<i64> {
        let medium = self.medium();
        keys.into_iter().map(|key| medium.salted(key)).collect()
    }

    /// The keys under which the work is found.
    pub(super) fn keys(&self) -> Vec<i64> {
        self.salted(match self {
            Self::Text(script) => script.keys(),
            Self::Picture(features) => sight::keys(features),
            Self::Song(print) => hearing::keys(print),
        })
    }

    /// The keys by which others are looked for.
    pub(super) fn queries(&self) -> Vec<i64> {
        match self {
            Self::Picture(features) => self.salted(sight::queries(features)),
            Self::Text(_) | Self::Song(_) => self.keys(),
        }
    }

    /// How alike it is to a later work, and what shows it; none where it is not worth a look.
    pub(super) fn agrees(&self, later: &Self, common: &HashSet<u64>) -> Option<(i64, Evidence)> {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        match (self, later) {
            (Self::Text(a), Self::Text(b)) => {
                let found = words::agree(a, b, common);
                let evidence = Evidence::Text {
                    words: count(found.words),
                    lines: count(found.lines),
                };
                found.is_alike().then(|| (found.permille(), evidence))
            }
            (Self::Picture(a), Self::Picture(b)) => {
                let found = sight::overlay(a, b);
                let evidence = Evidence::Picture {
                    points: count(found.points),
                    mirrored: found.mirrored,
                    turned: found.turned,
                };
                found.is_alike().then(|| (found.permille(), evidence))
            }
            (Self::Song(a), Self::Song(b)) => {
                let (permille, stretches) = hearing::agree(a, b)?;
                Some((permille, Evidence::Song { stretches }))
            }
            _ => None,
        }
    }
}

/// Runs of words that very many of these works share.
pub(super) fn common<'a>(own: &Trace, others: impl Iterator<Item = &'a Trace>) -> HashSet<u64> {
    let Trace::Text(own) = own else {
        return HashSet::new();
    };
    let mut shared: HashMap<u64, usize> = own.run_hashes().into_iter().map(|h| (h, 0)).collect();
    for other in others {
        let Trace::Text(other) = other else { continue };
        for hash in other.run_hashes() {
            shared.entry(hash).and_modify(|count| *count += 1);
        }
    }
    let many = shared.into_iter().filter(|(_, count)| *count >= COMMON);
    many.map(|(hash, _)| hash).collect()
}

/// The traces of a work as it now is. What does not open leaves an empty one, which is like nothing.
pub(super) async fn of(
    db: &Db,
    (objects, inspector): (&Objects, &Inspector),
    (contest, entry): (&Contest, &Entry),
) -> Result<Vec<Trace>, LookError> {
    let mut tx = db.read().await?;
    let mut found = Vec::new();
    for (slot, recipe) in [
        (Slot::InitiativeDocument, Recipe::Text),
        (Slot::PaintingImage, Recipe::Card),
        (Slot::SongAudio, Recipe::Sound),
    ] {
        let rendition = files::rendition(&mut tx, entry.id, slot, recipe).await?;
        found.extend(rendition.map(|r| (slot, r.sha256)));
    }
    drop(tx);
    let mut script = script_of(contest, entry);
    let mut traces = Vec::new();
    for (slot, sha256) in found {
        let bytes = objects.get(sha256).await?;
        match slot {
            Slot::PaintingImage => {
                let seen = inspector.run(Task::Picture, &bytes).await?;
                traces.push(Trace::Picture(sight::read(&seen).unwrap_or_default()));
            }
            Slot::SongAudio => {
                let heard = inspector.run(Task::Song, &bytes).await?;
                traces.push(Trace::Song(hearing::read(&heard).unwrap_or_default()));
            }
            _ => script
                .parts
                .push(String::from_utf8_lossy(&bytes).into_owned()),
        }
    }
    traces.push(Trace::Text(script));
    Ok(traces)
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
