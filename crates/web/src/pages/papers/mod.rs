//! Everything that is printed after a contest: letters, lists, labels, spreadsheets.

mod catalogue;
mod counted;
pub mod home;
mod honoured;
mod hung;
mod letters;
mod lists;
mod made;
mod office;
mod participation;
mod press;
pub mod register;
pub mod report;
mod script;
mod tray;
mod walls;
pub mod works;

use super::{Sample, add};

pub(crate) use honoured::{Honour, Honoured, honours};
pub(crate) use participation::{certificate_words, lead_of};
pub(crate) use script::minutes;

pub(super) fn samples(all: &mut Vec<Sample>) {
    add::<home::Papers>(all);
    add::<report::Report>(all);
    add::<register::Register>(all);
}
