//! Who may touch a sheet, as a pure predicate.

use contest::{Actor, Timestamp, contests::rules::Denied};

use super::{Assignment, AssignmentState};
use crate::rounds::{Round, RoundState};

/// May the actor change this sheet now? Only its juror, while the round is open and the sheet is not sealed.
pub fn may_mark(actor: &Actor, round: &Round, assignment: &Assignment) -> Result<(), Denied> {
    let own = actor.person() == Some(assignment.person_id) && assignment.round_id == round.id;
    let gone = assignment.state == AssignmentState::Recused || assignment.released_at.is_some();
    if !own || gone {
        return Err(Denied::NotYours);
    }
    match (round.state, assignment.locked_at) {
        (RoundState::Draft | RoundState::Paused, _) => Err(Denied::TooEarly),
        (RoundState::Open, None) => Ok(()),
        (RoundState::Open, Some(Timestamp(_))) | (RoundState::Closed, _) => Err(Denied::TooLate),
    }
}

#[cfg(test)]
mod tests {
    use contest::people::PersonId;
    use submissions::entries::EntryId;
    use uuid::Uuid;

    use super::*;
    use crate::{
        assignments::AssignmentId,
        rounds::{self, RoundId},
    };

    fn round(state: RoundState) -> Round {
        Round {
            state,
            ..rounds::tests::round()
        }
    }

    fn sheet(state: AssignmentState, locked_at: Option<Timestamp>) -> Assignment {
        Assignment {
            id: AssignmentId(Uuid::nil()),
            round_id: RoundId(Uuid::from_u128(1)),
            entry_id: EntryId(Uuid::nil()),
            person_id: PersonId(Uuid::from_u128(7)),
            code: "A7K".to_owned(),
            title: String::new(),
            position: 1,
            state,
            reason: String::new(),
            comment: String::new(),
            skipped: false,
            version: 0,
            locked_at,
            released_at: None,
            marked: 0,
            saved_at: None,
        }
    }

    #[test]
    fn only_the_juror_marks_and_only_while_it_is_open() {
        let person = |n| Actor::Person {
            id: PersonId(Uuid::from_u128(n)),
            grants: vec![],
        };
        let at = Some(Timestamp(1));
        let table = [
            (
                person(7),
                RoundState::Open,
                AssignmentState::Open,
                None,
                Ok(()),
            ),
            (
                person(7),
                RoundState::Open,
                AssignmentState::Abstained,
                None,
                Ok(()),
            ),
            (
                person(7),
                RoundState::Open,
                AssignmentState::Locked,
                at,
                Err(Denied::TooLate),
            ),
            (
                person(7),
                RoundState::Open,
                AssignmentState::Recused,
                None,
                Err(Denied::NotYours),
            ),
            (
                person(7),
                RoundState::Draft,
                AssignmentState::Open,
                None,
                Err(Denied::TooEarly),
            ),
            (
                person(7),
                RoundState::Closed,
                AssignmentState::Open,
                None,
                Err(Denied::TooLate),
            ),
            (
                person(8),
                RoundState::Open,
                AssignmentState::Open,
                None,
                Err(Denied::NotYours),
            ),
            (
                Actor::System,
                RoundState::Open,
                AssignmentState::Open,
                None,
                Err(Denied::NotYours),
            ),
            (
                Actor::Visitor,
                RoundState::Open,
                AssignmentState::Open,
                None,
                Err(Denied::NotYours),
            ),
        ];
        for (actor, state, sheet_state, locked, expected) in table {
            assert_eq!(
                may_mark(&actor, &round(state), &sheet(sheet_state, locked)),
                expected,
                "{actor:?} {state:?} {sheet_state:?}"
            );
        }
    }
}
