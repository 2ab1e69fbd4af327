//! SQL of `uploads` and `upload_parts`.

use contest::{Timestamp, Tx, db::Digest, on};

use super::{Upload, UploadId, append::Part};
use crate::{entries::EntryId, kinds::Slot};

/// The columns of [`Upload`].
macro_rules! upload_columns {
    () => {
        "id, entry_id, slot, sha256, size_bytes, received_bytes, original_name, state, refusal, created_at, \
         expires_at, arrived_at"
    };
}

const INSERT: &str =
    "INSERT INTO uploads (id, entry_id, slot, sha256, size_bytes, original_name, state, created_at,
        expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

pub(super) async fn insert(tx: &mut Tx, u: &Upload) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(u.id)
        .bind(u.entry_id)
        .bind(u.slot.as_str())
        .bind(&u.sha256)
        .bind(u.size_bytes)
        .bind(&u.original_name)
        .bind(u.state.as_str())
        .bind(u.created_at)
        .bind(u.expires_at)
        .execute(c)
        .await
        .map(|_| ()))
}

const PROMISED_SINCE: &str = "SELECT CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT) FROM uploads WHERE entry_id = $1 AND created_at > $2";

/// Bytes promised for an entry after a moment, whatever became of them.
pub(super) async fn promised_since(
    tx: &mut Tx,
    entry: EntryId,
    since: Timestamp,
) -> Result<i64, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(PROMISED_SINCE)
        .bind(entry)
        .bind(since)
        .fetch_one(c)
        .await)
}

const BY_ID: &str = concat!(
    "SELECT ",
    upload_columns!(),
    " FROM uploads WHERE id = $1 AND entry_id = $2"
);

/// The upload of this entry with this key.
pub async fn by_id(
    tx: &mut Tx,
    entry: EntryId,
    id: UploadId,
) -> Result<Option<Upload>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(BY_ID)
        .bind(id)
        .bind(entry)
        .fetch_optional(c)
        .await)
}

const IN_FORCE: &str = concat!(
    "SELECT ",
    upload_columns!(),
    " FROM uploads WHERE entry_id = $1 AND state <> 'given_up' ORDER BY slot, created_at"
);

/// The uploads of an entry that were not replaced or taken back, refused ones too.
pub async fn in_force(tx: &mut Tx, entry: EntryId) -> Result<Vec<Upload>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(IN_FORCE)
        .bind(entry)
        .fetch_all(c)
        .await)
}

const REPLACE: &str = "UPDATE uploads SET state = 'given_up' WHERE entry_id = $1 AND slot = $2 AND state <> 'given_up'";

/// Ends the uploads of a slot: another file takes their place.
pub(crate) async fn replace(tx: &mut Tx, entry: EntryId, slot: Slot) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(REPLACE)
        .bind(entry)
        .bind(slot.as_str())
        .execute(c)
        .await
        .map(|_| ()))
}

const END: &str = "UPDATE uploads SET state = 'given_up' WHERE id = $1 AND state = 'promised'";

pub(super) async fn end(tx: &mut Tx, id: UploadId) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(END)
        .bind(id)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const ADVANCE: &str = "UPDATE uploads SET received_bytes = $3 WHERE id = $1 AND received_bytes = $2 AND state = 'promised'";

/// Moves the end of what is here from `from` to `to`, if it is still there.
pub(super) async fn advance(
    tx: &mut Tx,
    id: UploadId,
    (from, to): (i64, i64),
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(ADVANCE)
        .bind(id)
        .bind(from)
        .bind(to)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const INSERT_PART: &str =
    "INSERT INTO upload_parts (upload_id, start_byte, size_bytes, object) VALUES ($1, $2, $3, $4)";

pub(super) async fn insert_part(tx: &mut Tx, id: UploadId, p: &Part) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_PART)
        .bind(id)
        .bind(p.start)
        .bind(p.size)
        .bind(&p.object)
        .execute(c)
        .await
        .map(|_| ()))
}

const PARTS: &str = "SELECT object FROM upload_parts WHERE upload_id = $1 ORDER BY start_byte";

/// The pieces' objects, in the file's order.
pub(super) async fn parts(tx: &mut Tx, id: UploadId) -> Result<Vec<String>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(PARTS)
        .bind(id)
        .fetch_all(c)
        .await)
}

const FORGET_PARTS: &str = "DELETE FROM upload_parts WHERE upload_id = $1";

pub(super) async fn forget_parts(tx: &mut Tx, id: UploadId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(FORGET_PARTS)
        .bind(id)
        .execute(c)
        .await
        .map(|_| ()))
}

// The lease keeps a second server away; the state in the outer condition makes the claim one of a kind on both
// databases.
const CLAIM: &str = concat!(
    "UPDATE uploads SET lease_until = $2, arrived_at = COALESCE(arrived_at, $1)
    WHERE id = (SELECT id FROM uploads WHERE state = 'promised' AND received_bytes = size_bytes AND lease_until <= $1
        ORDER BY created_at, id LIMIT 1) AND lease_until <= $1
    RETURNING ",
    upload_columns!()
);

/// The next upload of which everything is here.
pub(super) async fn claim(
    tx: &mut Tx,
    now: Timestamp,
    lease: Timestamp,
) -> Result<Option<Upload>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(CLAIM)
        .bind(now)
        .bind(lease)
        .fetch_optional(c)
        .await)
}

const BEGIN_ANEW: &str =
    "UPDATE uploads SET received_bytes = 0, lease_until = 0, arrived_at = NULL, refusal = 'altered'
    WHERE id = $1 AND state = 'promised'";

pub(super) async fn begin_anew(tx: &mut Tx, id: UploadId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(BEGIN_ANEW)
        .bind(id)
        .execute(c)
        .await
        .map(|_| ()))
}

const CLOSE: &str =
    "UPDATE uploads SET state = CASE WHEN $2 = '' THEN 'checked' ELSE 'refused' END, refusal = $2,
        sha256 = $3, checked_at = $4, lease_until = 0
    WHERE id = $1 AND state = 'promised'";

pub(super) async fn close(
    tx: &mut Tx,
    id: UploadId,
    refusal: &str,
    (sha256, now): (Digest, Timestamp),
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(CLOSE)
        .bind(id)
        .bind(refusal)
        .bind(sha256.to_vec())
        .bind(now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const EXPIRE: &str = "UPDATE uploads SET state = 'given_up' WHERE state = 'promised' AND expires_at < $1 AND received_bytes < size_bytes";

pub(super) async fn expire(tx: &mut Tx, now: Timestamp) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(EXPIRE)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const PARTS_OF_ENDED: &str =
    "SELECT p.upload_id, p.object FROM upload_parts p JOIN uploads u ON u.id = p.upload_id
    WHERE u.state = 'given_up'";

pub(super) async fn parts_of_ended(tx: &mut Tx) -> Result<Vec<(UploadId, String)>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(PARTS_OF_ENDED).fetch_all(c).await)
}

const PIECES: &str = "SELECT p.object FROM upload_parts p JOIN uploads u ON u.id = p.upload_id
    WHERE u.state = 'promised' ORDER BY p.object";

/// Names of the pieces of every upload that may still be resumed.
pub async fn pieces(tx: &mut Tx) -> Result<Vec<String>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(PIECES).fetch_all(c).await)
}
