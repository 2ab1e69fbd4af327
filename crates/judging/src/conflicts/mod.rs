//! Conflicts of interest: found by comparing jurors with authors, declared by jurors, ruled on by organisers. Here is what is known
//! of them; `assignments` takes declarations and rulings down, never deals a pair that stands, and takes it away where it was.

mod find;
pub(crate) mod store;

use std::collections::BTreeSet;

use contest::{
    Timestamp, Tx,
    contests::{CategoryId, ContestId},
    id,
    people::PersonId,
    text_enum,
};
use submissions::entries::{self, EntryId};

use crate::rounds::store::{MemberContact, contacts_of_category};

pub use find::Why;
pub use store::{declared_by, has_declared, ties_of};

id! {
    /// Key of a declared tie.
    TieId
}

text_enum! {
    /// How a juror is close to somebody.
    TieKind {
        /// Family or household.
        Family = "family",
        /// Teacher and pupil, now or before.
        Pupil = "pupil",
        /// The same school, office or organisation.
        Colleague = "colleague",
        /// They made works together.
        CoAuthor = "coauthor",
        /// Business.
        Business = "business",
        /// Anything else that might look partial.
        Other = "other",
    }
}

/// Somebody, or a school or organisation, that a juror says to be close to.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Tie {
    /// Key.
    pub id: TieId,
    /// The juror.
    pub person_id: PersonId,
    /// How.
    #[sqlx(try_from = "String")]
    pub kind: TieKind,
    /// Whom, as typed.
    pub name: String,
    /// A remark; may be empty.
    pub note: String,
    /// When.
    pub at: Timestamp,
}

/// A ruling on one juror and one work.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Ruled {
    pub(crate) person_id: PersonId,
    pub(crate) entry_id: EntryId,
    /// Whether the conflict stands.
    pub(crate) stands: bool,
    pub(crate) reason: String,
}

/// A juror and a work that belong apart, or were looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The juror.
    pub person_id: PersonId,
    /// The juror's name.
    pub juror: String,
    /// The work.
    pub entry_id: EntryId,
    /// What was found; empty where an organiser entered it.
    pub why: Vec<Why>,
    /// What an organiser ruled; `None` while nobody did.
    pub stands: Option<bool>,
    /// Why it was ruled so.
    pub reason: String,
}

impl Conflict {
    /// Whether the juror is kept from the work: what is found counts until somebody denies it.
    #[must_use]
    pub fn blocks(&self) -> bool {
        self.stands.unwrap_or(true)
    }
}

/// Every conflict of a category's jurors, found or ruled on; those without a ruling first.
pub async fn conflicts_of(
    tx: &mut Tx,
    contest: ContestId,
    category: CategoryId,
) -> Result<Vec<Conflict>, sqlx::Error> {
    let panel = contacts_of_category(tx, category).await?;
    of_panel(tx, contest, category, &panel).await
}

async fn of_panel(
    tx: &mut Tx,
    contest: ContestId,
    category: CategoryId,
    panel: &[MemberContact],
) -> Result<Vec<Conflict>, sqlx::Error> {
    let kin = entries::authors_for_conflicts(tx, category).await?;
    let ties = store::ties_of(tx, contest).await?;
    let rulings = store::rulings_of(tx, contest).await?;
    let mut all: Vec<Conflict> = Vec::new();
    for juror in panel {
        let own: Vec<&Tie> = ties
            .iter()
            .filter(|t| t.person_id == juror.person_id)
            .collect();
        for row in &kin {
            let why = find::whys(row, juror, &own);
            let known = all
                .iter_mut()
                .find(|c| c.person_id == juror.person_id && c.entry_id == row.entry_id);
            let ruled = rulings
                .iter()
                .find(|r| r.person_id == juror.person_id && r.entry_id == row.entry_id);
            match known {
                Some(known) => known.why.extend(why),
                None if why.is_empty() && ruled.is_none() => {}
                None => all.push(Conflict {
                    person_id: juror.person_id,
                    juror: juror.name.clone(),
                    entry_id: row.entry_id,
                    why,
                    stands: ruled.map(|r| r.stands),
                    reason: ruled.map_or_else(String::new, |r| r.reason.clone()),
                }),
            }
        }
    }
    for conflict in &mut all {
        conflict.why.sort_unstable();
        conflict.why.dedup();
    }
    all.sort_by_key(|c| (c.stands.is_some(), c.juror.clone(), c.entry_id));
    Ok(all)
}

/// The pairs of work and juror of this panel that are kept apart.
pub(crate) async fn kept_apart(
    tx: &mut Tx,
    (contest, category): (ContestId, CategoryId),
    panel: &[MemberContact],
) -> Result<BTreeSet<(EntryId, PersonId)>, sqlx::Error> {
    let all = of_panel(tx, contest, category, panel).await?;
    let blocking = all.into_iter().filter(Conflict::blocks);
    Ok(blocking.map(|c| (c.entry_id, c.person_id)).collect())
}
