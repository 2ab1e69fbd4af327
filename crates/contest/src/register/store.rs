//! SQL of `letter_numbers`.

use super::{LetterKind, Number};
use crate::{Tx, contests::ContestId, on};

const ALL: &str = "SELECT kind, number, subject, created_at FROM letter_numbers
    WHERE contest_id = $1 ORDER BY created_at DESC, kind, number DESC";

/// The register of a contest, the newest number first.
pub async fn numbers_of(tx: &mut Tx, contest: ContestId) -> Result<Vec<Number>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(ALL).bind(contest).fetch_all(c).await)
}

const LAST: &str = "SELECT kind, number, subject, created_at FROM letter_numbers
    WHERE contest_id = $1 AND kind = $2 ORDER BY number DESC LIMIT 1";

/// The last number that was given to a kind of letter.
pub async fn last_of(
    tx: &mut Tx,
    contest: ContestId,
    kind: LetterKind,
) -> Result<Option<Number>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(LAST)
        .bind(contest)
        .bind(kind.as_str())
        .fetch_optional(c)
        .await)
}

const INSERT: &str = "INSERT INTO letter_numbers (contest_id, kind, number, subject, created_at)
    VALUES ($1, $2, $3, $4, $5)";

pub(super) async fn insert(tx: &mut Tx, contest: ContestId, n: &Number) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(contest)
        .bind(n.kind.as_str())
        .bind(n.number)
        .bind(&n.subject)
        .bind(n.created_at)
        .execute(c)
        .await
        .map(|_| ()))
}
