//! A draft is begun; from here on it lives on the server.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Category, Contest},
};
use serde_json::json;

use crate::consents;

use super::{Denied, Entry, EntryId, EntryState, Source, Work, key_hash, rules, store, subject};

/// A draft and the key of its private link, which is not stored and cannot be told again.
#[derive(Clone, Debug)]
pub struct Begun {
    /// The draft.
    pub entry: Entry,
    /// The key.
    pub key: String,
}

/// Why a draft could not be begun.
#[derive(Debug, thiserror::Error)]
pub enum BeginError {
    /// Too early, too late, or not a clerk.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Begins a draft with whatever has been typed so far, complete or not.
pub async fn begin(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, category): (&Contest, &Category),
    (source, work): (Source, &Work),
) -> Result<Begun, BeginError> {
    begin_with_key(tx, cx, actor, (contest, category), (source, work, cx.key())).await
}

/// The same with a key that was made elsewhere.
pub(crate) async fn begin_with_key(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, category): (&Contest, &Category),
    (source, work, key): (Source, &Work, String),
) -> Result<Begun, BeginError> {
    rules::may_begin(actor, contest, source, cx.now)?;
    let work = work.tidied();
    let entry = Entry {
        id: EntryId(cx.id()),
        contest_id: contest.id,
        category_id: category.id,
        code: None,
        state: EntryState::Draft,
        state_reason: String::new(),
        source,
        fields: store::fields_of(&work)?,
        title: work.title,
        statement: work.statement,
        alt: work.alt,
        body: work.body,
        together: "{}".to_owned(),
        version: 1,
        created_at: cx.now,
        updated_at: cx.now,
        submitted_at: None,
        correct_until: None,
    };
    store::insert(tx, &entry, key_hash(&key)).await?;
    consents::open_link(tx, entry.id, &consents::guardian_key(&key)).await?;
    let details = json!({ "category": category.id, "source": source.as_str() });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "entry.begun",
        &subject(entry.id),
        &details,
    )
    .await?;
    Ok(Begun { entry, key })
}
