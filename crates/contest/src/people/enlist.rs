//! Adding people and giving or taking roles.

use serde_json::json;
use uuid::Uuid;

use super::{Actor, Grant, Person, PersonId, Role, store};
use crate::{
    Context, Tx, audit,
    contests::{CategoryId, ContestId},
    folding::tidy_line,
};

/// What is known of somebody who is to get an account.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// Full name.
    pub name: String,
    /// Address for signing in.
    pub email: String,
    /// May be empty.
    pub phone: String,
    /// May be empty.
    pub organisation: String,
}

/// Why somebody could not be enlisted.
#[derive(Debug, thiserror::Error)]
pub enum EnlistError {
    /// Only organisers (and the admin, for organisers) give roles.
    #[error("not allowed")]
    Denied,
    /// The name is empty.
    #[error("a name is needed")]
    NameMissing,
    /// The address is not one.
    #[error("not an e-mail address")]
    EmailInvalid,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Adds a person, or finds the one who already has this address (whose name is then left as it is).
pub async fn enlist(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    new: &NewPerson,
) -> Result<PersonId, EnlistError> {
    if !(actor.is_admin() || holds_any(actor, Role::Organiser)) {
        return Err(EnlistError::Denied);
    }
    let email = tidy_line(&new.email).to_lowercase();
    let name = tidy_line(&new.name);
    if name.is_empty() {
        return Err(EnlistError::NameMissing);
    }
    if !looks_like_email(&email) {
        return Err(EnlistError::EmailInvalid);
    }
    let person = Person {
        id: PersonId(cx.id()),
        name,
        email,
        phone: tidy_line(&new.phone),
        organisation: tidy_line(&new.organisation),
    };
    if store::insert(tx, &person, cx.now).await? {
        return Ok(person.id);
    }
    let known = store::by_email(tx, &person.email)
        .await?
        .ok_or(sqlx::Error::RowNotFound)?;
    Ok(known.id)
}

/// Gives a role. Asking twice changes nothing.
pub async fn grant(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    person: PersonId,
    grant: &Grant,
) -> Result<(), EnlistError> {
    let allowed = match grant.contest_id {
        Some(contest) => actor.has(contest, Role::Organiser) || actor.is_admin(),
        None => actor.is_admin(),
    };
    if !allowed {
        return Err(EnlistError::Denied);
    }
    if store::insert_role(tx, cx.id(), person, grant, cx.now).await? {
        let log = grant.contest_id.map_or(Uuid::nil(), |c| c.0);
        let details = json!({ "role": grant.role.as_str(), "category": grant.category_id });
        audit::append(
            tx,
            cx,
            log,
            actor,
            "role.granted",
            &format!("person:{person}"),
            &details,
        )
        .await?;
    }
    Ok(())
}

/// Takes a role back. What its holder did stays on record.
pub async fn revoke(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    person: PersonId,
    (contest, category, role): (ContestId, Option<CategoryId>, Role),
) -> Result<(), EnlistError> {
    if !actor.has(contest, Role::Organiser) {
        return Err(EnlistError::Denied);
    }
    if store::delete_role(tx, person, contest, category, role).await? {
        let details = json!({ "role": role.as_str(), "category": category });
        audit::append(
            tx,
            cx,
            contest.0,
            actor,
            "role.revoked",
            &format!("person:{person}"),
            &details,
        )
        .await?;
    }
    Ok(())
}

fn holds_any(actor: &Actor, role: Role) -> bool {
    match actor {
        Actor::Person { grants, .. } => grants.iter().any(|g| g.role == role),
        Actor::System => true,
        Actor::Visitor | Actor::Holder(_) | Actor::Guardian(_) | Actor::Teacher(_) => false,
    }
}

/// A plain check that catches slips of the finger; whether the address works only a message can tell.
fn looks_like_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    !local.is_empty()
        && text.len() <= 254
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !text.chars().any(|c| {
            c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';' | '"')
        })
        && !domain.contains('@')
}
