//! Organisers set up a poll, print slips, look at bunches, publish the result.

use contest::{
    Actor, Context, Timestamp, Tx, audit,
    contests::{Contest, rules, rules::Denied},
    folding::{printed_code, tidy_line},
};
use serde_json::{Value, json};

use super::{BatchId, Bunch, Tally, bunches, hash_of, store, tally};

/// Slips of a batch.
pub const MOST_SLIPS: i64 = 1_000;
const MOST_LABEL: usize = 120;
const MOST_REASON: usize = 200;

/// Why a poll was not set.
#[derive(Debug, thiserror::Error)]
pub enum PollError {
    /// Not the organiser, or the result is published.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It would end before it begins.
    #[error("it ends before it begins")]
    Backwards,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Why no slips were made.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// Not the organiser, no poll, or the poll is over.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The fields of these names are empty, too long or out of range.
    #[error("{0:?} are wrong")]
    Fields(Vec<&'static str>),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Why nothing was ruled.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    /// Not the organiser, or it is not the time for it: votes are still taken, or the result is published.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such bunch.
    #[error("no such bunch")]
    Missing,
    /// Discarding needs a reason of 200 characters at most.
    #[error("a reason is needed")]
    Reason,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Why the result was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// Not the organiser, votes are still taken, or it is published already.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Bunches wait for somebody to look at them.
    #[error("bunches wait")]
    Waiting,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Sets when votes are taken.
pub async fn set_poll(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (opens_at, closes_at): (Timestamp, Timestamp),
) -> Result<(), PollError> {
    rules::may_write(actor, contest)?;
    let poll = store::poll_of(tx, contest.id).await?;
    if poll.is_some_and(|poll| poll.published_at.is_some()) {
        return Err(Denied::TooLate.into());
    }
    if closes_at <= opens_at {
        return Err(PollError::Backwards);
    }
    store::save_poll(tx, contest.id, opens_at, closes_at).await?;
    let details = json!({ "opens_at": opens_at, "closes_at": closes_at });
    log(tx, cx, actor, contest, ("popular.set", details)).await?;
    Ok(())
}

/// Makes slips and returns their codes, which are kept nowhere else.
pub async fn make_batch(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (label, size): (&str, Option<i64>),
) -> Result<Vec<String>, BatchError> {
    rules::may_write(actor, contest)?;
    let poll = store::poll_of(tx, contest.id).await?;
    let poll = poll.ok_or(Denied::TooEarly)?;
    if poll.closes_at < cx.now {
        return Err(Denied::TooLate.into());
    }
    let label = tidy_line(label);
    let size = size.filter(|size| (1..=MOST_SLIPS).contains(size));
    let mut wrong = Vec::new();
    if label.is_empty() || label.chars().count() > MOST_LABEL {
        wrong.push("label");
    }
    if size.is_none() {
        wrong.push("size");
    }
    let (Some(size), true) = (size, wrong.is_empty()) else {
        return Err(BatchError::Fields(wrong));
    };
    let batch = BatchId(cx.id());
    store::insert_batch(tx, contest.id, (batch, &label, size), cx.now).await?;
    let mut codes = Vec::new();
    for _ in 0..size {
        let code = cx.printed_code::<10>();
        let hash = hash_of(contest.id, &printed_code(&code));
        store::insert_ballot(tx, contest.id, batch, hash).await?;
        codes.push(code);
    }
    let details = json!({ "label": label, "size": size });
    log(tx, cx, actor, contest, ("popular.slips_made", details)).await?;
    Ok(codes)
}

/// Keeps or, with a reason, discards the votes of a bunch; again until the result is published.
pub async fn rule(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (at, reason): (usize, Option<&str>),
) -> Result<(), RuleError> {
    rules::may_write(actor, contest)?;
    is_counted(tx, cx, contest).await??;
    let reason = reason.map(tidy_line);
    let length = reason.as_ref().map(|r| r.chars().count());
    if length.is_some_and(|n| !(1..=MOST_REASON).contains(&n)) {
        return Err(RuleError::Reason);
    }
    let votes = store::votes_of(tx, contest.id).await?;
    let all = bunches(&votes);
    let bunch = all.get(at).ok_or(RuleError::Missing)?;
    let ruling = if reason.is_some() {
        "discarded"
    } else {
        "kept"
    };
    let reason = reason.unwrap_or_default();
    for vote in votes.iter().filter(|v| holds(bunch, v)) {
        store::set_ruling(tx, vote.code_hash, (ruling, &reason)).await?;
    }
    let details = json!({
        "entry": bunch.entry, "batch": bunch.batch, "votes": bunch.votes, "ruling": ruling, "reason": reason,
    });
    log(tx, cx, actor, contest, ("popular.ruled", details)).await?;
    Ok(())
}

fn holds(bunch: &Bunch, vote: &super::Vote) -> bool {
    vote.batch_id == bunch.batch
        && vote.entry_id == bunch.entry
        && vote.origin == bunch.origin
        && (bunch.from..=bunch.to).contains(&vote.cast_at)
}

/// Publishes the result, once nobody can vote any more; where votes came from is wiped.
pub async fn publish(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
) -> Result<Tally, PublishError> {
    rules::may_write(actor, contest)?;
    is_counted(tx, cx, contest).await??;
    let votes = store::votes_of(tx, contest.id).await?;
    if bunches(&votes).iter().any(|bunch| !bunch.ruled) {
        return Err(PublishError::Waiting);
    }
    let result = tally(&votes);
    store::set_published(tx, contest.id, cx.now).await?;
    store::wipe_origins(tx, contest.id).await?;
    let details = json!({ "counted": result.counted, "discarded": result.discarded });
    log(tx, cx, actor, contest, ("popular.published", details)).await?;
    Ok(result)
}

/// Whether the time for voting is over, and the result not out yet.
async fn is_counted(
    tx: &mut Tx,
    cx: &Context,
    contest: &Contest,
) -> Result<Result<(), Denied>, sqlx::Error> {
    let poll = store::poll_of(tx, contest.id).await?;
    Ok(match poll {
        None => Err(Denied::TooEarly),
        Some(poll) if poll.published_at.is_some() => Err(Denied::TooLate),
        Some(poll) if cx.now <= poll.closes_at => Err(Denied::TooEarly),
        Some(_) => Ok(()),
    })
}

async fn log(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (what, details): (&'static str, Value),
) -> Result<(), sqlx::Error> {
    let subject = format!("contest:{}", contest.id);
    audit::append(tx, cx, contest.id.0, actor, what, &subject, &details).await?;
    Ok(())
}
