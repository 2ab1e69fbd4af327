//! The installation as a whole, for whoever runs it.

pub mod health;

use super::{Sample, add};

/// Samples of this area.
pub(super) fn samples(all: &mut Vec<Sample>) {
    add::<health::Health>(all);
}
