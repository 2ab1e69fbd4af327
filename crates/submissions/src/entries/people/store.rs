//! SQL that reads many authors at once.

use contest::{
    Tx,
    contests::{CategoryId, ContestId},
    folding::{by_alphabet, by_given_name},
    on,
};

use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    consents::store::lets,
    entries::{
        Author, EntryId, Filter,
        lists::store::{like, where_},
    },
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

/// Distinct values of a column of authors, of works that may be shown, whose authors may be named.
macro_rules! public_places {
    ($column:literal) => {
        concat!(
            "SELECT DISTINCT a.",
            $column,
            " FROM entries e JOIN authors a ON a.entry_id = e.id AND a.position = 1
            WHERE e.contest_id = $1 AND e.state = 'eligible' AND a.",
            $column,
            " <> '' AND ",
            lets!("naming"),
            " AND ",
            lets!("display")
        )
    };
}

const PUBLIC_SCHOOLS: &str = public_places!("school");
const PUBLIC_WARDS: &str = public_places!("ward");

/// Schools of works that may be shown, whose authors may be named, in the alphabet's order.
pub async fn public_schools(tx: &mut Tx, contest: ContestId) -> Result<Vec<String>, sqlx::Error> {
    public_places(tx, PUBLIC_SCHOOLS, contest).await
}

/// Wards of works that may be shown, whose authors may be named, in the alphabet's order.
pub async fn public_wards(tx: &mut Tx, contest: ContestId) -> Result<Vec<String>, sqlx::Error> {
    public_places(tx, PUBLIC_WARDS, contest).await
}

async fn public_places(
    tx: &mut Tx,
    sql: &'static str,
    contest: ContestId,
) -> Result<Vec<String>, sqlx::Error> {
    let mut places: Vec<String> = on!(tx, |c| sqlx::query_scalar(sql)
        .bind(contest)
        .fetch_all(c)
        .await)?;
    places.sort_by(|a, b| by_alphabet(a, b));
    Ok(places)
}

const PUBLIC_NAMES: &str = concat!(
    "SELECT e.id, CASE WHEN ",
    lets!("naming"),
    " THEN a.full_name ELSE '' END AS name
    FROM entries e LEFT JOIN authors a ON a.entry_id = e.id AND a.position = 1"
);

/// The works that match, by the given names of those who may be named; the others follow by their codes.
pub async fn by_public_name(
    tx: &mut Tx,
    contest: ContestId,
    filter: &Filter,
) -> Result<Vec<EntryId>, sqlx::Error> {
    let mut names: Vec<(EntryId, String)> = on!(tx, |c| {
        let mut q = QueryBuilder::new(PUBLIC_NAMES);
        where_!(q, contest, filter);
        q.push(" ORDER BY e.code");
        q.build_query_as().fetch_all(c).await
    })?;
    names.sort_by(|(_, a), (_, b)| {
        let unnamed = a.is_empty().cmp(&b.is_empty());
        unnamed.then_with(|| by_given_name(a, b))
    });
    Ok(names.into_iter().map(|(id, _)| id).collect())
}
