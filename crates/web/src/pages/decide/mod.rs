//! The decision and its announcement.

pub mod certificates;
pub mod decision;
pub mod minutes;

use super::{Sample, add};

pub(super) fn samples(all: &mut Vec<Sample>) {
    add::<decision::Decision>(all);
    add::<certificates::Certificates>(all);
}
