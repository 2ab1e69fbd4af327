//! The decision: awards and minutes under one digest, signed by two persons.

mod digest;
mod minutes;
mod record;
mod sign;
pub(crate) mod store;

use contest::{Timestamp, contests::ContestId, db::Digest, people::PersonId};

pub use digest::digest_of;
pub use minutes::{MinutesError, draft_minutes};
pub use record::{CategoryRecord, Sitting, record_of};
pub use sign::{SignError, Signed, sign_chair, sign_organiser};
pub use store::decision_of;

/// The decision of a contest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The contest.
    pub contest_id: ContestId,
    /// Number under which it is filed; may be empty.
    pub number: String,
    /// The minutes of the jury's meeting.
    pub minutes: String,
    /// What the chair signed.
    pub digest: Option<Digest>,
    /// The chair who signed.
    pub chair_id: Option<PersonId>,
    /// When.
    pub chair_signed_at: Option<Timestamp>,
    /// The organiser who signed.
    pub organiser_id: Option<PersonId>,
    /// When.
    pub organiser_signed_at: Option<Timestamp>,
}
