//! SQL of `feedback_settings` and `feedback_messages`.

use contest::{Timestamp, Tx, contests::ContestId, on};
use submissions::entries::EntryId;

use super::{Message, Screening, Settings};
use crate::assignments::AssignmentId;

const SETTINGS: &str =
    "SELECT from_at, totals, average, place, messages FROM feedback_settings WHERE contest_id = $1";

/// What entrants of a contest are told; `None` while nothing was set.
pub async fn settings_of(tx: &mut Tx, contest: ContestId) -> Result<Option<Settings>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(SETTINGS)
        .bind(contest)
        .fetch_optional(c)
        .await)
}

const SAVE_SETTINGS: &str = "INSERT INTO feedback_settings (contest_id, from_at, totals, average, place, messages)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (contest_id) DO UPDATE SET from_at = $2, totals = $3, average = $4, place = $5, messages = $6";

pub(super) async fn save_settings(
    tx: &mut Tx,
    contest: ContestId,
    s: &Settings,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SAVE_SETTINGS)
        .bind(contest)
        .bind(s.from_at)
        .bind(s.totals)
        .bind(s.average)
        .bind(s.place)
        .bind(s.messages)
        .execute(c)
        .await
        .map(|_| ()))
}

const SAVE_MESSAGE: &str =
    "INSERT INTO feedback_messages (assignment_id, text, state, at) VALUES ($1, $2, 'waiting', $3)
    ON CONFLICT (assignment_id) DO UPDATE SET text = $2, state = 'waiting', at = $3";

pub(super) async fn save_message(
    tx: &mut Tx,
    sheet: AssignmentId,
    text: &str,
    at: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SAVE_MESSAGE)
        .bind(sheet)
        .bind(text)
        .bind(at)
        .execute(c)
        .await
        .map(|_| ()))
}

const FORGET_MESSAGE: &str = "DELETE FROM feedback_messages WHERE assignment_id = $1";

pub(super) async fn forget_message(tx: &mut Tx, sheet: AssignmentId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(FORGET_MESSAGE)
        .bind(sheet)
        .execute(c)
        .await
        .map(|_| ()))
}

const MESSAGE_OF: &str = "SELECT text FROM feedback_messages WHERE assignment_id = $1";

/// What a juror wrote to the author on one sheet.
pub async fn message_of(tx: &mut Tx, sheet: AssignmentId) -> Result<Option<String>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(MESSAGE_OF)
        .bind(sheet)
        .fetch_optional(c)
        .await)
}

// Only sealed sheets speak, and only of works that are still in the contest.
const TO_SCREEN: &str = "SELECT f.assignment_id, COALESCE(e.code, '') AS code, e.title, f.text, f.state, f.reason
    FROM feedback_messages f JOIN assignments a ON a.id = f.assignment_id JOIN entries e ON e.id = a.entry_id
    WHERE e.contest_id = $1 AND a.state = 'locked' AND e.state = 'eligible'
    ORDER BY CASE WHEN f.state = 'waiting' THEN 0 ELSE 1 END, e.code, f.assignment_id";

/// All messages of sealed sheets, those that nobody looked at first. Who may read them is up to the caller.
pub async fn to_screen(tx: &mut Tx, contest: ContestId) -> Result<Vec<Message>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(TO_SCREEN)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const DECIDE: &str = "UPDATE feedback_messages SET state = $3, reason = $4 WHERE assignment_id = $1
    AND assignment_id IN (SELECT a.id FROM assignments a JOIN rounds r ON r.id = a.round_id WHERE r.contest_id = $2)";

pub(super) async fn decide(
    tx: &mut Tx,
    contest: ContestId,
    message: AssignmentId,
    (to, reason): (Screening, &str),
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(DECIDE)
        .bind(message)
        .bind(contest)
        .bind(to.as_str())
        .bind(reason)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

// By their own words: an order of jurors would let a reader follow one of them from work to work.
const APPROVED: &str =
    "SELECT f.text FROM feedback_messages f JOIN assignments a ON a.id = f.assignment_id
    WHERE a.entry_id = $1 AND a.state = 'locked' AND f.state = 'approved' ORDER BY f.text";

pub(super) async fn approved(tx: &mut Tx, entry: EntryId) -> Result<Vec<String>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(APPROVED)
        .bind(entry)
        .fetch_all(c)
        .await)
}
