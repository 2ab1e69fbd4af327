//! SQL of `prize_tiers` and `awards`.

use contest::{
    Timestamp, Tx,
    contests::{CategoryId, ContestId},
    on,
};
use submissions::entries::EntryId;

use super::{Award, AwardId, Tier, TierId};

const CLEAR_TIERS: &str = "DELETE FROM prize_tiers WHERE category_id = $1";

pub(super) async fn clear_tiers(tx: &mut Tx, category: CategoryId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(CLEAR_TIERS)
        .bind(category)
        .execute(c)
        .await
        .map(|_| ()))
}

const INSERT_TIER: &str = "INSERT INTO prize_tiers (id, contest_id, category_id, level, name_vi, name_en, quota, money_vnd)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

pub(super) async fn insert_tier(tx: &mut Tx, t: &Tier) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_TIER)
        .bind(t.id)
        .bind(t.contest_id)
        .bind(t.category_id)
        .bind(t.level)
        .bind(&t.name_vi)
        .bind(&t.name_en)
        .bind(t.quota)
        .bind(t.money_vnd)
        .execute(c)
        .await
        .map(|_| ()))
}

const TIERS: &str = "SELECT t.id, t.contest_id, t.category_id, t.level, t.name_vi, t.name_en, t.quota, t.money_vnd
    FROM prize_tiers t JOIN categories k ON k.id = t.category_id WHERE t.contest_id = $1 ORDER BY k.position, t.level";

/// The prize table of a contest: categories in their order, the highest tier first.
pub async fn tiers_of(tx: &mut Tx, contest: ContestId) -> Result<Vec<Tier>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(TIERS)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const AWARDS: &str = "SELECT a.id, a.category_id, a.tier_id, t.level, t.name_vi, t.name_en, a.entry_id, a.formula_tier_id,
        a.rank, a.score, a.reason
    FROM awards a JOIN prize_tiers t ON t.id = a.tier_id JOIN categories k ON k.id = a.category_id
    WHERE a.contest_id = $1 ORDER BY k.position, t.level, a.rank, a.id";

/// The awards of a contest: categories in their order, the highest tier first. Who may see them before the
/// announcement is up to the caller.
pub async fn awards_of(tx: &mut Tx, contest: ContestId) -> Result<Vec<Award>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(AWARDS)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const AWARD: &str = "SELECT a.id, a.category_id, a.tier_id, t.level, t.name_vi, t.name_en, a.entry_id, a.formula_tier_id,
        a.rank, a.score, a.reason
    FROM awards a JOIN prize_tiers t ON t.id = a.tier_id WHERE a.entry_id = $1";

/// The award of an entry.
pub async fn award_of(tx: &mut Tx, entry: EntryId) -> Result<Option<Award>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(AWARD)
        .bind(entry)
        .fetch_optional(c)
        .await)
}

/// An award as written.
#[derive(Clone, Debug)]
pub(super) struct NewAward {
    pub(super) id: AwardId,
    pub(super) contest_id: ContestId,
    pub(super) category_id: CategoryId,
    pub(super) tier_id: TierId,
    pub(super) entry_id: EntryId,
    pub(super) formula_tier_id: Option<TierId>,
    pub(super) rank: i64,
    pub(super) score: String,
    pub(super) reason: String,
}

const INSERT_AWARD: &str = "INSERT INTO awards (id, contest_id, category_id, tier_id, entry_id, formula_tier_id, rank, score,
        reason, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

pub(super) async fn insert_award(
    tx: &mut Tx,
    a: &NewAward,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_AWARD)
        .bind(a.id)
        .bind(a.contest_id)
        .bind(a.category_id)
        .bind(a.tier_id)
        .bind(a.entry_id)
        .bind(a.formula_tier_id)
        .bind(a.rank)
        .bind(&a.score)
        .bind(&a.reason)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const CLEAR_AWARDS: &str = "DELETE FROM awards WHERE category_id = $1";

pub(super) async fn clear_awards(tx: &mut Tx, category: CategoryId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(CLEAR_AWARDS)
        .bind(category)
        .execute(c)
        .await
        .map(|_| ()))
}

const DELETE_AWARD: &str = "DELETE FROM awards WHERE entry_id = $1";

pub(super) async fn delete_award(tx: &mut Tx, entry: EntryId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(DELETE_AWARD)
        .bind(entry)
        .execute(c)
        .await
        .map(|_| ()))
}

const GIVEN: &str = "SELECT COUNT(*) FROM awards WHERE tier_id = $1";

/// How many awards of a tier are given.
pub(super) async fn given(tx: &mut Tx, tier: TierId) -> Result<i64, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(GIVEN)
        .bind(tier)
        .fetch_one(c)
        .await)
}
