//! Saving one mark.

use contest::{Actor, Context, Tx, contests::rules::Denied};

use super::{Mark, store};
use crate::{
    assignments::{self, Assignment, AssignmentState, rules},
    rounds::{Criterion, CriterionId, Round, RoundKind},
};

/// A mark as sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkInput {
    /// The criterion.
    pub criterion: CriterionId,
    /// Steps above the lowest mark.
    pub steps: i64,
    /// What the juror saw when giving it. `None` saves over whatever is there.
    pub seen: Option<Seen>,
}

/// What stood in a window: nothing, or a mark in one of its versions. A mark that was taken back counts its versions
/// from the start, so the value belongs to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen(pub Option<(i64, i64)>);

impl Seen {
    /// A saved mark as it is seen.
    #[must_use]
    pub fn of(mark: Option<&Mark>) -> Self {
        Self(mark.map(|m| (m.version, m.steps)))
    }
}

/// Why a mark was not saved.
#[derive(Debug, thiserror::Error)]
pub enum MarkError {
    /// Not the juror, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The round has no such criterion, or the mark is off its scale.
    #[error("not a mark of this scale")]
    OffScale,
    /// Another window saved another mark meanwhile; here it is.
    #[error("changed elsewhere")]
    ChangedElsewhere(Option<Mark>),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Saves one mark and returns it. Sending the same mark again changes nothing, so a lost answer is safe to repeat. A
/// mark takes an abstention back. No event is written: marks show in the log only as sealed commitments.
pub async fn save_mark(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (round, criteria, assignment): (&Round, &[Criterion], &Assignment),
    input: MarkInput,
) -> Result<Mark, MarkError> {
    rules::may_mark(actor, round, assignment)?;
    if round.kind == RoundKind::Ranking {
        // a place is given to all works at once
        return Err(MarkError::OffScale);
    }
    let criterion = criteria
        .iter()
        .find(|c| c.id == input.criterion && c.round_id == round.id);
    if !criterion.is_some_and(|c| (0..=c.steps()).contains(&input.steps)) {
        return Err(MarkError::OffScale);
    }
    let known = store::mark(tx, assignment.id, input.criterion).await?;
    if let Some(known) = known.filter(|k| k.steps == input.steps) {
        reopen(tx, assignment).await?;
        return Ok(known);
    }
    let stands = Seen::of(known.as_ref());
    if input.seen.is_some_and(|seen| seen != stands) {
        return Err(MarkError::ChangedElsewhere(known));
    }
    let seen = known.map_or(0, |k| k.version);
    let mark = Mark {
        assignment_id: assignment.id,
        criterion_id: input.criterion,
        steps: input.steps,
        version: seen + 1,
        saved_at: cx.now,
    };
    if !store::save(tx, &mark, seen).await? {
        return Err(MarkError::ChangedElsewhere(
            store::mark(tx, assignment.id, input.criterion).await?,
        ));
    }
    reopen(tx, assignment).await?;
    Ok(mark)
}

/// Takes one mark back, so that the criterion has none. Where there is none already, nothing changes.
pub async fn clear_mark(
    tx: &mut Tx,
    actor: &Actor,
    (round, assignment): (&Round, &Assignment),
    (criterion, seen): (CriterionId, Option<Seen>),
) -> Result<(), MarkError> {
    rules::may_mark(actor, round, assignment)?;
    let Some(known) = store::mark(tx, assignment.id, criterion).await? else {
        return Ok(());
    };
    let other = seen.is_some_and(|seen| seen != Seen::of(Some(&known)));
    if other || !store::clear(tx, &known).await? {
        return Err(MarkError::ChangedElsewhere(
            store::mark(tx, assignment.id, criterion).await?,
        ));
    }
    Ok(())
}

async fn reopen(tx: &mut Tx, assignment: &Assignment) -> Result<(), MarkError> {
    if assignment.state == AssignmentState::Abstained
        && !assignments::store::set_state(tx, assignment, AssignmentState::Open, "").await?
    {
        return Err(Denied::TooLate.into());
    }
    Ok(())
}
