//! Who agreed to what: a ledger of answers by purpose and giver, never overwritten.
//!
//! Silence is no. For a child both the child and a guardian must have said yes; [`AgeGroup::lets`] is the one rule,
//! written once more in SQL for lists, and a test holds the two together.

mod answer;
mod paper;
mod policy;
pub(crate) mod store;

use contest::{Timestamp, db::Digest, text_enum};

pub use answer::{AnswerError, Given, answer};
pub use paper::{Paper, claim_paper, papers};
pub use policy::{AgeGroup, Answers, CHILD_UNTIL, OWN_ANSWER_FROM, Side, Standing, Voice};
pub(crate) use store::open_link;
pub use store::{by_guardian_key, of_entries, of_entry};

/// Version of the words that people agree to; they stand in the locales.
pub const TEXT_VERSION: &str = "2026-11";

text_enum! {
    /// What an answer is about.
    Purpose {
        /// Taking part, and being judged.
        Participation = "participation",
        /// Being named in public.
        Naming = "naming",
        /// The work shown on public pages.
        Display = "display",
        /// The original or a print at exhibitions and in publications.
        Exhibition = "exhibition",
    }
}

text_enum! {
    /// Who answered.
    Giver {
        /// The author, of age.
        Author = "author",
        /// The author, a minor.
        Child = "child",
        /// A minor's parent or guardian.
        Guardian = "guardian",
    }
}

text_enum! {
    /// How the answer came.
    Means {
        /// On the entry's private link.
        Link = "link",
        /// On the guardian's own link.
        GuardianLink = "guardian_link",
        /// On signed paper.
        Paper = "paper",
        /// In person at the desk.
        Desk = "desk",
    }
}

/// A line of the ledger.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Line {
    /// The entry.
    pub entry_id: crate::entries::EntryId,
    /// What was asked.
    #[sqlx(try_from = "String")]
    pub purpose: Purpose,
    /// Who answered.
    #[sqlx(try_from = "String")]
    pub giver: Giver,
    /// The answer.
    pub given: bool,
    /// How it came.
    #[sqlx(try_from = "String")]
    pub means: Means,
    /// Version of the words that were agreed to.
    pub text_version: String,
    /// When.
    pub at: Timestamp,
}

/// The key of the guardian's own link, made from the key of the entry's private link: whoever holds the entry can
/// hand it on at any time, and it opens nothing but the guardian's answers.
#[must_use]
pub fn guardian_key(entry_key: &str) -> String {
    let digest = Digest::of(format!("hoaban-guardian-v1:{entry_key}").as_bytes());
    digest.hex()[..40].to_owned()
}

/// What is stored of a guardian's key.
fn link_hash(guardian_key: &str) -> Digest {
    Digest::of(format!("hoaban-guardian-link-v1:{guardian_key}").as_bytes())
}
