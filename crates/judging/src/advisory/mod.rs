//! The advisory board: it concurs, asks for a second reading, or dissents. It touches no mark and no award.

mod answer;
mod note;
pub(crate) mod store;

use contest::{Timestamp, contests::CategoryId, id, people::PersonId, text_enum};

pub use answer::{AnswerError, answer};
pub use note::{NoteError, note};
pub use store::notes_of;

id! {
    /// Key of an advisory note.
    NoteId
}

text_enum! {
    /// What an advisor says of a category's proposal.
    Opinion {
        /// Agrees.
        Concur = "concur",
        /// Asks the jury to look again; the jury answers in writing.
        SecondReading = "second_reading",
        /// Disagrees, on record.
        Dissent = "dissent",
    }
}

/// One advisor's word on one category.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AdvisoryNote {
    /// Key.
    pub id: NoteId,
    /// The category.
    pub category_id: CategoryId,
    /// The advisor.
    pub person_id: PersonId,
    /// The advisor's name.
    pub name: String,
    /// What they say.
    #[sqlx(try_from = "String")]
    pub opinion: Opinion,
    /// Why; empty only where they concur.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// The jury's answer; empty until there is one.
    pub answer: String,
    /// Who answered.
    pub answered_by: Option<PersonId>,
    /// When.
    pub answered_at: Option<Timestamp>,
}

impl AdvisoryNote {
    /// Whether the jury still owes an answer.
    #[must_use]
    pub const fn is_waiting(&self) -> bool {
        matches!(self.opinion, Opinion::SecondReading) && self.answered_at.is_none()
    }
}
