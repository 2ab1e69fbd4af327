//! Eligibility screening: what the program can check by itself, shown before it is applied, applied to many entries at
//! once, and taken back as a whole.

mod apply;
mod store;

use contest::{
    Timestamp, Tx,
    contests::{CategoryId, Contest, ContestId},
    id,
};

use crate::{
    consents::AgeGroup,
    entries::{self, EntryId, Source},
};

pub use apply::{Applied, ScreenError, apply, undo};
pub use store::of_contest;

id! {
    /// Key of a screening that was applied.
    ScreeningId
}

/// A screening that was applied.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Screening {
    /// Key.
    pub id: ScreeningId,
    /// The contest.
    pub contest_id: ContestId,
    /// Who applied it, as [`contest::Actor::label`].
    pub actor: String,
    /// How many entries it declared eligible.
    pub entries: i64,
    /// When.
    pub created_at: Timestamp,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
    /// Why it was taken back.
    pub undone_reason: String,
}

/// Something for which a person must look at an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It was sent after the last moment that it had.
    Late,
    /// The original, or a part of it, has not arrived yet.
    OriginalMissing,
    /// A child's entry without a guardian.
    GuardianMissing,
    /// Nobody who may has agreed that it takes part.
    ConsentMissing,
    /// Something in what the jury would read tells who made it, and nobody has looked at it.
    NameInWork,
    /// The same file, or the same title under the same telephone, came in as the entry with this code.
    Twin(String),
}

/// An entry with what was found.
#[derive(Clone, Debug)]
pub struct Screened {
    /// Key.
    pub id: EntryId,
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// The first author.
    pub author: String,
    /// Its category.
    pub category: CategoryId,
    /// For which a person must look; none where the entry can be declared eligible.
    pub findings: Vec<Finding>,
}

/// What the checks look at.
#[derive(Clone, Debug, sqlx::FromRow)]
struct Facts {
    id: EntryId,
    code: String,
    title: String,
    category_id: CategoryId,
    #[sqlx(try_from = "String")]
    source: Source,
    submitted_at: Option<Timestamp>,
    extended_until: Option<Timestamp>,
    full_name: String,
    birth_year: i64,
    guardian_name: String,
    consented: bool,
    awaited: bool,
    telling: bool,
    twin: Option<String>,
}

impl Facts {
    fn screened(self, contest: &Contest) -> Screened {
        let mut findings = Vec::new();
        let last = contest.last_call();
        let last = self.extended_until.map_or(last, |own| own.max(last));
        if self.source == Source::Online && self.submitted_at.is_none_or(|at| at > last) {
            findings.push(Finding::Late);
        }
        if self.awaited {
            findings.push(Finding::OriginalMissing);
        }
        let age = AgeGroup::of(self.birth_year, entries::year_of(contest));
        if age.asks_guardian() && self.guardian_name.is_empty() {
            findings.push(Finding::GuardianMissing);
        }
        if !self.consented {
            findings.push(Finding::ConsentMissing);
        }
        if self.telling {
            findings.push(Finding::NameInWork);
        }
        findings.extend(self.twin.map(Finding::Twin));
        Screened {
            id: self.id,
            code: self.code,
            title: self.title,
            author: self.full_name,
            category: self.category_id,
            findings,
        }
    }
}

/// What applying would do: every entry that waits for a ruling, in the order of codes.
pub async fn preview(tx: &mut Tx, contest: &Contest) -> Result<Vec<Screened>, sqlx::Error> {
    let facts = store::waiting(tx, contest.id).await?;
    Ok(facts.into_iter().map(|f| f.screened(contest)).collect())
}

/// The same of one entry, whatever its state; none for a draft.
pub async fn of_entry(
    tx: &mut Tx,
    contest: &Contest,
    entry: EntryId,
) -> Result<Option<Screened>, sqlx::Error> {
    let facts = store::of_entry(tx, entry).await?;
    Ok(facts.map(|f| f.screened(contest)))
}
