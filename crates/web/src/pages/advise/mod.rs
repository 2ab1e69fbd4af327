//! The advisory board.

pub mod board;

use super::{Sample, add};

pub(super) fn samples(all: &mut Vec<Sample>) {
    add::<board::Board>(all);
}
