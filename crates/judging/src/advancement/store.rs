//! SQL of `advancements`.

use contest::{Tx, on};
use submissions::entries::EntryId;

use super::Candidate;
use crate::rounds::RoundId;

/// What was settled for a work.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Advanced {
    /// The work.
    pub entry_id: EntryId,
    /// Whether it goes on.
    pub passes: bool,
    /// What the round's rule said.
    pub by_rule: bool,
    /// Why it departs from the rule; empty where it does not.
    pub reason: String,
}

const OF_ROUND: &str = "SELECT entry_id, passes, by_rule, reason FROM advancements WHERE round_id = $1 ORDER BY entry_id";

/// What was settled after a round; empty while nothing is.
pub async fn of_round(tx: &mut Tx, round: RoundId) -> Result<Vec<Advanced>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_ROUND)
        .bind(round)
        .fetch_all(c)
        .await)
}

const INSERT: &str = "INSERT INTO advancements (round_id, entry_id, passes, by_rule, reason) VALUES ($1, $2, $3, $4, $5)";

pub(super) async fn insert(
    tx: &mut Tx,
    round: RoundId,
    work: &Candidate,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(round)
        .bind(work.placed.standing.entry)
        .bind(work.passes)
        .bind(work.by_rule)
        .bind(&work.reason)
        .execute(c)
        .await
        .map(|_| ()))
}

const FORGET: &str = "DELETE FROM advancements WHERE round_id = $1";

/// Takes back what was settled after a round.
pub(crate) async fn forget(tx: &mut Tx, round: RoundId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(FORGET)
        .bind(round)
        .execute(c)
        .await
        .map(|_| ()))
}
