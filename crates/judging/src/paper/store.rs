//! SQL of `paper_sheets`, `paper_readings` and `paper_marks`.

use contest::{Timestamp, Tx, contests::ContestId, on, people::PersonId};

use super::{Paper, PaperId, Reading, Typed};
use crate::{
    assignments::AssignmentId,
    rounds::{CriterionId, RoundId},
};

const OF: &str = "SELECT id, round_id, person_id, code, printed_at, applied_at FROM paper_sheets
    WHERE round_id = $1 AND person_id = $2";

/// A juror's printed sheet.
pub async fn paper_of(
    tx: &mut Tx,
    round: RoundId,
    person: PersonId,
) -> Result<Option<Paper>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF)
        .bind(round)
        .bind(person)
        .fetch_optional(c)
        .await)
}

const CALLED: &str = "SELECT p.id, p.round_id, p.person_id, p.code, p.printed_at, p.applied_at
    FROM paper_sheets p JOIN rounds r ON r.id = p.round_id WHERE r.contest_id = $1 AND p.code = $2";

/// The sheet with this code on it.
pub async fn paper_called(
    tx: &mut Tx,
    contest: ContestId,
    code: &str,
) -> Result<Option<Paper>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(CALLED)
        .bind(contest)
        .bind(code)
        .fetch_optional(c)
        .await)
}

const INSERT: &str = "INSERT INTO paper_sheets (id, round_id, person_id, code, printed_at) VALUES ($1, $2, $3, $4, $5)";

pub(super) async fn insert(tx: &mut Tx, paper: &Paper) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(paper.id)
        .bind(paper.round_id)
        .bind(paper.person_id)
        .bind(&paper.code)
        .bind(paper.printed_at)
        .execute(c)
        .await
        .map(|_| ()))
}

const APPLIED: &str =
    "UPDATE paper_sheets SET applied_at = $2 WHERE id = $1 AND applied_at IS NULL";

pub(super) async fn applied(
    tx: &mut Tx,
    paper: PaperId,
    at: Timestamp,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(APPLIED)
        .bind(paper)
        .bind(at)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const READINGS: &str = "SELECT r.reading, p.name AS typed_by, r.typed_at FROM paper_readings r
    JOIN people p ON p.id = r.typed_by WHERE r.paper_id = $1 ORDER BY r.reading";

/// Who typed a sheet in, and when.
pub async fn readings_of(tx: &mut Tx, paper: PaperId) -> Result<Vec<Reading>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(READINGS)
        .bind(paper)
        .fetch_all(c)
        .await)
}

const READ_BY: &str =
    "INSERT INTO paper_readings (paper_id, reading, typed_by, typed_at) VALUES ($1, $2, $3, $4)";

pub(super) async fn read_by(
    tx: &mut Tx,
    (paper, reading): (PaperId, i64),
    person: PersonId,
    at: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(READ_BY)
        .bind(paper)
        .bind(reading)
        .bind(person)
        .bind(at)
        .execute(c)
        .await
        .map(|_| ()))
}

const MARKS: &str =
    "SELECT reading, assignment_id, criterion_id, steps FROM paper_marks WHERE paper_id = $1";

pub(super) async fn marks_of(tx: &mut Tx, paper: PaperId) -> Result<Vec<Typed>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(MARKS).bind(paper).fetch_all(c).await)
}

const KEEP: &str = "INSERT INTO paper_marks (paper_id, reading, assignment_id, criterion_id, steps)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (paper_id, reading, assignment_id, criterion_id) DO UPDATE SET steps = $5";

pub(super) async fn keep(tx: &mut Tx, paper: PaperId, typed: &Typed) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(KEEP)
        .bind(paper)
        .bind(typed.reading)
        .bind(typed.assignment_id)
        .bind(typed.criterion_id)
        .bind(typed.steps)
        .execute(c)
        .await
        .map(|_| ()))
}

const EMPTY: &str = "DELETE FROM paper_marks
    WHERE paper_id = $1 AND reading = $2 AND assignment_id = $3 AND criterion_id = $4";

pub(super) async fn empty(
    tx: &mut Tx,
    (paper, reading): (PaperId, i64),
    (assignment, criterion): (AssignmentId, CriterionId),
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(EMPTY)
        .bind(paper)
        .bind(reading)
        .bind(assignment)
        .bind(criterion)
        .execute(c)
        .await
        .map(|_| ()))
}

const FORGET_MARKS: &str = "DELETE FROM paper_marks WHERE paper_id = $1";
const FORGET_READINGS: &str = "DELETE FROM paper_readings WHERE paper_id = $1";

pub(super) async fn forget(tx: &mut Tx, paper: PaperId) -> Result<(), sqlx::Error> {
    for sql in [FORGET_MARKS, FORGET_READINGS] {
        on!(tx, |c| sqlx::query(sql)
            .bind(paper)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}
