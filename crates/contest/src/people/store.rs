//! SQL of `people` and `roles`.

use uuid::Uuid;

use super::{Grant, Person, PersonId, Role, RoleHolder};
use crate::{
    Timestamp, Tx,
    contests::{CategoryId, ContestId},
    on,
};

const INSERT: &str = "INSERT INTO people (id, name, email, phone, organisation, created_at)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (email) DO NOTHING";

/// Writes a person; false when the address is taken.
pub(super) async fn insert(tx: &mut Tx, p: &Person, now: Timestamp) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(INSERT)
        .bind(p.id)
        .bind(&p.name)
        .bind(&p.email)
        .bind(&p.phone)
        .bind(&p.organisation)
        .bind(now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const BY_EMAIL: &str = "SELECT id, name, email, phone, organisation FROM people WHERE email = $1";

/// The person with this address (lower case).
pub async fn by_email(tx: &mut Tx, email: &str) -> Result<Option<Person>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(BY_EMAIL)
        .bind(email)
        .fetch_optional(c)
        .await)
}

const BY_ID: &str = "SELECT id, name, email, phone, organisation FROM people WHERE id = $1";

/// The person with this key.
pub async fn by_id(tx: &mut Tx, id: PersonId) -> Result<Option<Person>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(BY_ID)
        .bind(id)
        .fetch_optional(c)
        .await)
}

const ANY: &str = "SELECT EXISTS (SELECT id FROM people)";

/// Whether nobody has an account yet.
pub async fn is_empty(tx: &mut Tx) -> Result<bool, sqlx::Error> {
    let any: bool = on!(tx, |c| sqlx::query_scalar(ANY).fetch_one(c).await)?;
    Ok(!any)
}

const INSERT_ROLE: &str =
    "INSERT INTO roles (id, person_id, contest_id, category_id, role, granted_at)
    SELECT $1, $2, $3, $4, $5, $6 WHERE NOT EXISTS (
        SELECT id FROM roles WHERE person_id = $2 AND role = $5
            AND (contest_id = $3 OR (contest_id IS NULL AND $3 IS NULL))
            AND (category_id = $4 OR (category_id IS NULL AND $4 IS NULL)))";

/// Writes a role; false when the person holds it already.
pub(super) async fn insert_role(
    tx: &mut Tx,
    id: Uuid,
    person: PersonId,
    grant: &Grant,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(INSERT_ROLE)
        .bind(id)
        .bind(person)
        .bind(grant.contest_id)
        .bind(grant.category_id)
        .bind(grant.role.as_str())
        .bind(now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const DELETE_ROLE: &str = "DELETE FROM roles WHERE person_id = $1 AND contest_id = $2 AND role = $3
    AND (category_id = $4 OR (category_id IS NULL AND $4 IS NULL))";

/// Takes a role back; false when it was not held.
pub(super) async fn delete_role(
    tx: &mut Tx,
    person: PersonId,
    contest: ContestId,
    category: Option<CategoryId>,
    role: Role,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(DELETE_ROLE)
        .bind(person)
        .bind(contest)
        .bind(role.as_str())
        .bind(category)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows > 0)
}

const GRANTS: &str =
    "SELECT contest_id, category_id, role FROM roles WHERE person_id = $1 ORDER BY id";

/// Every role a person holds.
pub async fn grants_of(tx: &mut Tx, person: PersonId) -> Result<Vec<Grant>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(GRANTS)
        .bind(person)
        .fetch_all(c)
        .await)
}

const HOLDERS: &str = "SELECT p.id, p.name, p.email, p.phone, p.organisation, r.category_id, r.role
    FROM roles r JOIN people p ON p.id = r.person_id WHERE r.contest_id = $1 ORDER BY r.id";

/// Everybody who holds a role in the contest, in the order of granting.
pub async fn holders_of(tx: &mut Tx, contest: ContestId) -> Result<Vec<RoleHolder>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(HOLDERS)
        .bind(contest)
        .fetch_all(c)
        .await)
}
