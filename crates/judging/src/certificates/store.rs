//! SQL of `certificates` and `certificate_settings`.

use contest::{Timestamp, Tx, contests::ContestId, on};

use super::{Certificate, CertificateId, Settings};

const OF: &str =
    "SELECT id, contest_id, entry_id, tier_id, number, code, issued_at, withdrawn_at, reason
    FROM certificates WHERE contest_id = $1 ORDER BY number";

/// The register of a contest. Who may see it before the announcement is up to the caller.
pub async fn certificates_of(
    tx: &mut Tx,
    contest: ContestId,
) -> Result<Vec<Certificate>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF).bind(contest).fetch_all(c).await)
}

const CALLED: &str =
    "SELECT id, contest_id, entry_id, tier_id, number, code, issued_at, withdrawn_at, reason
    FROM certificates WHERE code = $1";

/// The certificate with this code, whatever its contest and whoever asks: see [`Certificate::verdict`].
pub async fn certificate_called(
    tx: &mut Tx,
    code: &str,
) -> Result<Option<Certificate>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(CALLED)
        .bind(code)
        .fetch_optional(c)
        .await)
}

const INSERT: &str =
    "INSERT INTO certificates (id, contest_id, entry_id, tier_id, number, code, issued_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

pub(super) async fn insert(tx: &mut Tx, one: &Certificate) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(one.id)
        .bind(one.contest_id)
        .bind(one.entry_id)
        .bind(one.tier_id)
        .bind(one.number)
        .bind(&one.code)
        .bind(one.issued_at)
        .execute(c)
        .await
        .map(|_| ()))
}

const WITHDRAW: &str = "UPDATE certificates SET withdrawn_at = $3, reason = $4
    WHERE contest_id = $1 AND id = $2 AND withdrawn_at IS NULL";

pub(super) async fn withdraw(
    tx: &mut Tx,
    (contest, id): (ContestId, CertificateId),
    (at, reason): (Timestamp, &str),
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(WITHDRAW)
        .bind(contest)
        .bind(id)
        .bind(at)
        .bind(reason)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const SETTINGS: &str = "SELECT issuer, signer_title, signer_name, place_date FROM certificate_settings WHERE contest_id = $1";

/// The words around the signature; `None` while nobody set them.
pub async fn settings_of(tx: &mut Tx, contest: ContestId) -> Result<Option<Settings>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(SETTINGS)
        .bind(contest)
        .fetch_optional(c)
        .await)
}

const SAVE_SETTINGS: &str = "INSERT INTO certificate_settings (contest_id, issuer, signer_title, signer_name, place_date)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (contest_id) DO UPDATE SET issuer = $2, signer_title = $3, signer_name = $4, place_date = $5";

pub(super) async fn save_settings(
    tx: &mut Tx,
    contest: ContestId,
    s: &Settings,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SAVE_SETTINGS)
        .bind(contest)
        .bind(&s.issuer)
        .bind(&s.signer_title)
        .bind(&s.signer_name)
        .bind(&s.place_date)
        .execute(c)
        .await
        .map(|_| ()))
}
