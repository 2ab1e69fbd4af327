//! A draft is begun; from here on it lives on the server.

use contest::{
    Actor, Context, Timestamp, Tx, audit,
    contests::{Category, Contest},
};
use serde_json::json;

use crate::{consents, late_codes};

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

/// Begins a draft after the deadline, with a code that lets it in: it may be sent until the code's end.
pub async fn begin_late(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, category): (&Contest, &Category),
    (late_code, work): (&str, &Work),
) -> Result<Begun, BeginError> {
    rules::desk_is_open(contest)?;
    let of = (late_code, category.id);
    let until = late_codes::spend(tx, contest.id, of, cx.now)
        .await?
        .ok_or(Denied::TooLate)?;
    let how = (Source::Online, work, cx.key());
    write(tx, cx, actor, (contest, category), (how, Some(until))).await
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
    let how = (source, work, key);
    write(tx, cx, actor, (contest, category), (how, None)).await
}

/// How a draft comes in, its texts and its key; and its own deadline.
type How<'a> = ((Source, &'a Work, String), Option<Timestamp>);

async fn write(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, category): (&Contest, &Category),
    ((source, work, key), extended_until): How<'_>,
) -> Result<Begun, BeginError> {
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
        extended_until,
        duplicate_of: None,
        ai_share: String::new(),
        ai_how: String::new(),
    };
    store::insert(tx, &entry, key_hash(&key)).await?;
    consents::open_link(tx, entry.id, &consents::guardian_key(&key)).await?;
    let details =
        json!({ "category": category.id, "source": source.as_str(), "until": extended_until });
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
