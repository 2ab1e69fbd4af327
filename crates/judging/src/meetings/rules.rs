//! Who may lead a meeting, as a pure predicate.

use contest::{
    Actor,
    contests::{Contest, Phase, rules::Denied},
    people::Role,
};

use crate::rounds::{Round, RoundState};

/// May the actor open the panel's meeting, note who is there, and choose what lies on the table? The chair, once the last round
/// is closed and until the proposal is handed over.
pub fn may_lead(actor: &Actor, contest: &Contest, round: &Round) -> Result<(), Denied> {
    if !actor.has_in(contest.id, round.category_id, Role::Chair) {
        return Err(Denied::NotYours);
    }
    if contest.phase < Phase::Deliberating || round.state != RoundState::Closed {
        return Err(Denied::TooEarly);
    }
    if contest.phase > Phase::Deliberating {
        return Err(Denied::TooLate);
    }
    Ok(())
}
