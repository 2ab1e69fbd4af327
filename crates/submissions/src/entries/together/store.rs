//! SQL of the authors beside the first, and of `author_places`.

use contest::{Tx, contests::CategoryId, folding::fold, on};
use uuid::Uuid;

use super::{CoAuthor, EntryId};

const CLEAR: &str = "DELETE FROM authors WHERE entry_id = $1 AND position > 1";

pub(super) async fn clear(tx: &mut Tx, entry: EntryId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(CLEAR)
        .bind(entry)
        .execute(c)
        .await
        .map(|_| ()))
}

const INSERT: &str = "INSERT INTO authors (id, entry_id, position, full_name, birth_year, phone, phone_e164, name_folded,
        agrees)
    VALUES ($1, $2, $3, $4, $5, '', '', $6, $7)";

pub(super) async fn insert(
    tx: &mut Tx,
    entry: EntryId,
    (id, position): (Uuid, i64),
    other: &CoAuthor,
    agrees: bool,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(id)
        .bind(entry)
        .bind(position)
        .bind(&other.full_name)
        .bind(other.birth_year)
        .bind(fold(&other.full_name))
        .bind(agrees)
        .execute(c)
        .await
        .map(|_| ()))
}

const OTHERS: &str =
    "SELECT full_name, birth_year, agrees FROM authors WHERE entry_id = $1 AND position > 1
    ORDER BY position";

/// The others, and whether they agree to be named.
pub(super) async fn others(
    tx: &mut Tx,
    entry: EntryId,
) -> Result<(Vec<CoAuthor>, bool), sqlx::Error> {
    let rows: Vec<(String, i64, bool)> = on!(tx, |c| sqlx::query_as(OTHERS)
        .bind(entry)
        .fetch_all(c)
        .await)?;
    let agree = rows.first().is_some_and(|(_, _, agrees)| *agrees);
    let others = rows.into_iter().map(|(full_name, birth_year, _)| CoAuthor {
        full_name,
        birth_year,
    });
    Ok((others.collect(), agree))
}

const SET_CREDITS: &str = "UPDATE entries SET together = $2 WHERE id = $1";

pub(super) async fn set_credits(
    tx: &mut Tx,
    entry: EntryId,
    credits: &str,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SET_CREDITS)
        .bind(entry)
        .bind(credits)
        .execute(c)
        .await
        .map(|_| ()))
}

const TAKE_PLACE: &str =
    "INSERT INTO author_places (category_id, author_key, place, entry_id) VALUES ($1, $2, $3, $4)
    ON CONFLICT (category_id, author_key, place) DO NOTHING";

/// Takes a place; false where another entry has it.
pub(super) async fn take_place(
    tx: &mut Tx,
    category: CategoryId,
    (key, place): (&str, i64),
    entry: EntryId,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(TAKE_PLACE)
        .bind(category)
        .bind(key)
        .bind(place)
        .bind(entry)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const LEAVE_PLACES: &str = "DELETE FROM author_places WHERE entry_id = $1";

pub(super) async fn leave_places(tx: &mut Tx, entry: EntryId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(LEAVE_PLACES)
        .bind(entry)
        .execute(c)
        .await
        .map(|_| ()))
}
