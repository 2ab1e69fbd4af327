//! Who may do what with an entry, as pure predicates.

use contest::{
    Actor, Timestamp,
    contests::{Contest, Phase, rules},
    people::Role,
};

use super::{Entry, EntryState, Source};

/// Why an act is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The actor does not hold the entry, or lacks the role.
    #[error("not allowed")]
    NotYours,
    /// Entries are not taken yet.
    #[error("not open yet")]
    TooEarly,
    /// The deadline, or the time for correction, has passed.
    #[error("too late")]
    TooLate,
    /// The entry is in a state that does not allow it.
    #[error("not in this state")]
    State,
}

/// May the actor begin an entry from this source?
pub(super) fn may_begin(
    actor: &Actor,
    contest: &Contest,
    source: Source,
    now: Timestamp,
) -> Result<(), Denied> {
    match source {
        Source::Online => Ok(rules::may_begin_entry(contest, now)?),
        Source::Desk => {
            if !is_desk(actor, contest) {
                return Err(Denied::NotYours);
            }
            desk_is_open(contest)
        }
    }
}

/// May the actor change the entry, its files and its author, or send it?
pub fn may_change(
    actor: &Actor,
    contest: &Contest,
    entry: &Entry,
    now: Timestamp,
) -> Result<(), Denied> {
    if !holds(actor, contest, entry) {
        return Err(Denied::NotYours);
    }
    match (entry.state, entry.source) {
        (EntryState::Draft | EntryState::Submitted, Source::Desk) => desk_is_open(contest),
        (EntryState::Draft | EntryState::Submitted, Source::Online)
            if entry.extended_until.is_some_and(|until| now <= until) =>
        {
            desk_is_open(contest)
        }
        (EntryState::Draft | EntryState::Submitted, Source::Online) => {
            Ok(rules::may_send_entry(contest, entry.created_at, now)?)
        }
        (EntryState::Returned, _) => {
            desk_is_open(contest)?;
            if entry.correct_until.is_none_or(|until| now <= until) {
                Ok(())
            } else {
                Err(Denied::TooLate)
            }
        }
        _ => Err(Denied::State),
    }
}

/// May the actor take the entry back? Until the jury begins.
pub fn may_withdraw(actor: &Actor, contest: &Contest, entry: &Entry) -> Result<(), Denied> {
    if !holds(actor, contest, entry) {
        return Err(Denied::NotYours);
    }
    if contest.phase > Phase::Checking {
        return Err(Denied::TooLate);
    }
    match entry.state {
        EntryState::Withdrawn | EntryState::Duplicate | EntryState::Ineligible => {
            Err(Denied::State)
        }
        _ => Ok(()),
    }
}

/// May the actor rule on whether the entry is eligible? Until the jury begins.
pub fn may_decide(actor: &Actor, contest: &Contest, entry: &Entry) -> Result<(), Denied> {
    if !is_desk(actor, contest) {
        return Err(Denied::NotYours);
    }
    desk_is_open(contest)?;
    match entry.state {
        EntryState::Submitted
        | EntryState::Eligible
        | EntryState::Ineligible
        | EntryState::Duplicate => Ok(()),
        EntryState::Draft | EntryState::Returned | EntryState::Withdrawn => Err(Denied::State),
    }
}

/// May the actor cover what tells who made the work? Also while it is judged, when a juror reports a name.
pub fn may_cover(actor: &Actor, contest: &Contest, entry: &Entry) -> Result<(), Denied> {
    if !is_desk(actor, contest) {
        return Err(Denied::NotYours);
    }
    if contest.phase != Phase::Judging {
        desk_is_open(contest)?;
    }
    match entry.state {
        EntryState::Submitted | EntryState::Returned | EntryState::Eligible => Ok(()),
        _ => Err(Denied::State),
    }
}

/// Whoever has the private link; for what came in at the desk, the desk as well.
fn holds(actor: &Actor, contest: &Contest, entry: &Entry) -> bool {
    *actor == Actor::Holder(entry.id.0) || (entry.source == Source::Desk && is_desk(actor, contest))
}

/// May the actor keep the desk: give out codes and time, until the jury begins?
pub fn may_keep_desk(actor: &Actor, contest: &Contest) -> Result<(), Denied> {
    may_look(actor, contest)?;
    desk_is_open(contest)
}

/// May the actor see what the desk alone sees, and note what was seen? At any time.
pub fn may_look(actor: &Actor, contest: &Contest) -> Result<(), Denied> {
    if is_desk(actor, contest) {
        Ok(())
    } else {
        Err(Denied::NotYours)
    }
}

/// May the actor open this entry's door with a late-entry code?
pub(super) fn may_use_code(actor: &Actor, contest: &Contest, entry: &Entry) -> Result<(), Denied> {
    if holds(actor, contest, entry) {
        desk_is_open(contest)
    } else {
        Err(Denied::NotYours)
    }
}

fn is_desk(actor: &Actor, contest: &Contest) -> bool {
    actor.has(contest.id, Role::Clerk) || actor.has(contest.id, Role::Organiser)
}

/// Does the desk still take and change entries? From the opening until the jury begins.
pub fn desk_is_open(contest: &Contest) -> Result<(), Denied> {
    match contest.phase {
        Phase::Setup => Err(Denied::TooEarly),
        Phase::Open | Phase::Checking => Ok(()),
        _ => Err(Denied::TooLate),
    }
}

impl From<rules::Denied> for Denied {
    fn from(denied: rules::Denied) -> Self {
        match denied {
            rules::Denied::NotYours => Self::NotYours,
            rules::Denied::TooEarly => Self::TooEarly,
            rules::Denied::TooLate => Self::TooLate,
        }
    }
}
