//! Letters to many people: written from real data, read through by an organiser, changed or left out one by one, and only then
//! posted. Of one kind a person gets one a day, however often it is written.

mod post;
mod prepare;
mod store;

use uuid::Uuid;

use crate::{contests::ContestId, id};

pub use post::{Edit, PostError, Posted, post};
pub use prepare::{NewLetter, PrepareError, prepare};
pub use store::of_day;

id! {
    /// Key of a letter.
    LetterId
}

/// The longest subject, in characters.
pub const MOST_SUBJECT: usize = 200;
/// The longest text, in characters.
pub const MOST_BODY: usize = 4_000;

/// What became of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterState {
    /// An organiser has not read it through.
    Pending,
    /// It is in the outbox.
    Sent,
    /// There is no address: an organiser passes it on, by a messenger or by word.
    Handed,
    /// Left out.
    Dropped,
}

impl LetterState {
    /// The word in the database and in locale keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Sent => "sent",
            Self::Handed => "handed",
            Self::Dropped => "dropped",
        }
    }
}

impl TryFrom<String> for LetterState {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        [Self::Pending, Self::Sent, Self::Handed, Self::Dropped]
            .into_iter()
            .find(|state| state.as_str() == word)
            .ok_or(word)
    }
}

/// A letter to one person.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Letter {
    /// Key.
    pub id: LetterId,
    /// The contest.
    pub contest_id: ContestId,
    /// Why it is written: a word of the caller's.
    pub kind: String,
    /// The day in the contest's zone, `2026-11-26`.
    pub day: String,
    /// The person or entry it is about; with kind and day it makes a letter the only one.
    pub who: Uuid,
    /// Whom it addresses.
    pub name: String,
    /// E-mail address; empty where there is none.
    pub recipient: String,
    /// Telephone; may be empty.
    pub phone: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// What became of it.
    #[sqlx(try_from = "String")]
    pub state: LetterState,
}
