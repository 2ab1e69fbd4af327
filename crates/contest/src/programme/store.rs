//! SQL of `programme_events` and `partners`.

use super::{Event, EventId, Partner, PartnerId};
use crate::{Timestamp, Tx, contests::ContestId, on};

const EVENTS: &str = "SELECT id, contest_id, starts_at, ends_at, title_vi, title_en, place, about
    FROM programme_events WHERE contest_id = $1 ORDER BY starts_at, id";

/// The programme of a contest, in order of time.
pub async fn events_of(tx: &mut Tx, contest: ContestId) -> Result<Vec<Event>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(EVENTS)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const EVENT: &str = "SELECT id, contest_id, starts_at, ends_at, title_vi, title_en, place, about
    FROM programme_events WHERE contest_id = $1 AND id = $2";

/// An event of a contest.
pub async fn event(
    tx: &mut Tx,
    contest: ContestId,
    id: EventId,
) -> Result<Option<Event>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(EVENT)
        .bind(contest)
        .bind(id)
        .fetch_optional(c)
        .await)
}

const INSERT_EVENT: &str = "INSERT INTO programme_events (id, contest_id, starts_at, ends_at, title_vi, title_en, place, about,
        created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

pub(super) async fn insert_event(
    tx: &mut Tx,
    e: &Event,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_EVENT)
        .bind(e.id)
        .bind(e.contest_id)
        .bind(e.starts_at)
        .bind(e.ends_at)
        .bind(&e.title_vi)
        .bind(&e.title_en)
        .bind(&e.place)
        .bind(&e.about)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const UPDATE_EVENT: &str = "UPDATE programme_events SET starts_at = $3, ends_at = $4, title_vi = $5, title_en = $6, place = $7,
        about = $8
    WHERE contest_id = $1 AND id = $2";

pub(super) async fn update_event(tx: &mut Tx, e: &Event) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(UPDATE_EVENT)
        .bind(e.contest_id)
        .bind(e.id)
        .bind(e.starts_at)
        .bind(e.ends_at)
        .bind(&e.title_vi)
        .bind(&e.title_en)
        .bind(&e.place)
        .bind(&e.about)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const DELETE_EVENT: &str = "DELETE FROM programme_events WHERE id = $1";

pub(super) async fn delete_event(tx: &mut Tx, id: EventId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(DELETE_EVENT)
        .bind(id)
        .execute(c)
        .await
        .map(|_| ()))
}

const PARTNERS: &str = "SELECT id, name, link, gives, logo_sha256 FROM partners WHERE contest_id = $1 ORDER BY created_at, id";

/// The partners of a contest, in the order in which they were added.
pub async fn partners_of(tx: &mut Tx, contest: ContestId) -> Result<Vec<Partner>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(PARTNERS)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const INSERT_PARTNER: &str =
    "INSERT INTO partners (id, contest_id, name, link, gives, created_at, logo_sha256)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

pub(super) async fn insert_partner(
    tx: &mut Tx,
    contest: ContestId,
    p: &Partner,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_PARTNER)
        .bind(p.id)
        .bind(contest)
        .bind(&p.name)
        .bind(&p.link)
        .bind(&p.gives)
        .bind(now)
        .bind(&p.logo_sha256)
        .execute(c)
        .await
        .map(|_| ()))
}

const DELETE_PARTNER: &str = "DELETE FROM partners WHERE id = $1";

pub(super) async fn delete_partner(tx: &mut Tx, id: PartnerId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(DELETE_PARTNER)
        .bind(id)
        .execute(c)
        .await
        .map(|_| ()))
}
