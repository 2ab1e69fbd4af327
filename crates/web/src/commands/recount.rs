//! `hoaban recount`: a bundle computed again, without a server.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context as _;
use judging::bundles::{self, Difference, Recount};

use super::say;

#[derive(clap::Args)]
pub(super) struct Command {
    /// The archive, as downloaded from the contest's page of proof
    bundle: PathBuf,
    /// The public key in hexadecimal, from /receipt-key.json; without it, the one that the bundle names
    #[arg(long)]
    key: Option<String>,
    /// A checkpoint that you kept, as a file; the log must begin with what it covers
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
    /// For programs
    #[arg(long)]
    json: bool,
}

const FOUND_WRONG: u8 = 3;

/// Answers with 0 where everything follows and 3 where something differs; every difference is named.
pub(super) fn run(command: &Command) -> anyhow::Result<ExitCode> {
    let bytes = std::fs::read(&command.bundle)
        .with_context(|| format!("cannot read {}", command.bundle.display()))?;
    let mut found = bundles::recount(&bytes, command.key.as_deref());
    for path in &command.checkpoint {
        let note = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        if let Some(what) = bundles::disowned_checkpoint(&bytes, &note) {
            found.differences.push(Difference {
                file: path.display().to_string(),
                place: String::new(),
                what,
            });
        }
    }
    if command.json {
        say(&serde_json::to_string_pretty(&found)?);
    } else {
        tell(&found);
    }
    Ok(if found.differences.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FOUND_WRONG)
    })
}

fn tell(found: &Recount) {
    if found.openness.is_some() {
        say(&format!(
            "{}: {} works, {} sheets opened, {} withheld, {} awards",
            found.contest, found.works, found.sheets_opened, found.sheets_withheld, found.awards
        ));
        say(&format!("  key   {}", found.key));
        say(&format!(
            "  log   {} events, root {}",
            found.log_size, found.log_root
        ));
    }
    if found.differences.is_empty() {
        say(
            "Everything follows. Compare key and root with what was published when the rounds closed.",
        );
    } else {
        say(&format!("{} differences:", found.differences.len()));
        for difference in &found.differences {
            say(&format!("  {difference}"));
        }
    }
}
