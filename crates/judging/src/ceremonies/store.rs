//! SQL of `ceremonies`, `ceremony_tiers`, `ceremony_works` and `revealed_awards`.

use contest::{Timestamp, Tx, contests::ContestId, on};
use submissions::entries::EntryId;

use super::{Ceremony, TierPlan, WorkPlan};
use crate::prizes::TierId;

#[derive(sqlx::FromRow)]
struct Head {
    held_at: Timestamp,
    place: String,
    opening: String,
    seconds_each: i64,
    step_by_step: bool,
    live_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct TierRow {
    tier_id: TierId,
    presenter: String,
    deputy: String,
    gift: String,
}

#[derive(sqlx::FromRow)]
struct WorkRow {
    entry_id: EntryId,
    reading: String,
    receiver: String,
    cue: String,
    cue_seconds: i64,
}

const HEAD: &str = "SELECT held_at, place, opening, seconds_each, step_by_step, live_at FROM ceremonies WHERE contest_id = $1";
const TIERS: &str = "SELECT c.tier_id, c.presenter, c.deputy, c.gift
    FROM ceremony_tiers c JOIN prize_tiers t ON t.id = c.tier_id WHERE t.contest_id = $1";
const WORKS: &str = "SELECT c.entry_id, c.reading, c.receiver, c.cue, c.cue_seconds
    FROM ceremony_works c JOIN entries e ON e.id = c.entry_id WHERE e.contest_id = $1";

/// The plan of a contest's ceremony; `None` while nobody made one.
pub async fn plan_of(tx: &mut Tx, contest: ContestId) -> Result<Option<Ceremony>, sqlx::Error> {
    let head: Option<Head> = on!(tx, |c| sqlx::query_as(HEAD)
        .bind(contest)
        .fetch_optional(c)
        .await)?;
    let Some(head) = head else {
        return Ok(None);
    };
    let tiers: Vec<TierRow> = on!(tx, |c| sqlx::query_as(TIERS)
        .bind(contest)
        .fetch_all(c)
        .await)?;
    let works: Vec<WorkRow> = on!(tx, |c| sqlx::query_as(WORKS)
        .bind(contest)
        .fetch_all(c)
        .await)?;
    let tier = |row: TierRow| {
        let plan = TierPlan {
            presenter: row.presenter,
            deputy: row.deputy,
            gift: row.gift,
        };
        (row.tier_id, plan)
    };
    let work = |row: WorkRow| {
        let plan = WorkPlan {
            reading: row.reading,
            receiver: row.receiver,
            cue: row.cue,
            cue_seconds: row.cue_seconds,
        };
        (row.entry_id, plan)
    };
    Ok(Some(Ceremony {
        held_at: head.held_at,
        place: head.place,
        opening: head.opening,
        seconds_each: head.seconds_each,
        step_by_step: head.step_by_step,
        live_at: head.live_at,
        tiers: tiers.into_iter().map(tier).collect(),
        works: works.into_iter().map(work).collect(),
    }))
}

const SAVE_HEAD: &str = "INSERT INTO ceremonies (contest_id, held_at, place, opening, seconds_each, step_by_step)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (contest_id) DO UPDATE SET held_at = $2, place = $3, opening = $4, seconds_each = $5,
        step_by_step = $6";
const SAVE_TIER: &str = "INSERT INTO ceremony_tiers (tier_id, presenter, deputy, gift)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (tier_id) DO UPDATE SET presenter = $2, deputy = $3, gift = $4";
const SAVE_WORK: &str = "INSERT INTO ceremony_works (entry_id, reading, receiver, cue, cue_seconds)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (entry_id) DO UPDATE SET reading = $2, receiver = $3, cue = $4, cue_seconds = $5";

pub(super) async fn save(
    tx: &mut Tx,
    contest: ContestId,
    plan: &Ceremony,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SAVE_HEAD)
        .bind(contest)
        .bind(plan.held_at)
        .bind(&plan.place)
        .bind(&plan.opening)
        .bind(plan.seconds_each)
        .bind(plan.step_by_step)
        .execute(c)
        .await
        .map(|_| ()))?;
    for (id, tier) in &plan.tiers {
        on!(tx, |c| sqlx::query(SAVE_TIER)
            .bind(*id)
            .bind(&tier.presenter)
            .bind(&tier.deputy)
            .bind(&tier.gift)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    for (id, work) in &plan.works {
        on!(tx, |c| sqlx::query(SAVE_WORK)
            .bind(*id)
            .bind(&work.reading)
            .bind(&work.receiver)
            .bind(&work.cue)
            .bind(work.cue_seconds)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

const SET_LIVE: &str = "UPDATE ceremonies SET live_at = $2 WHERE contest_id = $1";

pub(super) async fn set_live(
    tx: &mut Tx,
    contest: ContestId,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SET_LIVE)
        .bind(contest)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const INSERT_REVEALED: &str =
    "INSERT INTO revealed_awards (entry_id, contest_id, revealed_at) VALUES ($1, $2, $3)
    ON CONFLICT (entry_id) DO NOTHING";

/// Whether it was not revealed before.
pub(super) async fn insert_revealed(
    tx: &mut Tx,
    contest: ContestId,
    entry: EntryId,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(INSERT_REVEALED)
        .bind(entry)
        .bind(contest)
        .bind(now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const REVEALED: &str = "SELECT entry_id FROM revealed_awards WHERE contest_id = $1";

pub(super) async fn revealed_in(
    tx: &mut Tx,
    contest: ContestId,
) -> Result<Vec<EntryId>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(REVEALED)
        .bind(contest)
        .fetch_all(c)
        .await)
}
