//! SQL of `meetings`, `attendances` and `meeting_notes`.

use contest::{
    Timestamp, Tx,
    contests::{CategoryId, ContestId},
    on,
    people::PersonId,
};
use submissions::entries::EntryId;
use uuid::Uuid;

use super::{Attendance, Meeting, Note};

const INSERT: &str = "INSERT INTO meetings (id, contest_id, category_id, place, quorum, opened_at)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";

/// False where the category's meeting runs already.
pub(super) async fn insert(tx: &mut Tx, m: &Meeting) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(INSERT)
        .bind(m.id)
        .bind(m.contest_id)
        .bind(m.category_id)
        .bind(&m.place)
        .bind(m.quorum)
        .bind(m.opened_at)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const RUNNING: &str =
    "SELECT id, contest_id, category_id, place, quorum, opened_at, ended_at, entry_id, version
    FROM meetings WHERE category_id = $1 AND ended_at IS NULL";

/// The meeting of a category that runs now.
pub async fn running(tx: &mut Tx, category: CategoryId) -> Result<Option<Meeting>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(RUNNING)
        .bind(category)
        .fetch_optional(c)
        .await)
}

const OF_CONTEST: &str =
    "SELECT id, contest_id, category_id, place, quorum, opened_at, ended_at, entry_id, version
    FROM meetings WHERE contest_id = $1 ORDER BY opened_at, id";

/// All meetings of a contest, the first one first.
pub async fn of_contest(tx: &mut Tx, contest: ContestId) -> Result<Vec<Meeting>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_CONTEST)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const END: &str =
    "UPDATE meetings SET ended_at = $2, version = version + 1 WHERE id = $1 AND ended_at IS NULL";

pub(super) async fn end(tx: &mut Tx, m: &Meeting, at: Timestamp) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(END)
        .bind(m.id)
        .bind(at)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const SHOW: &str =
    "UPDATE meetings SET entry_id = $2, version = version + 1 WHERE id = $1 AND ended_at IS NULL";

pub(super) async fn show(tx: &mut Tx, m: &Meeting, entry: EntryId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SHOW)
        .bind(m.id)
        .bind(entry)
        .execute(c)
        .await
        .map(|_| ()))
}

const TOUCH: &str = "UPDATE meetings SET version = version + 1 WHERE id = $1";

async fn touch(tx: &mut Tx, m: &Meeting) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(TOUCH)
        .bind(m.id)
        .execute(c)
        .await
        .map(|_| ()))
}

const CAME: &str = "INSERT INTO attendances (meeting_id, person_id, came_at) VALUES ($1, $2, $3)
    ON CONFLICT (meeting_id, person_id) DO UPDATE SET left_at = NULL WHERE attendances.left_at IS NOT NULL";

/// False where the person is noted as there already.
pub(super) async fn came(
    tx: &mut Tx,
    m: &Meeting,
    person: PersonId,
    at: Timestamp,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(CAME)
        .bind(m.id)
        .bind(person)
        .bind(at)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    touch(tx, m).await?;
    Ok(rows == 1)
}

const LEFT: &str = "UPDATE attendances SET left_at = $3 WHERE meeting_id = $1 AND person_id = $2 AND left_at IS NULL";

/// False where the person is not there.
pub(super) async fn left(
    tx: &mut Tx,
    m: &Meeting,
    person: PersonId,
    at: Timestamp,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(LEFT)
        .bind(m.id)
        .bind(person)
        .bind(at)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    touch(tx, m).await?;
    Ok(rows == 1)
}

const ATTENDANCES: &str = "SELECT a.meeting_id, a.person_id, p.name, a.came_at, a.left_at
    FROM attendances a JOIN meetings m ON m.id = a.meeting_id JOIN people p ON p.id = a.person_id
    WHERE m.contest_id = $1 ORDER BY a.came_at, p.name, p.id";

/// Who came to the meetings of a contest, in the order of coming.
pub async fn attendances_of(
    tx: &mut Tx,
    contest: ContestId,
) -> Result<Vec<Attendance>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(ATTENDANCES)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const INSERT_NOTE: &str =
    "INSERT INTO meeting_notes (id, meeting_id, entry_id, text, at) VALUES ($1, $2, $3, $4, $5)";

pub(super) async fn insert_note(
    tx: &mut Tx,
    id: Uuid,
    m: &Meeting,
    (entry, text, at): (EntryId, &str, Timestamp),
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_NOTE)
        .bind(id)
        .bind(m.id)
        .bind(entry)
        .bind(text)
        .bind(at)
        .execute(c)
        .await
        .map(|_| ()))?;
    touch(tx, m).await
}

const NOTES: &str = "SELECT n.meeting_id, n.entry_id, n.text, n.at FROM meeting_notes n JOIN meetings m ON m.id = n.meeting_id
    WHERE m.contest_id = $1 ORDER BY n.at, n.id";

/// What was noted in the meetings of a contest, in the order of noting.
pub async fn notes_of(tx: &mut Tx, contest: ContestId) -> Result<Vec<Note>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(NOTES)
        .bind(contest)
        .fetch_all(c)
        .await)
}
