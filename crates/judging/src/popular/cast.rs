//! A visitor votes.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    db::Digest,
    folding::printed_code,
};
use serde_json::json;
use submissions::entries::EntryId;

use super::{Vote, hash_of, store};

/// Why a vote was not taken.
#[derive(Debug, thiserror::Error)]
pub enum CastError {
    /// There is no poll, it has not begun, or it is over.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No slip has this code.
    #[error("no slip has this code")]
    Unknown,
    /// The slip was used.
    #[error("the slip was used")]
    Used,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Takes a vote for a work that the caller has found to be public. A slip votes once; the log tells that somebody voted, not
/// for what.
pub async fn cast(
    tx: &mut Tx,
    cx: &Context,
    contest: &Contest,
    (code, entry, network): (&str, EntryId, &str),
) -> Result<(), CastError> {
    let poll = store::poll_of(tx, contest.id).await?;
    let poll = poll.ok_or(Denied::TooEarly)?;
    if !contest.is_announced(cx.now) || cx.now < poll.opens_at {
        return Err(Denied::TooEarly.into());
    }
    if !poll.is_open(cx.now) {
        return Err(Denied::TooLate.into());
    }
    let code_hash = hash_of(contest.id, &printed_code(code));
    let batch_id = store::batch_of(tx, contest.id, code_hash)
        .await?
        .ok_or(CastError::Unknown)?;
    // whoever reads the database could try all networks: it tells votes apart, and is wiped with the result
    let origin = Digest::of(format!("network {} {network}", contest.id).as_bytes());
    let vote = Vote {
        code_hash,
        batch_id,
        entry_id: entry,
        origin: origin.hex()[..16].to_owned(),
        cast_at: cx.now,
        ruling: String::new(),
        reason: String::new(),
    };
    if !store::insert_vote(tx, contest.id, &vote).await? {
        return Err(CastError::Used);
    }
    let subject = format!("contest:{}", contest.id);
    let details = json!({ "batch": batch_id });
    let kind = "popular.voted";
    let by = Actor::Visitor;
    audit::append(tx, cx, contest.id.0, &by, kind, &subject, &details).await?;
    Ok(())
}
