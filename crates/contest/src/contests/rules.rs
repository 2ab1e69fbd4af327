//! Who may do what with a contest, as pure predicates.

use super::{Contest, Phase};
use crate::{Actor, Timestamp, people::Role};

/// Why an act is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The actor lacks the role.
    #[error("not allowed")]
    NotYours,
    /// The contest has not reached this phase.
    #[error("too early")]
    TooEarly,
    /// The contest is past this phase.
    #[error("too late")]
    TooLate,
}

/// May the actor change the contest's settings?
pub fn may_amend(actor: &Actor, contest: &Contest) -> Result<(), Denied> {
    if !actor.has(contest.id, Role::Organiser) {
        return Err(Denied::NotYours);
    }
    if contest.phase > Phase::Open {
        Err(Denied::TooLate)
    } else {
        Ok(())
    }
}

/// May the actor write to the people of a contest? An organiser.
pub fn may_write(actor: &Actor, contest: &Contest) -> Result<(), Denied> {
    if actor.has(contest.id, Role::Organiser) {
        Ok(())
    } else {
        Err(Denied::NotYours)
    }
}

/// May new works be begun now?
pub fn may_begin_entry(contest: &Contest, now: Timestamp) -> Result<(), Denied> {
    in_time(contest, now, contest.closes_at)
}

/// May a work begun at `begun_at` be changed or sent now? What was begun in time has the grace.
pub fn may_send_entry(
    contest: &Contest,
    begun_at: Timestamp,
    now: Timestamp,
) -> Result<(), Denied> {
    let until = if begun_at <= contest.closes_at {
        contest.last_call()
    } else {
        contest.closes_at
    };
    in_time(contest, now, until)
}

fn in_time(contest: &Contest, now: Timestamp, until: Timestamp) -> Result<(), Denied> {
    if contest.phase == Phase::Setup || now < contest.opens_at {
        return Err(Denied::TooEarly);
    }
    if contest.phase != Phase::Open || now > until {
        Err(Denied::TooLate)
    } else {
        Ok(())
    }
}
