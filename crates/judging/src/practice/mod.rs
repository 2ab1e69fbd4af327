//! Marking invented works before the real ones: each juror sees, alone, how strict they are beside the panel. No result
//! reads these marks, and they tell of no juror but the one who asks.

mod level;
mod save;
mod store;

pub use level::{Level, level_of};
pub use save::{PracticeError, save};
pub use store::{marks_of_round, seats_of};

use contest::{Actor, contests::rules::Denied, people::PersonId};

use crate::rounds::{CriterionId, Member, Round, RoundKind, RoundState};

/// How many works there are.
pub const WORKS: i64 = 3;

/// One mark of a practice work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PracticeMark {
    /// Who.
    pub person_id: PersonId,
    /// Which work, from 0.
    pub work: i64,
    /// The criterion.
    pub criterion_id: CriterionId,
    /// Steps above the lowest mark.
    pub steps: i64,
}

/// May the actor practise for this round? A juror with a seat, until the round is closed; an order of works cannot be
/// practised.
pub fn may_practise(actor: &Actor, round: &Round, members: &[Member]) -> Result<PersonId, Denied> {
    let seated = |person: &PersonId| members.iter().any(|m| m.person_id == *person);
    let person = actor.person().filter(seated).ok_or(Denied::NotYours)?;
    match (round.kind, round.state) {
        (RoundKind::Ranking, _) => Err(Denied::NotYours),
        (_, RoundState::Closed) => Err(Denied::TooLate),
        _ => Ok(person),
    }
}
