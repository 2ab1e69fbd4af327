//! SQL of `checkpoints`.

use contest::{Timestamp, Tx, contests::ContestId, db::Digest, on};

use super::{Cause, Checkpoint};

#[derive(sqlx::FromRow)]
struct Row {
    size: i64,
    #[sqlx(try_from = "Vec<u8>")]
    root: Digest,
    #[sqlx(try_from = "String")]
    cause: Cause,
    at: Timestamp,
}

const OF_CONTEST: &str =
    "SELECT size, root, cause, at FROM checkpoints WHERE contest_id = $1 ORDER BY size DESC";

/// The checkpoints of a contest, the latest first.
pub async fn of_contest(tx: &mut Tx, contest: ContestId) -> Result<Vec<Checkpoint>, sqlx::Error> {
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(OF_CONTEST)
        .bind(contest)
        .fetch_all(c)
        .await)?;
    let checkpoint = |row: Row| Checkpoint {
        size: row.size,
        root: row.root.0,
        cause: row.cause,
        at: row.at,
    };
    Ok(rows.into_iter().map(checkpoint).collect())
}

const INSERT: &str =
    "INSERT INTO checkpoints (contest_id, size, root, cause, at) VALUES ($1, $2, $3, $4, $5)";

pub(super) async fn insert(
    tx: &mut Tx,
    contest: ContestId,
    made: &Checkpoint,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(contest)
        .bind(made.size)
        .bind(Digest(made.root).to_vec())
        .bind(made.cause.as_str())
        .bind(made.at)
        .execute(c)
        .await
        .map(|_| ()))
}
