//! Everything that is printed after a contest: letters, lists, labels, spreadsheets.

pub mod home;
mod honoured;
mod letters;
mod lists;
mod made;
mod script;
mod walls;

use super::{Sample, add};

pub(crate) use honoured::{Honour, Honoured, honours};
pub(crate) use script::minutes;

pub(super) fn samples(all: &mut Vec<Sample>) {
    add::<home::Papers>(all);
}
