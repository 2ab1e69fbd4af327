//! SQL of `consents`.

use contest::{Timestamp, Tx, on};
use uuid::Uuid;

use super::TEXT_VERSION;
use crate::entries::EntryId;

const INSERT: &str = "INSERT INTO consents (id, entry_id, purpose, giver, given, text_version, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

pub(super) async fn insert(
    tx: &mut Tx,
    (id, at): (Uuid, Timestamp),
    entry: EntryId,
    (purpose, by): (&str, &str),
    given: bool,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(id)
        .bind(entry)
        .bind(purpose)
        .bind(by)
        .bind(given)
        .bind(TEXT_VERSION)
        .bind(at)
        .execute(c)
        .await
        .map(|_| ()))
}

const NAMED: &str = "SELECT given FROM consents WHERE entry_id = $1 AND purpose = 'naming'
    ORDER BY at DESC, id DESC LIMIT 1";

/// Whether the last answer lets the author be named in public. Silence is no.
pub async fn is_named(tx: &mut Tx, entry: EntryId) -> Result<bool, sqlx::Error> {
    let last: Option<bool> = on!(tx, |c| sqlx::query_scalar(NAMED)
        .bind(entry)
        .fetch_optional(c)
        .await)?;
    Ok(last.unwrap_or(false))
}
