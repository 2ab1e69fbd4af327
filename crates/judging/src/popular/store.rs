//! SQL of `popular_polls`, `ballot_batches`, `ballots` and `popular_votes`.

use contest::{Timestamp, Tx, contests::ContestId, db::Digest, on};

use super::{Batch, BatchId, Poll, Vote};

const POLL: &str =
    "SELECT contest_id, opens_at, closes_at, published_at FROM popular_polls WHERE contest_id = $1";

/// The poll of a contest; none where there is no popular prize.
pub async fn poll_of(tx: &mut Tx, contest: ContestId) -> Result<Option<Poll>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(POLL)
        .bind(contest)
        .fetch_optional(c)
        .await)
}

const SAVE_POLL: &str =
    "INSERT INTO popular_polls (contest_id, opens_at, closes_at) VALUES ($1, $2, $3)
    ON CONFLICT (contest_id) DO UPDATE SET opens_at = $2, closes_at = $3";

pub(super) async fn save_poll(
    tx: &mut Tx,
    contest: ContestId,
    opens_at: Timestamp,
    closes_at: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SAVE_POLL)
        .bind(contest)
        .bind(opens_at)
        .bind(closes_at)
        .execute(c)
        .await
        .map(|_| ()))
}

const SET_PUBLISHED: &str = "UPDATE popular_polls SET published_at = $2 WHERE contest_id = $1";

pub(super) async fn set_published(
    tx: &mut Tx,
    contest: ContestId,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SET_PUBLISHED)
        .bind(contest)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const BATCHES: &str = "SELECT b.id, b.label, b.size, b.created_at,
        (SELECT COUNT(*) FROM popular_votes v WHERE v.batch_id = b.id) AS used
    FROM ballot_batches b WHERE b.contest_id = $1 ORDER BY b.created_at, b.id";

/// The slips of a contest, in the order in which they were made.
pub async fn batches_of(tx: &mut Tx, contest: ContestId) -> Result<Vec<Batch>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(BATCHES)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const INSERT_BATCH: &str = "INSERT INTO ballot_batches (id, contest_id, label, size, created_at) VALUES ($1, $2, $3, $4, $5)";

pub(super) async fn insert_batch(
    tx: &mut Tx,
    contest: ContestId,
    (id, label, size): (BatchId, &str, i64),
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_BATCH)
        .bind(id)
        .bind(contest)
        .bind(label)
        .bind(size)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const INSERT_BALLOT: &str =
    "INSERT INTO ballots (code_hash, contest_id, batch_id) VALUES ($1, $2, $3)";

pub(super) async fn insert_ballot(
    tx: &mut Tx,
    contest: ContestId,
    batch: BatchId,
    code_hash: Digest,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_BALLOT)
        .bind(code_hash.to_vec())
        .bind(contest)
        .bind(batch)
        .execute(c)
        .await
        .map(|_| ()))
}

const BATCH_OF: &str = "SELECT batch_id FROM ballots WHERE contest_id = $1 AND code_hash = $2";

pub(super) async fn batch_of(
    tx: &mut Tx,
    contest: ContestId,
    code_hash: Digest,
) -> Result<Option<BatchId>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(BATCH_OF)
        .bind(contest)
        .bind(code_hash.to_vec())
        .fetch_optional(c)
        .await)
}

const INSERT_VOTE: &str =
    "INSERT INTO popular_votes (code_hash, contest_id, batch_id, entry_id, origin, cast_at)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (code_hash) DO NOTHING";

/// Whether the slip was not used before.
pub(super) async fn insert_vote(
    tx: &mut Tx,
    contest: ContestId,
    v: &Vote,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(INSERT_VOTE)
        .bind(v.code_hash.to_vec())
        .bind(contest)
        .bind(v.batch_id)
        .bind(v.entry_id)
        .bind(&v.origin)
        .bind(v.cast_at)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const VOTES: &str =
    "SELECT code_hash, batch_id, entry_id, origin, cast_at, ruling, reason FROM popular_votes
    WHERE contest_id = $1 ORDER BY cast_at, code_hash";

/// The votes of a contest, in the order of time.
pub async fn votes_of(tx: &mut Tx, contest: ContestId) -> Result<Vec<Vote>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(VOTES)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const SET_RULING: &str = "UPDATE popular_votes SET ruling = $2, reason = $3 WHERE code_hash = $1";

pub(super) async fn set_ruling(
    tx: &mut Tx,
    code_hash: Digest,
    (ruling, reason): (&str, &str),
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SET_RULING)
        .bind(code_hash.to_vec())
        .bind(ruling)
        .bind(reason)
        .execute(c)
        .await
        .map(|_| ()))
}

const WIPE: &str = "UPDATE popular_votes SET origin = '' WHERE contest_id = $1";

pub(super) async fn wipe_origins(tx: &mut Tx, contest: ContestId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(WIPE)
        .bind(contest)
        .execute(c)
        .await
        .map(|_| ()))
}
