//! Whether a contest's record holds: its log, the sheets that jurors sealed, the checkpoints that were published.

use contest::{
    Tx,
    audit::{self, Verdict},
    contests::ContestId,
};
use uuid::Uuid;

use crate::{
    checkpoints::{self, Disowned},
    sheets::{self, Edited},
};

/// What recomputing a record found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The chain of the log.
    pub log: Verdict,
    /// Sheets that are not what was sealed.
    pub edited: Vec<Edited>,
    /// Checkpoints that the log does not begin with.
    pub disowned: Vec<Disowned>,
}

impl Proof {
    /// Whether nothing is wrong.
    #[must_use]
    pub const fn holds(&self) -> bool {
        self.log.broken.is_none() && self.edited.is_empty() && self.disowned.is_empty()
    }
}

/// Recomputes the record of a log, which is a contest's or the installation's own.
pub async fn of_log(tx: &mut Tx, log: Uuid) -> Result<Proof, sqlx::Error> {
    Ok(Proof {
        log: audit::verify(tx, log).await?,
        edited: sheets::check(tx, ContestId(log)).await?,
        disowned: checkpoints::check(tx, ContestId(log)).await?,
    })
}
