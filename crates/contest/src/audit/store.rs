//! SQL of `audit_heads` and `audit_events`.

use uuid::Uuid;

use super::Event;
use crate::{Tx, db::Digest, on};

const MAKE_HEAD: &str = "INSERT INTO audit_heads (log_id, seq, hash) VALUES ($1, 0, $2) ON CONFLICT (log_id) DO NOTHING";
// The update takes the row's lock on PostgreSQL; SQLite has one writer anyway.
const LOCK_HEAD: &str = "UPDATE audit_heads SET seq = seq WHERE log_id = $1 RETURNING seq, hash";

/// The last number and hash of a log, locked until the end of the transaction; a new log starts at zero.
pub(super) async fn lock_head(tx: &mut Tx, log_id: Uuid) -> Result<(i64, Digest), sqlx::Error> {
    let found = head_row(tx, LOCK_HEAD, log_id).await?;
    let (seq, hash) = if let Some(head) = found {
        head
    } else {
        let zero = vec![0_u8; 32];
        on!(tx, |c| sqlx::query(MAKE_HEAD)
            .bind(log_id)
            .bind(&zero)
            .execute(c)
            .await
            .map(|_| ()))?;
        head_row(tx, LOCK_HEAD, log_id)
            .await?
            .ok_or(sqlx::Error::RowNotFound)?
    };
    Ok((
        seq,
        Digest::try_from(hash).map_err(|e| sqlx::Error::Decode(e.into()))?,
    ))
}

async fn head_row(
    tx: &mut Tx,
    sql: &'static str,
    log_id: Uuid,
) -> Result<Option<(i64, Vec<u8>)>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(sql)
        .bind(log_id)
        .fetch_optional(c)
        .await)
}

const HEAD: &str = "SELECT seq, hash FROM audit_heads WHERE log_id = $1";

/// The recorded head of a log.
pub(super) async fn head(tx: &mut Tx, log_id: Uuid) -> Result<Option<(i64, Vec<u8>)>, sqlx::Error> {
    head_row(tx, HEAD, log_id).await
}

const LAST: &str = "SELECT seq FROM audit_heads WHERE log_id = $1";

/// The number of a log's last event; 0 before the first. It is another one after every change that the log tells.
pub async fn last_number(tx: &mut Tx, log_id: Uuid) -> Result<i64, sqlx::Error> {
    let found: Option<i64> = on!(tx, |c| sqlx::query_scalar(LAST)
        .bind(log_id)
        .fetch_optional(c)
        .await)?;
    Ok(found.unwrap_or(0))
}

const INSERT: &str =
    "INSERT INTO audit_events (log_id, seq, at, actor, kind, subject, details, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const MOVE_HEAD: &str = "UPDATE audit_heads SET seq = $2, hash = $3 WHERE log_id = $1";

/// Writes an event and moves the head to it.
pub(super) async fn insert(tx: &mut Tx, e: &Event) -> Result<(), sqlx::Error> {
    let hash = e.hash.to_vec();
    on!(tx, |c| sqlx::query(INSERT)
        .bind(e.log_id)
        .bind(e.seq)
        .bind(e.at)
        .bind(&e.actor)
        .bind(&e.kind)
        .bind(&e.subject)
        .bind(&e.details)
        .bind(&hash)
        .execute(c)
        .await
        .map(|_| ()))?;
    on!(tx, |c| sqlx::query(MOVE_HEAD)
        .bind(e.log_id)
        .bind(e.seq)
        .bind(&hash)
        .execute(c)
        .await
        .map(|_| ()))
}

const AFTER: &str = "SELECT log_id, seq, at, actor, kind, subject, details, hash FROM audit_events
    WHERE log_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";

/// Up to `limit` events after number `seq`, in order.
pub async fn after(
    tx: &mut Tx,
    log_id: Uuid,
    seq: i64,
    limit: i64,
) -> Result<Vec<Event>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(AFTER)
        .bind(log_id)
        .bind(seq)
        .bind(limit)
        .fetch_all(c)
        .await)
}

const LATEST: &str = "SELECT log_id, seq, at, actor, kind, subject, details, hash FROM audit_events
    WHERE log_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3";

/// Up to `limit` events before number `before`, newest first.
pub async fn latest(
    tx: &mut Tx,
    log_id: Uuid,
    before: i64,
    limit: i64,
) -> Result<Vec<Event>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(LATEST)
        .bind(log_id)
        .bind(before)
        .bind(limit)
        .fetch_all(c)
        .await)
}

const OF_SUBJECT: &str =
    "SELECT log_id, seq, at, actor, kind, subject, details, hash FROM audit_events
    WHERE log_id = $1 AND subject = $2 ORDER BY seq";

/// Everything that was done to one subject (`noun:key`).
pub async fn of_subject(
    tx: &mut Tx,
    log_id: Uuid,
    subject: &str,
) -> Result<Vec<Event>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_SUBJECT)
        .bind(log_id)
        .bind(subject)
        .fetch_all(c)
        .await)
}

const OF_KIND: &str =
    "SELECT log_id, seq, at, actor, kind, subject, details, hash FROM audit_events
    WHERE log_id = $1 AND kind = $2 ORDER BY seq";

/// Every act of one kind (`noun.verb`).
pub async fn of_kind(tx: &mut Tx, log_id: Uuid, kind: &str) -> Result<Vec<Event>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_KIND)
        .bind(log_id)
        .bind(kind)
        .fetch_all(c)
        .await)
}

// Both tables, so that a log whose head was deleted is still looked at.
const LOGS: &str =
    "SELECT log_id FROM audit_heads UNION SELECT log_id FROM audit_events ORDER BY log_id";

/// Every log there is.
pub async fn logs(tx: &mut Tx) -> Result<Vec<Uuid>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(LOGS).fetch_all(c).await)
}

const CONTAINS: &str =
    "SELECT EXISTS (SELECT seq FROM audit_events WHERE log_id = $1 AND hash = $2)";

/// Whether an event of the log carries this hash: a head that was published once must be found again.
pub async fn contains(tx: &mut Tx, log_id: Uuid, hash_hex: &str) -> Result<bool, sqlx::Error> {
    let Some(hash) = Digest::from_hex(hash_hex) else {
        return Ok(false);
    };
    on!(tx, |c| sqlx::query_scalar(CONTAINS)
        .bind(log_id)
        .bind(hash.to_vec())
        .fetch_one(c)
        .await)
}
