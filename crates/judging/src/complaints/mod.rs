//! Complaints about an announced result, each with its file: what was said, what the author of the work answers, what became of
//! it. Whoever complains follows it by a private link and is named to organisers only.

mod decide;
mod file;
mod hear;
mod store;
mod window;

use contest::{Timestamp, contests::ContestId, id, text_enum};
use submissions::entries::EntryId;

pub use decide::{DecideError, decide};
pub use file::{FileError, Filed, MAX_WORDS, file};
pub use hear::{AskError, RespondError, ask, respond};
pub use store::{about, by_id, by_key, complaints_of, open_count};
pub use window::{WINDOW_DAYS, WindowError, set_window, takes_until};

id! {
    /// Key of a complaint.
    ComplaintId
}

text_enum! {
    /// What became of a complaint.
    Outcome {
        /// Nothing yet.
        Open = "open",
        /// It was right.
        Upheld = "upheld",
        /// It was not.
        Dismissed = "dismissed",
    }
}

/// A complaint with its file.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Complaint {
    /// Key.
    pub id: ComplaintId,
    /// The contest.
    pub contest_id: ContestId,
    /// From 1 in each contest.
    pub number: i64,
    /// Part of the private link of whoever complains.
    pub key: String,
    /// The work that it is about; none where it is about the contest.
    pub entry_id: Option<EntryId>,
    /// Who complains.
    pub name: String,
    /// Telephone or e-mail, as typed.
    pub contact: String,
    /// The complaint.
    pub words: String,
    /// When it came.
    pub created_at: Timestamp,
    /// What the author of the work was asked; empty before.
    pub question: String,
    /// When.
    pub asked_at: Option<Timestamp>,
    /// What the author answers; empty before.
    pub response: String,
    /// When.
    pub responded_at: Option<Timestamp>,
    /// What became of it.
    #[sqlx(try_from = "String")]
    pub outcome: Outcome,
    /// What the organisers answer; empty before.
    pub answer: String,
    /// When.
    pub answered_at: Option<Timestamp>,
}

impl Complaint {
    /// How the audit log names it.
    #[must_use]
    pub fn subject(&self) -> String {
        format!("complaint:{}", self.id)
    }

    /// May the author of the work still say something?
    #[must_use]
    pub fn waits_for_author(&self) -> bool {
        self.asked_at.is_some() && self.responded_at.is_none() && self.outcome == Outcome::Open
    }
}
