//! SQL of `classes`, `class_members`, `class_lists` and `class_photos`.

use contest::{Timestamp, Tx, db::Digest, on};
use uuid::Uuid;

use super::{Class, ClassId, Member, Photo, key_hash};
use crate::{
    entries::{EntryId, store::entry_columns},
    files::Received,
};

const INSERT: &str = "INSERT INTO classes (id, contest_id, key_hash, school, name, teacher, phone, phone_e164, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

pub(super) async fn insert(
    tx: &mut Tx,
    class: &Class,
    hash: Digest,
    phone: &str,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(class.id)
        .bind(class.contest_id)
        .bind(hash.to_vec())
        .bind(&class.school)
        .bind(&class.name)
        .bind(&class.teacher)
        .bind(&class.phone)
        .bind(phone)
        .bind(class.created_at)
        .execute(c)
        .await
        .map(|_| ()))
}

const BY_KEY: &str = "SELECT id, contest_id, school, name, teacher, phone, created_at FROM classes WHERE key_hash = $1";

/// The class whose link this is.
pub async fn by_key(tx: &mut Tx, key: &str) -> Result<Option<Class>, sqlx::Error> {
    let hash = key_hash(key).to_vec();
    on!(tx, |c| sqlx::query_as(BY_KEY)
        .bind(&hash)
        .fetch_optional(c)
        .await)
}

const NEXT: &str =
    "UPDATE classes SET last_position = last_position + 1 WHERE id = $1 RETURNING last_position";

pub(super) async fn next_position(tx: &mut Tx, class: ClassId) -> Result<i64, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(NEXT)
        .bind(class)
        .fetch_one(c)
        .await)
}

const INSERT_MEMBER: &str =
    "INSERT INTO class_members (entry_id, class_id, position, number) VALUES ($1, $2, $3, $4)";

pub(super) async fn insert_member(
    tx: &mut Tx,
    entry: EntryId,
    class: ClassId,
    (position, number): (i64, &str),
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_MEMBER)
        .bind(entry)
        .bind(class)
        .bind(position)
        .bind(number)
        .execute(c)
        .await
        .map(|_| ()))
}

const MEMBERS: &str = concat!(
    "SELECT ",
    entry_columns!(),
    ", m.position, m.number, COALESCE(a.full_name, '') AS full_name, COALESCE(a.birth_year, 0) AS birth_year,
        EXISTS (SELECT w.id FROM work_files w WHERE w.entry_id = e.id AND w.slot = 'painting.image'
            AND w.replaced_at IS NULL) AS has_picture
    FROM class_members m JOIN entries e ON e.id = m.entry_id
        LEFT JOIN authors a ON a.entry_id = e.id AND a.position = 1
    WHERE m.class_id = $1 AND e.state <> 'withdrawn' ORDER BY m.position"
);

/// The children of a class in the order of its list; works taken back are left out.
pub async fn members(tx: &mut Tx, class: ClassId) -> Result<Vec<Member>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(MEMBERS)
        .bind(class)
        .fetch_all(c)
        .await)
}

const KEEP_LIST: &str =
    "INSERT INTO class_lists (class_id, file_name, cells, created_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (class_id) DO UPDATE SET file_name = $2, cells = $3, created_at = $4";

/// Keeps the list that was sent last, until it is taken in or replaced.
pub async fn keep_list(
    tx: &mut Tx,
    class: ClassId,
    (file_name, cells): (&str, &[Vec<String>]),
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let cells = serde_json::to_string(cells).map_err(|e| sqlx::Error::Encode(e.into()))?;
    on!(tx, |c| sqlx::query(KEEP_LIST)
        .bind(class)
        .bind(file_name)
        .bind(&cells)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const LIST: &str = "SELECT file_name, cells FROM class_lists WHERE class_id = $1";

/// The list that waits to be taken in, by its file's name.
pub async fn list_of(
    tx: &mut Tx,
    class: ClassId,
) -> Result<Option<(String, Vec<Vec<String>>)>, sqlx::Error> {
    let row: Option<(String, String)> = on!(tx, |c| sqlx::query_as(LIST)
        .bind(class)
        .fetch_optional(c)
        .await)?;
    row.map(|(name, cells)| {
        let cells = serde_json::from_str(&cells).map_err(|e| sqlx::Error::Decode(e.into()))?;
        Ok((name, cells))
    })
    .transpose()
}

const DROP_LIST: &str = "DELETE FROM class_lists WHERE class_id = $1";

pub(super) async fn drop_list(tx: &mut Tx, class: ClassId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(DROP_LIST)
        .bind(class)
        .execute(c)
        .await
        .map(|_| ()))
}

const INSERT_PHOTO: &str =
    "INSERT INTO class_photos (id, class_id, sha256, original_name, properties, created_at)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (class_id, sha256) DO NOTHING";

/// Whether the photo is new to the class.
pub(super) async fn insert_photo(
    tx: &mut Tx,
    id: Uuid,
    class: ClassId,
    file: &Received,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let properties =
        serde_json::to_string(&file.properties).map_err(|e| sqlx::Error::Encode(e.into()))?;
    let rows = on!(tx, |c| sqlx::query(INSERT_PHOTO)
        .bind(id)
        .bind(class)
        .bind(file.sha256.to_vec())
        .bind(&file.original_name)
        .bind(&properties)
        .bind(now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const PHOTO: &str = "SELECT p.id, p.sha256, f.size_bytes, p.original_name, p.properties, p.entry_id
    FROM class_photos p JOIN files f ON f.sha256 = p.sha256 WHERE p.class_id = $1 AND p.id = $2";

/// A photo of a class.
pub async fn photo(tx: &mut Tx, class: ClassId, id: Uuid) -> Result<Option<Photo>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(PHOTO)
        .bind(class)
        .bind(id)
        .fetch_optional(c)
        .await)
}

const UNPLACED: &str =
    "SELECT p.id, p.sha256, f.size_bytes, p.original_name, p.properties, p.entry_id
    FROM class_photos p JOIN files f ON f.sha256 = p.sha256
    WHERE p.class_id = $1 AND p.entry_id IS NULL ORDER BY p.created_at, p.id";

/// The photos that nobody's name fitted.
pub async fn unplaced(tx: &mut Tx, class: ClassId) -> Result<Vec<Photo>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(UNPLACED)
        .bind(class)
        .fetch_all(c)
        .await)
}

const PLACE: &str = "UPDATE class_photos SET entry_id = $2 WHERE id = $1";

pub(super) async fn place_photo(tx: &mut Tx, id: Uuid, entry: EntryId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(PLACE)
        .bind(id)
        .bind(entry)
        .execute(c)
        .await
        .map(|_| ()))
}

const SHOW_CARD: &str = "UPDATE classes SET card_entry_id = $2, card_at = $3 WHERE id = $1";

/// Notes whose card was photographed.
pub(super) async fn show_card(
    tx: &mut Tx,
    class: ClassId,
    entry: EntryId,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SHOW_CARD)
        .bind(class)
        .bind(entry)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const CARD_BEFORE: &str = "SELECT card_entry_id FROM classes WHERE id = $1 AND card_at > $2 AND card_entry_id IS NOT NULL";

/// Whose card was photographed after a moment, with no work since.
pub(super) async fn card_before(
    tx: &mut Tx,
    class: ClassId,
    since: Timestamp,
) -> Result<Option<EntryId>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(CARD_BEFORE)
        .bind(class)
        .bind(since)
        .fetch_optional(c)
        .await)
}

const HIDE_CARD: &str =
    "UPDATE classes SET card_entry_id = NULL WHERE id = $1 AND card_entry_id IS NOT NULL";

/// A card counts for one work.
pub(super) async fn hide_card(tx: &mut Tx, class: ClassId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(HIDE_CARD)
        .bind(class)
        .execute(c)
        .await
        .map(|_| ()))
}
