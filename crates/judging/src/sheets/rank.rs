//! A juror's ranking: all works of the list in one order, saved as one.

use std::{cmp::Reverse, collections::HashMap};

use contest::{Actor, Context, Tx, contests::rules::Denied};

use super::{Mark, store};
use crate::{
    assignments::{self, Assignment, AssignmentId, AssignmentState},
    rounds::{Criterion, Round, RoundKind, RoundState},
};

/// A ranking as sent.
#[derive(Clone, Debug)]
pub struct RankInput {
    /// Codes of all works that the juror can rank, the best first.
    pub order: Vec<String>,
    /// The order that the window showed. `None` saves over whatever is there.
    pub seen: Option<Vec<String>>,
}

/// Why a ranking was not saved.
#[derive(Debug, thiserror::Error)]
pub enum RankError {
    /// Not a juror of this round, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A work is missing, is there twice, or is not on the list.
    #[error("not every work once")]
    NotAll,
    /// Another window saved another order meanwhile; here it is.
    #[error("changed elsewhere")]
    ChangedElsewhere(Vec<String>),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// The works of a juror's list that can be ranked, in the saved order; those without a place last, in the juror's own
/// order.
#[must_use]
pub fn ranked_order<'a>(list: &'a [Assignment], marks: &[Mark]) -> Vec<&'a Assignment> {
    let steps: HashMap<AssignmentId, i64> =
        marks.iter().map(|m| (m.assignment_id, m.steps)).collect();
    let mut works: Vec<&Assignment> = list
        .iter()
        .filter(|a| matches!(a.state, AssignmentState::Open | AssignmentState::Locked))
        .collect();
    works.sort_by_key(|a| (Reverse(steps.get(&a.id).copied().unwrap_or(-1)), a.position));
    works
}

/// Saves a juror's order. Of N works of the round the first gets N points, each further one a point less. Sending the same
/// order again changes nothing.
pub async fn rank(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (round, criteria): (&Round, &[Criterion]),
    input: &RankInput,
) -> Result<(), RankError> {
    let person = actor.person().ok_or(Denied::NotYours)?;
    match round.state {
        _ if round.kind != RoundKind::Ranking => return Err(Denied::NotYours.into()),
        RoundState::Draft | RoundState::Paused => return Err(Denied::TooEarly.into()),
        RoundState::Closed => return Err(Denied::TooLate.into()),
        RoundState::Open => {}
    }
    let criterion = criteria.first().ok_or(Denied::NotYours)?;
    let list = assignments::of_juror(tx, person, round.id).await?;
    if list.is_empty() {
        return Err(Denied::NotYours.into());
    }
    if list.iter().any(|a| a.locked_at.is_some()) {
        return Err(Denied::TooLate.into());
    }
    let marks = store::marks_of_juror(tx, round.id, person).await?;
    let now = ranked_order(&list, &marks);
    let codes: Vec<String> = now.iter().map(|a| a.code.clone()).collect();
    let (mut wanted, mut has) = (input.order.clone(), codes.clone());
    wanted.sort_unstable();
    has.sort_unstable();
    if wanted != has {
        return Err(RankError::NotAll);
    }
    let complete = marks.len() == now.len();
    if complete && codes == input.order {
        return Ok(());
    }
    if input.seen.as_ref().is_some_and(|seen| *seen != codes) {
        return Err(RankError::ChangedElsewhere(codes));
    }
    for (place, code) in (0..).zip(&input.order) {
        let Some(assignment) = now.iter().find(|a| a.code == *code) else {
            return Err(RankError::NotAll);
        };
        let known = marks.iter().find(|m| m.assignment_id == assignment.id);
        let seen = known.map_or(0, |m| m.version);
        let mark = Mark {
            assignment_id: assignment.id,
            criterion_id: criterion.id,
            steps: criterion.steps() - place,
            version: seen + 1,
            saved_at: cx.now,
        };
        if known.is_none_or(|k| k.steps != mark.steps) && !store::save(tx, &mark, seen).await? {
            return Err(RankError::ChangedElsewhere(codes));
        }
    }
    Ok(())
}
