//! What an entrant is told after the announcement: score, average, place, and jurors' words, as far as organisers switch it on.
//! Nobody reads a message that an organiser has not looked at, and nothing names or numbers a juror.

mod screen;
mod set;
mod store;
mod tell;
mod write;

use contest::{Timestamp, text_enum};

use crate::assignments::AssignmentId;

pub use screen::{ScreenError, screen};
pub use set::{SetError, set};
pub use store::{message_of, settings_of, to_screen};
pub use tell::{Told, told};
pub use write::{MAX_MESSAGE, WriteError, write};

/// What entrants of a contest are told, and from when.
#[expect(
    clippy::struct_excessive_bools,
    reason = "four switches that have nothing to do with each other"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Settings {
    /// Nothing is told before, nor before the announcement.
    pub from_at: Timestamp,
    /// The work's own score.
    pub totals: bool,
    /// The mean score of all judged works of the category.
    pub average: bool,
    /// The work's place.
    pub place: bool,
    /// Jurors' words, once looked at.
    pub messages: bool,
}

impl Settings {
    /// Nothing is told.
    #[must_use]
    pub const fn silent(from_at: Timestamp) -> Self {
        Self {
            from_at,
            totals: false,
            average: false,
            place: false,
            messages: false,
        }
    }
}

text_enum! {
    /// Where a message stands.
    Screening {
        /// Nobody looked at it.
        Waiting = "waiting",
        /// Its author may read it.
        Approved = "approved",
        /// Its author never reads it.
        Hidden = "hidden",
    }
}

/// A juror's words to the author of a work. Of whom is not in it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Message {
    /// The sheet.
    pub assignment_id: AssignmentId,
    /// Code of the entry.
    pub code: String,
    /// Title of the entry.
    pub title: String,
    /// The words.
    pub text: String,
    /// Where it stands.
    #[sqlx(try_from = "String")]
    pub state: Screening,
    /// Why it is hidden; may be empty.
    pub reason: String,
}
