//! Tokens by which programs act for somebody: in one contest, within their scopes, until their end, and never with more
//! rights than whoever made them has at that moment.

use contest::{
    Actor, Context, Timestamp, Tx, audit,
    contests::{Contest, ContestId},
    db::Digest,
    id,
    people::{self, PersonId},
    text_enum,
};
use serde_json::json;

use super::{Session, store};

id! {
    /// Key of an access token.
    AccessTokenId
}

text_enum! {
    /// What a token lets a program do.
    Scope {
        /// Read entries and their authors.
        EntriesRead = "entries:read",
        /// Rule on entries.
        EntriesWrite = "entries:write",
        /// Read settings, people and the log.
        ContestRead = "contest:read",
        /// Change settings, people and the calendar.
        ContestWrite = "contest:write",
    }
}

/// How every token begins, so that one that lies in the open is found by whoever looks for such.
const PREFIX: &str = "hoaban_";
/// Longest life in days.
pub const MOST_DAYS: i64 = 366;
/// Longest name, in characters.
pub const MOST_NAME: usize = 80;
const DAY_MS: i64 = 24 * 3_600_000;
/// The last use is noted once an hour, so that reading writes little.
const NOTED_EVERY_MS: i64 = 3_600_000;

/// A token as organisers see it: what it opens is told once, when it is made.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AccessToken {
    /// Key.
    pub id: AccessTokenId,
    /// For whom it acts.
    pub person_id: PersonId,
    /// Where.
    pub contest_id: ContestId,
    /// What it is for, in its maker's words.
    pub name: String,
    /// Words of [`Scope`], separated by spaces.
    pub scopes: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it holds.
    pub expires_at: Timestamp,
    /// When it was last used, to an hour.
    pub used_at: Option<Timestamp>,
}

impl AccessToken {
    /// Whether it lets a program do this.
    #[must_use]
    pub fn lets(&self, scope: Scope) -> bool {
        self.scopes.split(' ').any(|word| word == scope.as_str())
    }

    fn subject(&self) -> String {
        format!("token:{}", self.id)
    }
}

fn token_hash(token: &str) -> Digest {
    Digest::of(format!("hoaban-access-token-v1:{token}").as_bytes())
}

/// What is asked for when a token is made.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What it is for.
    pub name: String,
    /// What it lets a program do; at least one.
    pub scopes: Vec<Scope>,
    /// How long it holds, in days.
    pub days: i64,
}

/// Makes a token for a person and returns what opens; only its hash is kept.
pub async fn make(
    tx: &mut Tx,
    cx: &Context,
    (contest, person): (&Contest, PersonId),
    new: &NewToken,
) -> Result<String, sqlx::Error> {
    let key = format!("{PREFIX}{}", cx.key());
    let words: Vec<_> = new.scopes.iter().map(|s| s.as_str()).collect();
    let token = AccessToken {
        id: AccessTokenId(cx.id()),
        person_id: person,
        contest_id: contest.id,
        name: new.name.clone(),
        scopes: words.join(" "),
        created_at: cx.now,
        expires_at: cx.now.plus_ms(new.days.clamp(1, MOST_DAYS) * DAY_MS),
        used_at: None,
    };
    store::insert_access_token(tx, &token, token_hash(&key)).await?;
    let grants = people::grants_of(tx, person).await?;
    let actor = Actor::Person { id: person, grants };
    let details = json!({ "scopes": token.scopes, "until": token.expires_at });
    let subject = token.subject();
    audit::append(
        tx,
        cx,
        contest.id.0,
        &actor,
        "token.made",
        &subject,
        &details,
    )
    .await?;
    Ok(key)
}

/// The tokens of a contest, the newest first.
pub async fn of_contest(tx: &mut Tx, contest: ContestId) -> Result<Vec<AccessToken>, sqlx::Error> {
    store::access_tokens(tx, contest).await
}

/// Takes a token back; false where the contest has none of this key.
pub async fn take_back(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, id): (ContestId, AccessTokenId),
) -> Result<bool, sqlx::Error> {
    if !store::delete_access_token(tx, contest, id).await? {
        return Ok(false);
    }
    let subject = format!("token:{id}");
    audit::append(
        tx,
        cx,
        contest.0,
        actor,
        "token.taken_back",
        &subject,
        &json!({}),
    )
    .await?;
    Ok(true)
}

/// For whom a token acts: a session with that person's roles in the token's contest and nothing else.
pub async fn acting(
    tx: &mut Tx,
    cx: &Context,
    key: &str,
) -> Result<Option<(Session, AccessToken)>, sqlx::Error> {
    let hash = token_hash(key);
    let Some(token) = store::access_token(tx, hash, cx.now).await? else {
        return Ok(None);
    };
    let Some(person) = people::by_id(tx, token.person_id).await? else {
        return Ok(None);
    };
    let mut grants = people::grants_of(tx, person.id).await?;
    grants.retain(|grant| grant.contest_id == Some(token.contest_id));
    let session = Session {
        key_hash: hash,
        actor: Actor::Person {
            id: person.id,
            grants,
        },
        person,
        // it was asked for when the token was made
        has_factor: true,
    };
    Ok(Some((session, token)))
}

/// Whether its use has to be noted by now.
#[must_use]
pub fn is_to_be_noted(token: &AccessToken, now: Timestamp) -> bool {
    token
        .used_at
        .is_none_or(|at| at < now.plus_ms(-NOTED_EVERY_MS))
}

/// Notes that a token was used.
pub async fn note_use(tx: &mut Tx, token: &AccessToken, now: Timestamp) -> Result<(), sqlx::Error> {
    store::note_use(tx, token.id, now).await
}
