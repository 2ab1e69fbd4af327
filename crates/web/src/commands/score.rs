//! `hoaban score`: the engine on anybody's spreadsheet.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context as _;
use judging::engine::rules::SCHEMA;

use super::{inspect::language, say};
use crate::{
    i18n::Lang,
    scores::{Answer, Files},
};

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
        say(SCHEMA.trim_end());
        return Ok(ExitCode::SUCCESS);
    }
    let (Some(rules), Some(sheets)) = (&command.rules, &command.sheets) else {
        unreachable!("both are asked for unless the schema is")
    };
    let files = Files {
        rules,
        sheets,
        ties: command.ties.as_deref(),
    };
    let ties = files.ties.map(bytes).transpose()?;
    let answer = Answer::of(&bytes(rules)?, &bytes(sheets)?, ties.as_deref());
    let told = if command.json {
        serde_json::to_string_pretty(&answer.json(&files))?
    } else {
        answer.text(&files, command.lang)
    };
    if answer.is_scored() {
        say(&told);
        return Ok(ExitCode::SUCCESS);
    }
    if command.json {
        say(&told);
    } else {
        eprintln!("{told}");
    }
    Ok(ExitCode::from(WRONG_USAGE))
}

fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}
