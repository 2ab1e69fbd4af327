//! Who agreed to what: a ledger of answers, by purpose, never overwritten.

mod store;

use contest::{Actor, Context, Tx, audit, contests::Contest};
use serde_json::json;

use crate::entries::{self, Author, Entry, EntryId};

pub use store::is_named;

/// Version of the words that people agree to; they stand in the locales under the same name.
pub const TEXT_VERSION: &str = "2024-07";

/// The two separate answers given when an entry is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answers {
    /// To taking part, and to the work being judged and shown.
    pub participation: bool,
    /// To being named in public.
    pub naming: bool,
}

/// Writes both answers. For a minor they are the guardian's.
pub(crate) async fn record(
    tx: &mut Tx,
    cx: &Context,
    entry: EntryId,
    minor: bool,
    answers: Answers,
) -> Result<(), sqlx::Error> {
    let by = if minor { "guardian" } else { "author" };
    for (purpose, given) in [
        ("participation", answers.participation),
        ("naming", answers.naming),
    ] {
        store::insert(tx, (cx.id(), cx.now), entry, (purpose, by), given).await?;
    }
    Ok(())
}

/// Why an answer could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum NamingError {
    /// Not the holder.
    #[error("not allowed")]
    Denied,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Changes the answer about being named. It can be changed at any time, after the announcement too.
pub async fn change_naming(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, entry, author): (&Contest, &Entry, &Author),
    given: bool,
) -> Result<(), NamingError> {
    if *actor != Actor::Holder(entry.id.0) {
        return Err(NamingError::Denied);
    }
    let by = if author.is_minor(entries::year_of(contest)) {
        "guardian"
    } else {
        "author"
    };
    store::insert(tx, (cx.id(), cx.now), entry.id, ("naming", by), given).await?;
    let details = json!({ "purpose": "naming", "given": given });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "consent.changed",
        &entry.subject(),
        &details,
    )
    .await?;
    Ok(())
}
