//! SQL of `files`, `file_texts`, `work_files` and `renditions`.

use contest::{Timestamp, Tx, contests::ContestId, db::Digest, jobs::JobKind, on};
use uuid::Uuid;

use super::{Received, Rendition, WorkFile, inspect::Recipe};
use crate::{entries::EntryId, kinds::Slot};

const INSERT_FILE: &str =
    "INSERT INTO files (sha256, size_bytes, media_type, created_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (sha256) DO NOTHING";

pub(super) async fn insert_file(
    tx: &mut Tx,
    f: &Received,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_FILE)
        .bind(f.sha256.to_vec())
        .bind(f.size_bytes)
        .bind(&f.media_type)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const INSERT_RENDITION: &str =
    "INSERT INTO renditions (original_sha256, recipe, sha256, size_bytes, media_type, width,
        height)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (original_sha256, recipe) DO NOTHING";
const REPLACE_RENDITION: &str =
    "INSERT INTO renditions (original_sha256, recipe, sha256, size_bytes, media_type, width,
        height)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (original_sha256, recipe)
    DO UPDATE SET sha256 = $3, size_bytes = $4, media_type = $5, width = $6, height = $7";

/// Keeps what there is already.
pub(super) async fn insert_rendition(
    tx: &mut Tx,
    original: Digest,
    recipe: Recipe,
    r: &Rendition,
) -> Result<(), sqlx::Error> {
    write_rendition(tx, INSERT_RENDITION, (original, recipe), r).await
}

/// Takes the place of what there was.
pub(super) async fn replace_rendition(
    tx: &mut Tx,
    original: Digest,
    recipe: Recipe,
    r: &Rendition,
) -> Result<(), sqlx::Error> {
    write_rendition(tx, REPLACE_RENDITION, (original, recipe), r).await
}

async fn write_rendition(
    tx: &mut Tx,
    sql: &'static str,
    (original, recipe): (Digest, Recipe),
    r: &Rendition,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(sql)
        .bind(original.to_vec())
        .bind(recipe.as_str())
        .bind(r.sha256.to_vec())
        .bind(r.size_bytes)
        .bind(&r.media_type)
        .bind(r.width)
        .bind(r.height)
        .execute(c)
        .await
        .map(|_| ()))
}

const INSERT_TEXT: &str =
    "INSERT INTO file_texts (sha256, text) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING";

pub(super) async fn insert_text(
    tx: &mut Tx,
    original: Digest,
    text: &str,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_TEXT)
        .bind(original.to_vec())
        .bind(text)
        .execute(c)
        .await
        .map(|_| ()))
}

const TEXT_OF: &str = "SELECT text FROM file_texts WHERE sha256 = $1";

/// The words of a document; none where a file has no text, or has it in the entry itself.
pub async fn text_of(tx: &mut Tx, original: Digest) -> Result<Option<String>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(TEXT_OF)
        .bind(original.to_vec())
        .fetch_optional(c)
        .await)
}

const VACATE: &str = "UPDATE work_files SET replaced_at = $3 WHERE entry_id = $1 AND slot = $2 AND replaced_at IS NULL";

pub(super) async fn vacate(
    tx: &mut Tx,
    entry: EntryId,
    slot: Slot,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(VACATE)
        .bind(entry)
        .bind(slot.as_str())
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const INSERT_WORK_FILE: &str =
    "INSERT INTO work_files (id, entry_id, slot, sha256, original_name, properties, created_at, provisional)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

pub(super) async fn insert_work_file(
    tx: &mut Tx,
    id: Uuid,
    entry: EntryId,
    f: &Received,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let properties =
        serde_json::to_string(&f.properties).map_err(|e| sqlx::Error::Encode(e.into()))?;
    let file = (f.sha256, f.original_name.as_str(), properties.as_str());
    insert_placed(tx, (id, now), (entry, f.slot), file, f.provisional).await
}

pub(super) async fn insert_placed(
    tx: &mut Tx,
    (id, now): (Uuid, Timestamp),
    (entry, slot): (EntryId, Slot),
    (sha256, name, properties): (Digest, &str, &str),
    provisional: bool,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_WORK_FILE)
        .bind(id)
        .bind(entry)
        .bind(slot.as_str())
        .bind(sha256.to_vec())
        .bind(name)
        .bind(properties)
        .bind(now)
        .bind(provisional)
        .execute(c)
        .await
        .map(|_| ()))
}

const OF_ENTRY: &str =
    "SELECT w.id, w.entry_id, w.slot, w.sha256, w.original_name, f.size_bytes, f.media_type,
        w.properties, w.provisional, w.created_at
    FROM work_files w JOIN files f ON f.sha256 = w.sha256
    WHERE w.entry_id = $1 AND w.replaced_at IS NULL ORDER BY w.slot";

/// The files that an entry holds now.
pub async fn of_entry(tx: &mut Tx, entry: EntryId) -> Result<Vec<WorkFile>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_ENTRY)
        .bind(entry)
        .fetch_all(c)
        .await)
}

const OF_CONTEST: &str =
    "SELECT w.id, w.entry_id, w.slot, w.sha256, w.original_name, f.size_bytes, f.media_type,
        w.properties, w.provisional, w.created_at
    FROM work_files w JOIN files f ON f.sha256 = w.sha256 JOIN entries e ON e.id = w.entry_id
    WHERE e.contest_id = $1 AND w.replaced_at IS NULL ORDER BY w.entry_id, w.slot";

/// The files that the entries of a contest hold now.
pub async fn of_contest(tx: &mut Tx, contest: ContestId) -> Result<Vec<WorkFile>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_CONTEST)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const RENDITION: &str = "SELECT r.sha256, r.size_bytes, r.media_type, r.width, r.height
    FROM work_files w JOIN renditions r ON r.original_sha256 = w.sha256
    WHERE w.entry_id = $1 AND w.slot = $2 AND w.replaced_at IS NULL AND r.recipe = $3";

/// What is shown of the file in a slot, by recipe.
pub async fn rendition(
    tx: &mut Tx,
    entry: EntryId,
    slot: Slot,
    recipe: Recipe,
) -> Result<Option<Rendition>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(RENDITION)
        .bind(entry)
        .bind(slot.as_str())
        .bind(recipe.as_str())
        .fetch_optional(c)
        .await)
}

const RENDITION_OF: &str = "SELECT sha256, size_bytes, media_type, width, height FROM renditions
    WHERE original_sha256 = $1 AND recipe = $2";

/// What is shown of a file that lies in no slot yet, by recipe.
pub async fn rendition_of(
    tx: &mut Tx,
    original: Digest,
    recipe: Recipe,
) -> Result<Option<Rendition>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(RENDITION_OF)
        .bind(original.to_vec())
        .bind(recipe.as_str())
        .fetch_optional(c)
        .await)
}

const ORIGINAL_TO_CUT: &str = "SELECT w.sha256 FROM work_files w WHERE w.id = $1 AND w.replaced_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM renditions r WHERE r.original_sha256 = w.sha256 AND r.recipe = 'tiles')";

/// The original of a work file that still lies in its slot and has no tiles.
pub(super) async fn original_to_cut(
    tx: &mut Tx,
    work_file: Uuid,
) -> Result<Option<Digest>, sqlx::Error> {
    let found: Option<Vec<u8>> = on!(tx, |c| sqlx::query_scalar(ORIGINAL_TO_CUT)
        .bind(work_file)
        .fetch_optional(c)
        .await)?;
    Ok(found.and_then(|bytes| bytes.try_into().ok()))
}

// A view as wide or high as it may be was most likely made smaller.
const UNCUT: &str = "SELECT w.id FROM work_files w
    JOIN renditions v ON v.original_sha256 = w.sha256 AND v.recipe = 'view' AND (v.width = 1600 OR v.height = 1600)
    WHERE w.slot = 'painting.image' AND w.replaced_at IS NULL AND NOT w.provisional
        AND NOT EXISTS (SELECT 1 FROM renditions r WHERE r.original_sha256 = w.sha256 AND r.recipe = 'tiles')
        AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.kind = $1 AND j.subject = w.id)";

pub(super) async fn uncut(tx: &mut Tx, kind: JobKind) -> Result<Vec<Uuid>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(UNCUT)
        .bind(kind.0)
        .fetch_all(c)
        .await)
}

const CLAIMED: &str = "SELECT EXISTS (SELECT sha256 FROM files WHERE sha256 = $1
    UNION ALL SELECT sha256 FROM renditions WHERE sha256 = $1)";

pub(super) async fn is_claimed(tx: &mut Tx, digest: Digest) -> Result<bool, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(CLAIMED)
        .bind(digest.to_vec())
        .fetch_one(c)
        .await)
}

const ALL_CLAIMED: &str = "SELECT sha256, size_bytes FROM files
    UNION SELECT sha256, size_bytes FROM renditions ORDER BY sha256";

/// Every object that some row points at, with its size in bytes.
pub async fn claimed(tx: &mut Tx) -> Result<Vec<(Digest, u64)>, sqlx::Error> {
    let all: Vec<(Vec<u8>, i64)> = on!(tx, |c| sqlx::query_as(ALL_CLAIMED).fetch_all(c).await)?;
    let read =
        |(sha256, size): (Vec<u8>, i64)| Some((sha256.try_into().ok()?, u64::try_from(size).ok()?));
    Ok(all.into_iter().filter_map(read).collect())
}

// A rendition is looked for by its original; a work that has no code yet is a draft.
const CODES_OF: &str = "SELECT DISTINCT e.code FROM work_files w JOIN entries e ON e.id = w.entry_id
    WHERE w.replaced_at IS NULL AND e.code IS NOT NULL
        AND (w.sha256 = $1 OR w.sha256 IN (SELECT r.original_sha256 FROM renditions r WHERE r.sha256 = $1))
    ORDER BY e.code";

/// The codes of the works that an object belongs to.
pub async fn codes_of(tx: &mut Tx, digest: Digest) -> Result<Vec<String>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(CODES_OF)
        .bind(digest.to_vec())
        .fetch_all(c)
        .await)
}
