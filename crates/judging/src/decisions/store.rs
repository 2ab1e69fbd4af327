//! SQL of `decisions`.

use contest::{Timestamp, Tx, contests::ContestId, db::Digest, on, people::PersonId};

use super::Decision;

#[derive(sqlx::FromRow)]
struct Row {
    number: String,
    minutes: String,
    digest: Option<Vec<u8>>,
    chair_id: Option<PersonId>,
    chair_signed_at: Option<Timestamp>,
    organiser_id: Option<PersonId>,
    organiser_signed_at: Option<Timestamp>,
}

const DECISION: &str =
    "SELECT number, minutes, digest, chair_id, chair_signed_at, organiser_id, organiser_signed_at
    FROM decisions WHERE contest_id = $1";

/// The decision of a contest, as far as it is.
pub async fn decision_of(tx: &mut Tx, contest: ContestId) -> Result<Option<Decision>, sqlx::Error> {
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(DECISION)
        .bind(contest)
        .fetch_optional(c)
        .await)?;
    row.map(|row| {
        let digest = row
            .digest
            .map(Digest::try_from)
            .transpose()
            .map_err(|e| sqlx::Error::Decode(e.into()))?;
        Ok(Decision {
            contest_id: contest,
            number: row.number,
            minutes: row.minutes,
            digest,
            chair_id: row.chair_id,
            chair_signed_at: row.chair_signed_at,
            organiser_id: row.organiser_id,
            organiser_signed_at: row.organiser_signed_at,
        })
    })
    .transpose()
}

const SAVE_MINUTES: &str = "INSERT INTO decisions (contest_id, number, minutes) VALUES ($1, $2, $3)
    ON CONFLICT (contest_id) DO UPDATE SET number = $2, minutes = $3 WHERE decisions.chair_signed_at IS NULL";

pub(super) async fn save_minutes(
    tx: &mut Tx,
    contest: ContestId,
    number: &str,
    minutes: &str,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(SAVE_MINUTES)
        .bind(contest)
        .bind(number)
        .bind(minutes)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const SIGN_CHAIR: &str = "UPDATE decisions SET chair_id = $2, digest = $3, chair_signed_at = $4
    WHERE contest_id = $1 AND chair_signed_at IS NULL";

pub(super) async fn sign_chair(
    tx: &mut Tx,
    contest: ContestId,
    person: PersonId,
    digest: Digest,
    at: Timestamp,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(SIGN_CHAIR)
        .bind(contest)
        .bind(person)
        .bind(digest.to_vec())
        .bind(at)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const SIGN_ORGANISER: &str = "UPDATE decisions SET organiser_id = $2, organiser_signed_at = $3
    WHERE contest_id = $1 AND chair_signed_at IS NOT NULL AND organiser_signed_at IS NULL";

pub(super) async fn sign_organiser(
    tx: &mut Tx,
    contest: ContestId,
    person: PersonId,
    at: Timestamp,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(SIGN_ORGANISER)
        .bind(contest)
        .bind(person)
        .bind(at)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const CLEAR: &str = "UPDATE decisions SET chair_id = NULL, chair_signed_at = NULL, digest = NULL
    WHERE contest_id = $1 AND organiser_signed_at IS NULL";
const SIGNED: &str =
    "SELECT COUNT(*) FROM decisions WHERE contest_id = $1 AND organiser_signed_at IS NOT NULL";

/// Takes the chair's signature away; false when the organiser has signed too.
pub(crate) async fn clear_signature(tx: &mut Tx, contest: ContestId) -> Result<bool, sqlx::Error> {
    on!(tx, |c| sqlx::query(CLEAR)
        .bind(contest)
        .execute(c)
        .await
        .map(|_| ()))?;
    let signed: i64 = on!(tx, |c| sqlx::query_scalar(SIGNED)
        .bind(contest)
        .fetch_one(c)
        .await)?;
    Ok(signed == 0)
}
