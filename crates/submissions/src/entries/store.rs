//! SQL of `entries` and `authors`.

use contest::{
    Timestamp, Tx,
    contests::{CategoryId, ContestId},
    db::Digest,
    folding::fold,
    on,
};
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{Author, Entry, EntryId, EntryState, Work};
use crate::consents::store::lets;

/// The columns of [`Entry`].
macro_rules! entry_columns {
    () => {
        "e.id, e.contest_id, e.category_id, e.code, e.state, e.state_reason, e.source, e.title, e.statement, e.alt, \
         e.body, e.fields, e.together, e.version, e.created_at, e.updated_at, e.submitted_at, e.correct_until, \
         e.extended_until, e.duplicate_of, e.ai_share, e.ai_how"
    };
}
pub(crate) use entry_columns;

const INSERT: &str = "INSERT INTO entries (id, contest_id, category_id, state, source, holder_key_hash, title, title_folded,
        statement, alt, body, fields, search, created_at, updated_at, extended_until)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $12, $8, $9, $10, $11, $12, $13, $13, $14)";

pub(super) async fn insert(tx: &mut Tx, e: &Entry, key_hash: Digest) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(e.id)
        .bind(e.contest_id)
        .bind(e.category_id)
        .bind(e.state.as_str())
        .bind(e.source.as_str())
        .bind(key_hash.to_vec())
        .bind(&e.title)
        .bind(&e.statement)
        .bind(&e.alt)
        .bind(&e.body)
        .bind(&e.fields)
        .bind(fold(&e.title))
        .bind(e.created_at)
        .bind(e.extended_until)
        .execute(c)
        .await
        .map(|_| ()))
}

/// The stored form of an initiative's texts.
pub(super) fn fields_of(work: &Work) -> Result<String, sqlx::Error> {
    serde_json::to_string(&work.initiative).map_err(|e| sqlx::Error::Encode(e.into()))
}

const UPDATE_WORK: &str =
    "UPDATE entries SET title = $3, title_folded = $9, statement = $4, alt = $5, body = $6,
        fields = $7, updated_at = $8, version = version + 1
    WHERE id = $1 AND version = $2";

pub(super) async fn update_work(
    tx: &mut Tx,
    e: &Entry,
    w: &Work,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let fields = fields_of(w)?;
    let rows = on!(tx, |c| sqlx::query(UPDATE_WORK)
        .bind(e.id)
        .bind(e.version)
        .bind(&w.title)
        .bind(&w.statement)
        .bind(&w.alt)
        .bind(&w.body)
        .bind(&fields)
        .bind(now)
        .bind(fold(&w.title))
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const UPSERT_AUTHOR: &str = "INSERT INTO authors (id, entry_id, position, full_name, birth_year, phone, phone_e164, email,
        ward, school, class_name, guardian_name, guardian_relation, guardian_phone, name_folded)
    VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ON CONFLICT (entry_id, position) DO UPDATE SET full_name = $3, birth_year = $4, phone = $5, phone_e164 = $6,
        email = $7, ward = $8, school = $9, class_name = $10, guardian_name = $11, guardian_relation = $12,
        guardian_phone = $13, name_folded = $14";

pub(super) async fn upsert_author(
    tx: &mut Tx,
    id: Uuid,
    entry: EntryId,
    a: &Author,
    folded: &str,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(UPSERT_AUTHOR)
        .bind(id)
        .bind(entry)
        .bind(&a.full_name)
        .bind(a.birth_year)
        .bind(&a.phone)
        .bind(&a.phone_e164)
        .bind(&a.email)
        .bind(&a.ward)
        .bind(&a.school)
        .bind(&a.class_name)
        .bind(&a.guardian_name)
        .bind(&a.guardian_relation)
        .bind(&a.guardian_phone)
        .bind(folded)
        .execute(c)
        .await
        .map(|_| ()))
}

const SET_SEARCH: &str = "UPDATE entries SET search = $2 WHERE id = $1";

/// Writes what the desk's search looks through: code, title, author, school, ward.
pub(super) async fn refresh_search(
    tx: &mut Tx,
    e: &Entry,
    title: &str,
    a: &Author,
) -> Result<(), sqlx::Error> {
    let code = e.code.as_deref().unwrap_or_default();
    let search = fold(&format!(
        "{code} {title} {} {} {} {}",
        a.full_name, a.school, a.ward, a.phone_e164
    ));
    on!(tx, |c| sqlx::query(SET_SEARCH)
        .bind(e.id)
        .bind(&search)
        .execute(c)
        .await
        .map(|_| ()))
}

const AUTHOR: &str = "SELECT full_name, birth_year, phone, phone_e164, email, ward, school, class_name, guardian_name,
        guardian_relation, guardian_phone
    FROM authors WHERE entry_id = $1 AND position = 1";

/// The author of an entry, once named.
pub async fn author_of(tx: &mut Tx, entry: EntryId) -> Result<Option<Author>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(AUTHOR)
        .bind(entry)
        .fetch_optional(c)
        .await)
}

const SET_NUMBER: &str = "UPDATE entries SET number = $2 WHERE id = $1";

pub(super) async fn set_number(
    tx: &mut Tx,
    entry: EntryId,
    number: i64,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SET_NUMBER)
        .bind(entry)
        .bind(number)
        .execute(c)
        .await
        .map(|_| ()))
}

const SET_SUBMITTED: &str =
    "UPDATE entries SET state = 'submitted', code = $4, search = $5 || search,
        state_reason = '', correct_until = NULL, updated_at = $3, version = version + 1,
        submitted_at = COALESCE(submitted_at, $3)
    WHERE id = $1 AND version = $2 AND state IN ('draft', 'submitted', 'returned')";

pub(super) async fn set_submitted(
    tx: &mut Tx,
    e: &Entry,
    code: &str,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    // The search text has the code from the first sending on.
    let prefix = if e.code.is_none() {
        fold(code) + " "
    } else {
        String::new()
    };
    let rows = on!(tx, |c| sqlx::query(SET_SUBMITTED)
        .bind(e.id)
        .bind(e.version)
        .bind(now)
        .bind(code)
        .bind(&prefix)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const SET_STATE: &str =
    "UPDATE entries SET state = $3, state_reason = $4, correct_until = $5, updated_at = $6,
        duplicate_of = $8, version = version + 1
    WHERE id = $1 AND state = $2 AND version = $7";

/// What an entry becomes by a ruling.
pub(super) struct Ruled<'a> {
    pub state: EntryState,
    pub reason: &'a str,
    pub until: Option<Timestamp>,
    pub twin: Option<EntryId>,
}

pub(super) async fn set_state(
    tx: &mut Tx,
    e: &Entry,
    to: &Ruled<'_>,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(SET_STATE)
        .bind(e.id)
        .bind(e.state.as_str())
        .bind(to.state.as_str())
        .bind(to.reason)
        .bind(to.until)
        .bind(now)
        .bind(e.version)
        .bind(to.twin)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const SET_EXTENDED: &str = "UPDATE entries SET extended_until = $2 WHERE id = $1";

pub(super) async fn set_extended(
    tx: &mut Tx,
    entry: EntryId,
    until: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(SET_EXTENDED)
        .bind(entry)
        .bind(until)
        .execute(c)
        .await
        .map(|_| ()))
}

const BY_ID: &str = concat!(
    "SELECT ",
    entry_columns!(),
    " FROM entries e WHERE e.id = $1"
);

/// The entry with this key.
pub async fn by_id(tx: &mut Tx, id: EntryId) -> Result<Option<Entry>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(BY_ID)
        .bind(id)
        .fetch_optional(c)
        .await)
}

const BY_HOLDER_KEY: &str = concat!(
    "SELECT ",
    entry_columns!(),
    " FROM entries e WHERE e.holder_key_hash = $1"
);

/// The entry whose private link this is.
pub async fn by_holder_key(tx: &mut Tx, key: &str) -> Result<Option<Entry>, sqlx::Error> {
    let hash = super::key_hash(key).to_vec();
    on!(tx, |c| sqlx::query_as(BY_HOLDER_KEY)
        .bind(&hash)
        .fetch_optional(c)
        .await)
}

const BY_CODE: &str = concat!(
    "SELECT ",
    entry_columns!(),
    " FROM entries e WHERE e.contest_id = $1 AND e.code = $2"
);

/// The entry with this code.
pub async fn by_code(
    tx: &mut Tx,
    contest: ContestId,
    code: &str,
) -> Result<Option<Entry>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(BY_CODE)
        .bind(contest)
        .bind(code)
        .fetch_optional(c)
        .await)
}

const CONTEST_WITH: &str =
    "SELECT e.contest_id FROM entries e JOIN contests c ON c.id = e.contest_id
    WHERE e.code = $1 AND c.phase <> 'setup' ORDER BY c.opens_at DESC LIMIT 1";

/// The newest contest in which an entry has this code.
pub async fn newest_contest_with(
    tx: &mut Tx,
    code: &str,
) -> Result<Option<ContestId>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(CONTEST_WITH)
        .bind(code)
        .fetch_optional(c)
        .await)
}

const BY_PHONE: &str = concat!(
    "SELECT ",
    entry_columns!(),
    " FROM entries e JOIN authors a ON a.entry_id = e.id AND a.position = 1
    WHERE e.contest_id = $1 AND e.code = $2 AND a.phone_e164 = $3"
);

/// The entry with this code, if its author gave this telephone number.
pub async fn by_phone(
    tx: &mut Tx,
    contest: ContestId,
    code: &str,
    phone_e164: &str,
) -> Result<Option<Entry>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(BY_PHONE)
        .bind(contest)
        .bind(code)
        .bind(phone_e164)
        .fetch_optional(c)
        .await)
}

const BEFORE: &str = concat!(
    "SELECT e.code FROM entries e JOIN authors a ON a.entry_id = e.id AND a.position = 1
    WHERE e.category_id = $1 AND e.state = 'eligible' AND e.code < $2 AND ",
    lets!("display"),
    " ORDER BY e.code DESC LIMIT 1"
);
const AFTER: &str = concat!(
    "SELECT e.code FROM entries e JOIN authors a ON a.entry_id = e.id AND a.position = 1
    WHERE e.category_id = $1 AND e.state = 'eligible' AND e.code > $2 AND ",
    lets!("display"),
    " ORDER BY e.code LIMIT 1"
);

/// Codes of the eligible entries before and after this one in its category that may be shown.
pub async fn neighbours(
    tx: &mut Tx,
    e: &Entry,
) -> Result<(Option<String>, Option<String>), sqlx::Error> {
    let code = e.code.as_deref().unwrap_or_default();
    let before = on!(tx, |c| sqlx::query_scalar(BEFORE)
        .bind(e.category_id)
        .bind(code)
        .fetch_optional(c)
        .await)?;
    let after = on!(tx, |c| sqlx::query_scalar(AFTER)
        .bind(e.category_id)
        .bind(code)
        .fetch_optional(c)
        .await)?;
    Ok((before, after))
}

const ELIGIBLE: &str =
    "SELECT id FROM entries WHERE category_id = $1 AND state = 'eligible' ORDER BY id";

/// Keys of the eligible entries of a category.
pub async fn eligible_ids(tx: &mut Tx, category: CategoryId) -> Result<Vec<EntryId>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(ELIGIBLE)
        .bind(category)
        .fetch_all(c)
        .await)
}

#[derive(sqlx::FromRow)]
pub(super) struct BlindRow {
    pub(super) id: EntryId,
    pub(super) kind: String,
    pub(super) title: String,
    pub(super) statement: String,
    pub(super) alt: String,
    pub(super) body: String,
    pub(super) fields: String,
}

const BLIND: &str = "SELECT e.id, k.kind, e.title, e.statement, e.alt, e.body, e.fields
    FROM entries e JOIN categories k ON k.id = e.category_id WHERE e.id IN (";

pub(super) async fn blind_rows(tx: &mut Tx, ids: &[EntryId]) -> Result<Vec<BlindRow>, sqlx::Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    on!(tx, |c| {
        let mut q = QueryBuilder::new(BLIND);
        let mut list = q.separated(", ");
        for id in ids {
            list.push_bind(*id);
        }
        q.push(")");
        q.build_query_as().fetch_all(c).await
    })
}
