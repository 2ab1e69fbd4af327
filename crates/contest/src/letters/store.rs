//! SQL of `letters`.

use super::{Letter, LetterId, LetterState};
use crate::{Timestamp, Tx, contests::ContestId, on};

const INSERT: &str =
    "INSERT INTO letters (id, contest_id, kind, day, who, name, recipient, phone, subject, body, state, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'pending', $11)
    ON CONFLICT (contest_id, kind, day, who) DO NOTHING";

pub(super) async fn insert(
    tx: &mut Tx,
    letter: &Letter,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(INSERT)
        .bind(letter.id)
        .bind(letter.contest_id)
        .bind(&letter.kind)
        .bind(&letter.day)
        .bind(letter.who)
        .bind(&letter.name)
        .bind(&letter.recipient)
        .bind(&letter.phone)
        .bind(&letter.subject)
        .bind(&letter.body)
        .bind(now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const OF_DAY: &str =
    "SELECT id, contest_id, kind, day, who, name, recipient, phone, subject, body, state FROM letters
    WHERE contest_id = $1 AND kind = $2 AND day = $3 ORDER BY name, id";

/// The letters of a kind and day, by name.
pub async fn of_day(
    tx: &mut Tx,
    contest: ContestId,
    kind: &str,
    day: &str,
) -> Result<Vec<Letter>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_DAY)
        .bind(contest)
        .bind(kind)
        .bind(day)
        .fetch_all(c)
        .await)
}

const SETTLE: &str =
    "UPDATE letters SET state = $2, subject = $3, body = $4 WHERE id = $1 AND state = 'pending'";

pub(super) async fn settle(
    tx: &mut Tx,
    id: LetterId,
    (state, subject, body): (LetterState, &str, &str),
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(SETTLE)
        .bind(id)
        .bind(state.as_str())
        .bind(subject)
        .bind(body)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}
