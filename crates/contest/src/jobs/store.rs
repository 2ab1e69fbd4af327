//! SQL of `jobs`.

use uuid::Uuid;

use super::{Job, JobKind};
use crate::{Timestamp, Tx, on};

const ASK: &str = "INSERT INTO jobs (kind, subject, asked_at) VALUES ($1, $2, $3)
    ON CONFLICT (kind, subject) DO UPDATE SET asked_at = $3, due_at = 0, attempts = 0";

pub(super) async fn ask(
    tx: &mut Tx,
    kind: JobKind,
    subject: Uuid,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(ASK)
        .bind(kind.0)
        .bind(subject)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const CLAIM: &str = "UPDATE jobs SET attempts = attempts + 1, due_at = $3
    WHERE kind = $1 AND subject = (SELECT subject FROM jobs WHERE kind = $1 AND due_at <= $2
        ORDER BY due_at, asked_at LIMIT 1)
    RETURNING subject, attempts";
const CLAIM_SKIPPING: &str = "UPDATE jobs SET attempts = attempts + 1, due_at = $3
    WHERE kind = $1 AND subject = (SELECT subject FROM jobs WHERE kind = $1 AND due_at <= $2
        ORDER BY due_at, asked_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING subject, attempts";

pub(super) async fn claim(
    tx: &mut Tx,
    kind: JobKind,
    now: Timestamp,
    lease: Timestamp,
) -> Result<Option<Job>, sqlx::Error> {
    match tx {
        Tx::Sqlite(held) => {
            sqlx::query_as(CLAIM)
                .bind(kind.0)
                .bind(now)
                .bind(lease)
                .fetch_optional(held.connection())
                .await
        }
        Tx::Postgres(held) => {
            sqlx::query_as(CLAIM_SKIPPING)
                .bind(kind.0)
                .bind(now)
                .bind(lease)
                .fetch_optional(held.connection())
                .await
        }
    }
}

const POSTPONE: &str = "UPDATE jobs SET due_at = $3 WHERE kind = $1 AND subject = $2";

pub(super) async fn postpone(
    tx: &mut Tx,
    kind: JobKind,
    subject: Uuid,
    until: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(POSTPONE)
        .bind(kind.0)
        .bind(subject)
        .bind(until)
        .execute(c)
        .await
        .map(|_| ()))
}

const DONE: &str = "DELETE FROM jobs WHERE kind = $1 AND subject = $2 AND attempts = $3";

pub(super) async fn done(tx: &mut Tx, kind: JobKind, job: &Job) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(DONE)
        .bind(kind.0)
        .bind(job.subject)
        .bind(job.attempts)
        .execute(c)
        .await
        .map(|_| ()))
}

const WAITING: &str = "SELECT COUNT(*) FROM jobs WHERE kind = $1";

/// Jobs of a kind that are not done yet.
pub async fn waiting(tx: &mut Tx, kind: JobKind) -> Result<i64, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(WAITING)
        .bind(kind.0)
        .fetch_one(c)
        .await)
}

const ASKED_BEFORE: &str = "SELECT COUNT(*) FROM jobs WHERE asked_at < $1";

/// Jobs of any kind that were asked for before a moment and are not done yet.
pub async fn asked_before(tx: &mut Tx, moment: Timestamp) -> Result<i64, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(ASKED_BEFORE)
        .bind(moment)
        .fetch_one(c)
        .await)
}
