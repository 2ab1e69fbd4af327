//! Taking a certificate back: whoever checks it is told at once.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    folding::tidy_line,
};
use serde_json::json;

use super::{CertificateId, may_keep, store};
use crate::prizes;

/// Why a certificate was not withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// Not the organiser, or the decision is not signed.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No reason was given.
    #[error("a reason is needed")]
    ReasonMissing,
    /// There is no such certificate, or it was withdrawn before.
    #[error("no standing certificate")]
    NotStanding,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Withdraws a certificate for a reason, which stays in the register and in the log. Its number is not given again.
pub async fn withdraw(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (id, reason): (CertificateId, &str),
) -> Result<(), WithdrawError> {
    may_keep(actor, contest)?;
    let reason = tidy_line(reason);
    if reason.is_empty() {
        return Err(WithdrawError::ReasonMissing);
    }
    if !store::withdraw(tx, (contest.id, id), (cx.now, &reason)).await? {
        return Err(WithdrawError::NotStanding);
    }
    let details = json!({ "reason": reason });
    let subject = format!("certificate:{id}");
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "certificate.withdrawn",
        &subject,
        &details,
    )
    .await?;
    Ok(())
}

/// Withdraws every standing certificate whose work has no award of its tier any more. Answers how many.
pub async fn withdraw_stale(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    reason: &str,
) -> Result<usize, WithdrawError> {
    let awards = prizes::awards_of(tx, contest.id).await?;
    let mut stale = store::certificates_of(tx, contest.id).await?;
    stale.retain(|c| {
        let stands = awards
            .iter()
            .any(|a| a.entry_id == c.entry_id && a.tier_id == c.tier_id);
        c.withdrawn_at.is_none() && !stands
    });
    for certificate in &stale {
        withdraw(tx, cx, actor, contest, (certificate.id, reason)).await?;
    }
    Ok(stale.len())
}
