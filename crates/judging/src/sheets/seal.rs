//! The form in which a sheet is sealed, and whether what is stored still opens its seal.

use std::collections::HashMap;

use contest::{Tx, contests::ContestId, people::PersonId};

use super::store;
use crate::{
    assignments::{self, Assignment, AssignmentId, AssignmentState},
    engine::sealed::{SealedSheet, juror_key},
    rounds::{self, RoundId},
};

/// A sheet that somebody changed after it was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The round.
    pub round: RoundId,
    /// The work's code in the round.
    pub code: String,
    /// The juror.
    pub juror: PersonId,
}

/// The sheet as it is sealed; `steps` are its marks in the order of the criteria.
fn form(
    (contest, round): (ContestId, RoundId),
    (person, code): (PersonId, &str),
    state: AssignmentState,
    steps: impl Iterator<Item = i64>,
) -> SealedSheet {
    let abstained = state == AssignmentState::Abstained;
    SealedSheet {
        answer: if abstained { "abstained" } else { "marks" }.to_owned(),
        code: code.to_owned(),
        juror: juror_key(contest.0.as_bytes(), person.0.as_bytes()),
        marks: steps.filter(|_| !abstained).collect(),
        round: round.to_string(),
    }
}

pub(super) fn sealed_form(
    contest: ContestId,
    a: &Assignment,
    steps: impl Iterator<Item = i64>,
) -> SealedSheet {
    form(
        (contest, a.round_id),
        (a.person_id, &a.code),
        a.state,
        steps,
    )
}

/// Recomputes the commitment of every sealed sheet of a contest from what is stored. The sheets that no longer open
/// theirs are returned: a mark, a juror, a work or a salt was changed, or a sealed sheet was opened again.
pub async fn check(tx: &mut Tx, contest: ContestId) -> Result<Vec<Edited>, sqlx::Error> {
    let mut edited = Vec::new();
    for round in rounds::rounds_of(tx, contest).await? {
        let mut marks: HashMap<AssignmentId, Vec<i64>> = HashMap::new();
        for mark in store::marks_of_round(tx, round.id).await? {
            marks
                .entry(mark.assignment_id)
                .or_default()
                .push(mark.steps);
        }
        for sealed in assignments::sealed_of(tx, round.id).await? {
            let own = marks.remove(&sealed.id).unwrap_or_default();
            let salt = sealed
                .salt
                .as_ref()
                .and_then(|s| s.as_slice().try_into().ok());
            let open = matches!(
                sealed.state,
                AssignmentState::Locked | AssignmentState::Abstained
            );
            let holds = match (&sealed.commitment, salt) {
                (None, None) => sealed.state != AssignmentState::Locked,
                (Some(commitment), Some(salt)) if open => {
                    let of = (sealed.person_id, sealed.code.as_str());
                    let made = form((contest, round.id), of, sealed.state, own.into_iter());
                    made.commitment(salt)
                        .is_ok_and(|made| made.as_slice() == commitment.as_slice())
                }
                _ => false,
            };
            if !holds {
                edited.push(Edited {
                    round: round.id,
                    code: sealed.code,
                    juror: sealed.person_id,
                });
            }
        }
    }
    Ok(edited)
}
