//! What became of an awarded work in the time after: where it was tried, who took it over, with what result. Public beside the work.

mod add;
mod store;

use contest::{Timestamp, id, text_enum};
use submissions::entries::EntryId;

pub use add::{AddError, FollowUpInput, add, remove};
pub use store::{of_contest, of_entry};

id! {
    /// Key of a follow-up.
    FollowUpId
}

text_enum! {
    /// How far it is.
    FollowUpStage {
        /// It is being tried.
        Trial = "trial",
        /// Somebody took it over.
        Adopted = "adopted",
        /// It has a result.
        Result = "result",
    }
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct FollowUp {
    /// Key.
    pub id: FollowUpId,
    /// The work.
    pub entry_id: EntryId,
    /// How far it is.
    #[sqlx(try_from = "String")]
    pub stage: FollowUpStage,
    /// Where, or who.
    pub place: String,
    /// What is told; may be empty.
    pub words: String,
    /// When it was written down.
    pub added_at: Timestamp,
}
