//! SQL of `outbox`.

use uuid::Uuid;

use super::{Channels, MOST_ATTEMPTS, Message, MessageState};
use crate::{Timestamp, Tx, contests::ContestId, on};

const INSERT: &str =
    "INSERT INTO outbox (id, contest_id, recipient, subject, body, state, send_at, created_at)
    VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $6)";

pub(super) async fn insert(
    tx: &mut Tx,
    contest: Option<ContestId>,
    m: &Message,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(m.id)
        .bind(contest)
        .bind(&m.recipient)
        .bind(&m.subject)
        .bind(&m.body)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const CLAIM: &str = "UPDATE outbox SET attempts = attempts + 1, lease_until = $2
    WHERE id = (SELECT id FROM outbox WHERE state = 'waiting' AND send_at <= $1 AND lease_until <= $1
        AND CASE WHEN recipient LIKE '+%' THEN $4 ELSE $3 END ORDER BY send_at, id LIMIT 1)
    RETURNING id, recipient, subject, body, attempts";
const CLAIM_SKIPPING: &str = "UPDATE outbox SET attempts = attempts + 1, lease_until = $2
    WHERE id = (SELECT id FROM outbox WHERE state = 'waiting' AND send_at <= $1 AND lease_until <= $1
        AND CASE WHEN recipient LIKE '+%' THEN $4 ELSE $3 END ORDER BY send_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, recipient, subject, body, attempts";

pub(super) async fn claim(
    tx: &mut Tx,
    now: Timestamp,
    lease: Timestamp,
    by: Channels,
) -> Result<Option<Message>, sqlx::Error> {
    match tx {
        Tx::Sqlite(held) => {
            sqlx::query_as(CLAIM)
                .bind(now)
                .bind(lease)
                .bind(by.mail)
                .bind(by.sms)
                .fetch_optional(held.connection())
                .await
        }
        Tx::Postgres(held) => {
            sqlx::query_as(CLAIM_SKIPPING)
                .bind(now)
                .bind(lease)
                .bind(by.mail)
                .bind(by.sms)
                .fetch_optional(held.connection())
                .await
        }
    }
}

const CLOSE: &str = "UPDATE outbox SET state = $2, last_error = $3, send_at = $4, lease_until = 0
    WHERE id = $1 AND state = 'waiting'";

pub(super) async fn close(
    tx: &mut Tx,
    id: Uuid,
    state: &str,
    error: &str,
    send_at: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(CLOSE)
        .bind(id)
        .bind(state)
        .bind(error)
        .bind(send_at)
        .execute(c)
        .await
        .map(|_| ()))
}

const UNSENT: &str = "SELECT COUNT(*) FROM outbox WHERE state <> 'sent' AND contest_id = $1";

/// Messages of a contest that wait or failed.
pub async fn count_unsent(tx: &mut Tx, contest: ContestId) -> Result<i64, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(UNSENT)
        .bind(contest)
        .fetch_one(c)
        .await)
}

const LATE: &str = "SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND send_at < $1";

/// Messages of any contest that should have left before a moment and did not.
pub async fn count_late(tx: &mut Tx, moment: Timestamp) -> Result<i64, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(LATE)
        .bind(moment)
        .fetch_one(c)
        .await)
}

impl Posted {
    /// Whether the other side refused it at once, as wrong addresses are.
    #[must_use]
    pub fn was_refused(&self) -> bool {
        self.state == MessageState::Failed && self.attempts < MOST_ATTEMPTS
    }
}

/// A message as organisers see it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Posted {
    /// Key.
    pub id: Uuid,
    /// E-mail address.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// What became of it.
    #[sqlx(try_from = "String")]
    pub state: MessageState,
    /// How often it was tried.
    pub attempts: i64,
    /// What the mail server said last; for the operator's eyes.
    pub last_error: String,
    /// When it was written.
    pub created_at: Timestamp,
}

const OF_CONTEST: &str =
    "SELECT id, recipient, subject, state, attempts, last_error, created_at FROM outbox
    WHERE contest_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2";

/// The newest messages of a contest, at most so many.
pub async fn of_contest(
    tx: &mut Tx,
    contest: ContestId,
    most: i64,
) -> Result<Vec<Posted>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_CONTEST)
        .bind(contest)
        .bind(most)
        .fetch_all(c)
        .await)
}

const REOPEN: &str = "UPDATE outbox SET state = 'waiting', attempts = 0, last_error = '', send_at = $3, lease_until = 0
    WHERE id = $2 AND contest_id = $1 AND state <> 'waiting'";

pub(super) async fn reopen(
    tx: &mut Tx,
    contest: ContestId,
    id: Uuid,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(REOPEN)
        .bind(contest)
        .bind(id)
        .bind(now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}
