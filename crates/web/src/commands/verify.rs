//! `hoaban verify`: what people hold in their hands, checked without asking a server.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context as _;
use clap::Subcommand;
use judging::bundles::{self, Compared, Held, NoReceipt};
use submissions::receipts::{self, Signed, VerifyError};

use super::{open_database, say};
use crate::{accounts, config::Config};

/// What can be verified.
#[derive(Subcommand)]
pub(super) enum Verify {
    /// Check the signature of a receipt file, and print what it states
    Receipt {
        /// The file, as downloaded from the private link
        file: PathBuf,
        /// The public key in hexadecimal, from /receipt-key.json; without it, that of this installation
        #[arg(long)]
        key: Option<String>,
        /// For programs
        #[arg(long)]
        json: bool,
    },
    /// Tell whether the published sheets are the ones that a juror's receipt is of
    Sheets {
        /// The juror's file, as saved after the sheets were locked
        file: PathBuf,
        /// The archive, as downloaded from the contest's page of proof
        #[arg(long)]
        bundle: PathBuf,
        /// The public key in hexadecimal, from /receipt-key.json; without it, the one that the bundle names
        #[arg(long)]
        key: Option<String>,
        /// For programs
        #[arg(long)]
        json: bool,
    },
}

const FOUND_WRONG: u8 = 3;

/// Answers with 0 where the receipt is genuine and 3 where it is not.
pub(super) async fn run(config: Config, command: Verify) -> anyhow::Result<ExitCode> {
    let (file, key, json) = match command {
        Verify::Receipt { file, key, json } => (file, key, json),
        Verify::Sheets {
            file,
            bundle,
            key,
            json,
        } => return sheets(&file, &bundle, key.as_deref(), json),
    };
    let text = std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let key = match key {
        Some(key) => key,
        None => own_key(&config).await?,
    };
    let checked = serde_json::from_slice::<Signed>(&text)
        .map_err(|_| VerifyError::Form)
        .and_then(|signed| Ok((receipts::verify(&signed, key.trim())?, signed.mark())));
    match checked {
        Ok((statement, mark)) if json => {
            say(
                &serde_json::json!({ "valid": true, "mark": mark, "statement": statement })
                    .to_string(),
            );
        }
        Ok((statement, mark)) => {
            say("The receipt is genuine.");
            say(&format!("  code      {}   mark {mark}", statement.code));
            say(&format!(
                "  contest   {} ({})",
                statement.contest_name, statement.contest
            ));
            say(&format!(
                "  work      {} ({})",
                statement.title, statement.category
            ));
            say(&format!("  received  {}", statement.received_at));
            say(&format!("  texts     SHA-256 {}", statement.texts_sha256));
            for file in &statement.files {
                let state = if file.received {
                    "received"
                } else {
                    "promised"
                };
                say(&format!(
                    "  {state}  {} ({} bytes), SHA-256 {}",
                    file.name, file.size_bytes, file.sha256
                ));
            }
        }
        Err(error) => {
            if json {
                say(
                    &serde_json::json!({ "valid": false, "reason": error.to_string() }).to_string(),
                );
            } else {
                say(&format!("Not a genuine receipt: {error}."));
            }
            return Ok(ExitCode::from(FOUND_WRONG));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Counts the bundle, and compares the juror's sheets with it.
fn sheets(file: &Path, bundle: &Path, key: Option<&str>, json: bool) -> anyhow::Result<ExitCode> {
    let read = |path: &Path| {
        std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
    };
    let archive = read(bundle)?;
    let receipt = serde_json::from_slice(&read(file)?).map_err(|_| NoReceipt)?;
    let counted = bundles::recount(&archive, key);
    let Compared {
        sheets: found,
        more,
    } = bundles::compare_receipt(&receipt, &archive)?;
    let wrong = found
        .iter()
        .any(|(_, held)| matches!(held, Held::Changed | Held::Missing));
    let sound = !wrong && more.is_empty() && counted.differences.is_empty();
    if json {
        let told = serde_json::json!({
            "valid": sound, "sheets": found, "not_in_receipt": more, "differences": counted.differences,
        });
        say(&told.to_string());
    } else {
        for (code, held) in &found {
            say(&format!("  {code}  {}", word(*held)));
        }
        for code in &more {
            say(&format!(
                "  {code}  is published in your name and not in your file"
            ));
        }
        for difference in &counted.differences {
            say(&format!("  {difference}"));
        }
        say(if sound {
            "The published sheets are the ones that were given."
        } else {
            "Something differs."
        });
    }
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FOUND_WRONG)
    })
}

const fn word(held: Held) -> &'static str {
    match held {
        Held::Published => "as you gave it",
        Held::Withheld => "sealed as you gave it; the marks are not published",
        Held::Changed => "IS NOT what you gave",
        Held::Missing => "IS MISSING",
    }
}

/// The key of the installation that the settings name; nothing is made where there is none.
async fn own_key(config: &Config) -> anyhow::Result<String> {
    let db = open_database(config).await?;
    let signer = accounts::kept_receipt_signer(&db).await;
    db.close().await;
    let signer = signer.ok().flatten();
    Ok(signer
        .context("this installation has no key: give --key, from /receipt-key.json of the site")?
        .key())
}
