//! SQL of `late_codes`.

use contest::{
    Timestamp, Tx,
    contests::{CategoryId, ContestId},
    on,
};

use super::{LateCode, LateCodeId};

/// The columns of [`LateCode`].
macro_rules! code_columns {
    () => {
        "id, contest_id, category_id, code, note, uses, uses_left, expires_at, created_at"
    };
}

const INSERT: &str = concat!(
    "INSERT INTO late_codes (",
    code_columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
);

pub(super) async fn insert(tx: &mut Tx, l: &LateCode) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(l.id)
        .bind(l.contest_id)
        .bind(l.category_id)
        .bind(&l.code)
        .bind(&l.note)
        .bind(l.uses)
        .bind(l.uses_left)
        .bind(l.expires_at)
        .bind(l.created_at)
        .execute(c)
        .await
        .map(|_| ()))
}

const OF_CONTEST: &str = concat!(
    "SELECT ",
    code_columns!(),
    " FROM late_codes WHERE contest_id = $1 ORDER BY created_at DESC, id DESC"
);

/// All codes of a contest, the newest first.
pub async fn of_contest(tx: &mut Tx, contest: ContestId) -> Result<Vec<LateCode>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_CONTEST)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const USABLE: &str = concat!(
    "SELECT ",
    code_columns!(),
    " FROM late_codes WHERE contest_id = $1 AND code = $2 AND uses_left > 0 AND expires_at >= $3"
);

/// The code, in its proper form, if it still opens something.
pub async fn usable(
    tx: &mut Tx,
    contest: ContestId,
    code: &str,
    now: Timestamp,
) -> Result<Option<LateCode>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(USABLE)
        .bind(contest)
        .bind(code)
        .bind(now)
        .fetch_optional(c)
        .await)
}

const SPEND: &str = "UPDATE late_codes SET uses_left = uses_left - 1
    WHERE contest_id = $1 AND code = $2 AND uses_left > 0 AND expires_at >= $3
        AND (category_id IS NULL OR category_id = $4)
    RETURNING expires_at";

/// Uses a code once; until when the work that it lets in may be sent, or none where it opens nothing.
pub(crate) async fn spend(
    tx: &mut Tx,
    contest: ContestId,
    (code, category): (&str, CategoryId),
    now: Timestamp,
) -> Result<Option<Timestamp>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(SPEND)
        .bind(contest)
        .bind(code)
        .bind(now)
        .bind(category)
        .fetch_optional(c)
        .await)
}

const END: &str =
    "UPDATE late_codes SET uses_left = 0 WHERE contest_id = $1 AND id = $2 AND uses_left > 0";

pub(super) async fn end(
    tx: &mut Tx,
    contest: ContestId,
    id: LateCodeId,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(END)
        .bind(contest)
        .bind(id)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}
