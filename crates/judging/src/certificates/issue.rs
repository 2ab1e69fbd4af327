//! Entering awards into the register.

use contest::{
    Actor, Context, Tx, audit,
    contests::{self, Contest, rules::Denied},
};
use serde_json::json;

use super::{Certificate, CertificateId, may_keep, store};
use crate::prizes;

/// 60 bits: nobody finds one by guessing.
const CODE_LETTERS: usize = 12;

/// Why nothing was entered.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// Not the organiser, or the decision is not signed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Nobody said yet who signs.
    #[error("no signer")]
    NoSigner,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Enters every award that has no standing certificate of its tier, in stage order: category by category, the lowest tier
/// first. Done again it enters nothing. Answers how many were entered.
pub async fn issue(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
) -> Result<usize, IssueError> {
    may_keep(actor, contest)?;
    if store::settings_of(tx, contest.id).await?.is_none() {
        return Err(IssueError::NoSigner);
    }
    let known = store::certificates_of(tx, contest.id).await?;
    let categories = contests::categories_of(tx, contest.id).await?;
    let mut awards = prizes::awards_of(tx, contest.id).await?;
    prizes::in_stage_order(&mut awards, &categories);
    awards.retain(|award| {
        let stands = |c: &Certificate| {
            c.entry_id == award.entry_id && c.tier_id == award.tier_id && c.withdrawn_at.is_none()
        };
        !known.iter().any(stands)
    });
    let first = known.iter().map(|c| c.number).max().unwrap_or(0) + 1;
    for (number, award) in (first..).zip(&awards) {
        let certificate = Certificate {
            id: CertificateId(cx.id()),
            contest_id: contest.id,
            entry_id: award.entry_id,
            tier_id: award.tier_id,
            number,
            code: cx.printed_code::<CODE_LETTERS>(),
            issued_at: cx.now,
            withdrawn_at: None,
            reason: String::new(),
        };
        store::insert(tx, &certificate).await?;
    }
    if !awards.is_empty() {
        let details = json!({ "first": first, "certificates": awards.len() });
        let subject = format!("contest:{}", contest.id);
        audit::append(
            tx,
            cx,
            contest.id.0,
            actor,
            "certificates.issued",
            &subject,
            &details,
        )
        .await?;
    }
    Ok(awards.len())
}
