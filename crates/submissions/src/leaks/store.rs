//! SQL of `leak_searches` and `covers`.

use contest::{
    Timestamp, Tx,
    contests::{CategoryId, ContestId},
    db::Digest,
    on,
};
use serde::{Deserialize, Serialize};
use sqlx::QueryBuilder;

use crate::{
    entries::{Entry, EntryId},
    kinds::Slot,
};

/// The text that stands in place of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoveredDocument {
    /// The document's place.
    pub slot: Slot,
    /// Its words, covered.
    pub text: String,
}

/// The texts of an entry as jurors read them.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Cover {
    pub(crate) entry_id: EntryId,
    pub(crate) title: String,
    pub(crate) statement: String,
    pub(crate) alt: String,
    pub(crate) body: String,
    pub(crate) fields: String,
    documents: String,
}

impl Cover {
    pub(crate) fn documents(&self) -> Vec<CoveredDocument> {
        serde_json::from_str(&self.documents).unwrap_or_default()
    }
}

const PUT_SEARCH: &str =
    "INSERT INTO leak_searches (entry_id, digest, passages, searched_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (entry_id) DO UPDATE SET passages = excluded.passages, searched_at = excluded.searched_at,
        left_at = CASE WHEN leak_searches.digest = excluded.digest THEN leak_searches.left_at END,
        digest = excluded.digest";

pub(super) async fn put_search(
    tx: &mut Tx,
    entry: EntryId,
    (digest, passages): (Digest, i64),
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(PUT_SEARCH)
        .bind(entry)
        .bind(digest.to_vec())
        .bind(passages)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const SET_LEFT: &str = "UPDATE leak_searches SET left_at = $3 WHERE entry_id = $1 AND digest = $2";

/// Marks what was looked at as left, or as covered; false where the work is another by now.
pub(super) async fn set_left(
    tx: &mut Tx,
    (entry, digest): (EntryId, Digest),
    at: Option<Timestamp>,
) -> Result<bool, sqlx::Error> {
    on!(tx, |c| sqlx::query(SET_LEFT)
        .bind(entry)
        .bind(digest.to_vec())
        .bind(at)
        .execute(c)
        .await
        .map(|r| r.rows_affected() == 1))
}

const LOOK_AGAIN: &str =
    "UPDATE leak_searches SET left_at = NULL WHERE entry_id = $1 AND left_at IS NOT NULL";

/// Takes back that an entry was left as it is; false where it was not.
pub(super) async fn look_again(tx: &mut Tx, entry: EntryId) -> Result<bool, sqlx::Error> {
    on!(tx, |c| sqlx::query(LOOK_AGAIN)
        .bind(entry)
        .execute(c)
        .await
        .map(|r| r.rows_affected() == 1))
}

const TAKE_OFF: &str = "DELETE FROM covers WHERE entry_id = $1";

pub(super) async fn take_off(tx: &mut Tx, entry: EntryId) -> Result<bool, sqlx::Error> {
    on!(tx, |c| sqlx::query(TAKE_OFF)
        .bind(entry)
        .execute(c)
        .await
        .map(|r| r.rows_affected() == 1))
}

const TAKE_OFF_OTHER: &str = "DELETE FROM covers WHERE entry_id = $1 AND digest <> $2";

/// Takes off a cover that was made of something else.
pub(super) async fn take_off_other(
    tx: &mut Tx,
    entry: EntryId,
    digest: Digest,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(TAKE_OFF_OTHER)
        .bind(entry)
        .bind(digest.to_vec())
        .execute(c)
        .await
        .map(|_| ()))
}

const PUT_COVER: &str =
    "INSERT INTO covers (entry_id, digest, title, statement, alt, body, fields, documents, made_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (entry_id) DO UPDATE SET digest = excluded.digest, title = excluded.title,
        statement = excluded.statement, alt = excluded.alt, body = excluded.body, fields = excluded.fields,
        documents = excluded.documents, made_at = excluded.made_at";

pub(super) async fn put_cover(
    tx: &mut Tx,
    (copy, documents): (&Entry, &[CoveredDocument]),
    digest: Digest,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let documents = serde_json::to_string(documents).map_err(|e| sqlx::Error::Encode(e.into()))?;
    on!(tx, |c| sqlx::query(PUT_COVER)
        .bind(copy.id)
        .bind(digest.to_vec())
        .bind(&copy.title)
        .bind(&copy.statement)
        .bind(&copy.alt)
        .bind(&copy.body)
        .bind(&copy.fields)
        .bind(&documents)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const COVERS_OF: &str =
    "SELECT entry_id, title, statement, alt, body, fields, documents FROM covers
    WHERE entry_id IN (";

/// The covers of these entries.
pub(crate) async fn covers_of(tx: &mut Tx, ids: &[EntryId]) -> Result<Vec<Cover>, sqlx::Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    on!(tx, |c| {
        let mut q = QueryBuilder::new(COVERS_OF);
        let mut list = q.separated(", ");
        for id in ids {
            list.push_bind(*id);
        }
        q.push(")");
        q.build_query_as().fetch_all(c).await
    })
}

/// Whether jurors get a covered text in place of the file in this slot.
pub async fn hides(tx: &mut Tx, entry: EntryId, slot: Slot) -> Result<bool, sqlx::Error> {
    let covers = covers_of(tx, &[entry]).await?;
    Ok(covers
        .iter()
        .any(|cover| cover.documents().iter().any(|d| d.slot == slot)))
}

/// What the desk decided about an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// Nobody looked yet, or there is nothing to look at.
    None,
    /// Jurors read the covered copy.
    Covered,
    /// The passages stay as they are.
    Left,
}

/// An entry in which something was found, as the desk's list shows it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Listed {
    /// Key.
    pub id: EntryId,
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Its category.
    pub category_id: CategoryId,
    /// The first author.
    pub author: String,
    /// Passages found.
    pub passages: i64,
    /// Whether jurors read a covered copy.
    pub covered: bool,
    /// Whether the passages stay as they are.
    pub left_open: bool,
}

impl Listed {
    /// What the desk decided.
    #[must_use]
    pub const fn ruling(&self) -> Ruling {
        match (self.covered, self.left_open) {
            (true, _) => Ruling::Covered,
            (false, true) => Ruling::Left,
            (false, false) => Ruling::None,
        }
    }
}

/// Entries `e` of contest $1 that go, or may go, to the jury, with their search `s`.
macro_rules! searched {
    ($columns:literal, $and:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM leak_searches s JOIN entries e ON e.id = s.entry_id
                JOIN authors a ON a.entry_id = e.id AND a.position = 1
                LEFT JOIN covers v ON v.entry_id = e.id
            WHERE e.contest_id = $1 AND e.state IN ('submitted', 'returned', 'eligible') AND s.passages > 0",
            $and
        )
    };
}

const OF_CONTEST: &str = searched!(
    "e.id, e.code, e.title, e.category_id, a.full_name AS author, s.passages,
        v.entry_id IS NOT NULL AS covered, s.left_at IS NOT NULL AS left_open",
    " ORDER BY e.code"
);

/// Every entry of a contest in which something was found, in the order of codes.
pub async fn of_contest(tx: &mut Tx, contest: ContestId) -> Result<Vec<Listed>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_CONTEST)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const WAITING: &str = searched!("COUNT(*)", " AND v.entry_id IS NULL AND s.left_at IS NULL");

/// How many entries of a contest hold passages that nobody has looked at.
pub async fn waiting(tx: &mut Tx, contest: ContestId) -> Result<i64, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(WAITING)
        .bind(contest)
        .fetch_one(c)
        .await)
}

const RULING_OF: &str = "SELECT v.entry_id IS NOT NULL, s.left_at IS NOT NULL
    FROM leak_searches s LEFT JOIN covers v ON v.entry_id = s.entry_id WHERE s.entry_id = $1 AND s.passages > 0";

/// What the desk decided about an entry.
pub async fn ruling_of(tx: &mut Tx, entry: EntryId) -> Result<Ruling, sqlx::Error> {
    Ok(match decided(tx, entry).await? {
        Some((true, _)) => Ruling::Covered,
        Some((false, true)) => Ruling::Left,
        _ => Ruling::None,
    })
}

/// Whether passages of an entry wait for somebody to look at them.
pub(super) async fn waits(tx: &mut Tx, entry: EntryId) -> Result<bool, sqlx::Error> {
    Ok(decided(tx, entry).await? == Some((false, false)))
}

async fn decided(tx: &mut Tx, entry: EntryId) -> Result<Option<(bool, bool)>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(RULING_OF)
        .bind(entry)
        .fetch_optional(c)
        .await)
}

const MISSING: &str = "SELECT e.id FROM entries e WHERE e.code IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM leak_searches s WHERE s.entry_id = e.id)";

pub(super) async fn missing(tx: &mut Tx) -> Result<Vec<EntryId>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(MISSING).fetch_all(c).await)
}
