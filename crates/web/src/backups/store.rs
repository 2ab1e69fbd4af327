//! SQL of `backups` and `object_faults`.

use contest::{Timestamp, Tx, db::Digest, on};
use submissions::files::copies::Fault;

/// What became of a backup.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Kept {
    /// Its name, which is that of its folder.
    pub name: String,
    /// When it was begun.
    pub started_at: Timestamp,
    /// When it was whole; none where it is under way or was cut off.
    pub ended_at: Option<Timestamp>,
    /// Rows of all tables.
    pub row_count: i64,
    /// Files.
    pub object_count: i64,
    /// Their bytes.
    pub object_bytes: i64,
    /// Bytes of those that were not kept before.
    pub new_bytes: i64,
    /// Why there is none, in the program's own words; empty for nothing.
    pub fault: String,
    /// When it was last restored on trial.
    pub tried_at: Option<Timestamp>,
    /// What the trial found; empty for nothing.
    pub trial_fault: String,
}

impl Kept {
    /// Whether it was taken, tried, and came back whole.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.tried_at.is_some() && self.fault.is_empty() && self.trial_fault.is_empty()
    }

    /// Whether it cannot be relied on: it was not taken, did not come back, or was cut off.
    #[must_use]
    pub fn has_failed(&self, now: Timestamp) -> bool {
        !self.fault.is_empty() || !self.trial_fault.is_empty() || self.is_cut_off(now)
    }

    /// Whether nobody is at it any more and it never came to an end.
    fn is_cut_off(&self, now: Timestamp) -> bool {
        self.ended_at.is_none()
            && self.fault.is_empty()
            && self.started_at < now.plus_ms(-CUT_OFF_MS)
    }
}

/// Longer than any backup takes: one that has no end by then was cut off.
const CUT_OFF_MS: i64 = 6 * 3_600_000;

const BEGIN: &str = "INSERT INTO backups (name, started_at) VALUES ($1, $2)
    ON CONFLICT (name) DO UPDATE SET started_at = $2, fault = ''
    WHERE backups.ended_at IS NULL AND backups.started_at < $3";

/// Begins a backup; false where another server began the one of this name and may still be at it.
pub(super) async fn begin(tx: &mut Tx, name: &str, now: Timestamp) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(BEGIN)
        .bind(name)
        .bind(now)
        .bind(now.plus_ms(-CUT_OFF_MS))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

const END: &str =
    "UPDATE backups SET ended_at = $2, row_count = $3, object_count = $4, object_bytes = $5,
        new_bytes = $6, fault = $7, tried_at = $8, trial_fault = $9
    WHERE name = $1";

pub(super) async fn end(tx: &mut Tx, kept: &Kept) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(END)
        .bind(&kept.name)
        .bind(kept.ended_at)
        .bind(kept.row_count)
        .bind(kept.object_count)
        .bind(kept.object_bytes)
        .bind(kept.new_bytes)
        .bind(&kept.fault)
        .bind(kept.tried_at)
        .bind(&kept.trial_fault)
        .execute(c)
        .await
        .map(|_| ()))
}

const LATEST: &str =
    "SELECT name, started_at, ended_at, row_count, object_count, object_bytes, new_bytes, fault,
        tried_at, trial_fault
    FROM backups ORDER BY started_at DESC, name DESC LIMIT $1";

/// The newest backups first.
pub async fn latest(tx: &mut Tx, most: i64) -> Result<Vec<Kept>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(LATEST).bind(most).fetch_all(c).await)
}

/// A file that is not what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Faulty {
    /// Its name.
    #[sqlx(try_from = "Vec<u8>")]
    pub digest: Digest,
    /// What is wrong with it.
    #[sqlx(try_from = "String")]
    pub fault: Fault,
    /// When that was found first.
    pub found_at: Timestamp,
}

const FAULTS: &str = "SELECT sha256 AS digest, fault, found_at FROM object_faults ORDER BY sha256";

/// Files that were found missing or altered.
pub async fn faults(tx: &mut Tx) -> Result<Vec<Faulty>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(FAULTS).fetch_all(c).await)
}

const NOTE_FAULT: &str = "INSERT INTO object_faults (sha256, fault, found_at) VALUES ($1, $2, $3)
    ON CONFLICT (sha256) DO UPDATE SET fault = $2";

/// Notes that a file was found missing or altered.
pub(super) async fn note_fault(
    tx: &mut Tx,
    (digest, fault): (Digest, Fault),
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(NOTE_FAULT)
        .bind(digest.to_vec())
        .bind(fault.as_str())
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const NOTE_WHOLE: &str = "DELETE FROM object_faults WHERE sha256 = $1";

/// Notes that a file is whole again.
pub(super) async fn note_whole(tx: &mut Tx, digest: Digest) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(NOTE_WHOLE)
        .bind(digest.to_vec())
        .execute(c)
        .await
        .map(|_| ()))
}
