//! Contests, their categories and calendar, and the phase that everything else asks about.

mod advance;
mod amend;
mod create;
mod open_up;
mod phase;
pub mod rules;
mod store;
mod template;

use crate::{Timestamp, id, text_enum};

pub use advance::{AdvanceError, advance, schedule};
pub use amend::{
    AmendError, Calendar, CategoryChange, Texts, amend_calendar, amend_category, amend_texts,
};
pub use create::{CreateError, Created, NewContest, create};
pub use open_up::{OpennessError, set_openness};
pub use phase::Phase;
pub use store::{all, by_id, by_slug, categories_of, category, draw_number};
pub use template::{CategoryTemplate, CriterionTemplate, PrizeTemplate, Template, TemplateError};

id! {
    /// Key of a contest.
    ContestId
}
id! {
    /// Key of a category.
    CategoryId
}

text_enum! {
    /// What of the marks is published after the announcement.
    Openness {
        /// Every sheet, with the names of the jurors.
        Names = "A",
        /// Every sheet; jurors go by numbers that stay the same through the contest.
        Numbers = "B",
        /// Places, scores and counts; no single sheet.
        Totals = "C",
    }
}

text_enum! {
    /// How a work is checked, shown and judged.
    Kind {
        /// Sound, lyrics, perhaps sheet music.
        Song = "song",
        /// A picture.
        Painting = "painting",
        /// Text set as verse.
        Poem = "poem",
        /// Structured text, perhaps with a document.
        Initiative = "initiative",
        /// A recording of somebody who speaks: a story told, a talk, a recital.
        Speech = "speech",
    }
}

/// One edition of a contest.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Contest {
    /// Key.
    pub id: ContestId,
    /// Name in addresses.
    pub slug: String,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// Theme in Vietnamese.
    pub theme_vi: String,
    /// Theme in English.
    pub theme_en: String,
    /// A paragraph on the landing page, Vietnamese.
    pub intro_vi: String,
    /// A paragraph on the landing page, English.
    pub intro_en: String,
    /// A remark on the rules page, Vietnamese; may be empty.
    pub note_vi: String,
    /// A remark on the rules page, English; may be empty.
    pub note_en: String,
    /// Who runs it, Vietnamese.
    pub organiser_vi: String,
    /// Who runs it, English.
    pub organiser_en: String,
    /// Wards and communes to choose from, one a line; empty where the rules do not ask.
    pub wards: String,
    /// For questions.
    pub contact_phone: String,
    /// For questions.
    pub contact_email: String,
    /// IANA name of the time zone in which dates are said.
    pub zone: String,
    /// Where the contest stands.
    #[sqlx(try_from = "String")]
    pub phase: Phase,
    /// Entries are taken from here …
    pub opens_at: Timestamp,
    /// … to here, the displayed deadline.
    pub closes_at: Timestamp,
    /// How long a draft begun in time may still be sent.
    pub grace_ms: i64,
    /// When jurors should be done.
    pub judging_until: Timestamp,
    /// When results are planned to be announced.
    pub results_at: Timestamp,
    /// How many awards were promised in public; 0 where no number was.
    pub awards_promised: i64,
    /// When a signed decision becomes public.
    pub announce_at: Option<Timestamp>,
    /// What of the marks is published with the result.
    #[sqlx(try_from = "String")]
    pub openness: Openness,
    /// Counts amendments.
    pub version: i64,
}

impl Contest {
    /// Whether winners, names and works may be shown: the one gate that every public output asks.
    #[must_use]
    pub fn is_announced(&self, now: Timestamp) -> bool {
        self.phase == Phase::Decided && self.announce_at.is_some_and(|at| at <= now)
    }

    /// The last moment at which a draft begun in time may be sent.
    #[must_use]
    pub fn last_call(&self) -> Timestamp {
        self.closes_at.plus_ms(self.grace_ms)
    }
}

/// A part of a contest with its own kind, limits, jury and prizes.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Category {
    /// Key.
    pub id: CategoryId,
    /// The contest.
    pub contest_id: ContestId,
    /// Name in addresses.
    pub slug: String,
    /// First letter of entry codes.
    pub letter: String,
    /// Kind of work.
    #[sqlx(try_from = "String")]
    pub kind: Kind,
    /// Order of showing.
    pub position: i64,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// What to send, Vietnamese.
    pub brief_vi: String,
    /// What to send, English.
    pub brief_en: String,
    /// How many works one author may enter.
    pub max_per_author: i64,
    /// What a work may be at most, and at least.
    #[sqlx(flatten)]
    pub limits: Limits,
}

/// Where a category's rules are narrower than what the program takes; 0 where they are not.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow, serde::Serialize, serde::Deserialize,
)]
#[serde(default)]
pub struct Limits {
    /// Largest file, in MiB.
    pub max_file_mb: i64,
    /// Shortest side of a picture, in pixels.
    pub min_side_px: i64,
    /// Longest recording, in minutes.
    pub max_minutes: i64,
    /// Most lines of a poem that are not empty.
    pub max_lines: i64,
    /// Longest document, in pages.
    pub max_pages: i64,
}
