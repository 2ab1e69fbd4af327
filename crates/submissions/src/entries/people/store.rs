//! SQL that reads many authors at once.

use contest::{
    Tx,
    contests::{CategoryId, ContestId},
    on,
};

use crate::{
    consents::store::lets,
    entries::{Author, EntryId},
};

/// What of an author is compared with a juror to find a conflict.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct KinRow {
    /// The entry.
    pub entry_id: EntryId,
    /// Author's telephone.
    pub phone_e164: String,
    /// Guardian's telephone, as typed.
    pub guardian_phone: String,
    /// Guardian's name, as typed.
    pub guardian_name: String,
    /// Author's address.
    pub email: String,
    /// Author's school.
    pub school: String,
    /// Author's name, folded.
    pub name_folded: String,
}

const KIN: &str = "SELECT a.entry_id, a.phone_e164, a.guardian_phone, a.guardian_name, a.email, a.school, a.name_folded
    FROM authors a JOIN entries e ON e.id = a.entry_id WHERE e.category_id = $1 AND e.state = 'eligible'";

/// What conflicts are found by, for every eligible entry of a category.
pub async fn authors_for_conflicts(
    tx: &mut Tx,
    category: CategoryId,
) -> Result<Vec<KinRow>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(KIN)
        .bind(category)
        .fetch_all(c)
        .await)
}

/// The author of an entry.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AuthorRow {
    /// The entry.
    pub entry_id: EntryId,
    /// Whoever entered it.
    #[sqlx(flatten)]
    pub author: Author,
}

const ALL: &str = "SELECT a.entry_id, a.full_name, a.birth_year, a.phone, a.phone_e164, a.email, a.ward, a.school,
        a.class_name, a.guardian_name, a.guardian_relation, a.guardian_phone
    FROM authors a JOIN entries e ON e.id = a.entry_id
    WHERE e.contest_id = $1 AND a.position = 1";

/// The authors of a contest's entries, drafts included, in no order.
pub async fn authors_of_contest(
    tx: &mut Tx,
    contest: ContestId,
) -> Result<Vec<AuthorRow>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(ALL).bind(contest).fetch_all(c).await)
}

const PUBLIC_SCHOOLS: &str = concat!(
    "SELECT DISTINCT a.school FROM entries e JOIN authors a ON a.entry_id = e.id AND a.position = 1
    WHERE e.contest_id = $1 AND e.state = 'eligible' AND a.school <> '' AND ",
    lets!("naming"),
    " AND ",
    lets!("display"),
    " ORDER BY a.school"
);

/// Schools of works that may be shown, whose authors may be named.
pub async fn public_schools(tx: &mut Tx, contest: ContestId) -> Result<Vec<String>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(PUBLIC_SCHOOLS)
        .bind(contest)
        .fetch_all(c)
        .await)
}
