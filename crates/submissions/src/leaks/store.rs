//! SQL of `covers`.

use contest::{Timestamp, Tx, on};
use sqlx::QueryBuilder;

use crate::entries::{Entry, EntryId};

/// The texts of an entry as jurors read them.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Covered {
    pub(crate) entry_id: EntryId,
    pub(crate) title: String,
    pub(crate) statement: String,
    pub(crate) alt: String,
    pub(crate) body: String,
    pub(crate) fields: String,
}

const TAKE_OFF: &str = "DELETE FROM covers WHERE entry_id = $1";

pub(super) async fn take_off(tx: &mut Tx, entry: EntryId) -> Result<bool, sqlx::Error> {
    on!(tx, |c| sqlx::query(TAKE_OFF)
        .bind(entry)
        .execute(c)
        .await
        .map(|r| r.rows_affected() == 1))
}

const PUT: &str =
    "INSERT INTO covers (entry_id, entry_version, title, statement, alt, body, fields, made_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (entry_id) DO UPDATE SET entry_version = excluded.entry_version, title = excluded.title,
        statement = excluded.statement, alt = excluded.alt, body = excluded.body, fields = excluded.fields,
        made_at = excluded.made_at";

pub(super) async fn put(tx: &mut Tx, copy: &Entry, now: Timestamp) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(PUT)
        .bind(copy.id)
        .bind(copy.version)
        .bind(&copy.title)
        .bind(&copy.statement)
        .bind(&copy.alt)
        .bind(&copy.body)
        .bind(&copy.fields)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const COVERED: &str = "SELECT r.entry_id, r.title, r.statement, r.alt, r.body, r.fields
    FROM covers r JOIN entries e ON e.id = r.entry_id AND e.version = r.entry_version
    WHERE r.entry_id IN (";

/// The covers that are in force among these entries: a cover of an earlier version is none.
pub(crate) async fn covered(tx: &mut Tx, ids: &[EntryId]) -> Result<Vec<Covered>, sqlx::Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    on!(tx, |c| {
        let mut q = QueryBuilder::new(COVERED);
        let mut list = q.separated(", ");
        for id in ids {
            list.push_bind(*id);
        }
        q.push(")");
        q.build_query_as().fetch_all(c).await
    })
}

/// Whether jurors read a covered copy of the entry.
pub async fn is_covered(tx: &mut Tx, entry: EntryId) -> Result<bool, sqlx::Error> {
    Ok(!covered(tx, &[entry]).await?.is_empty())
}
