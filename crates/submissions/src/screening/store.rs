//! SQL of `screenings` and `screened_entries`.

use contest::{Timestamp, Tx, contests::ContestId, on};

use super::{Facts, Screening, ScreeningId};
use crate::{consents::store::lets, entries::EntryId};

/// What [`Facts`] is read from; a condition on `e` follows. A twin is found by two indexes: that of file hashes and
/// that of telephones.
macro_rules! facts {
    ($where:literal) => {
        concat!(
            "SELECT e.id, e.code, e.title, e.category_id, e.source, e.submitted_at, e.extended_until,
                a.full_name, a.birth_year, a.guardian_name, ",
            lets!("participation"),
            " AS consented,
                (EXISTS (SELECT 1 FROM work_files w WHERE w.entry_id = e.id AND w.replaced_at IS NULL AND w.provisional)
                    OR EXISTS (SELECT 1 FROM uploads u WHERE u.entry_id = e.id AND u.state = 'promised')) AS awaited,
                EXISTS (SELECT 1 FROM leak_searches s WHERE s.entry_id = e.id AND s.passages > 0 AND s.left_at IS NULL
                    AND NOT EXISTS (SELECT 1 FROM covers v WHERE v.entry_id = e.id)) AS telling,
                (SELECT MIN(d.code) FROM entries d WHERE d.contest_id = e.contest_id AND d.id <> e.id
                    AND d.state IN ('submitted', 'returned', 'eligible')
                    AND (d.id IN (SELECT v.entry_id FROM work_files w JOIN work_files v ON v.sha256 = w.sha256
                            WHERE w.entry_id = e.id AND w.replaced_at IS NULL AND v.replaced_at IS NULL)
                        OR d.id IN (SELECT b.entry_id FROM authors b JOIN entries t ON t.id = b.entry_id
                            WHERE b.phone_e164 = a.phone_e164 AND b.name_folded = a.name_folded
                                AND t.title_folded = e.title_folded))) AS twin
            FROM entries e JOIN authors a ON a.entry_id = e.id AND a.position = 1
            WHERE e.code IS NOT NULL AND ",
            $where
        )
    };
}

const WAITING: &str = facts!("e.contest_id = $1 AND e.state = 'submitted' ORDER BY e.code");

pub(super) async fn waiting(tx: &mut Tx, contest: ContestId) -> Result<Vec<Facts>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(WAITING)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const OF_ENTRY: &str = facts!("e.id = $1");

pub(super) async fn of_entry(tx: &mut Tx, entry: EntryId) -> Result<Option<Facts>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_ENTRY)
        .bind(entry)
        .fetch_optional(c)
        .await)
}

const INSERT: &str = "INSERT INTO screenings (id, contest_id, actor, entries, created_at) VALUES ($1, $2, $3, $4, $5)";

pub(super) async fn insert(tx: &mut Tx, s: &Screening) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(s.id)
        .bind(s.contest_id)
        .bind(&s.actor)
        .bind(s.entries)
        .bind(s.created_at)
        .execute(c)
        .await
        .map(|_| ()))
}

const INSERT_ENTRY: &str =
    "INSERT INTO screened_entries (screening_id, entry_id, version) VALUES ($1, $2, $3)";

pub(super) async fn insert_entry(
    tx: &mut Tx,
    screening: ScreeningId,
    (entry, version): (EntryId, i64),
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_ENTRY)
        .bind(screening)
        .bind(entry)
        .bind(version)
        .execute(c)
        .await
        .map(|_| ()))
}

const ENTRIES: &str =
    "SELECT entry_id, version FROM screened_entries WHERE screening_id = $1 ORDER BY entry_id";

/// The entries that a screening declared eligible, each with the version that it had then.
pub(super) async fn entries(
    tx: &mut Tx,
    screening: ScreeningId,
) -> Result<Vec<(EntryId, i64)>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(ENTRIES)
        .bind(screening)
        .fetch_all(c)
        .await)
}

const OF_CONTEST: &str =
    "SELECT id, contest_id, actor, entries, created_at, undone_at, undone_reason FROM screenings
    WHERE contest_id = $1 ORDER BY created_at DESC, id DESC";

/// The screenings that were applied in a contest, the newest first.
pub async fn of_contest(tx: &mut Tx, contest: ContestId) -> Result<Vec<Screening>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_CONTEST)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const UNDO: &str = "UPDATE screenings SET undone_at = $3, undone_reason = $4
    WHERE id = $1 AND contest_id = $2 AND undone_at IS NULL";

/// Marks a screening as taken back; false where it is not of this contest, or was taken back already.
pub(super) async fn set_undone(
    tx: &mut Tx,
    (contest, id): (ContestId, ScreeningId),
    now: Timestamp,
    reason: &str,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(UNDO)
        .bind(id)
        .bind(contest)
        .bind(now)
        .bind(reason)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}
