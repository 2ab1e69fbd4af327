//! SQL of `prize_tiers` and `awards`.

use contest::{
    Timestamp, Tx,
    contests::{CategoryId, ContestId},
    on,
    people::PersonId,
};
use submissions::entries::EntryId;

use super::{Award, AwardId, Correction, CorrectionId, Move, Tier, TierId};

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

/// The awards as they stand: as signed, with what corrections changed since.
macro_rules! standing {
    ($rest:literal) => {
        concat!(
            "WITH standing AS (
                SELECT id, contest_id, category_id, tier_id, entry_id, formula_tier_id, rank, score, reason FROM awards
                WHERE NOT EXISTS (SELECT 1 FROM award_changes c WHERE c.entry_id = awards.entry_id)
                UNION ALL
                SELECT id, contest_id, category_id, tier_id, entry_id, formula_tier_id, rank, score, reason FROM award_changes c
                WHERE tier_id IS NOT NULL
                    AND number = (SELECT MAX(number) FROM award_changes n WHERE n.entry_id = c.entry_id))
            SELECT a.id, a.category_id, a.tier_id, t.level, t.name_vi, t.name_en, a.entry_id, a.formula_tier_id,
                a.rank, a.score, a.reason
            FROM standing a JOIN prize_tiers t ON t.id = a.tier_id JOIN categories k ON k.id = a.category_id ",
            $rest
        )
    };
}

const STANDING: &str =
    standing!("WHERE a.contest_id = $1 ORDER BY k.position, t.level, a.rank, a.id");

/// The awards of a contest as they stand: categories in their order, the highest tier first. Who may see them before the
/// announcement is up to the caller.
pub async fn awards_of(tx: &mut Tx, contest: ContestId) -> Result<Vec<Award>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(STANDING)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const SIGNED: &str = "SELECT a.id, a.category_id, a.tier_id, t.level, t.name_vi, t.name_en, a.entry_id, a.formula_tier_id,
        a.rank, a.score, a.reason
    FROM awards a JOIN prize_tiers t ON t.id = a.tier_id JOIN categories k ON k.id = a.category_id
    WHERE a.contest_id = $1 ORDER BY k.position, t.level, a.rank, a.id";

/// The awards as the jury proposed and both signed them, whatever was corrected since; in the order of [`awards_of`].
pub async fn signed_awards_of(tx: &mut Tx, contest: ContestId) -> Result<Vec<Award>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(SIGNED)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const AWARD: &str = standing!("WHERE a.entry_id = $1");

/// The award of an entry as it stands.
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

const CORRECTIONS: &str = "SELECT n.id, n.number, n.category_id, n.entry_id, e.code, n.decision, n.reason, n.made_at
    FROM corrections n JOIN entries e ON e.id = n.entry_id WHERE n.contest_id = $1 ORDER BY n.number";

/// What was corrected after the signatures, the first one first. Who may see it before the announcement is up to the caller.
pub async fn corrections_of(
    tx: &mut Tx,
    contest: ContestId,
) -> Result<Vec<Correction>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(CORRECTIONS)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const INSERT_CORRECTION: &str = "INSERT INTO corrections (id, contest_id, number, category_id, entry_id, decision, reason, made_by,
        made_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

pub(super) async fn insert_correction(
    tx: &mut Tx,
    contest: ContestId,
    of: &Correction,
    by: PersonId,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_CORRECTION)
        .bind(of.id)
        .bind(contest)
        .bind(of.number)
        .bind(of.category_id)
        .bind(of.entry_id)
        .bind(&of.decision)
        .bind(&of.reason)
        .bind(by)
        .bind(of.made_at)
        .execute(c)
        .await
        .map(|_| ()))
}

const INSERT_CHANGE: &str = "INSERT INTO award_changes (id, correction_id, contest_id, number, category_id, entry_id, from_tier_id,
        tier_id, formula_tier_id, rank, score, reason)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

pub(super) async fn insert_change(
    tx: &mut Tx,
    contest: ContestId,
    (of, id): (&Correction, AwardId),
    move_: &Move,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_CHANGE)
        .bind(id)
        .bind(of.id)
        .bind(contest)
        .bind(of.number)
        .bind(of.category_id)
        .bind(move_.entry)
        .bind(move_.from)
        .bind(move_.to)
        .bind(move_.formula)
        .bind(move_.rank)
        .bind(&move_.score)
        .bind(&of.reason)
        .execute(c)
        .await
        .map(|_| ()))
}

const MOVES: &str = "SELECT entry_id AS entry, from_tier_id AS \"from\", tier_id AS \"to\", formula_tier_id AS formula, rank, score
    FROM award_changes WHERE correction_id = $1 ORDER BY rank, entry_id";

/// What a correction changed, by computed place.
pub async fn moves_of(tx: &mut Tx, correction: CorrectionId) -> Result<Vec<Move>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(MOVES)
        .bind(correction)
        .fetch_all(c)
        .await)
}
