//! SQL of `amendments`.

use sqlx::FromRow;

use super::{Amendment, AmendmentId};
use crate::contests::{CategoryId, ContestId};
use crate::{Timestamp, Tx, on};

#[derive(FromRow)]
struct Row {
    id: AmendmentId,
    contest_id: ContestId,
    category_id: Option<CategoryId>,
    at: Timestamp,
    reason: String,
    changes: String,
}

impl TryFrom<Row> for Amendment {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let changes = serde_json::from_str(&row.changes);
        Ok(Self {
            id: row.id,
            contest_id: row.contest_id,
            category_id: row.category_id,
            at: row.at,
            reason: row.reason,
            changes: changes.map_err(|error| sqlx::Error::Decode(Box::new(error)))?,
        })
    }
}

const INSERT: &str = "INSERT INTO amendments (id, contest_id, category_id, at, reason, changes)
    VALUES ($1, $2, $3, $4, $5, $6)";

pub(super) async fn insert(tx: &mut Tx, amendment: &Amendment) -> Result<(), sqlx::Error> {
    let changes = serde_json::json!(amendment.changes).to_string();
    on!(tx, |c| sqlx::query(INSERT)
        .bind(amendment.id)
        .bind(amendment.contest_id)
        .bind(amendment.category_id)
        .bind(amendment.at)
        .bind(&amendment.reason)
        .bind(&changes)
        .execute(c)
        .await
        .map(|_| ()))
}

const OF_CONTEST: &str = "SELECT id, contest_id, category_id, at, reason, changes
    FROM amendments WHERE contest_id = $1 ORDER BY at DESC, id DESC";

/// All amendments of a contest, the newest first.
pub async fn of_contest(tx: &mut Tx, contest: ContestId) -> Result<Vec<Amendment>, sqlx::Error> {
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(OF_CONTEST)
        .bind(contest)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Amendment::try_from).collect()
}
