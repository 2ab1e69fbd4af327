//! The texts and files of an entry are set or changed.

use contest::{Actor, Context, Tx, audit, contests::Contest};
use serde_json::json;

use super::{Denied, Entry, Work, rules, store};
use crate::{
    files::{self, Received},
    leaks, receipts, uploads,
};

/// Why a change was refused.
#[derive(Debug, thiserror::Error)]
pub enum DescribeError {
    /// Not the holder, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Another window changed the entry meanwhile.
    #[error("changed elsewhere")]
    ChangedElsewhere,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Writes the texts, and puts the received files into their slots. Incomplete texts are kept too: what is
/// missing is told when the entry is sent.
pub async fn describe(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, entry): (&Contest, &Entry),
    (work, received): (&Work, &[Received]),
) -> Result<(), DescribeError> {
    rules::may_change(actor, contest, entry, cx.now)?;
    let work = work.tidied();
    if !store::update_work(tx, entry, &work, cx.now).await? {
        return Err(DescribeError::ChangedElsewhere);
    }
    if let Some(author) = store::author_of(tx, entry.id).await? {
        store::refresh_search(tx, entry, &work.title, &author).await?;
    }
    for file in received {
        // A preview stands in for what is promised; anything else takes its place.
        if !file.provisional {
            uploads::replace(tx, entry.id, file.slot).await?;
        }
        files::attach(tx, cx, entry.id, file).await?;
    }
    leaks::renew(tx, entry.id, cx.now).await?;
    let digests: Vec<String> = received.iter().map(|f| f.sha256.hex()).collect();
    let details = json!({ "version": entry.version + 1, "files": digests });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "entry.described",
        &entry.subject(),
        &details,
    )
    .await?;
    Ok(receipts::issue(tx, cx, contest, entry.id).await?)
}
