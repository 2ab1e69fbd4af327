//! The evening on which prizes are handed over.

pub mod plan;
pub mod screen;

use super::{Sample, add};

pub(super) fn samples(all: &mut Vec<Sample>) {
    add::<plan::CeremonyPlan>(all);
    add::<screen::CeremonyScreen>(all);
}
