//! SQL of `guestbook_lines`.

use super::{Line, LineId, State};
use crate::{Tx, contests::ContestId, on};

const LINES: &str = "SELECT id, name, words, state, created_at FROM guestbook_lines
    WHERE contest_id = $1 ORDER BY CASE state WHEN 'waiting' THEN 0 ELSE 1 END, created_at DESC, id LIMIT $2";

/// What was written, what waits first, then the newest; at most `take` lines.
pub async fn lines_of(
    tx: &mut Tx,
    contest: ContestId,
    take: i64,
) -> Result<Vec<Line>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(LINES)
        .bind(contest)
        .bind(take)
        .fetch_all(c)
        .await)
}

const SHOWN: &str = "SELECT id, name, words, state, created_at FROM guestbook_lines
    WHERE contest_id = $1 AND state = 'shown' ORDER BY created_at DESC, id LIMIT $2";

/// What everybody may read, the newest first; at most `take` lines.
pub async fn shown_in(
    tx: &mut Tx,
    contest: ContestId,
    take: i64,
) -> Result<Vec<Line>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(SHOWN)
        .bind(contest)
        .bind(take)
        .fetch_all(c)
        .await)
}

const INSERT: &str = "INSERT INTO guestbook_lines (id, contest_id, name, words, state, created_at)
    VALUES ($1, $2, $3, $4, $5, $6)";

pub(super) async fn insert(
    tx: &mut Tx,
    contest: ContestId,
    line: &Line,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(line.id)
        .bind(contest)
        .bind(&line.name)
        .bind(&line.words)
        .bind(line.state.as_str())
        .bind(line.created_at)
        .execute(c)
        .await
        .map(|_| ()))
}

const SET_STATE: &str = "UPDATE guestbook_lines SET state = $3 WHERE contest_id = $1 AND id = $2";

pub(super) async fn set_state(
    tx: &mut Tx,
    contest: ContestId,
    (id, state): (LineId, State),
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(SET_STATE)
        .bind(contest)
        .bind(id)
        .bind(state.as_str())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}
