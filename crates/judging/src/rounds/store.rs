//! SQL of `rounds`, `criteria` and `panel_members`.

use contest::{
    Timestamp, Tx,
    contests::{CategoryId, ContestId},
    db::Digest,
    on,
    people::PersonId,
};

use super::{Criterion, Member, Round, RoundId, RoundState, Seat};

/// The columns of [`Round`].
macro_rules! round {
    ($tail:literal) => {
        concat!(
            "SELECT r.id, r.contest_id, r.category_id, r.position, r.name_vi, r.name_en, r.kind, r.method, r.carry, r.gap, r.anchors,
                r.advance_by, r.advance_n, r.state, r.sheets_per_entry, r.least_sheets, r.opened_at, r.closed_at
            FROM rounds r ",
            $tail
        )
    };
}

const UPSERT: &str = "INSERT INTO rounds (id, contest_id, category_id, position, name_vi, name_en, kind, method, carry, advance_by,
        advance_n, state, sheets_per_entry, least_sheets, gap, anchors)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'draft', $12, $13, $14, $15)
    ON CONFLICT (category_id, position) DO UPDATE SET name_vi = $5, name_en = $6, kind = $7, method = $8, carry = $9,
        advance_by = $10, advance_n = $11, sheets_per_entry = $12, least_sheets = $13, gap = $14, anchors = $15";

pub(super) async fn upsert_round(tx: &mut Tx, r: &Round) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(UPSERT)
        .bind(r.id)
        .bind(r.contest_id)
        .bind(r.category_id)
        .bind(r.position)
        .bind(&r.name_vi)
        .bind(&r.name_en)
        .bind(r.kind.as_str())
        .bind(r.method.as_str())
        .bind(r.carry)
        .bind(r.advance_by.as_str())
        .bind(r.advance_n)
        .bind(r.sheets_per_entry)
        .bind(r.least_sheets)
        .bind(r.gap)
        .bind(r.anchors)
        .execute(c)
        .await
        .map(|_| ()))
}

const ROUND: &str = round!(
    "WHERE r.category_id = $1 ORDER BY CASE WHEN r.state = 'draft' THEN 1 ELSE 0 END,
        CASE WHEN r.state = 'draft' THEN r.position ELSE -r.position END LIMIT 1"
);

/// The round of a category that counts now: the last one that was opened, else the first.
pub async fn round_of(tx: &mut Tx, category: CategoryId) -> Result<Option<Round>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(ROUND)
        .bind(category)
        .fetch_optional(c)
        .await)
}

const ROUND_AT: &str = round!("WHERE r.category_id = $1 AND r.position = $2");

/// The round at a place, from 1, among those of a category.
pub async fn round_at(
    tx: &mut Tx,
    category: CategoryId,
    position: i64,
) -> Result<Option<Round>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(ROUND_AT)
        .bind(category)
        .bind(position)
        .fetch_optional(c)
        .await)
}

const OF_CATEGORY: &str = round!("WHERE r.category_id = $1 ORDER BY r.position");

/// The rounds of a category, one after the other.
pub async fn rounds_of_category(
    tx: &mut Tx,
    category: CategoryId,
) -> Result<Vec<Round>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_CATEGORY)
        .bind(category)
        .fetch_all(c)
        .await)
}

const ROUNDS: &str = round!(
    "JOIN categories k ON k.id = r.category_id WHERE r.contest_id = $1 ORDER BY k.position, r.position"
);

/// The rounds of a contest in the order of its categories, those of a category one after the other.
pub async fn rounds_of(tx: &mut Tx, contest: ContestId) -> Result<Vec<Round>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(ROUNDS)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const REMOVE: &str = "DELETE FROM rounds WHERE id = $1 AND state = 'draft'";
const REMOVE_PANEL: &str = "DELETE FROM panel_members WHERE round_id = $1";

/// Takes away a round that never opened, with its criteria and its panel.
pub(super) async fn remove(tx: &mut Tx, round: RoundId) -> Result<bool, sqlx::Error> {
    clear_criteria(tx, round).await?;
    on!(tx, |c| sqlx::query(REMOVE_PANEL)
        .bind(round)
        .execute(c)
        .await
        .map(|_| ()))?;
    let rows = on!(tx, |c| sqlx::query(REMOVE)
        .bind(round)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const COPY_PANEL: &str =
    "INSERT INTO panel_members (round_id, person_id, chair, most_works, expertise)
    SELECT $1, person_id, chair, most_works, expertise FROM panel_members WHERE round_id = $2";

/// Seats the panel of one round on another, which is new.
pub(super) async fn copy_panel(
    tx: &mut Tx,
    (to, from): (RoundId, RoundId),
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(COPY_PANEL)
        .bind(to)
        .bind(from)
        .execute(c)
        .await
        .map(|_| ()))
}

const SET_SCALE: &str = "UPDATE criteria SET most = $2 WHERE round_id = $1";

/// Sets the highest mark of a round's criteria.
pub(super) async fn set_scale(tx: &mut Tx, round: RoundId, most: i64) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SET_SCALE)
        .bind(round)
        .bind(most)
        .execute(c)
        .await
        .map(|_| ()))
}

const CLEAR: &str = "DELETE FROM criteria WHERE round_id = $1";

pub(super) async fn clear_criteria(tx: &mut Tx, round: RoundId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(CLEAR)
        .bind(round)
        .execute(c)
        .await
        .map(|_| ()))
}

const INSERT_CRITERION: &str =
    "INSERT INTO criteria (id, round_id, position, name_vi, name_en, guide_vi, guide_en, least,
        most, step, weight)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

pub(super) async fn insert_criterion(
    tx: &mut Tx,
    k: &Criterion,
    position: i64,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_CRITERION)
        .bind(k.id)
        .bind(k.round_id)
        .bind(position)
        .bind(&k.name_vi)
        .bind(&k.name_en)
        .bind(&k.guide_vi)
        .bind(&k.guide_en)
        .bind(k.least)
        .bind(k.most)
        .bind(k.step)
        .bind(k.weight)
        .execute(c)
        .await
        .map(|_| ()))
}

const CRITERIA_OF_CONTEST: &str = "SELECT q.id, q.round_id, r.category_id, q.name_vi, q.name_en, q.guide_vi, q.guide_en,
        q.least, q.most, q.step, q.weight
    FROM criteria q JOIN rounds r ON r.id = q.round_id WHERE r.contest_id = $1 ORDER BY q.round_id, q.position";

/// The criteria of all rounds of a contest; those of one round stand together, in their order.
pub async fn criteria_of_contest(
    tx: &mut Tx,
    contest: ContestId,
) -> Result<Vec<Criterion>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(CRITERIA_OF_CONTEST)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const CRITERIA_OF_ROUND: &str =
    "SELECT q.id, q.round_id, r.category_id, q.name_vi, q.name_en, q.guide_vi, q.guide_en,
        q.least, q.most, q.step, q.weight
    FROM criteria q JOIN rounds r ON r.id = q.round_id WHERE q.round_id = $1 ORDER BY q.position";

/// The criteria of a round in their order.
pub async fn criteria_of_round(tx: &mut Tx, round: RoundId) -> Result<Vec<Criterion>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(CRITERIA_OF_ROUND)
        .bind(round)
        .fetch_all(c)
        .await)
}

const INSERT_MEMBER: &str =
    "INSERT INTO panel_members (round_id, person_id, chair) VALUES ($1, $2, $3)
    ON CONFLICT (round_id, person_id) DO UPDATE SET chair = $3";

pub(super) async fn insert_member(
    tx: &mut Tx,
    round: RoundId,
    person: PersonId,
    chair: bool,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_MEMBER)
        .bind(round)
        .bind(person)
        .bind(chair)
        .execute(c)
        .await
        .map(|_| ()))
}

const SEAT_RESERVE: &str =
    "INSERT INTO panel_members (round_id, person_id, chair) VALUES ($1, $2, FALSE)
    ON CONFLICT (round_id, person_id) DO NOTHING";

/// Seats a juror from the reserve on a panel that judges already.
pub(crate) async fn seat_reserve(
    tx: &mut Tx,
    round: RoundId,
    person: PersonId,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SEAT_RESERVE)
        .bind(round)
        .bind(person)
        .execute(c)
        .await
        .map(|_| ()))
}

const LIMIT: &str = "UPDATE panel_members SET most_works = $3, expertise = $4 WHERE round_id = $1 AND person_id = $2";

pub(super) async fn limit(tx: &mut Tx, round: RoundId, seat: &Seat) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(LIMIT)
        .bind(round)
        .bind(seat.person)
        .bind(seat.most_works)
        .bind(seat.expertise)
        .execute(c)
        .await
        .map(|_| ()))
}

const DELETE_MEMBER: &str = "DELETE FROM panel_members WHERE round_id = $1 AND person_id = $2";

pub(super) async fn delete_member(
    tx: &mut Tx,
    round: RoundId,
    person: PersonId,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(DELETE_MEMBER)
        .bind(round)
        .bind(person)
        .execute(c)
        .await
        .map(|_| ()))
}

const SITS_IN: &str = "SELECT COUNT(*) FROM panel_members m JOIN rounds r ON r.id = m.round_id
    WHERE r.category_id = $1 AND m.person_id = $2";

/// Whether a person has a seat in any round of a category.
pub(super) async fn sits_in(
    tx: &mut Tx,
    category: CategoryId,
    person: PersonId,
) -> Result<bool, sqlx::Error> {
    let seats: i64 = on!(tx, |c| sqlx::query_scalar(SITS_IN)
        .bind(category)
        .bind(person)
        .fetch_one(c)
        .await)?;
    Ok(seats > 0)
}

const MEMBERS: &str =
    "SELECT m.round_id, r.category_id, m.person_id, p.name, m.chair, m.most_works, m.expertise
    FROM panel_members m JOIN rounds r ON r.id = m.round_id JOIN people p ON p.id = m.person_id
    WHERE r.contest_id = $1 ORDER BY m.round_id, m.chair DESC, p.name, p.id";

/// All panels of a contest; each with its chair first.
pub async fn members_of(tx: &mut Tx, contest: ContestId) -> Result<Vec<Member>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(MEMBERS)
        .bind(contest)
        .fetch_all(c)
        .await)
}

const BY_ID: &str = round!("WHERE r.id = $1");

/// The round with this key.
pub async fn by_id(tx: &mut Tx, id: RoundId) -> Result<Option<Round>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(BY_ID)
        .bind(id)
        .fetch_optional(c)
        .await)
}

const MEMBERS_OF_ROUND: &str =
    "SELECT m.round_id, r.category_id, m.person_id, p.name, m.chair, m.most_works, m.expertise
    FROM panel_members m JOIN rounds r ON r.id = m.round_id JOIN people p ON p.id = m.person_id
    WHERE m.round_id = $1 ORDER BY m.person_id";

/// The panel of a round, in the order of keys.
pub async fn members_of_round(tx: &mut Tx, round: RoundId) -> Result<Vec<Member>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(MEMBERS_OF_ROUND)
        .bind(round)
        .fetch_all(c)
        .await)
}

/// What of a juror is compared with authors to find a conflict.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct MemberContact {
    pub(crate) person_id: PersonId,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) organisation: String,
    pub(crate) most_works: i64,
    pub(crate) expertise: i64,
}

const CONTACTS: &str = "SELECT m.person_id, p.name, p.email, p.phone, p.organisation, m.most_works, m.expertise
    FROM panel_members m JOIN people p ON p.id = m.person_id WHERE m.round_id = $1 ORDER BY m.person_id";

/// The panel with what conflicts are found by, in the order of [`members_of_round`].
pub(crate) async fn contacts_of(
    tx: &mut Tx,
    round: RoundId,
) -> Result<Vec<MemberContact>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(CONTACTS)
        .bind(round)
        .fetch_all(c)
        .await)
}

const CONTACTS_OF_CATEGORY: &str =
    "SELECT DISTINCT m.person_id, p.name, p.email, p.phone, p.organisation, CAST(0 AS BIGINT) AS most_works, CAST(2 AS BIGINT) AS expertise
    FROM roles m JOIN people p ON p.id = m.person_id
    WHERE m.category_id = $1 AND m.role = 'juror' ORDER BY m.person_id";

/// Everybody who is a juror of a category, on a panel or in reserve, with what conflicts are found by.
pub(crate) async fn contacts_of_category(
    tx: &mut Tx,
    category: CategoryId,
) -> Result<Vec<MemberContact>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(CONTACTS_OF_CATEGORY)
        .bind(category)
        .fetch_all(c)
        .await)
}

const SET_OPEN: &str = "UPDATE rounds SET state = 'open', rules_hash = $2, opened_at = $3 WHERE id = $1 AND state = 'draft'";

pub(super) async fn set_open(
    tx: &mut Tx,
    round: RoundId,
    rules: Digest,
    at: Timestamp,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(SET_OPEN)
        .bind(round)
        .bind(rules.to_vec())
        .bind(at)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const SET_STATE: &str = "UPDATE rounds SET state = $3, closed_at = $4 WHERE id = $1 AND state = $2";

/// Moves a round on where it still stands as it was read; `closed_at` is set where it closes.
pub(super) async fn set_state(
    tx: &mut Tx,
    round: &Round,
    to: RoundState,
    closed_at: Option<Timestamp>,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(SET_STATE)
        .bind(round.id)
        .bind(round.state.as_str())
        .bind(to.as_str())
        .bind(closed_at)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const RULES_HASHES: &str = "SELECT id, rules_hash FROM rounds WHERE contest_id = $1 AND rules_hash IS NOT NULL ORDER BY id";

/// The digests of the frozen rules of a contest's rounds.
pub(crate) async fn rules_hashes(
    tx: &mut Tx,
    contest: ContestId,
) -> Result<Vec<(RoundId, Vec<u8>)>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(RULES_HASHES)
        .bind(contest)
        .fetch_all(c)
        .await)
}
