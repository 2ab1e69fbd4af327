//! What comes after the announcement: complaints with their files, and prizes that are withdrawn.

pub mod case;
pub mod cases;
pub mod correction;

use super::{Sample, add};

pub(super) fn samples(all: &mut Vec<Sample>) {
    add::<cases::Cases>(all);
    add::<case::Case>(all);
    add::<correction::CorrectionPage>(all);
}
