//! `hoaban bundle`: everything from which a result follows, into one file.

use std::path::PathBuf;

use anyhow::Context as _;
use contest::contests;
use judging::bundles::{self, Scope};

use super::{open_database, say};
use crate::{accounts, config::Config};

#[derive(clap::Args)]
pub(super) struct Bundle {
    /// The contest's name in addresses
    contest: String,
    /// Where to write the archive
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Every sheet even where only totals are published: for a notary or an auditor, not for the public
    #[arg(long)]
    full: bool,
}

/// Writes the bundle of a decided contest: the bytes that the site offers after the announcement.
pub(super) async fn run(config: Config, command: Bundle) -> anyhow::Result<()> {
    let db = open_database(&config).await?;
    let signer = accounts::kept_receipt_signer(&db).await?;
    let signer = signer.context("this installation has no key yet; start the server once")?;
    let mut tx = db.read().await?;
    let contest = contests::by_slug(&mut tx, &command.contest).await?;
    let contest = contest.with_context(|| format!("no contest is called {}", command.contest))?;
    let scope = if command.full {
        Scope::Full
    } else {
        Scope::Published
    };
    let bytes = bundles::make(&mut tx, &contest, &signer, scope).await?;
    drop(tx);
    db.close().await;
    std::fs::write(&command.out, &bytes)
        .with_context(|| format!("cannot write {}", command.out.display()))?;
    say(&format!(
        "{}: {} bytes, SHA-256 {}",
        command.out.display(),
        bytes.len(),
        ::contest::db::Digest::of(&bytes).hex()
    ));
    Ok(())
}
