//! Entries: one work by its author, from draft to eligible.

mod ai_use;
mod begin;
mod blind;
mod code;
mod credit;
mod decide;
mod describe;
mod extend;
mod lists;

mod people;
mod public;
mod rules;
pub(crate) mod store;
mod submit;
mod together;
mod withdraw;
mod work;

use contest::{
    Timestamp, Tx,
    contests::{self, CategoryId, Contest, ContestId, Limits},
    db::Digest,
    id, text_enum,
};

pub use ai_use::{AiShare, AiUse, AiUseError, MAX_AI_HOW, state_ai_use};
pub(crate) use begin::begin_with_key;
pub use begin::{BeginError, Begun, begin, begin_late};
pub use blind::{BlindEntry, blind};
pub use code::{is_code, tidy_code};
pub use credit::{
    ADULT_AGE, Author, Credit, CreditError, Fault, FieldFault, GuardianInput, credit, is_minor,
    year_of,
};
pub use decide::{DecideError, Ruling, decide};
pub use describe::{DescribeError, describe};
pub use extend::{ExtendError, extend, extend_with_code};
pub use lists::{Counted, Filter, Listed, all, count, counts, following, list};
pub use people::{
    AuthorRow, KinRow, authors_for_conflicts, authors_of_contest, by_public_name, public_schools,
    public_wards,
};
pub use public::PublicCredit;
pub use rules::{
    Denied, desk_is_open, may_change, may_cover, may_decide, may_keep_desk, may_look, may_withdraw,
};
pub use store::{
    author_of, by_code, by_holder_key, by_id, by_phone, eligible_ids, neighbours,
    newest_contest_with,
};
pub use submit::{Missing, SubmitError, Submitted, missing_of, submit};
pub use together::{
    CoAuthor, Credits, ListFault, MAX_COLLECTIVE, MOST_OTHERS, Together, set_together, together_of,
};
pub use withdraw::{WithdrawError, withdraw};
pub use work::{Initiative, MAX_SECTION, MAX_TITLE, Work};

id! {
    /// Key of an entry.
    EntryId
}

text_enum! {
    /// Where an entry stands.
    EntryState {
        /// Begun, not sent.
        Draft = "draft",
        /// Sent; a receipt was given.
        Submitted = "submitted",
        /// Sent back to its author for correction.
        Returned = "returned",
        /// Goes to the jury.
        Eligible = "eligible",
        /// Does not; the reason says why.
        Ineligible = "ineligible",
        /// Taken back by its holder.
        Withdrawn = "withdrawn",
        /// Sent twice; the other one counts.
        Duplicate = "duplicate",
    }
}

text_enum! {
    /// How an entry came in.
    Source {
        /// By its holder.
        Online = "online",
        /// By a clerk, on somebody's behalf.
        Desk = "desk",
    }
}

/// One work entered into a category.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Entry {
    /// Key.
    pub id: EntryId,
    /// The contest.
    pub contest_id: ContestId,
    /// The category.
    pub category_id: CategoryId,
    /// Code such as `T-0179-K`, drawn when the entry is first sent.
    pub code: Option<String>,
    /// Where it stands.
    #[sqlx(try_from = "String")]
    pub state: EntryState,
    /// Why it was returned or is ineligible.
    pub state_reason: String,
    /// How it came in.
    #[sqlx(try_from = "String")]
    pub source: Source,
    /// Title.
    pub title: String,
    /// The author's words about the work.
    pub statement: String,
    /// What a picture shows, for those who cannot see it.
    pub alt: String,
    /// The poem, or the lyrics.
    pub body: String,
    /// JSON of [`Initiative`].
    pub fields: String,
    /// JSON of [`Credits`].
    pub together: String,
    /// Counts changes.
    pub version: i64,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When it was first sent.
    pub submitted_at: Option<Timestamp>,
    /// Until when a returned entry may be corrected.
    pub correct_until: Option<Timestamp>,
    /// The entry's own deadline, where it was given one.
    pub extended_until: Option<Timestamp>,
    /// The entry that counts in its place, for a duplicate.
    pub duplicate_of: Option<EntryId>,
    /// Word of [`AiShare`]; empty where nobody was asked.
    pub ai_share: String,
    /// How AI was used.
    pub ai_how: String,
}

/// What the category of an entry takes.
pub(crate) async fn limits_of(tx: &mut Tx, entry: &Entry) -> Result<Limits, sqlx::Error> {
    let category = contests::category(tx, entry.category_id).await?;
    Ok(category.ok_or(sqlx::Error::RowNotFound)?.limits)
}

impl Entry {
    /// Until when the entry may be changed and sent, as it is told to people: the contest's deadline or its own later one.
    #[must_use]
    pub fn closes_at(&self, contest: &Contest) -> Timestamp {
        let own = self.extended_until.unwrap_or(contest.closes_at);
        own.max(contest.closes_at)
    }

    /// The structured texts of an initiative; empty for other kinds.
    #[must_use]
    pub fn initiative(&self) -> Initiative {
        serde_json::from_str(&self.fields).unwrap_or_default()
    }

    /// Who is credited beside the author.
    #[must_use]
    pub fn credits(&self) -> Credits {
        serde_json::from_str(&self.together).unwrap_or_default()
    }

    /// How the audit log names the entry.
    #[must_use]
    pub fn subject(&self) -> String {
        subject(self.id)
    }
}

/// How the audit log names an entry.
#[must_use]
pub fn subject(id: EntryId) -> String {
    format!("entry:{id}")
}

/// What is stored of a private link's key.
#[must_use]
pub fn key_hash(key: &str) -> Digest {
    Digest::of(format!("hoaban-holder-v1:{key}").as_bytes())
}
