//! What comes after the announcement: complaints with their files, prizes that are withdrawn, and what
//! becomes of works.

pub mod case;
pub mod cases;
pub mod correction;
pub mod follow_ups;

use super::{Sample, add};

pub(super) fn samples(all: &mut Vec<Sample>) {
    add::<cases::Cases>(all);
    add::<case::Case>(all);
    add::<correction::CorrectionPage>(all);
    add::<follow_ups::FollowUps>(all);
}
