//! The clerk's desk: receiving, checking, deciding eligibility.

pub mod consents;
pub mod entry;
pub mod intake;
pub mod leaks;
pub mod new;
pub mod queue;

use super::{Sample, add};

pub(super) fn samples(all: &mut Vec<Sample>) {
    add::<queue::Queue>(all);
    add::<entry::DeskEntry>(all);
    add::<leaks::DeskLeaks>(all);
    add::<new::NewEntry>(all);
    add::<consents::DeskConsents>(all);
    add::<intake::Intake>(all);
}
