//! The exhibition on real walls, from the store to the last visitor.

pub mod guests;
pub mod poll;
pub mod walls;

use super::{Sample, add};

pub(super) fn samples(all: &mut Vec<Sample>) {
    add::<walls::Walls>(all);
    add::<guests::Guests>(all);
    add::<poll::PollPage>(all);
}
