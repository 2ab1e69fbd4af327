//! SQL of `declarations`, `declared_ties` and `conflict_rulings`.

use contest::{Timestamp, Tx, contests::ContestId, on, people::PersonId};
use submissions::entries::EntryId;

use super::{Ruled, Tie, TieId, TieKind};

const DECLARED: &str = "INSERT INTO declarations (contest_id, person_id, at) VALUES ($1, $2, $3)
    ON CONFLICT (contest_id, person_id) DO UPDATE SET at = $3";

pub(crate) async fn declared(
    tx: &mut Tx,
    (contest, person): (ContestId, PersonId),
    at: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(DECLARED)
        .bind(contest)
        .bind(person)
        .bind(at)
        .execute(c)
        .await
        .map(|_| ()))
}

const HAS: &str = "SELECT COUNT(*) FROM declarations WHERE contest_id = $1 AND person_id = $2";

/// Whether a juror said whom they are close to, or that there is nobody.
pub async fn has_declared(
    tx: &mut Tx,
    contest: ContestId,
    person: PersonId,
) -> Result<bool, sqlx::Error> {
    let n: i64 = on!(tx, |c| sqlx::query_scalar(HAS)
        .bind(contest)
        .bind(person)
        .fetch_one(c)
        .await)?;
    Ok(n > 0)
}

const DECLARED_BY: &str = "SELECT person_id FROM declarations WHERE contest_id = $1";

/// The jurors of a contest who answered.
pub async fn declared_by(tx: &mut Tx, contest: ContestId) -> Result<Vec<PersonId>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(DECLARED_BY)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const INSERT_TIE: &str =
    "INSERT INTO declared_ties (id, contest_id, person_id, kind, name, note, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

pub(crate) async fn insert_tie(
    tx: &mut Tx,
    id: TieId,
    (contest, person): (ContestId, PersonId),
    (kind, name, note): (TieKind, &str, String),
    at: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_TIE)
        .bind(id)
        .bind(contest)
        .bind(person)
        .bind(kind.as_str())
        .bind(name)
        .bind(note)
        .bind(at)
        .execute(c)
        .await
        .map(|_| ()))
}

const TIES: &str = "SELECT id, person_id, kind, name, note, at FROM declared_ties WHERE contest_id = $1 ORDER BY at, id";

/// Everything that jurors of a contest declared. Who may see it is up to the caller.
pub async fn ties_of(tx: &mut Tx, contest: ContestId) -> Result<Vec<Tie>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(TIES)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const RULINGS: &str =
    "SELECT person_id, entry_id, stands, reason FROM conflict_rulings WHERE contest_id = $1";

pub(crate) async fn rulings_of(tx: &mut Tx, contest: ContestId) -> Result<Vec<Ruled>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(RULINGS)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const SAVE_RULING: &str =
    "INSERT INTO conflict_rulings (contest_id, person_id, entry_id, stands, reason, at)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (contest_id, person_id, entry_id) DO UPDATE SET stands = $4, reason = $5, at = $6";

pub(crate) async fn save_ruling(
    tx: &mut Tx,
    (contest, person, entry): (ContestId, PersonId, EntryId),
    (stands, reason): (bool, &str),
    at: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SAVE_RULING)
        .bind(contest)
        .bind(person)
        .bind(entry)
        .bind(stands)
        .bind(reason)
        .bind(at)
        .execute(c)
        .await
        .map(|_| ()))
}
