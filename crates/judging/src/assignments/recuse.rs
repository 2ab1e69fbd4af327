//! «I must not judge this»: the work leaves the juror's sight, and somebody else gets it where possible.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    db::Digest,
    folding::tidy,
    people::PersonId,
};
use serde_json::json;
use submissions::entries::EntryId;
use uuid::Uuid;

use super::{Assignment, AssignmentId, AssignmentState, rules, store};
use crate::{
    conflicts,
    rounds::{self, Round},
};

/// Why a juror could not step back.
#[derive(Debug, thiserror::Error)]
pub enum RecuseError {
    /// Not the juror, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A reason is needed.
    #[error("a reason is needed")]
    ReasonMissing,
    /// Another window changed the sheet meanwhile.
    #[error("changed elsewhere")]
    ChangedElsewhere,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Steps back from a work for good. Returns who judges it instead: the member of the panel without a conflict who has
/// the fewest works; `None` when the whole panel has it already or may not see it. Marks given before stay on record
/// and do not count.
pub async fn recuse(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round, assignment): (&Contest, &Round, &Assignment),
    reason: &str,
) -> Result<Option<PersonId>, RecuseError> {
    rules::may_mark(actor, round, assignment)?;
    let reason = tidy(reason);
    if reason.is_empty() {
        return Err(RecuseError::ReasonMissing);
    }
    let of = (contest, round, assignment);
    let taken = take_away(tx, cx, actor, of, &reason).await?;
    taken.ok_or(RecuseError::ChangedElsewhere)
}

/// Takes a work away from a juror for a conflict, whoever found it, and gives it to somebody else where possible. `None` where the
/// sheet was sealed or changed meanwhile.
pub(crate) async fn take_away(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round, assignment): (&Contest, &Round, &Assignment),
    reason: &str,
) -> Result<Option<Option<PersonId>>, sqlx::Error> {
    if !store::set_state(tx, assignment, AssignmentState::Recused, reason).await? {
        return Ok(None);
    }
    let next = successor(tx, round, assignment.entry_id, assignment.id.0).await?;
    if let Some(person) = next {
        store::insert_last(
            tx,
            AssignmentId(cx.id()),
            (round.id, assignment.entry_id, person),
        )
        .await?;
    }
    let details = json!({ "round": round.id, "successor": next });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "sheet.recused",
        &format!("assignment:{}", assignment.id),
        &details,
    )
    .await?;
    Ok(Some(next))
}

/// Gives a work to one more juror, who is free of it and has least; nobody is asked where the whole panel has it. The log says so,
/// without marks.
pub(crate) async fn ask_one_more(
    tx: &mut Tx,
    cx: &Context,
    (contest, round): (&Contest, &Round),
    entry: EntryId,
) -> Result<(), sqlx::Error> {
    let next = successor(tx, round, entry, entry.0).await?;
    if let Some(person) = next {
        store::insert_last(tx, AssignmentId(cx.id()), (round.id, entry, person)).await?;
    }
    audit::append(
        tx,
        cx,
        contest.id.0,
        &Actor::System,
        "sheet.added",
        &format!("entry:{entry}"),
        &json!({ "round": round.id, "juror": next }),
    )
    .await?;
    Ok(())
}

/// `lot` decides between equal loads, together with the person's key.
async fn successor(
    tx: &mut Tx,
    round: &Round,
    entry: EntryId,
    lot: Uuid,
) -> Result<Option<PersonId>, sqlx::Error> {
    let all = store::of_round(tx, round.id).await?;
    let panel = rounds::store::contacts_of(tx, round.id).await?;
    let of = (round.contest_id, round.category_id);
    let apart = conflicts::kept_apart(tx, of, &panel).await?;
    let load = |person| {
        all.iter()
            .filter(|a| {
                a.person_id == person
                    && a.state != AssignmentState::Recused
                    && a.released_at.is_none()
            })
            .count()
    };
    let free = panel.iter().filter(|juror| {
        let has_it = all
            .iter()
            .any(|a| a.entry_id == entry && a.person_id == juror.person_id);
        let room = rounds::takes_one_more(juror.most_works, load(juror.person_id));
        !has_it && room && !apart.contains(&(entry, juror.person_id))
    });
    // equal loads are settled by a lot that both keys decide, so that nobody is always first
    let drawn =
        |person: PersonId| Digest::of(&[lot.as_bytes().as_slice(), person.0.as_bytes()].concat());
    Ok(free
        .map(|juror| juror.person_id)
        .min_by_key(|person| (load(*person), drawn(*person))))
}
