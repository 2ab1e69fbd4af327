//! A teacher enters a whole class: list, photos, consent, everything sent at once.

pub mod consents;
pub mod home;
pub mod list;
pub mod new;
pub mod papers;
pub mod photos;

use super::{Sample, add};

pub(super) fn samples(all: &mut Vec<Sample>) {
    add::<new::NewClass>(all);
    add::<home::ClassHome>(all);
    add::<list::ClassList>(all);
    add::<photos::ClassPhotos>(all);
    add::<consents::ClassConsents>(all);
}
