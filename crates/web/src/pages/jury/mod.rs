//! Judging and the jury's meeting. Jurors' pages hold only `BlindWork`, which has no authors.

pub mod score;
pub mod standings;
pub mod today;

use serde::Serialize;

use super::parts::WorkView;
use super::{Sample, add};

/// A work as jurors may see it.
#[derive(Clone, Debug, Serialize)]
pub struct BlindWork {
    /// the round's own code
    pub code: String,
    /// title
    pub title: String,
    /// the work, from renditions without metadata
    pub view: WorkView,
}

pub(super) fn samples(all: &mut Vec<Sample>) {
    add::<today::Today>(all);
    add::<score::Score>(all);
    add::<standings::Standings>(all);
}
