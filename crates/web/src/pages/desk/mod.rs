//! The clerk's desk: receiving, checking, deciding eligibility.

pub mod consents;
pub mod cover;
pub mod entry;
pub mod extend;
pub mod intake;
pub mod late;
pub mod leaks;
pub mod new;
pub mod originality;
pub mod pair;
pub mod paper;
pub mod queue;
pub mod screening;

use super::{Sample, add};

pub(super) fn samples(all: &mut Vec<Sample>) {
    add::<queue::Queue>(all);
    add::<entry::DeskEntry>(all);
    add::<leaks::DeskLeaks>(all);
    add::<cover::DeskCover>(all);
    add::<new::NewEntry>(all);
    add::<consents::DeskConsents>(all);
    add::<intake::Intake>(all);
    add::<late::Late>(all);
    add::<paper::PaperFind>(all);
    add::<paper::PaperSheet>(all);
    add::<screening::ScreeningPage>(all);
    add::<originality::OriginalityPage>(all);
    add::<pair::PairPage>(all);
}
