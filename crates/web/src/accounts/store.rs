//! SQL of `credentials`, `sessions`, `tokens`, `attempts`, `secrets`, `answers` and `access_tokens`.

use contest::{Timestamp, Tx, contests::ContestId, db::Digest, on, people::PersonId};
use uuid::Uuid;

use super::{
    Purpose,
    access_tokens::{AccessToken, AccessTokenId},
};

const MAKE_SECRET: &str =
    "INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
const SECRET: &str = "SELECT value FROM secrets WHERE name = $1";

/// The secret of this name, which becomes `fresh` where there is none.
pub(super) async fn secret(tx: &mut Tx, name: &str, fresh: &[u8]) -> Result<Vec<u8>, sqlx::Error> {
    on!(tx, |c| sqlx::query(MAKE_SECRET)
        .bind(name)
        .bind(fresh)
        .execute(c)
        .await
        .map(|_| ()))?;
    kept_secret(tx, name).await?.ok_or(sqlx::Error::RowNotFound)
}

/// The secret of this name, where there is one.
pub(super) async fn kept_secret(tx: &mut Tx, name: &str) -> Result<Option<Vec<u8>>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(SECRET)
        .bind(name)
        .fetch_optional(c)
        .await)
}

const SET_PASSWORD: &str =
    "INSERT INTO credentials (person_id, password_hash, changed_at) VALUES ($1, $2, $3)
    ON CONFLICT (person_id) DO UPDATE SET password_hash = $2, changed_at = $3";

pub(super) async fn set_password(
    tx: &mut Tx,
    person: PersonId,
    hash: &str,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SET_PASSWORD)
        .bind(person)
        .bind(hash)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const PASSWORD: &str = "SELECT password_hash FROM credentials WHERE person_id = $1";

pub(super) async fn password(tx: &mut Tx, person: PersonId) -> Result<Option<String>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(PASSWORD)
        .bind(person)
        .fetch_optional(c)
        .await)
}

const WITH_PASSWORD: &str =
    "SELECT DISTINCT k.person_id FROM credentials k JOIN roles r ON r.person_id = k.person_id
    WHERE r.contest_id = $1";

/// Who of a contest's people has set a password, that is, has taken up the invitation.
pub async fn with_password(tx: &mut Tx, contest: ContestId) -> Result<Vec<PersonId>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(WITH_PASSWORD)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const OPEN: &str =
    "INSERT INTO sessions (key_hash, person_id, created_at, expires_at) VALUES ($1, $2, $3, $4)";

pub(super) async fn open_session(
    tx: &mut Tx,
    key: Digest,
    person: PersonId,
    (now, until): (Timestamp, Timestamp),
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(OPEN)
        .bind(key.to_vec())
        .bind(person)
        .bind(now)
        .bind(until)
        .execute(c)
        .await
        .map(|_| ()))
}

const SESSION: &str = "SELECT s.person_id, f.confirmed_at IS NOT NULL FROM sessions s
    LEFT JOIN second_factors f ON f.person_id = s.person_id
    WHERE s.key_hash = $1 AND s.expires_at > $2";

pub(super) async fn session(
    tx: &mut Tx,
    key: Digest,
    now: Timestamp,
) -> Result<Option<(PersonId, bool)>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(SESSION)
        .bind(key.to_vec())
        .bind(now)
        .fetch_optional(c)
        .await)
}

const END: &str = "DELETE FROM sessions WHERE key_hash = $1";

pub(super) async fn end_session(tx: &mut Tx, key: Digest) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(END)
        .bind(key.to_vec())
        .execute(c)
        .await
        .map(|_| ()))
}

const END_ALL: &str = "DELETE FROM sessions WHERE person_id = $1";

pub(super) async fn end_sessions_of(tx: &mut Tx, person: PersonId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(END_ALL)
        .bind(person)
        .execute(c)
        .await
        .map(|_| ()))
}

const ISSUE: &str =
    "INSERT INTO tokens (token_hash, purpose, person_id, uses_left, expires_at, created_at)
    VALUES ($1, $2, $3, $4, $5, $6)";

pub(super) async fn issue(
    tx: &mut Tx,
    token: Digest,
    (purpose, person): (Purpose, Option<PersonId>),
    uses: i64,
    (now, until): (Timestamp, Timestamp),
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(ISSUE)
        .bind(token.to_vec())
        .bind(purpose.as_str())
        .bind(person)
        .bind(uses)
        .bind(until)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const PEEK: &str =
    "SELECT person_id FROM tokens WHERE token_hash = $1 AND purpose = $2 AND uses_left > 0
    AND expires_at > $3";

pub(super) async fn peek(
    tx: &mut Tx,
    token: Digest,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<Option<PersonId>>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(PEEK)
        .bind(token.to_vec())
        .bind(purpose.as_str())
        .bind(now)
        .fetch_optional(c)
        .await)
}

const REDEEM: &str = "UPDATE tokens SET uses_left = uses_left - 1
    WHERE token_hash = $1 AND purpose = $2 AND uses_left > 0 AND expires_at > $3 RETURNING person_id";

pub(super) async fn redeem(
    tx: &mut Tx,
    token: Digest,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<Option<PersonId>>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(REDEEM)
        .bind(token.to_vec())
        .bind(purpose.as_str())
        .bind(now)
        .fetch_optional(c)
        .await)
}

const REVOKE: &str =
    "UPDATE tokens SET uses_left = 0 WHERE purpose = $1 AND (person_id = $2 OR $2 IS NULL)";

/// Makes earlier tokens of this purpose useless: those of a person, or all of them.
pub(super) async fn revoke_earlier(
    tx: &mut Tx,
    purpose: Purpose,
    person: Option<PersonId>,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(REVOKE)
        .bind(purpose.as_str())
        .bind(person)
        .execute(c)
        .await
        .map(|_| ()))
}

const COUNT: &str = "INSERT INTO attempts (bucket, window_start, count) VALUES ($1, $2, $4)
    ON CONFLICT (bucket) DO UPDATE SET
        count = CASE WHEN attempts.window_start < $3 THEN $4 ELSE attempts.count + $4 END,
        window_start = CASE WHEN attempts.window_start < $3 THEN $2 ELSE attempts.window_start END
    RETURNING count";

/// Counts attempts in a window that began after `horizon`; returns how many there are now.
pub(super) async fn count_attempts(
    tx: &mut Tx,
    bucket: &str,
    many: i64,
    (now, horizon): (Timestamp, Timestamp),
) -> Result<i64, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(COUNT)
        .bind(bucket)
        .bind(now)
        .bind(horizon)
        .bind(many)
        .fetch_one(c)
        .await)
}

const CLAIM_ANSWER: &str =
    "INSERT INTO answers (once, digest, location, created_at) VALUES ($1, $2, '', $3)
    ON CONFLICT (once) DO NOTHING";

/// Claims a key for this transaction; false where an earlier post has it. On PostgreSQL this waits for a post
/// with the same key that is still under way.
pub(super) async fn claim_answer(
    tx: &mut Tx,
    once: Uuid,
    digest: Digest,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(CLAIM_ANSWER)
        .bind(once)
        .bind(digest.to_vec())
        .bind(now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const ANSWER: &str = "SELECT digest, location FROM answers WHERE once = $1";

pub(super) async fn answer(tx: &mut Tx, once: Uuid) -> Result<(Vec<u8>, String), sqlx::Error> {
    on!(tx, |c| sqlx::query_as(ANSWER).bind(once).fetch_one(c).await)
}

const KEEP_ANSWER: &str = "UPDATE answers SET location = $2 WHERE once = $1";

pub(super) async fn keep_answer(
    tx: &mut Tx,
    once: Uuid,
    location: &str,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(KEEP_ANSWER)
        .bind(once)
        .bind(location)
        .execute(c)
        .await
        .map(|_| ()))
}

const FORGET: &str = "DELETE FROM answers WHERE created_at < $1";
const FORGET_SESSIONS: &str = "DELETE FROM sessions WHERE expires_at < $1";

/// Deletes answers older than `horizon` and sessions that ended before it.
pub(super) async fn forget(tx: &mut Tx, horizon: Timestamp) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(FORGET)
        .bind(horizon)
        .execute(c)
        .await
        .map(|_| ()))?;
    on!(tx, |c| sqlx::query(FORGET_SESSIONS)
        .bind(horizon)
        .execute(c)
        .await
        .map(|_| ()))
}

const INSERT_ACCESS_TOKEN: &str =
    "INSERT INTO access_tokens (id, person_id, contest_id, name, scopes, token_hash, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

pub(super) async fn insert_access_token(
    tx: &mut Tx,
    token: &AccessToken,
    hash: Digest,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_ACCESS_TOKEN)
        .bind(token.id)
        .bind(token.person_id)
        .bind(token.contest_id)
        .bind(&token.name)
        .bind(&token.scopes)
        .bind(hash.to_vec())
        .bind(token.created_at)
        .bind(token.expires_at)
        .execute(c)
        .await
        .map(|_| ()))
}

const ACCESS_TOKENS: &str =
    "SELECT id, person_id, contest_id, name, scopes, created_at, expires_at, used_at
    FROM access_tokens WHERE contest_id = $1 ORDER BY created_at DESC, id";

pub(super) async fn access_tokens(
    tx: &mut Tx,
    contest: ContestId,
) -> Result<Vec<AccessToken>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(ACCESS_TOKENS)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const ACCESS_TOKEN: &str =
    "SELECT id, person_id, contest_id, name, scopes, created_at, expires_at, used_at
    FROM access_tokens WHERE token_hash = $1 AND expires_at > $2";

pub(super) async fn access_token(
    tx: &mut Tx,
    hash: Digest,
    now: Timestamp,
) -> Result<Option<AccessToken>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(ACCESS_TOKEN)
        .bind(hash.to_vec())
        .bind(now)
        .fetch_optional(c)
        .await)
}

const DELETE_ACCESS_TOKEN: &str = "DELETE FROM access_tokens WHERE contest_id = $1 AND id = $2";

pub(super) async fn delete_access_token(
    tx: &mut Tx,
    contest: ContestId,
    id: AccessTokenId,
) -> Result<bool, sqlx::Error> {
    on!(tx, |c| sqlx::query(DELETE_ACCESS_TOKEN)
        .bind(contest)
        .bind(id)
        .execute(c)
        .await
        .map(|done| done.rows_affected() == 1))
}

const NOTE_USE: &str = "UPDATE access_tokens SET used_at = $2 WHERE id = $1";

pub(super) async fn note_use(
    tx: &mut Tx,
    id: AccessTokenId,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(NOTE_USE)
        .bind(id)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}
