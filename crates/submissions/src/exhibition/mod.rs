//! The exhibition on real walls: rooms with walls, the works that were chosen for it, where each of them hangs. Being chosen
//! is apart from every prize, and needs its people's yes to the exhibition; the site shows a place only of works that it may show.

mod change;
mod plan;
mod store;

use contest::{
    Actor,
    contests::{Contest, rules::Denied},
    id,
    people::Role,
};

use crate::entries::EntryId;

pub use change::{ChangeError, WallError, WallInput, add_wall, change, remove_wall};
pub use plan::{Change, Plan};
pub use store::{Stand, agreed_in, place_of, plan_of};

id! {
    /// Key of a wall.
    WallId
}

/// Centimetres that a wall or a work may measure.
pub const CENTIMETRES: std::ops::RangeInclusive<i64> = 5..=10_000;
/// Centimetres of bare wall that are left beside each work.
pub const GAP_CM: i64 = 10;

/// A wall, or a screen that stands like one.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Wall {
    /// Key.
    pub id: WallId,
    /// The room that it is in.
    pub room: String,
    /// Its name in the room.
    pub name: String,
    /// How wide it is: [`CENTIMETRES`].
    pub width_cm: i64,
}

/// A work of the exhibition.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Hanging {
    /// The work.
    pub entry_id: EntryId,
    /// Where it hangs; none while it waits.
    pub wall_id: Option<WallId>,
    /// Its place on the wall, from 0.
    pub place: i64,
    /// How wide it is with its frame: [`CENTIMETRES`].
    pub width_cm: i64,
    /// How high it is with its frame: [`CENTIMETRES`].
    pub height_cm: i64,
}

/// May the actor plan the exhibition? An organiser, at any time.
pub fn may_hang(actor: &Actor, contest: &Contest) -> Result<(), Denied> {
    if actor.has(contest.id, Role::Organiser) {
        Ok(())
    } else {
        Err(Denied::NotYours)
    }
}
