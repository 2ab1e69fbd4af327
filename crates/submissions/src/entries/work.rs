//! The texts of a work, as typed and as checked.

use contest::{
    contests::{Kind, Limits},
    folding::{tidy, tidy_line, tidy_verse},
};
use serde::{Deserialize, Serialize};

use super::credit::{Fault, FieldFault};
use crate::kinds::MAX_TEXT_BYTES;

/// What an author says of a work, and the work itself where it is text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Title, at most 120 characters.
    pub title: String,
    /// About the work, at most 1,000 characters; may be empty.
    pub statement: String,
    /// What a picture shows, at most 300 characters; may be empty.
    pub alt: String,
    /// The poem or the lyrics, at most 64 KiB.
    pub body: String,
    /// The texts of an initiative.
    pub initiative: Initiative,
}

/// The structured texts of an initiative, each at most 4,000 characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Initiative {
    /// What is wrong or missing.
    pub problem: String,
    /// What to do.
    pub solution: String,
    /// What came of it, or will.
    pub result: String,
    /// Who could adopt it.
    pub adopters: String,
    /// What it costs.
    pub cost: String,
}

/// Characters of a title.
pub const MAX_TITLE: usize = 120;
const STATEMENT: usize = 1_000;
const ALT: usize = 300;
/// Characters of a part of an initiative.
pub const MAX_SECTION: usize = 4_000;

impl Work {
    /// The work with its texts in the form in which they are stored.
    #[must_use]
    pub fn tidied(&self) -> Self {
        Self {
            title: tidy_line(&self.title),
            statement: tidy(&self.statement),
            alt: tidy_line(&self.alt),
            body: tidy_verse(&self.body),
            initiative: Initiative {
                problem: tidy(&self.initiative.problem),
                solution: tidy(&self.initiative.solution),
                result: tidy(&self.initiative.result),
                adopters: tidy(&self.initiative.adopters),
                cost: tidy(&self.initiative.cost),
            },
        }
    }

    /// Everything that keeps the texts of a work of this kind from being sent; empty when they are fine.
    #[must_use]
    pub fn faults(&self, kind: Kind, limits: &Limits) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        let mut check = |field: &'static str, text: &str, needed: bool, most: usize| {
            if needed && text.is_empty() {
                faults.push(FieldFault {
                    field,
                    fault: Fault::Missing,
                });
            } else if text.chars().count() > most {
                faults.push(FieldFault {
                    field,
                    fault: Fault::TooLong(most),
                });
            }
        };
        check("title", &self.title, true, MAX_TITLE);
        check("statement", &self.statement, false, STATEMENT);
        check("alt", &self.alt, false, ALT);
        if kind == Kind::Initiative {
            check("problem", &self.initiative.problem, true, MAX_SECTION);
            check("solution", &self.initiative.solution, true, MAX_SECTION);
            check("result", &self.initiative.result, false, MAX_SECTION);
            check("adopters", &self.initiative.adopters, false, MAX_SECTION);
            check("cost", &self.initiative.cost, false, MAX_SECTION);
        }
        if matches!(kind, Kind::Poem | Kind::Song | Kind::Speech) {
            if self.body.is_empty() {
                // what somebody says need not be written down
                if kind != Kind::Speech {
                    faults.push(FieldFault {
                        field: "text",
                        fault: Fault::Missing,
                    });
                }
            } else if self.body.len() > MAX_TEXT_BYTES {
                faults.push(FieldFault {
                    field: "text",
                    fault: Fault::TooLongBytes(MAX_TEXT_BYTES),
                });
            } else if let Some(most) = self.lines_over(kind, limits) {
                faults.push(FieldFault {
                    field: "text",
                    fault: Fault::TooManyLines(most),
                });
            }
        }
        faults
    }

    /// The most lines that a poem may have, where it has more.
    fn lines_over(&self, kind: Kind, limits: &Limits) -> Option<usize> {
        let most = usize::try_from(limits.max_lines).ok().filter(|n| *n > 0)?;
        let lines = self
            .body
            .lines()
            .filter(|line| !line.trim().is_empty())
            .count();
        (kind == Kind::Poem && lines > most).then_some(most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_faults_are_told_at_once() {
        let work = Work {
            statement: "a".repeat(1_001),
            ..Work::default()
        };
        let fields: Vec<_> = work
            .faults(Kind::Poem, &Limits::default())
            .into_iter()
            .map(|f| f.field)
            .collect();
        assert_eq!(fields, ["title", "statement", "text"]);
    }
}
