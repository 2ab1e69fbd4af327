//! SQL of `webhooks`.

use super::{Webhook, WebhookId};
use crate::{Timestamp, Tx, contests::ContestId, on};

const INSERT: &str =
    "INSERT INTO webhooks (id, contest_id, url, topics, secret, told_seq, due_at, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

pub(super) async fn insert(tx: &mut Tx, hook: &Webhook) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(hook.id)
        .bind(hook.contest_id)
        .bind(&hook.url)
        .bind(&hook.topics)
        .bind(&hook.secret)
        .bind(hook.told_seq)
        .bind(hook.due_at)
        .bind(hook.created_at)
        .execute(c)
        .await
        .map(|_| ()))
}

const OF_CONTEST: &str =
    "SELECT id, contest_id, url, topics, secret, told_seq, attempts, due_at, fault, created_at,
    told_at, stopped_at FROM webhooks WHERE contest_id = $1 ORDER BY created_at, id";

/// The webhooks of a contest, the oldest first.
pub async fn of_contest(tx: &mut Tx, contest: ContestId) -> Result<Vec<Webhook>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_CONTEST)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const DELETE: &str = "DELETE FROM webhooks WHERE contest_id = $1 AND id = $2";

pub(super) async fn delete(
    tx: &mut Tx,
    contest: ContestId,
    id: WebhookId,
) -> Result<bool, sqlx::Error> {
    on!(tx, |c| sqlx::query(DELETE)
        .bind(contest)
        .bind(id)
        .execute(c)
        .await
        .map(|done| done.rows_affected() == 1))
}

const RESUME: &str = "UPDATE webhooks SET attempts = 0, due_at = $3, stopped_at = NULL
    WHERE contest_id = $1 AND id = $2";

pub(super) async fn resume(
    tx: &mut Tx,
    contest: ContestId,
    id: WebhookId,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    on!(tx, |c| sqlx::query(RESUME)
        .bind(contest)
        .bind(id)
        .bind(now)
        .execute(c)
        .await
        .map(|done| done.rows_affected() == 1))
}

const CLAIM: &str = "UPDATE webhooks SET due_at = $2
    WHERE id = (SELECT w.id FROM webhooks w JOIN audit_heads h ON h.log_id = w.contest_id
        WHERE w.stopped_at IS NULL AND w.due_at <= $1 AND h.seq > w.told_seq ORDER BY w.due_at, w.id LIMIT 1)
    RETURNING id, contest_id, url, topics, secret, told_seq, attempts, due_at, fault, created_at, told_at, stopped_at";
const CLAIM_SKIPPING: &str = "UPDATE webhooks SET due_at = $2
    WHERE id = (SELECT w.id FROM webhooks w JOIN audit_heads h ON h.log_id = w.contest_id
        WHERE w.stopped_at IS NULL AND w.due_at <= $1 AND h.seq > w.told_seq ORDER BY w.due_at, w.id LIMIT 1
        FOR UPDATE OF w SKIP LOCKED)
    RETURNING id, contest_id, url, topics, secret, told_seq, attempts, due_at, fault, created_at, told_at, stopped_at";

pub(super) async fn claim(
    tx: &mut Tx,
    now: Timestamp,
    lease: Timestamp,
) -> Result<Option<Webhook>, sqlx::Error> {
    match tx {
        Tx::Sqlite(held) => {
            sqlx::query_as(CLAIM)
                .bind(now)
                .bind(lease)
                .fetch_optional(held.connection())
                .await
        }
        Tx::Postgres(held) => {
            sqlx::query_as(CLAIM_SKIPPING)
                .bind(now)
                .bind(lease)
                .fetch_optional(held.connection())
                .await
        }
    }
}

const TOLD: &str =
    "UPDATE webhooks SET told_seq = $2, told_at = $3, due_at = $3, attempts = 0, fault = ''
    WHERE id = $1";

pub(super) async fn told(
    tx: &mut Tx,
    id: WebhookId,
    seq: i64,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(TOLD)
        .bind(id)
        .bind(seq)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const PASS_OVER: &str = "UPDATE webhooks SET told_seq = $2, due_at = $3 WHERE id = $1";

pub(super) async fn pass_over(
    tx: &mut Tx,
    id: WebhookId,
    seq: i64,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(PASS_OVER)
        .bind(id)
        .bind(seq)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const FAILED: &str =
    "UPDATE webhooks SET attempts = attempts + 1, fault = $2, due_at = $3, stopped_at = $4
    WHERE id = $1";

/// Tried again at a moment, or given up.
pub(super) async fn failed(
    tx: &mut Tx,
    id: WebhookId,
    fault: &str,
    (now, again): (Timestamp, Option<Timestamp>),
) -> Result<(), sqlx::Error> {
    let stopped = again.is_none().then_some(now);
    on!(tx, |c| sqlx::query(FAILED)
        .bind(id)
        .bind(fault)
        .bind(again.unwrap_or(now))
        .bind(stopped)
        .execute(c)
        .await
        .map(|_| ()))
}
