//! SQL of `advisory_notes`.

use contest::{
    Timestamp, Tx,
    contests::{CategoryId, ContestId},
    on,
    people::PersonId,
};

use super::{AdvisoryNote, NoteId, Opinion};

const UPSERT: &str =
    "INSERT INTO advisory_notes (id, contest_id, category_id, person_id, opinion, reason, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (category_id, person_id) DO UPDATE SET opinion = $5, reason = $6, at = $7
    WHERE advisory_notes.answered_at IS NULL";

pub(super) async fn upsert(
    tx: &mut Tx,
    id: NoteId,
    (contest, category, person): (ContestId, CategoryId, PersonId),
    (opinion, reason): (Opinion, &str),
    at: Timestamp,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(UPSERT)
        .bind(id)
        .bind(contest)
        .bind(category)
        .bind(person)
        .bind(opinion.as_str())
        .bind(reason)
        .bind(at)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const ANSWER: &str = "UPDATE advisory_notes SET answer = $3, answered_by = $2, answered_at = $4
    WHERE id = $1 AND answered_at IS NULL";

pub(super) async fn set_answer(
    tx: &mut Tx,
    id: NoteId,
    (person, text): (PersonId, &str),
    at: Timestamp,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(ANSWER)
        .bind(id)
        .bind(person)
        .bind(text)
        .bind(at)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const NOTES: &str = "SELECT n.id, n.category_id, n.person_id, p.name, n.opinion, n.reason, n.at, n.answer, n.answered_by,
        n.answered_at
    FROM advisory_notes n JOIN people p ON p.id = n.person_id JOIN categories k ON k.id = n.category_id
    WHERE n.contest_id = $1 ORDER BY k.position, n.at, n.id";

/// All notes of a contest, by category and time.
pub async fn notes_of(tx: &mut Tx, contest: ContestId) -> Result<Vec<AdvisoryNote>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(NOTES)
        .bind(contest)
        .fetch_all(c)
        .await)
}
