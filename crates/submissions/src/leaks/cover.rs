//! The desk covers what tells who made a work, or leaves it; jurors then read the covered copy, and the work itself stays.

use contest::{Actor, Context, Tx, audit, contests::Contest};
use serde_json::json;

use super::{CoveredDocument, Searched, Traces, covered_text, search, store};
use crate::entries::{self, Denied, Entry, Initiative};

/// Why a copy was not covered, left or uncovered.
#[derive(Debug, thiserror::Error)]
pub enum CoverError {
    /// Not the desk's, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Nothing tells who made the work, nothing was decided, or the work is not any more what was looked at.
    #[error("there is nothing to do")]
    Nothing,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Covers every passage that is found in the work. In place of a document that tells a name, jurors get its covered
/// text. `seen` is the digest, in hex, of what the desk was shown; a later change of that ends the cover.
pub async fn cover(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, entry): (&Contest, &Entry),
    seen: &str,
) -> Result<(), CoverError> {
    entries::may_cover(actor, contest, entry)?;
    let traces = search::traces(tx, entry).await?;
    let digest = traces.digest();
    let is_current = traces.passages() > 0 && digest.hex() == seen;
    if !is_current || !store::set_left(tx, (entry.id, digest), None).await? {
        return Err(CoverError::Nothing);
    }
    let (copy, documents) = copy_of(entry, &traces)?;
    store::put_cover(tx, (&copy, &documents), digest, cx.now).await?;
    let details = json!({ "passages": traces.passages(), "documents": documents.len() });
    record(tx, cx, (actor, contest, entry), "entry.covered", &details).await
}

/// Leaves the passages as they are: the desk looked, and nothing needs covering. `seen` as for [`cover`].
pub async fn leave(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, entry): (&Contest, &Entry),
    seen: &str,
) -> Result<(), CoverError> {
    entries::may_cover(actor, contest, entry)?;
    let digest = search::traces(tx, entry).await?.digest();
    let is_current = digest.hex() == seen && store::waits(tx, entry.id).await?;
    if !is_current || !store::set_left(tx, (entry.id, digest), Some(cx.now)).await? {
        return Err(CoverError::Nothing);
    }
    record(
        tx,
        cx,
        (actor, contest, entry),
        "entry.left-uncovered",
        &json!({}),
    )
    .await
}

/// Takes back what was decided: the cover comes off, and the passages wait for somebody to look at them. Only until
/// jurors read the works.
pub async fn uncover(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, entry): (&Contest, &Entry),
) -> Result<(), CoverError> {
    entries::may_cover(actor, contest, entry)?;
    entries::desk_is_open(contest)?;
    let was_covered = store::take_off(tx, entry.id).await?;
    if !was_covered && !store::look_again(tx, entry.id).await? {
        return Err(CoverError::Nothing);
    }
    let details = json!({ "covered": was_covered });
    record(tx, cx, (actor, contest, entry), "entry.uncovered", &details).await
}

/// The copy for jurors: the entry's texts, and the texts that stand in place of its documents.
fn copy_of(entry: &Entry, traces: &Traces) -> Result<(Entry, Vec<CoveredDocument>), sqlx::Error> {
    let hidden = |s: &Searched| covered_text(&s.text, &s.found);
    let mut copy = entry.clone();
    let mut initiative = Initiative::default();
    let mut documents = Vec::new();
    for searched in &traces.shown {
        let place = match searched.part {
            search::Part::Title => &mut copy.title,
            search::Part::Statement => &mut copy.statement,
            search::Part::Alt => &mut copy.alt,
            search::Part::Text => &mut copy.body,
            search::Part::Problem => &mut initiative.problem,
            search::Part::Solution => &mut initiative.solution,
            search::Part::Result => &mut initiative.result,
            search::Part::Adopters => &mut initiative.adopters,
            search::Part::Cost => &mut initiative.cost,
            _ => {
                let slot = searched.slot.filter(|_| !searched.found.is_empty());
                documents.extend(slot.map(|slot| CoveredDocument {
                    slot,
                    text: hidden(searched),
                }));
                continue;
            }
        };
        *place = hidden(searched);
    }
    copy.fields = serde_json::to_string(&initiative).map_err(|e| sqlx::Error::Encode(e.into()))?;
    Ok((copy, documents))
}

async fn record(
    tx: &mut Tx,
    cx: &Context,
    (actor, contest, entry): (&Actor, &Contest, &Entry),
    kind: &'static str,
    details: &serde_json::Value,
) -> Result<(), CoverError> {
    let subject = entry.subject();
    audit::append(tx, cx, contest.id.0, actor, kind, &subject, details).await?;
    Ok(())
}
