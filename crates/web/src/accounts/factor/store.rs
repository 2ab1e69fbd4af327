//! SQL of `second_factors` and `recovery_codes`.

use contest::{Timestamp, Tx, db::Digest, on, people::PersonId};

const BEGIN: &str = "INSERT INTO second_factors (person_id, secret, begun_at) VALUES ($1, $2, $3)
    ON CONFLICT (person_id) DO NOTHING";

/// The secret of a person, this one where there is none yet.
pub(super) async fn begin(
    tx: &mut Tx,
    person: PersonId,
    fresh: &[u8],
    now: Timestamp,
) -> Result<Vec<u8>, sqlx::Error> {
    on!(&mut *tx, |c| sqlx::query(BEGIN)
        .bind(person)
        .bind(fresh)
        .bind(now)
        .execute(c)
        .await
        .map(drop))?;
    Ok(secret(tx, person).await?.unwrap_or_default())
}

const SECRET: &str = "SELECT secret FROM second_factors WHERE person_id = $1";

pub(super) async fn secret(tx: &mut Tx, person: PersonId) -> Result<Option<Vec<u8>>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(SECRET)
        .bind(person)
        .fetch_optional(c)
        .await)
}

const CONFIRM: &str =
    "UPDATE second_factors SET confirmed_at = $2 WHERE person_id = $1 AND confirmed_at IS NULL";

pub(super) async fn confirm(
    tx: &mut Tx,
    person: PersonId,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(CONFIRM)
        .bind(person)
        .bind(now)
        .execute(c)
        .await
        .map(drop))
}

const IS_ON: &str = "SELECT EXISTS (SELECT 1 FROM second_factors
    WHERE person_id = $1 AND confirmed_at IS NOT NULL)";

/// Whether a code is asked for when this person signs in.
pub async fn is_on(tx: &mut Tx, person: PersonId) -> Result<bool, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(IS_ON)
        .bind(person)
        .fetch_one(c)
        .await)
}

// Later steps only: a code is worth nothing once it was used.
const USE_STEP: &str =
    "UPDATE second_factors SET last_step = $2 WHERE person_id = $1 AND last_step < $2";

pub(super) async fn use_step(
    tx: &mut Tx,
    person: PersonId,
    step: i64,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(USE_STEP)
        .bind(person)
        .bind(step)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

const USE_PAPER: &str = "UPDATE recovery_codes SET used_at = $3
    WHERE person_id = $1 AND code_hash = $2 AND used_at IS NULL";

pub(super) async fn use_paper(
    tx: &mut Tx,
    person: PersonId,
    hash: Digest,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(USE_PAPER)
        .bind(person)
        .bind(hash.to_vec())
        .bind(now)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

const DROP_PAPERS: &str = "DELETE FROM recovery_codes WHERE person_id = $1";
const ADD_PAPER: &str = "INSERT INTO recovery_codes (person_id, code_hash) VALUES ($1, $2)";

pub(super) async fn replace_papers(
    tx: &mut Tx,
    person: PersonId,
    hashes: &[Digest],
) -> Result<(), sqlx::Error> {
    on!(&mut *tx, |c| sqlx::query(DROP_PAPERS)
        .bind(person)
        .execute(c)
        .await
        .map(drop))?;
    for hash in hashes {
        on!(&mut *tx, |c| sqlx::query(ADD_PAPER)
            .bind(person)
            .bind(hash.to_vec())
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}

const PAPERS_LEFT: &str =
    "SELECT COUNT(*) FROM recovery_codes WHERE person_id = $1 AND used_at IS NULL";

/// Codes on paper that were not used yet.
pub async fn papers_left(tx: &mut Tx, person: PersonId) -> Result<i64, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(PAPERS_LEFT)
        .bind(person)
        .fetch_one(c)
        .await)
}

const REMOVE: &str = "DELETE FROM second_factors WHERE person_id = $1";

pub(super) async fn remove(tx: &mut Tx, person: PersonId) -> Result<(), sqlx::Error> {
    for sql in [DROP_PAPERS, REMOVE] {
        on!(&mut *tx, |c| sqlx::query(sql)
            .bind(person)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(())
}
