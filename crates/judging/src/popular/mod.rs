//! The popular prize: one vote for each slip that was handed out, no count before the end, apart from the jury's prizes. Votes
//! that look as if one hand had given many are shown to the organisers, who keep or discard them with a reason; how many were
//! discarded is published with the result.

mod cast;
mod count;
mod poll;
mod store;

use contest::{Timestamp, contests::ContestId, db::Digest, id};
use submissions::entries::EntryId;

pub use cast::{CastError, cast};
pub use count::{Bunch, Tally, bunches, tally};
pub use poll::{
    BatchError, MOST_SLIPS, PollError, PublishError, RuleError, make_batch, publish, rule, set_poll,
};
pub use store::{batches_of, poll_of, votes_of};

id! {
    /// Key of a batch of slips.
    BatchId
}

/// When votes are taken.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Poll {
    /// The contest.
    pub contest_id: ContestId,
    /// From when.
    pub opens_at: Timestamp,
    /// Until when.
    pub closes_at: Timestamp,
    /// When the result was published.
    pub published_at: Option<Timestamp>,
}

impl Poll {
    /// Whether votes are taken at this moment.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.opens_at <= now && now <= self.closes_at
    }
}

/// Slips that were printed together, for one school or one door.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Batch {
    /// Key.
    pub id: BatchId,
    /// For whom.
    pub label: String,
    /// How many.
    pub size: i64,
    /// How many of them were used.
    pub used: i64,
    /// When they were made.
    pub created_at: Timestamp,
}

/// A vote. Who gave it is not known to anybody.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Vote {
    /// The slip, by the hash of its code.
    #[sqlx(try_from = "Vec<u8>")]
    pub code_hash: Digest,
    /// The slips with which it was printed.
    pub batch_id: BatchId,
    /// The work.
    pub entry_id: EntryId,
    /// The network that it came from, as a hash; empty once the result is published.
    pub origin: String,
    /// When.
    pub cast_at: Timestamp,
    /// Empty, `kept` or `discarded`.
    pub ruling: String,
    /// Why it was discarded.
    pub reason: String,
}

fn hash_of(contest: ContestId, code: &str) -> Digest {
    Digest::of(format!("ballot {contest} {code}").as_bytes())
}
