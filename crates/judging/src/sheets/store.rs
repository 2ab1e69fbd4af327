//! SQL of `marks`.

use contest::{Tx, on, people::PersonId};

use super::Mark;
use crate::{
    assignments::AssignmentId,
    rounds::{CriterionId, RoundId},
};

const MARK: &str = "SELECT assignment_id, criterion_id, steps, version, saved_at FROM marks
    WHERE assignment_id = $1 AND criterion_id = $2";

pub(super) async fn mark(
    tx: &mut Tx,
    assignment: AssignmentId,
    criterion: CriterionId,
) -> Result<Option<Mark>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(MARK)
        .bind(assignment)
        .bind(criterion)
        .fetch_optional(c)
        .await)
}

const SAVE: &str = "INSERT INTO marks (assignment_id, criterion_id, steps, version, saved_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (assignment_id, criterion_id) DO UPDATE SET steps = $3, version = $4, saved_at = $5
    WHERE marks.version = $6";

/// Writes a mark where the one that was seen still stands.
pub(crate) async fn save(tx: &mut Tx, m: &Mark, seen: i64) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(SAVE)
        .bind(m.assignment_id)
        .bind(m.criterion_id)
        .bind(m.steps)
        .bind(m.version)
        .bind(m.saved_at)
        .bind(seen)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const CLEAR: &str =
    "DELETE FROM marks WHERE assignment_id = $1 AND criterion_id = $2 AND version = $3";

/// Takes a mark away where it still stands as it was read.
pub(super) async fn clear(tx: &mut Tx, m: &Mark) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(CLEAR)
        .bind(m.assignment_id)
        .bind(m.criterion_id)
        .bind(m.version)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const OF_SHEET: &str = "SELECT m.assignment_id, m.criterion_id, m.steps, m.version, m.saved_at
    FROM marks m JOIN criteria q ON q.id = m.criterion_id WHERE m.assignment_id = $1 ORDER BY q.position";

/// The marks of one sheet, in the order of the criteria.
pub async fn marks_of(tx: &mut Tx, assignment: AssignmentId) -> Result<Vec<Mark>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_SHEET)
        .bind(assignment)
        .fetch_all(c)
        .await)
}

const OF_JUROR: &str = "SELECT m.assignment_id, m.criterion_id, m.steps, m.version, m.saved_at
    FROM marks m JOIN assignments a ON a.id = m.assignment_id JOIN criteria q ON q.id = m.criterion_id
    WHERE a.round_id = $1 AND a.person_id = $2 ORDER BY m.assignment_id, q.position";

/// All marks of one juror in a round, sheet by sheet, in the order of the criteria.
pub async fn marks_of_juror(
    tx: &mut Tx,
    round: RoundId,
    person: PersonId,
) -> Result<Vec<Mark>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_JUROR)
        .bind(round)
        .bind(person)
        .fetch_all(c)
        .await)
}

const SEALED: &str = "SELECT m.assignment_id, m.criterion_id, m.steps, m.version, m.saved_at
    FROM marks m JOIN assignments a ON a.id = m.assignment_id JOIN criteria q ON q.id = m.criterion_id
    WHERE a.round_id = $1 AND a.state = 'locked' ORDER BY m.assignment_id, q.position";

/// All marks of a round's sealed sheets.
pub(crate) async fn sealed_marks(tx: &mut Tx, round: RoundId) -> Result<Vec<Mark>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(SEALED)
        .bind(round)
        .fetch_all(c)
        .await)
}

const OF_ROUND: &str = "SELECT m.assignment_id, m.criterion_id, m.steps, m.version, m.saved_at
    FROM marks m JOIN assignments a ON a.id = m.assignment_id JOIN criteria q ON q.id = m.criterion_id
    WHERE a.round_id = $1 ORDER BY m.assignment_id, q.position";

/// All marks of a round, sealed or not, in the order of the criteria.
pub(crate) async fn marks_of_round(tx: &mut Tx, round: RoundId) -> Result<Vec<Mark>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_ROUND)
        .bind(round)
        .fetch_all(c)
        .await)
}
