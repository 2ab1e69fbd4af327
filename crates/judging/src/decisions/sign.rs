//! Two signatures by two persons; the second one decides.

use contest::{
    Actor, Context, Tx, audit,
    contests::{self, AdvanceError, Contest, Phase, rules::Denied},
    db::Digest,
    people::{PersonId, Role},
};
use serde_json::json;

use super::{digest_of, store};
use crate::{
    advisory,
    checkpoints::{self, Cause},
    prizes,
};

/// A signature that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    /// What was signed.
    pub digest: Digest,
    /// Whether both have signed now.
    pub decided: bool,
}

/// Why a signature was not taken.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// Not in this role, or the board is not done.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no award to decide on.
    #[error("there are no awards")]
    NoAwards,
    /// The minutes are empty.
    #[error("there are no minutes")]
    NoMinutes,
    /// The jury owes the advisory board this many answers.
    #[error("{0} second readings are not answered")]
    Unanswered(usize),
    /// What is to be signed is not what the signer saw.
    #[error("changed since it was shown")]
    Changed,
    /// The chair signs first, and once.
    #[error("not in this order")]
    Order,
    /// The same person signed as chair.
    #[error("two persons must sign")]
    SamePerson,
    /// The contest could not move on.
    #[error(transparent)]
    Advance(#[from] AdvanceError),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// The chair of the jury signs. `seen` is the digest that was shown. The caller has made sure that it is really they.
pub async fn sign_chair(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    seen: Digest,
) -> Result<Signed, SignError> {
    let person = signer(actor, contest, Role::Chair)?;
    let digest = ready(tx, contest, seen).await?;
    if !store::sign_chair(tx, contest.id, person, digest, cx.now).await? {
        return Err(SignError::Order);
    }
    record(tx, cx, actor, contest, ("decision.signed_by_chair", digest)).await?;
    Ok(Signed {
        digest,
        decided: false,
    })
}

/// The organiser signs after the chair; with this the decision stands and waits for its announcement.
pub async fn sign_organiser(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    seen: Digest,
) -> Result<Signed, SignError> {
    let person = signer(actor, contest, Role::Organiser)?;
    let digest = ready(tx, contest, seen).await?;
    let decision = store::decision_of(tx, contest.id)
        .await?
        .ok_or(SignError::Order)?;
    match decision.chair_id {
        None => return Err(SignError::Order),
        Some(chair) if chair == person => return Err(SignError::SamePerson),
        Some(_) if decision.digest != Some(digest) => return Err(SignError::Changed),
        Some(_) => {}
    }
    if !store::sign_organiser(tx, contest.id, person, cx.now).await? {
        return Err(SignError::Order);
    }
    record(
        tx,
        cx,
        actor,
        contest,
        ("decision.signed_by_organiser", digest),
    )
    .await?;
    contests::advance(tx, cx, actor, contest, Phase::Decided).await?;
    checkpoints::make(tx, cx, contest, Cause::DecisionSigned).await?;
    Ok(Signed {
        digest,
        decided: true,
    })
}

fn signer(actor: &Actor, contest: &Contest, role: Role) -> Result<PersonId, Denied> {
    let person = actor
        .person()
        .filter(|_| actor.has(contest.id, role))
        .ok_or(Denied::NotYours)?;
    match contest.phase {
        Phase::Advising => Ok(person),
        Phase::Decided => Err(Denied::TooLate),
        _ => Err(Denied::TooEarly),
    }
}

/// Nothing stands in the way, and what stands there is what the signer saw.
async fn ready(tx: &mut Tx, contest: &Contest, seen: Digest) -> Result<Digest, SignError> {
    if prizes::awards_of(tx, contest.id).await?.is_empty() {
        return Err(SignError::NoAwards);
    }
    let waiting = advisory::notes_of(tx, contest.id)
        .await?
        .iter()
        .filter(|n| n.is_waiting())
        .count();
    if waiting > 0 {
        return Err(SignError::Unanswered(waiting));
    }
    if store::decision_of(tx, contest.id)
        .await?
        .is_none_or(|d| d.minutes.is_empty())
    {
        return Err(SignError::NoMinutes);
    }
    let digest = digest_of(tx, contest.id).await?;
    if digest != seen {
        return Err(SignError::Changed);
    }
    Ok(digest)
}

async fn record(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (kind, digest): (&str, Digest),
) -> Result<(), sqlx::Error> {
    let details = json!({ "digest": digest.hex() });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        kind,
        &format!("contest:{}", contest.id),
        &details,
    )
    .await
}
