//! Sessions: an unguessable key in a cookie, its hash in the database.

use contest::{
    Context, Tx,
    db::Digest,
    people::{self, Actor, Person, PersonId},
};

use super::store;

/// Cookie over HTTPS and on this machine: bound to the host by its prefix.
pub const COOKIE_SECURE: &str = "__Host-hoaban";
/// Cookie over plain HTTP in a local network, where browsers refuse the other.
pub const COOKIE_PLAIN: &str = "hoaban";

/// A working day, so that an evening of judging is not cut in two.
const LIFE_MS: i64 = 14 * 3_600_000;

/// Somebody signed in.
#[derive(Clone, Debug)]
pub struct Session {
    /// Hash of the key, by which form tokens are bound to the session.
    pub key_hash: Digest,
    /// Who.
    pub person: Person,
    /// What they may do.
    pub actor: Actor,
    /// Whether a code was asked for besides the password.
    pub has_factor: bool,
}

fn key_hash(key: &str) -> Digest {
    Digest::of(format!("hoaban-session-v1:{key}").as_bytes())
}

/// Opens a session and returns the key for the cookie.
pub async fn open(tx: &mut Tx, cx: &Context, person: PersonId) -> Result<String, sqlx::Error> {
    let key = cx.key();
    store::open_session(
        tx,
        key_hash(&key),
        person,
        (cx.now, cx.now.plus_ms(LIFE_MS)),
    )
    .await?;
    Ok(key)
}

/// The session of a cookie's key, if it is still open.
pub async fn find(tx: &mut Tx, cx: &Context, key: &str) -> Result<Option<Session>, sqlx::Error> {
    let key_hash = key_hash(key);
    let Some((id, has_factor)) = store::session(tx, key_hash, cx.now).await? else {
        return Ok(None);
    };
    let Some(person) = people::by_id(tx, id).await? else {
        return Ok(None);
    };
    let grants = people::grants_of(tx, id).await?;
    Ok(Some(Session {
        key_hash,
        person,
        actor: Actor::Person { id, grants },
        has_factor,
    }))
}

/// Ends one session.
pub async fn end(tx: &mut Tx, session: &Session) -> Result<(), sqlx::Error> {
    store::end_session(tx, session.key_hash).await
}

/// Ends every session of a person.
pub async fn end_all(tx: &mut Tx, person: PersonId) -> Result<(), sqlx::Error> {
    store::end_sessions_of(tx, person).await
}
