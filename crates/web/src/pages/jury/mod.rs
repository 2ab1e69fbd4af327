//! Judging and the jury's meeting. Jurors' pages hold only `BlindWork`, which has no authors.

pub mod advancement;
pub mod advice;
pub mod aside;
pub mod compare;
pub mod declare;
pub mod leading;
pub mod marking;
pub mod meeting;
pub mod pack;
pub mod practice;
pub mod ranking;
pub mod score;
pub mod spread;
pub mod standings;
pub mod today;
pub mod work;

use serde::Serialize;
use submissions::entries::BlindEntry;
use submissions::files::WorkFile;

use super::parts::WorkView;
use super::works::{self, Texts};
use super::{Sample, add};

/// A criterion with the marks that may be given.
#[derive(Clone, Debug, Serialize)]
pub struct ScoreCriterion {
    /// sent as `mark-<id>`
    pub id: String,
    /// its name
    pub label: String,
    /// what it means
    pub hint: String,
    /// its weight as written
    pub weight: String,
    /// all marks of the grid, lowest first, as sent
    pub marks: Vec<String>,
    /// the same as people read them
    pub words: Vec<String>,
    /// the saved mark; empty where there is none
    pub mark: String,
    /// what the lowest mark means; may be empty
    pub low: String,
    /// what the highest mark means
    pub high: String,
    /// which saved mark the page shows, sent back as `seen-<id>`; empty for none
    pub seen: String,
}

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
    add::<compare::Compare>(all);
    add::<score::Score>(all);
    add::<declare::Declare>(all);
    add::<ranking::Ranking>(all);
    add::<pack::Pack>(all);
    add::<practice::Practice>(all);
    add::<advancement::Advancement>(all);
    add::<standings::Standings>(all);
    add::<work::MeetingWork>(all);
    add::<meeting::MeetingPage>(all);
}

impl BlindWork {
    /// The work with this code; `media` is the address of its renditions for this viewer.
    #[must_use]
    pub fn of(work: &BlindEntry, code: &str, files: &[WorkFile], media: &str) -> Self {
        let texts = Texts {
            kind: work.kind,
            title: &work.title,
            alt: &work.alt,
            body: &work.body,
            initiative: &work.initiative,
        };
        let hidden = |f: &&WorkFile| work.covered.iter().any(|c| c.slot == f.slot);
        let files: Vec<_> = files.iter().filter(|f| !hidden(f)).cloned().collect();
        let mut view = works::view(&texts, &files, media);
        view.covered = work.covered.iter().map(|c| c.text.clone()).collect();
        if let Some(painting) = &mut view.painting {
            painting.technique.clone_from(&work.statement);
        }
        Self {
            code: code.to_owned(),
            title: work.title.clone(),
            view,
        }
    }
}
