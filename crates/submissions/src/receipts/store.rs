//! SQL of `receipts`.

use contest::{Timestamp, Tx, on};
use uuid::Uuid;

use super::Receipt;
use crate::entries::EntryId;

const INSERT: &str = "INSERT INTO receipts (id, entry_id, position, statement, at)
    SELECT $1, $2, COUNT(*) + 1, $3, $4 FROM receipts WHERE entry_id = $2";

pub(super) async fn insert(
    tx: &mut Tx,
    (id, at): (Uuid, Timestamp),
    entry: EntryId,
    statement: &str,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(id)
        .bind(entry)
        .bind(statement)
        .bind(at)
        .execute(c)
        .await
        .map(|_| ()))
}

const OF_ENTRY: &str =
    "SELECT statement, at FROM receipts WHERE entry_id = $1 ORDER BY position DESC";

/// All receipts of an entry, the latest first.
pub async fn of_entry(tx: &mut Tx, entry: EntryId) -> Result<Vec<Receipt>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_ENTRY)
        .bind(entry)
        .fetch_all(c)
        .await)
}

const LATEST: &str =
    "SELECT statement, at FROM receipts WHERE entry_id = $1 ORDER BY position DESC LIMIT 1";

/// The latest receipt of an entry.
pub async fn latest(tx: &mut Tx, entry: EntryId) -> Result<Option<Receipt>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(LATEST)
        .bind(entry)
        .fetch_optional(c)
        .await)
}
