//! A screening is applied, or taken back.

use contest::{Actor, Context, Tx, audit, contests::Contest, folding::tidy_line};
use serde_json::json;

use super::{Screening, ScreeningId, preview, store};
use crate::entries::{self, DecideError, Denied, EntryId, EntryState, Ruling};

/// What applying did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Entries that were declared eligible.
    pub eligible: usize,
    /// Chosen entries that changed since they were looked at, and were left to a person.
    pub left: usize,
}

/// Why a screening was not applied or taken back.
#[derive(Debug, thiserror::Error)]
pub enum ScreenError {
    /// Not the desk, or the jury has begun.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Nothing was chosen, or nothing of it passes any more.
    #[error("no entry to rule on")]
    Nothing,
    /// Taking back needs a reason.
    #[error("a reason is needed")]
    ReasonMissing,
    /// It was taken back already.
    #[error("taken back already")]
    UndoneAlready,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Declares the chosen entries eligible that still pass every check.
pub async fn apply(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    chosen: &[EntryId],
) -> Result<Applied, ScreenError> {
    entries::may_keep_desk(actor, contest)?;
    let found = preview(tx, contest).await?;
    let passing: Vec<EntryId> = found
        .iter()
        .filter(|s| s.findings.is_empty() && chosen.contains(&s.id))
        .map(|s| s.id)
        .collect();
    if passing.is_empty() {
        return Err(ScreenError::Nothing);
    }
    let screening = Screening {
        id: ScreeningId(cx.id()),
        contest_id: contest.id,
        actor: actor.label(),
        entries: i64::try_from(passing.len()).unwrap_or(i64::MAX),
        created_at: cx.now,
        undone_at: None,
        undone_reason: String::new(),
    };
    store::insert(tx, &screening).await?;
    for id in &passing {
        let entry = entries::by_id(tx, *id)
            .await?
            .ok_or(sqlx::Error::RowNotFound)?;
        let of = (contest, &entry);
        entries::decide(tx, cx, actor, of, &Ruling::Eligible)
            .await
            .map_err(undecided)?;
        store::insert_entry(tx, screening.id, (*id, entry.version + 1)).await?;
    }
    let details = json!({ "entries": screening.entries });
    record(
        tx,
        cx,
        (actor, contest),
        (screening.id, "applied"),
        &details,
    )
    .await?;
    Ok(Applied {
        eligible: passing.len(),
        left: chosen.len().saturating_sub(passing.len()),
    })
}

/// Takes a screening back: what nobody touched since waits for a ruling again. Returns how many those are.
pub async fn undo(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (id, reason): (ScreeningId, &str),
) -> Result<usize, ScreenError> {
    entries::may_keep_desk(actor, contest)?;
    let reason = tidy_line(reason);
    if reason.is_empty() {
        return Err(ScreenError::ReasonMissing);
    }
    if !store::set_undone(tx, (contest.id, id), cx.now, &reason).await? {
        return Err(ScreenError::UndoneAlready);
    }
    let mut back = 0;
    for (entry, version) in store::entries(tx, id).await? {
        let entry = entries::by_id(tx, entry)
            .await?
            .ok_or(sqlx::Error::RowNotFound)?;
        if entry.state == EntryState::Eligible && entry.version == version {
            let ruling = Ruling::Reopen(reason.clone());
            entries::decide(tx, cx, actor, (contest, &entry), &ruling)
                .await
                .map_err(undecided)?;
            back += 1;
        }
    }
    let details = json!({ "entries": back, "reason": reason });
    record(tx, cx, (actor, contest), (id, "undone"), &details).await?;
    Ok(back)
}

fn undecided(error: DecideError) -> ScreenError {
    match error {
        DecideError::Denied(denied) => denied.into(),
        DecideError::Store(error) => error.into(),
        _ => ScreenError::Nothing,
    }
}

async fn record(
    tx: &mut Tx,
    cx: &Context,
    (actor, contest): (&Actor, &Contest),
    (id, verb): (ScreeningId, &str),
    details: &serde_json::Value,
) -> Result<(), sqlx::Error> {
    let kind = format!("screening.{verb}");
    let subject = format!("screening:{id}");
    audit::append(tx, cx, contest.id.0, actor, &kind, &subject, details).await
}
