//! The paper twin: where the original of a work is, from the desk to the wall and back.

mod record;
mod store;

use contest::{Timestamp, text_enum};

use crate::entries::EntryId;

pub use record::{CustodyError, record};
pub use store::{Held, held_in, of_entry};

text_enum! {
    /// What happened to an original.
    Step {
        /// Handed in at the desk.
        Received = "received",
        /// Photographed or scanned by the desk.
        Photographed = "photographed",
        /// Taken to the jury's table.
        Judged = "judged",
        /// Hung in the exhibition.
        Hung = "hung",
        /// Given back.
        Returned = "returned",
        /// Damaged; the note says how.
        Damaged = "damaged",
        /// Not to be found; the note says since when.
        Lost = "lost",
    }
}

impl Step {
    /// Whether the step may follow the last one. The way goes forward only; harm may be reported as long as the
    /// original is with us, and what was lost may be found again.
    #[must_use]
    pub fn may_follow(self, last: Option<Self>) -> bool {
        match (last, self) {
            (None | Some(Self::Returned | Self::Lost), step) => step == Self::Received,
            (Some(_), Self::Damaged | Self::Lost | Self::Returned) => true,
            (Some(Self::Damaged), step) => step > Self::Received,
            (Some(last), step) => step > last,
        }
    }
}

/// A line of an original's way.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct CustodyEvent {
    /// The entry.
    pub entry_id: EntryId,
    /// What happened.
    #[sqlx(try_from = "String")]
    pub step: Step,
    /// Where the original is from now on.
    pub place: String,
    /// Anything else, above all about harm.
    pub note: String,
    /// Who, as the audit log names them.
    pub actor: String,
    /// When.
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_original_goes_forward_and_harm_is_told_only_of_what_we_hold() {
        assert!(Step::Received.may_follow(None));
        assert!(!Step::Hung.may_follow(None) && !Step::Lost.may_follow(None));
        assert!(
            Step::Hung.may_follow(Some(Step::Received)),
            "not everything is photographed"
        );
        assert!(!Step::Received.may_follow(Some(Step::Hung)));
        assert!(
            Step::Lost.may_follow(Some(Step::Hung)) && Step::Received.may_follow(Some(Step::Lost))
        );
        assert!(Step::Hung.may_follow(Some(Step::Damaged)));
        assert!(!Step::Lost.may_follow(Some(Step::Returned)));
    }
}
