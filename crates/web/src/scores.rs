//! What the engine makes of anybody's spreadsheet, told to people and to programs: for the command `score` and for the
//! help page.

mod json;
mod statistics;
mod text;
mod words;

use judging::engine::{
    problems::Problem,
    rows::{TieVotes, read_sheets, read_ties},
    rules::{self, Rules},
    scoring::{Scored, score},
};
use serde::Serialize;
use statistics::Statistics;

pub(crate) use words::Files;

use crate::i18n::Lang;

/// A scored contest, and what statistics say beside it.
struct Found {
    rules: Rules,
    scored: Scored,
    statistics: Statistics,
}

/// A scored contest, or everything that is wrong with its files.
pub(crate) struct Answer(Result<Found, Vec<Problem>>);

impl Answer {
    /// Reads rules, sheets, and votes and lots between equals, and scores.
    pub(crate) fn of(rules: &[u8], sheets: &[u8], ties: Option<&[u8]>) -> Self {
        Self(scored(rules, sheets, ties))
    }

    /// Whether there are standings.
    pub(crate) const fn is_scored(&self) -> bool {
        self.0.is_ok()
    }

    /// For people: the standings, or a line for each problem.
    pub(crate) fn text(&self, files: &Files, lang: Lang) -> String {
        match &self.0 {
            Ok(found) => {
                let mut lines = text::standings(&found.rules, &found.scored, lang);
                lines.extend(statistics::lines(found, lang));
                lines.join("\n")
            }
            Err(problems) => {
                let told = problems.iter().map(|p| words::problem(files, p, lang));
                told.collect::<Vec<_>>().join("\n")
            }
        }
    }

    /// For programs.
    pub(crate) fn json(&self, files: &Files) -> serde_json::Value {
        match &self.0 {
            Ok(found) => {
                let mut answer = json::standings(&found.rules, &found.scored);
                answer["statistics"] = statistics::json(found);
                answer
            }
            Err(problems) => json::problems(files, problems),
        }
    }
}

fn scored(rules: &[u8], sheets: &[u8], ties: Option<&[u8]>) -> Result<Found, Vec<Problem>> {
    let rules = rules::read(rules)?;
    let sheets = read_sheets(sheets, &rules)?;
    let ties = match ties {
        Some(ties) => read_ties(ties, &sheets)?,
        None => TieVotes::default(),
    };
    let scored = score(&rules, sheets, &ties)?;
    let statistics = Statistics::of(&rules, &scored, &ties);
    Ok(Found {
        rules,
        scored,
        statistics,
    })
}

/// Rules that explain themselves, with what comes out of them.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    /// The rules file.
    pub rules: &'static str,
    /// The spreadsheet.
    pub sheets: &'static str,
    /// The standings as the command prints them.
    pub standings: String,
}

impl Example {
    /// All of them, in a language.
    #[must_use]
    pub fn all(lang: Lang) -> Vec<Self> {
        let files = Files::named("rules.json", "sheets.csv");
        let all = rules::EXAMPLES.into_iter();
        all.map(|(rules, sheets)| Self {
            rules,
            sheets,
            standings: Answer::of(rules.as_bytes(), sheets.as_bytes(), None).text(&files, lang),
        })
        .collect()
    }
}

#[cfg(test)]
mod tests;
