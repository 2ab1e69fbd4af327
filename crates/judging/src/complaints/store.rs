//! SQL of `complaints` and `complaint_windows`.

use contest::{Timestamp, Tx, contests::ContestId, on};
use submissions::entries::EntryId;

use super::{Complaint, ComplaintId, Outcome};

macro_rules! complaints {
    ($rest:literal) => {
        concat!(
            "SELECT id, contest_id, number, key, entry_id, name, contact, words, created_at, question, asked_at, response,
                responded_at, outcome, answer, answered_at FROM complaints ",
            $rest
        )
    };
}

const OF: &str = complaints!("WHERE contest_id = $1 ORDER BY number");

/// The complaints of a contest, the first one first.
pub async fn complaints_of(tx: &mut Tx, contest: ContestId) -> Result<Vec<Complaint>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF).bind(contest).fetch_all(c).await)
}

const ABOUT: &str = complaints!("WHERE entry_id = $1 ORDER BY number");

/// The complaints about a work, the first one first.
pub async fn about(tx: &mut Tx, entry: EntryId) -> Result<Vec<Complaint>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(ABOUT).bind(entry).fetch_all(c).await)
}

const BY_KEY: &str = complaints!("WHERE contest_id = $1 AND key = $2");

/// The complaint of a private link.
pub async fn by_key(
    tx: &mut Tx,
    contest: ContestId,
    key: &str,
) -> Result<Option<Complaint>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(BY_KEY)
        .bind(contest)
        .bind(key)
        .fetch_optional(c)
        .await)
}

const BY_ID: &str = complaints!("WHERE contest_id = $1 AND id = $2");

/// A complaint of a contest.
pub async fn by_id(
    tx: &mut Tx,
    contest: ContestId,
    id: ComplaintId,
) -> Result<Option<Complaint>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(BY_ID)
        .bind(contest)
        .bind(id)
        .fetch_optional(c)
        .await)
}

const OPEN: &str = "SELECT COUNT(*) FROM complaints WHERE contest_id = $1 AND outcome = 'open'";

/// How many complaints of a contest nobody answered yet.
pub async fn open_count(tx: &mut Tx, contest: ContestId) -> Result<i64, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(OPEN)
        .bind(contest)
        .fetch_one(c)
        .await)
}

const LAST: &str =
    "SELECT COALESCE(MAX(number), CAST(0 AS BIGINT)) FROM complaints WHERE contest_id = $1";

pub(super) async fn last_number(tx: &mut Tx, contest: ContestId) -> Result<i64, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(LAST)
        .bind(contest)
        .fetch_one(c)
        .await)
}

const INSERT: &str = "INSERT INTO complaints (id, contest_id, number, key, entry_id, name, contact, words, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

pub(super) async fn insert(tx: &mut Tx, one: &Complaint) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(one.id)
        .bind(one.contest_id)
        .bind(one.number)
        .bind(&one.key)
        .bind(one.entry_id)
        .bind(&one.name)
        .bind(&one.contact)
        .bind(&one.words)
        .bind(one.created_at)
        .execute(c)
        .await
        .map(|_| ()))
}

const ASK: &str = "UPDATE complaints SET question = $2, asked_at = $3 WHERE id = $1";

pub(super) async fn ask(
    tx: &mut Tx,
    id: ComplaintId,
    (question, at): (&str, Timestamp),
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(ASK)
        .bind(id)
        .bind(question)
        .bind(at)
        .execute(c)
        .await
        .map(|_| ()))
}

const RESPOND: &str = "UPDATE complaints SET response = $2, responded_at = $3 WHERE id = $1";

pub(super) async fn respond(
    tx: &mut Tx,
    id: ComplaintId,
    (words, at): (&str, Timestamp),
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(RESPOND)
        .bind(id)
        .bind(words)
        .bind(at)
        .execute(c)
        .await
        .map(|_| ()))
}

const DECIDE: &str =
    "UPDATE complaints SET outcome = $2, answer = $3, answered_at = $4 WHERE id = $1";

pub(super) async fn decide(
    tx: &mut Tx,
    id: ComplaintId,
    outcome: Outcome,
    (answer, at): (&str, Timestamp),
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(DECIDE)
        .bind(id)
        .bind(outcome.as_str())
        .bind(answer)
        .bind(at)
        .execute(c)
        .await
        .map(|_| ()))
}

const WINDOW: &str = "SELECT until FROM complaint_windows WHERE contest_id = $1";

pub(super) async fn window_of(
    tx: &mut Tx,
    contest: ContestId,
) -> Result<Option<Timestamp>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(WINDOW)
        .bind(contest)
        .fetch_optional(c)
        .await)
}

const SET_WINDOW: &str = "INSERT INTO complaint_windows (contest_id, until) VALUES ($1, $2)
    ON CONFLICT (contest_id) DO UPDATE SET until = $2";

pub(super) async fn set_window(
    tx: &mut Tx,
    contest: ContestId,
    until: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SET_WINDOW)
        .bind(contest)
        .bind(until)
        .execute(c)
        .await
        .map(|_| ()))
}
