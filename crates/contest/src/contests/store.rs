//! SQL of `contests` and `categories`.

use super::{
    Calendar, Category, CategoryChange, CategoryId, Contest, ContestId, Openness, Phase, Texts,
};
use crate::{Timestamp, Tx, on};

const BY_SLUG: &str = "SELECT id, slug, name_vi, name_en, theme_vi, theme_en, intro_vi, intro_en, note_vi,
        note_en, organiser_vi, organiser_en, wards, contact_phone, contact_email, zone, phase, opens_at, closes_at, grace_ms, judging_until,
        results_at, awards_promised, announce_at, openness, version
    FROM contests WHERE slug = $1";

/// The contest with this name in addresses.
pub async fn by_slug(tx: &mut Tx, slug: &str) -> Result<Option<Contest>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(BY_SLUG)
        .bind(slug)
        .fetch_optional(c)
        .await)
}

const BY_ID: &str = "SELECT id, slug, name_vi, name_en, theme_vi, theme_en, intro_vi, intro_en, note_vi,
        note_en, organiser_vi, organiser_en, wards, contact_phone, contact_email, zone, phase, opens_at, closes_at, grace_ms, judging_until,
        results_at, awards_promised, announce_at, openness, version
    FROM contests WHERE id = $1";

/// The contest with this key.
pub async fn by_id(tx: &mut Tx, id: ContestId) -> Result<Option<Contest>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(BY_ID)
        .bind(id)
        .fetch_optional(c)
        .await)
}

const ALL: &str = "SELECT id, slug, name_vi, name_en, theme_vi, theme_en, intro_vi, intro_en, note_vi,
        note_en, organiser_vi, organiser_en, wards, contact_phone, contact_email, zone, phase, opens_at, closes_at, grace_ms, judging_until,
        results_at, awards_promised, announce_at, openness, version
    FROM contests ORDER BY opens_at DESC, id";

/// Every contest, the newest first.
pub async fn all(tx: &mut Tx) -> Result<Vec<Contest>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(ALL).fetch_all(c).await)
}

const INSERT: &str = "INSERT INTO contests (id, slug, name_vi, name_en, theme_vi, theme_en, intro_vi, intro_en,
        note_vi, note_en, organiser_vi, organiser_en, wards, contact_phone, contact_email, zone, phase, opens_at, closes_at, grace_ms,
        judging_until, created_at, results_at, awards_promised)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
    ON CONFLICT (slug) DO NOTHING";

/// Writes a contest; false when its slug is taken.
pub(super) async fn insert(tx: &mut Tx, k: &Contest, now: Timestamp) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(INSERT)
        .bind(k.id)
        .bind(&k.slug)
        .bind(&k.name_vi)
        .bind(&k.name_en)
        .bind(&k.theme_vi)
        .bind(&k.theme_en)
        .bind(&k.intro_vi)
        .bind(&k.intro_en)
        .bind(&k.note_vi)
        .bind(&k.note_en)
        .bind(&k.organiser_vi)
        .bind(&k.organiser_en)
        .bind(&k.wards)
        .bind(&k.contact_phone)
        .bind(&k.contact_email)
        .bind(&k.zone)
        .bind(k.phase.as_str())
        .bind(k.opens_at)
        .bind(k.closes_at)
        .bind(k.grace_ms)
        .bind(k.judging_until)
        .bind(now)
        .bind(k.results_at)
        .bind(k.awards_promised)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const INSERT_CATEGORY: &str =
    "INSERT INTO categories (id, contest_id, slug, letter, kind, position, name_vi, name_en,
        brief_vi, brief_en, max_per_author, max_file_mb, min_side_px, max_minutes, max_lines, max_pages)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

/// Writes a category.
pub(super) async fn insert_category(tx: &mut Tx, k: &Category) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_CATEGORY)
        .bind(k.id)
        .bind(k.contest_id)
        .bind(&k.slug)
        .bind(&k.letter)
        .bind(k.kind.as_str())
        .bind(k.position)
        .bind(&k.name_vi)
        .bind(&k.name_en)
        .bind(&k.brief_vi)
        .bind(&k.brief_en)
        .bind(k.max_per_author)
        .bind(k.limits.max_file_mb)
        .bind(k.limits.min_side_px)
        .bind(k.limits.max_minutes)
        .bind(k.limits.max_lines)
        .bind(k.limits.max_pages)
        .execute(c)
        .await
        .map(|_| ()))
}

const CATEGORIES: &str =
    "SELECT id, contest_id, slug, letter, kind, position, name_vi, name_en, brief_vi, brief_en,
        max_per_author, max_file_mb, min_side_px, max_minutes, max_lines, max_pages
    FROM categories WHERE contest_id = $1 ORDER BY position";

/// The categories of a contest in their order.
pub async fn categories_of(tx: &mut Tx, contest: ContestId) -> Result<Vec<Category>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(CATEGORIES)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const CATEGORY: &str =
    "SELECT id, contest_id, slug, letter, kind, position, name_vi, name_en, brief_vi, brief_en,
        max_per_author, max_file_mb, min_side_px, max_minutes, max_lines, max_pages
    FROM categories WHERE id = $1";

/// The category with this key.
pub async fn category(tx: &mut Tx, id: CategoryId) -> Result<Option<Category>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(CATEGORY)
        .bind(id)
        .fetch_optional(c)
        .await)
}

const DRAW_NUMBER: &str =
    "UPDATE categories SET last_number = last_number + 1 WHERE id = $1 RETURNING last_number";

/// The next running number of a category; the row stays locked until the transaction ends.
pub async fn draw_number(tx: &mut Tx, category: CategoryId) -> Result<i64, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(DRAW_NUMBER)
        .bind(category)
        .fetch_one(c)
        .await)
}

const SET_PHASE: &str = "UPDATE contests SET phase = $3 WHERE id = $1 AND phase = $2";

/// Moves a contest from one phase to another; false when it was not in the first.
pub(super) async fn set_phase(
    tx: &mut Tx,
    id: ContestId,
    from: Phase,
    to: Phase,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(SET_PHASE)
        .bind(id)
        .bind(from.as_str())
        .bind(to.as_str())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const SCHEDULE: &str = "UPDATE contests SET announce_at = $2 WHERE id = $1 AND phase = 'decided'
    AND (announce_at IS NULL OR announce_at > $3)";

/// Sets the minute of the announcement; false once that minute has passed.
pub(super) async fn set_announce_at(
    tx: &mut Tx,
    id: ContestId,
    at: Timestamp,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(SCHEDULE)
        .bind(id)
        .bind(at)
        .bind(now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const SET_CALENDAR: &str =
    "UPDATE contests SET opens_at = $2, closes_at = $3, grace_ms = $4, judging_until = $5, results_at = $6,
        version = version + 1
    WHERE id = $1 AND phase IN ('setup', 'open')";

/// Writes the calendar; false when the contest has closed.
pub(super) async fn set_calendar(
    tx: &mut Tx,
    id: ContestId,
    k: &Calendar,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(SET_CALENDAR)
        .bind(id)
        .bind(k.opens_at)
        .bind(k.closes_at)
        .bind(k.grace_ms)
        .bind(k.judging_until)
        .bind(k.results_at)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const SET_TEXTS: &str = "UPDATE contests SET name_vi = $2, name_en = $3, theme_vi = $4, theme_en = $5, intro_vi = $6,
        intro_en = $7, organiser_vi = $8, organiser_en = $9, contact_phone = $10, contact_email = $11,
        version = version + 1
    WHERE id = $1 AND phase IN ('setup', 'open')";

/// Writes the contest's words; false when the contest has closed.
pub(super) async fn set_texts(tx: &mut Tx, id: ContestId, k: &Texts) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(SET_TEXTS)
        .bind(id)
        .bind(&k.name_vi)
        .bind(&k.name_en)
        .bind(&k.theme_vi)
        .bind(&k.theme_en)
        .bind(&k.intro_vi)
        .bind(&k.intro_en)
        .bind(&k.organiser_vi)
        .bind(&k.organiser_en)
        .bind(&k.contact_phone)
        .bind(&k.contact_email)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const SET_OPENNESS: &str = "UPDATE contests SET openness = $3, version = version + 1
    WHERE id = $1 AND openness = $2 AND phase <> 'decided'";

/// Writes what is published of the marks; false when the contest is decided or somebody else changed it.
pub(super) async fn set_openness(
    tx: &mut Tx,
    id: ContestId,
    (was, is): (Openness, Openness),
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(SET_OPENNESS)
        .bind(id)
        .bind(was.as_str())
        .bind(is.as_str())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const SET_CATEGORY: &str =
    "UPDATE categories SET name_vi = $3, name_en = $4, brief_vi = $5, brief_en = $6,
        max_per_author = $7, max_file_mb = $8, min_side_px = $9, max_minutes = $10, max_lines = $11,
        max_pages = $12
    WHERE id = $1 AND contest_id = $2";

/// Writes what may change in a category; false when it is not of this contest.
pub(super) async fn set_category(
    tx: &mut Tx,
    contest: ContestId,
    id: CategoryId,
    k: &CategoryChange,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(SET_CATEGORY)
        .bind(id)
        .bind(contest)
        .bind(&k.name_vi)
        .bind(&k.name_en)
        .bind(&k.brief_vi)
        .bind(&k.brief_en)
        .bind(k.max_per_author)
        .bind(k.limits.max_file_mb)
        .bind(k.limits.min_side_px)
        .bind(k.limits.max_minutes)
        .bind(k.limits.max_lines)
        .bind(k.limits.max_pages)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}
