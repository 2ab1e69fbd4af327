//! A code is issued, or taken back.

use contest::{
    Actor, Context, Timestamp, Tx, audit,
    contests::{CategoryId, Contest},
    folding::tidy_line,
};
use serde_json::json;

use super::{LateCode, LateCodeId, store};
use crate::{
    entries::{Denied, may_keep_desk},
    receipts::readable,
};

/// Most works that one code lets in.
pub const MAX_USES: i64 = 1_000;

/// What a code should be.
#[derive(Clone, Debug)]
pub struct NewLateCode {
    /// The category that it opens; none for all of them.
    pub category: Option<CategoryId>,
    /// How many works it lets in, from 1 to [`MAX_USES`].
    pub uses: i64,
    /// Until when.
    pub expires_at: Timestamp,
    /// Why it is given.
    pub note: String,
}

/// Why a code was not issued or taken back.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// Not the desk, or the jury has begun.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Every code has its reason.
    #[error("a note is needed")]
    NoteMissing,
    /// Out of range.
    #[error("the number of uses is out of range")]
    Uses,
    /// It would have ended already.
    #[error("the end lies in the past")]
    InThePast,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Issues a code. The log tells that there is one and for how many works, not the code itself.
pub async fn issue(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    new: &NewLateCode,
) -> Result<LateCode, IssueError> {
    may_keep_desk(actor, contest)?;
    let note = tidy_line(&new.note);
    if note.is_empty() {
        return Err(IssueError::NoteMissing);
    }
    if !(1..=MAX_USES).contains(&new.uses) {
        return Err(IssueError::Uses);
    }
    if new.expires_at <= cx.now {
        return Err(IssueError::InThePast);
    }
    let code = LateCode {
        id: LateCodeId(cx.id()),
        contest_id: contest.id,
        category_id: new.category,
        code: readable(&cx.rng.bytes::<5>()),
        note,
        uses: new.uses,
        uses_left: new.uses,
        expires_at: new.expires_at,
        created_at: cx.now,
    };
    store::insert(tx, &code).await?;
    let details = json!({
        "late_code": code.id, "category": code.category_id, "uses": code.uses, "until": code.expires_at,
        "note": code.note,
    });
    record(tx, cx, (actor, contest), "late_code.issued", &details).await?;
    Ok(code)
}

/// Takes a code back; works that were begun with it keep their time.
pub async fn revoke(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    id: LateCodeId,
) -> Result<(), IssueError> {
    may_keep_desk(actor, contest)?;
    if store::end(tx, contest.id, id).await? {
        let details = json!({ "late_code": id });
        record(tx, cx, (actor, contest), "late_code.revoked", &details).await?;
    }
    Ok(())
}

async fn record(
    tx: &mut Tx,
    cx: &Context,
    (actor, contest): (&Actor, &Contest),
    kind: &str,
    details: &serde_json::Value,
) -> Result<(), sqlx::Error> {
    let subject = format!("contest:{}", contest.id);
    audit::append(tx, cx, contest.id.0, actor, kind, &subject, details).await
}
