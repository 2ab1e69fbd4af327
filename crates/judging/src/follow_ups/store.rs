//! SQL of `follow_ups`.

use contest::{Tx, contests::ContestId, on};
use submissions::entries::EntryId;

use super::{FollowUp, FollowUpId};

const OF_CONTEST: &str = "SELECT id, entry_id, stage, place, words, added_at FROM follow_ups
    WHERE contest_id = $1 ORDER BY added_at, id";

/// Every step of a contest, in order of time.
pub async fn of_contest(tx: &mut Tx, contest: ContestId) -> Result<Vec<FollowUp>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_CONTEST)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const OF_ENTRY: &str = "SELECT id, entry_id, stage, place, words, added_at FROM follow_ups
    WHERE entry_id = $1 ORDER BY added_at, id";

/// The steps of a work, in order of time.
pub async fn of_entry(tx: &mut Tx, entry: EntryId) -> Result<Vec<FollowUp>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_ENTRY)
        .bind(entry)
        .fetch_all(c)
        .await)
}

const INSERT: &str =
    "INSERT INTO follow_ups (id, contest_id, entry_id, stage, place, words, added_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

pub(super) async fn insert(
    tx: &mut Tx,
    contest: ContestId,
    step: &FollowUp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(step.id)
        .bind(contest)
        .bind(step.entry_id)
        .bind(step.stage.as_str())
        .bind(&step.place)
        .bind(&step.words)
        .bind(step.added_at)
        .execute(c)
        .await
        .map(|_| ()))
}

const DELETE: &str = "DELETE FROM follow_ups WHERE id = $1";

pub(super) async fn delete(tx: &mut Tx, id: FollowUpId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(DELETE)
        .bind(id)
        .execute(c)
        .await
        .map(|_| ()))
}
