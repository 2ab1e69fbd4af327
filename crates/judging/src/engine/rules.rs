//! The rules of a contest as data: parts that each give one number per entry, how they add up, and what settles ties.
//!
//! A part takes jurors' marks, given numbers, or earlier parts. Each of its columns (a criterion, a given number, a
//! part) becomes one number, goes through the steps `each`, and the columns add up to the part's number, which goes
//! through the steps `then`. Nothing is rounded but by a step that says so.

mod json;
mod methods;
mod read;
mod read_parts;

use std::collections::BTreeMap;

use super::{
    ballots::BallotMethod,
    exact::{Exact, Rounding},
    methods::Method,
};

pub use read::read;

/// The JSON Schema of a rules file.
pub const SCHEMA: &str = include_str!("rules/schema.json");

/// Rules that explain themselves, each with sheets: the examples of the help page.
pub const EXAMPLES: [(&str, &str); 2] = [
    (
        include_str!("rules/examples/song.json"),
        include_str!("rules/examples/song.csv"),
    ),
    (
        include_str!("rules/examples/dive.json"),
        include_str!("rules/examples/dive.csv"),
    ),
];

/// Marks are counted in millionths.
pub const MARK_UNIT: i128 = 1_000_000;

/// The most parts.
pub const MAX_PARTS: usize = 200;

/// A name, or several: `*` stands for any run of characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(pub String);

impl Pattern {
    /// Whether it stands for this name.
    #[must_use]
    pub fn takes(&self, name: &str) -> bool {
        let mut pieces = self.0.split('*');
        let first = pieces.next().unwrap_or_default();
        let Some(mut rest) = name.strip_prefix(first) else {
            return false;
        };
        let pieces: Vec<&str> = pieces.collect();
        let Some((last, middle)) = pieces.split_last() else {
            return rest.is_empty();
        };
        for piece in middle {
            let Some(at) = rest.find(piece) else {
                return false;
            };
            rest = &rest[at + piece.len()..];
        }
        rest.ends_with(last)
    }

    /// Whether it is one plain name.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        !self.0.contains('*')
    }
}

/// Which of two numbers is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// The higher one.
    Higher,
    /// The lower one.
    Lower,
}

/// A scale that marks must be on, in units of 1 / [`MARK_UNIT`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkScale {
    /// Which criteria.
    pub of: Pattern,
    /// Lowest mark.
    pub least: i64,
    /// Highest mark.
    pub most: i64,
    /// Distance of two marks; 0 where any mark in between is fine.
    pub step: i64,
}

/// A number in a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// The same for all.
    Fixed(Exact),
    /// The entry's given number of this name, `{criterion}` standing for the column's name.
    Given(String),
}

/// A step on a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Round it.
    Round(Rounding),
    /// Multiply it.
    Times(Amount),
    /// Add to it.
    Plus(Amount),
    /// Raise it to this where it is lower.
    AtLeast(Exact),
    /// Lower it to this where it is higher.
    AtMost(Exact),
    /// Replace it by the points of its place among all entries.
    PlacePoints {
        /// Points of place 1, 2, …; 0 afterwards.
        table: Vec<Exact>,
        /// Equal entries share the points of the places that they take up; otherwise each gets those of the best one.
        share: bool,
    },
}

/// How columns add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddUp {
    /// Σ weight · value.
    Sum,
    /// Σ weight · value / Σ weight.
    Mean,
    /// The sum of this many of the best, each with its weight.
    Best(usize),
    /// The sum of this many of the worst.
    Worst(usize),
}

/// What an entry without a number in a column gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IfMissing {
    /// No number in this part, and so no place.
    NotJudged,
    /// The column does not count for it.
    Skip,
    /// This, in place of the number after the steps `each`.
    Count(Exact),
}

/// How jurors' marks become one number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Panel {
    /// Each entry on its own.
    Totals(Method),
    /// By each juror's order.
    Ballots {
        /// How orders are counted.
        method: BallotMethod,
        /// Entries that a juror did not rank stand below all that are ranked; otherwise they are an error.
        unranked_last: bool,
    },
    /// By majority grade; the number is a place.
    MajorityJudgment,
    /// The mean of (mark − juror's mean) / juror's standard deviation (n − 1), the latter rounded down to 9 places, so
    /// that the result stays a fraction. Only where every juror marked every entry.
    ZScore,
}

/// What a part is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Jurors' marks.
    Marks(Marks),
    /// Numbers that no juror gives.
    Given(Vec<Pattern>),
    /// Earlier parts, by index.
    Parts(Vec<usize>),
}

/// How a part reads jurors' marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Which criteria.
    pub criteria: Vec<Pattern>,
    /// Each juror's marks add up to a sheet first, and the sheets are the part's only column; otherwise every criterion
    /// is a column.
    pub per_sheet: bool,
    /// Marks of this value count as not set.
    pub unmarked: Vec<i64>,
    /// Steps on every mark; constants only.
    pub each_mark: Vec<Step>,
    /// Steps on every juror's total; constants only.
    pub each_sheet: Vec<Step>,
    /// Jurors into one number.
    pub panel: Panel,
    /// Fewer counted sheets give no number.
    pub least: usize,
}

/// One number for each entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// What it is made from.
    pub source: Source,
    /// Which marks, given numbers or parts are better.
    pub better: Better,
    /// Weights of columns; 1 where nothing is said.
    pub weights: Vec<(Pattern, Exact)>,
    /// Steps on each column.
    pub each: Vec<Step>,
    /// How columns add up.
    pub add_up: AddUp,
    /// What a missing column means.
    pub if_missing: IfMissing,
    /// Steps on the part's number.
    pub then: Vec<Step>,
}

impl Part {
    /// The weight of a column.
    #[must_use]
    pub fn weight(&self, name: &str) -> Exact {
        let found = self.weights.iter().find(|(of, _)| of.takes(name));
        found.map_or_else(|| Exact::whole(1), |(_, weight)| weight.clone())
    }

    /// Which of a column's numbers is better, before the steps `each`.
    #[must_use]
    pub fn column_better(&self) -> Better {
        let Source::Marks(marks) = &self.source else {
            return self.better;
        };
        match &marks.panel {
            Panel::Totals(_) | Panel::ZScore => self.better,
            Panel::MajorityJudgment => Better::Lower,
            Panel::Ballots { method, .. } if method.gives_places() => Better::Lower,
            Panel::Ballots { .. } => Better::Higher,
        }
    }

    /// Which of a column's numbers is better after the steps `each`: points for places turn a low place into high
    /// points.
    #[must_use]
    pub fn sum_better(&self) -> Better {
        after(self.column_better(), &self.each)
    }

    /// Which of the part's numbers is better.
    #[must_use]
    pub fn gives(&self) -> Better {
        after(self.sum_better(), &self.then)
    }
}

fn after(better: Better, steps: &[Step]) -> Better {
    let placed = steps.iter().any(|s| matches!(s, Step::PlacePoints { .. }));
    if placed { Better::Higher } else { better }
}

/// A step of the tie-break chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TieStep {
    /// The better number of this part.
    Part(usize),
    /// The better mean of one criterion of this part.
    Criterion(usize, String),
    /// The better middle sheet of this part (the mean of the middle two).
    Median(usize),
    /// The better worst sheet: fewer bad marks.
    Worst(usize),
    /// The better best sheet.
    Best(usize),
    /// For two entries: what most jurors who marked both prefer in this part.
    Majority(usize),
    /// The jury's votes, more is better; without them the chain waits here.
    Vote,
    /// A drawn lot, 1 is the first; without it the chain waits here.
    Draw,
    /// The place is shared.
    Share,
}

/// What becomes of a tie across the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineTie {
    /// All of them advance.
    Extend,
    /// None of them advances.
    LeaveOut,
    /// It is left to people.
    Open,
}

/// Who advances: whoever fulfils all that is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advance {
    /// At most this many.
    pub first: Option<usize>,
    /// At most this part of all judged entries, rounded down.
    pub share: Option<Exact>,
    /// The score is at least this good.
    pub at_least: Option<Exact>,
    /// The score is better than this.
    pub better_than: Option<Exact>,
    /// A tie across the line.
    pub tie: LineTie,
}

/// Entries that take no place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Which.
    pub entries: Vec<String>,
    /// As if they had never been there: jurors' ranks and points for places close up. Otherwise they are taken out
    /// after all points are given.
    pub before: bool,
}

/// Everything that decides a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// What is printed above the standings; may be empty.
    pub title: String,
    /// Scales that marks are checked against.
    pub scales: Vec<MarkScale>,
    /// Words that stand for marks, in lower case.
    pub words: BTreeMap<String, i64>,
    /// Jurors whose sheets count several times.
    pub votes: BTreeMap<String, u32>,
    /// Criteria that may stand in the sheets and do not count.
    pub ignore: Vec<Pattern>,
    /// Entries without a place.
    pub left_out: Option<LeftOut>,
    /// The parts; each uses only earlier ones.
    pub parts: Vec<Part>,
    /// The part that is the score.
    pub score: usize,
    /// Scores are compared after this rounding; exactly where there is none.
    pub rank_on: Option<Rounding>,
    /// Decimal places shown, at most 9.
    pub show: u32,
    /// What settles equal scores; afterwards the place is shared.
    pub ties: Vec<TieStep>,
    /// Who advances.
    pub advance: Option<Advance>,
}

#[cfg(test)]
mod tests;
