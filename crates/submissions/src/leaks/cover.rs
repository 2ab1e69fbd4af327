//! The desk covers what tells who made a work; jurors then read the covered copy, and the work itself stays.

use contest::{Actor, Context, Tx, audit, contests::Contest};
use serde_json::json;

use super::{covered_text, store};
use crate::entries::{self, Author, Denied, Entry, Initiative};

/// Why a copy was not covered or uncovered.
#[derive(Debug, thiserror::Error)]
pub enum CoverError {
    /// Not the desk's, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Nothing in the texts tells who made the work, or nothing is covered.
    #[error("there is nothing to do")]
    Nothing,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Covers every passage that is found in the entry's texts as they stand. A later change of the entry ends the cover.
pub async fn cover(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, entry): (&Contest, &Entry),
    author: &Author,
) -> Result<(), CoverError> {
    entries::may_decide(actor, contest, entry)?;
    let hidden = |text: &str| covered_text(text, author);
    let initiative = entry.initiative();
    let copy = Entry {
        title: hidden(&entry.title),
        statement: hidden(&entry.statement),
        alt: hidden(&entry.alt),
        body: hidden(&entry.body),
        fields: serde_json::to_string(&Initiative {
            problem: hidden(&initiative.problem),
            solution: hidden(&initiative.solution),
            result: hidden(&initiative.result),
            adopters: hidden(&initiative.adopters),
            cost: hidden(&initiative.cost),
        })
        .map_err(|e| sqlx::Error::Encode(e.into()))?,
        ..entry.clone()
    };
    let same = super::parts(&copy) == super::parts(entry);
    if same {
        return Err(CoverError::Nothing);
    }
    store::put(tx, &copy, cx.now).await?;
    record(tx, cx, actor, (contest, entry), "entry.covered").await
}

/// Takes the cover off again.
pub async fn uncover(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, entry): (&Contest, &Entry),
) -> Result<(), CoverError> {
    entries::may_decide(actor, contest, entry)?;
    if !store::take_off(tx, entry.id).await? {
        return Err(CoverError::Nothing);
    }
    record(tx, cx, actor, (contest, entry), "entry.uncovered").await
}

async fn record(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, entry): (&Contest, &Entry),
    kind: &'static str,
) -> Result<(), CoverError> {
    let details = json!({ "version": entry.version });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        kind,
        &entry.subject(),
        &details,
    )
    .await?;
    Ok(())
}
