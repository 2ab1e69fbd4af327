//! Certificates of a signed decision: their register, what stands around the signature, and whether one is real. The paper
//! itself is made elsewhere; nothing of a certificate is public before the announcement.

mod describe;
mod issue;
mod store;
mod withdraw;

use contest::{
    Actor, Timestamp,
    contests::{Contest, ContestId, Phase, rules::Denied},
    id,
    people::Role,
};
use submissions::entries::EntryId;

use crate::prizes::TierId;

pub use describe::{DescribeError, Settings, describe};
pub use issue::{IssueError, issue};
pub use store::{certificate_called, certificates_of, settings_of};
pub use withdraw::{WithdrawError, withdraw, withdraw_stale};

id! {
    /// Key of a certificate.
    CertificateId
}

/// A line of the register.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Certificate {
    /// Key.
    pub id: CertificateId,
    /// The contest.
    pub contest_id: ContestId,
    /// The work.
    pub entry_id: EntryId,
    /// The tier it certifies.
    pub tier_id: TierId,
    /// Number in the contest's book, from 1, in stage order; never given twice.
    pub number: i64,
    /// What is typed to check it: twelve letters and digits.
    pub code: String,
    /// When it was entered.
    pub issued_at: Timestamp,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
    /// Why; empty while it stands.
    pub reason: String,
}

/// What the public is told of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// There is no such certificate, or it is not public yet: nobody can tell which.
    Unknown,
    /// It stands.
    Valid,
    /// It no longer does.
    Withdrawn,
}

impl Certificate {
    /// What the public is told at `now`.
    #[must_use]
    pub fn verdict(&self, contest: &Contest, now: Timestamp) -> Verdict {
        match self.withdrawn_at {
            _ if !contest.is_announced(now) => Verdict::Unknown,
            Some(_) => Verdict::Withdrawn,
            None => Verdict::Valid,
        }
    }
}

/// May the actor keep the register? An organiser, once both have signed.
pub fn may_keep(actor: &Actor, contest: &Contest) -> Result<(), Denied> {
    if !actor.has(contest.id, Role::Organiser) {
        return Err(Denied::NotYours);
    }
    if contest.phase < Phase::Decided {
        return Err(Denied::TooEarly);
    }
    Ok(())
}
