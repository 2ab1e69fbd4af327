//! The decision and its announcement.

pub mod decision;

use super::{Sample, add};

pub(super) fn samples(all: &mut Vec<Sample>) {
    add::<decision::Decision>(all);
}
