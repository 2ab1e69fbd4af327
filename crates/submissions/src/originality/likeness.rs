//! Two works that are alike, and what shows it.

use contest::{
    Timestamp,
    contests::{ContestId, Kind},
    id,
};
use serde::{Deserialize, Serialize};

use super::{Medium, Stretch};
use crate::entries::EntryId;

id! {
    /// Key of a likeness.
    LikenessId
}

/// What was found when two works were compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// Shared words, and lines of which most words are shared.
    Text {
        /// Words.
        words: i64,
        /// Lines.
        lines: i64,
    },
    /// Striking points that lie in both pictures in the same way.
    Picture {
        /// Points.
        points: i64,
        /// Whether one is the mirror image of the other.
        mirrored: bool,
        /// Degrees by which one is turned against the other, from -180 to 180.
        turned: i32,
    },
    /// Stretches of both recordings.
    Song {
        /// In the order of the earlier work.
        stretches: Vec<Stretch>,
    },
}

/// Two works that are alike in one medium.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Likeness {
    /// Key.
    pub id: LikenessId,
    /// The contest of the later work.
    pub contest_id: ContestId,
    /// The work that was begun earlier.
    pub earlier_id: EntryId,
    /// The work that was begun later.
    pub later_id: EntryId,
    /// What of them is alike.
    #[sqlx(try_from = "String")]
    pub medium: Medium,
    /// How much of the smaller of the two is alike, from 0 to 1000.
    pub permille: i64,
    /// JSON of [`Evidence`].
    pub evidence: String,
    /// When it was found.
    pub found_at: Timestamp,
    /// When a person looked at it.
    pub seen_at: Option<Timestamp>,
    /// Who, as [`contest::Actor::label`].
    pub seen_by: String,
    /// What that person noted.
    pub note: String,
}

impl Likeness {
    /// What shows it; none where it was written by a newer program.
    #[must_use]
    pub fn evidence(&self) -> Option<Evidence> {
        serde_json::from_str(&self.evidence).ok()
    }
}

/// One of the two works, as the desk names it.
#[derive(Clone, Debug)]
pub struct Work {
    /// Key.
    pub id: EntryId,
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Its contest.
    pub contest_id: ContestId,
    /// The contest's names, Vietnamese and English.
    pub contest: (String, String),
    /// What it is.
    pub kind: Kind,
}

/// A likeness with its two works.
#[derive(Clone, Debug)]
pub struct Pair {
    /// What was found.
    pub likeness: Likeness,
    /// The work that was begun earlier.
    pub earlier: Work,
    /// The work that was begun later.
    pub later: Work,
    /// Whether both have the same author.
    pub same_author: bool,
}
