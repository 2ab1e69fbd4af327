//! `hoaban score`: the engine on anybody's spreadsheet.

mod json;
mod text;
mod words;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context as _;
use judging::engine::{
    problems::Problem,
    rows::{TieVotes, read_sheets, read_ties},
    rules::{self, Rules},
    scoring::{Scored, score},
};

use super::{inspect::language, say};
use crate::i18n::Lang;

#[derive(clap::Args)]
pub(super) struct Score {
    /// The rules, as JSON; `--schema` prints their form, the page /help/scores explains it
    #[arg(long, value_name = "FILE", required_unless_present = "schema")]
    rules: Option<PathBuf>,
    /// The marks: rows entry,juror,criterion,mark[,position], an empty mark meaning that the juror stepped back
    #[arg(long, value_name = "FILE", required_unless_present = "schema")]
    sheets: Option<PathBuf>,
    /// Votes and lots between equal entries: rows entry[,votes][,lot]
    #[arg(long, value_name = "FILE")]
    ties: Option<PathBuf>,
    /// For programs: every number as an exact fraction, too
    #[arg(long)]
    json: bool,
    /// Print the JSON Schema of a rules file
    #[arg(long)]
    schema: bool,
    /// Language of the answer
    #[arg(long, value_parser = language, default_value = "vi")]
    lang: Lang,
}

/// Rules or rows that cannot be used.
const WRONG_USAGE: u8 = 2;

/// Exit code 2 where the rules or the rows cannot be used; everything that is wrong with them is told.
pub(super) fn run(command: &Score) -> anyhow::Result<ExitCode> {
    if command.schema {
        say(rules::SCHEMA.trim_end());
        return Ok(ExitCode::SUCCESS);
    }
    let (Some(rules), Some(sheets)) = (&command.rules, &command.sheets) else {
        unreachable!("both are asked for unless the schema is")
    };
    let ties = command.ties.as_deref();
    let bytes = (bytes(rules)?, bytes(sheets)?, ties.map(bytes).transpose()?);
    let files = words::Files {
        rules,
        sheets,
        ties: ties.unwrap_or(Path::new("")),
    };
    match scored((&bytes.0, &bytes.1, bytes.2.as_deref())) {
        Ok((rules, scored)) => {
            if command.json {
                let answer = json::standings(&rules, &scored);
                say(&serde_json::to_string_pretty(&answer)?);
            } else {
                say(&text::standings(&rules, &scored, command.lang));
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(problems) => {
            if command.json {
                let answer = json::problems(&files, &problems);
                say(&serde_json::to_string_pretty(&answer)?);
            } else {
                for problem in &problems {
                    eprintln!("{}", words::problem(&files, problem, command.lang));
                }
            }
            Ok(ExitCode::from(WRONG_USAGE))
        }
    }
}

fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn scored(
    (rules, sheets, ties): (&[u8], &[u8], Option<&[u8]>),
) -> Result<(Rules, Scored), Vec<Problem>> {
    let rules = rules::read(rules)?;
    let sheets = read_sheets(sheets, &rules)?;
    let ties = match ties {
        Some(ties) => read_ties(ties, &sheets)?,
        None => TieVotes::default(),
    };
    let scored = score(&rules, sheets, &ties)?;
    Ok((rules, scored))
}
