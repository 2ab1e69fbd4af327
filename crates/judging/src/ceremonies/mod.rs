//! The ceremony: when and where prizes are handed over, by whom, how names are read, and whether they are announced one by
//! one. It decides nothing: what is handed over follows from the signed awards.

mod plan;
mod reveal;
mod store;

use std::collections::BTreeMap;

use contest::{
    Actor, Timestamp,
    contests::{Contest, Phase, rules::Denied},
    people::Role,
};
use submissions::entries::EntryId;

use crate::prizes::{Award, TierId};

pub use plan::{PlanError, plan};
pub use reveal::{RevealError, go_live, reveal, revealed};
pub use store::plan_of;

/// The shortest and longest time that an award takes, in seconds.
pub const SECONDS_EACH: std::ops::RangeInclusive<i64> = 10..=600;
/// The longest that a performance takes, in seconds.
pub const MOST_CUE_SECONDS: i64 = 1_800;
/// The longest line.
pub const MOST_CHARS: usize = 200;
/// The longest opening.
pub const MOST_OPENING_CHARS: usize = 4_000;

/// Who hands over the prizes of a tier.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct TierPlan {
    /// Name with official title; may be empty.
    pub presenter: String,
    /// Who does it when they cannot come; may be empty.
    pub deputy: String,
    /// What is handed over beside the certificate: envelope, flowers, gift; may be empty.
    pub gift: String,
}

/// What is known of an awarded work.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct WorkPlan {
    /// How the name is read aloud; empty where it is read as written.
    pub reading: String,
    /// Who comes on stage, where it is not the author; may be empty.
    pub receiver: String,
    /// What is played or recited; may be empty.
    pub cue: String,
    /// How long that takes, in seconds.
    pub cue_seconds: i64,
}

/// The plan of a ceremony.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceremony {
    /// When it begins.
    pub held_at: Timestamp,
    /// Where.
    pub place: String,
    /// What is said before the first award; may be empty.
    pub opening: String,
    /// How long one award takes, in seconds: [`SECONDS_EACH`].
    pub seconds_each: i64,
    /// Whether each award is public once the screen shows it; otherwise all of them are at the end.
    pub step_by_step: bool,
    /// Since when awards are announced one by one.
    pub live_at: Option<Timestamp>,
    /// By tier.
    pub tiers: BTreeMap<TierId, TierPlan>,
    /// By entry.
    pub works: BTreeMap<EntryId, WorkPlan>,
}

impl Ceremony {
    /// A plan of which only the hour is known; an award takes three quarters of a minute.
    #[must_use]
    pub const fn at(held_at: Timestamp) -> Self {
        Self {
            held_at,
            place: String::new(),
            opening: String::new(),
            seconds_each: 45,
            step_by_step: false,
            live_at: None,
            tiers: BTreeMap::new(),
            works: BTreeMap::new(),
        }
    }

    /// How long an award takes with what is performed, in seconds.
    #[must_use]
    pub fn seconds_of(&self, award: &Award) -> i64 {
        let cue = self.works.get(&award.entry_id).map_or(0, |w| w.cue_seconds);
        self.seconds_each + cue
    }
}

/// May the actor plan the ceremony? An organiser, once both have signed.
pub fn may_plan(actor: &Actor, contest: &Contest) -> Result<(), Denied> {
    if !actor.has(contest.id, Role::Organiser) {
        return Err(Denied::NotYours);
    }
    if contest.phase < Phase::Decided {
        return Err(Denied::TooEarly);
    }
    Ok(())
}
