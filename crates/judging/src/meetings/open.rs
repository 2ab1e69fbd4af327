//! Opening and ending a meeting.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    folding::tidy_line,
};
use serde_json::json;

use super::{Meeting, MeetingId, rules, sitting, store};
use crate::rounds::{self, Round};

/// Why a meeting was not opened or ended.
#[derive(Debug, thiserror::Error)]
pub enum MeetingError {
    /// Not the chair, or not the time.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The panel's meeting runs already.
    #[error("a meeting runs already")]
    Running,
    /// Between one and all members.
    #[error("the quorum is out of range")]
    Quorum,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// The most characters of a place.
const MAX_PLACE: usize = 200;

/// Opens the panel's meeting; the chair is there. Without a `quorum` more than half of the members are asked for.
pub async fn open(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
    (place, quorum): (&str, Option<i64>),
) -> Result<MeetingId, MeetingError> {
    rules::may_lead(actor, contest, round)?;
    let person = actor.person().ok_or(Denied::NotYours)?;
    let members = rounds::members_of_round(tx, round.id).await?.len();
    let members = i64::try_from(members).unwrap_or(i64::MAX);
    let quorum = quorum.unwrap_or(members / 2 + 1);
    if !(1..=members).contains(&quorum) {
        return Err(MeetingError::Quorum);
    }
    let meeting = Meeting {
        id: MeetingId(cx.id()),
        contest_id: contest.id,
        category_id: round.category_id,
        place: tidy_line(place).chars().take(MAX_PLACE).collect(),
        quorum,
        opened_at: cx.now,
        ended_at: None,
        entry_id: None,
        version: 0,
    };
    if !store::insert(tx, &meeting).await? {
        return Err(MeetingError::Running);
    }
    store::came(tx, &meeting, person, cx.now).await?;
    let details =
        json!({ "category": round.category_id, "place": meeting.place, "quorum": quorum });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "meeting.opened",
        &format!("meeting:{}", meeting.id),
        &details,
    )
    .await?;
    Ok(meeting.id)
}

/// Ends the panel's meeting.
pub async fn end(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
) -> Result<(), MeetingError> {
    rules::may_lead(actor, contest, round)?;
    let meeting = sitting(tx, round.category_id).await??;
    if !store::end(tx, &meeting, cx.now).await? {
        return Err(Denied::TooLate.into());
    }
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "meeting.ended",
        &format!("meeting:{}", meeting.id),
        &json!({ "category": round.category_id }),
    )
    .await?;
    Ok(())
}
