//! `hoaban backup`, `hoaban restore`, `hoaban scrub`.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context as _;
use clap::Args;
use contest::{Clock, Db, db::Digest};
use submissions::files::{self, copies};

use super::{open_database, say};
use crate::{
    app::{self, choose_tls},
    backups::{self, Manifest, Place, Shelf, Source, Verdict, nightly},
    config::Config,
};

#[derive(Args)]
pub(super) struct Backup {
    /// Where to; what the settings say unless given. Another disk is better than this one
    folder: Option<PathBuf>,
    /// Rows alone, without files
    #[arg(long)]
    database_only: bool,
    /// List what is there, and take none
    #[arg(long, conflicts_with = "database_only")]
    list: bool,
    /// Afterwards keep this many of the newest and take the rest away
    #[arg(long, value_name = "N")]
    keep: Option<usize>,
}

#[derive(Args)]
pub(super) struct Restore {
    /// The folder that was given to `hoaban backup`
    folder: PathBuf,
    /// Which backup; the newest with files unless given
    #[arg(long, value_name = "NAME")]
    backup: Option<String>,
    /// Afterwards read every file and follow every log; exit code 3 where something is wrong
    #[arg(long)]
    verify: bool,
    /// Only try it, in a place that vanishes again; exit code 3 where something is wrong
    #[arg(long, conflicts_with = "verify")]
    trial: bool,
}

#[derive(Args)]
pub(super) struct Scrub {
    /// Put what is missing or altered back from the backups in this folder
    #[arg(long, value_name = "FOLDER")]
    mend: Option<PathBuf>,
}

pub(super) async fn backup(config: Config, command: Backup) -> anyhow::Result<ExitCode> {
    let folder = command.folder.unwrap_or_else(|| config.backups());
    if command.list {
        for (name, manifest) in Shelf::existing(&folder)?.backups()? {
            say(&format!("{name}: {}", described(&manifest)));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let shelf = Shelf::open(&folder)?;
    let db = open_database(&config).await?;
    choose_tls();
    let objects = app::objects(&config)?;
    let source = Source {
        db: &db,
        objects: (!command.database_only).then_some(&objects),
        config: &config,
    };
    let now = Clock::System.now();
    let name = nightly::name_of(now);
    let (manifest, new_bytes) = backups::take(source, &shelf, &name, now).await?;
    db.close().await;
    say(&format!(
        "{}: {}, {new_bytes} bytes of them new",
        folder.join(&name).display(),
        described(&manifest)
    ));
    if let Some(most) = command.keep {
        let removed = shelf.keep(most).await?;
        say(&format!("{removed} older backups taken away"));
    }
    for hex in &manifest.damaged {
        say(&format!(
            "file {hex} is missing or altered and was not kept; `hoaban scrub` tells more"
        ));
    }
    Ok(found_nothing(manifest.damaged.is_empty()))
}

fn described(manifest: &Manifest) -> String {
    let rows = manifest.rows();
    if manifest.with_objects {
        format!(
            "{rows} rows, {} files, {} bytes",
            manifest.objects, manifest.object_bytes
        )
    } else {
        format!("{rows} rows, no files")
    }
}

/// Exit code 3 where something was found.
pub(super) fn found_nothing(sound: bool) -> ExitCode {
    if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(3)
    }
}

pub(super) async fn restore(config: Config, command: Restore) -> anyhow::Result<ExitCode> {
    let shelf = Shelf::existing(&command.folder)?;
    let (name, manifest) = shelf.choose(command.backup.as_deref())?;
    if command.trial {
        let verdict = backups::try_out(&shelf, (&name, &manifest)).await?;
        return Ok(report(&name, &verdict));
    }
    std::fs::create_dir_all(&config.data)?;
    choose_tls();
    let db = Db::open(&config.database()).await?;
    let objects = app::objects(&config)?;
    let place = Place {
        db: &db,
        objects: &objects,
    };
    let lost = backups::restore(&shelf, (&name, &manifest), place).await?;
    say(&format!("{name}: {} restored", described(&manifest)));
    for (digest, _) in &lost {
        say(&format!(
            "file {} was not in the backup whole",
            digest.hex()
        ));
    }
    let mut code = found_nothing(lost.is_empty());
    if command.verify {
        code = report(&name, &backups::look_through(place, &manifest).await?);
    }
    db.close().await;
    Ok(code)
}

fn report(name: &str, verdict: &Verdict) -> ExitCode {
    for fault in &verdict.faults {
        say(fault);
    }
    say(&format!(
        "{name}: {} rows as they were, {} files whole, {} logs whole, {} faults",
        verdict.rows,
        verdict.objects,
        verdict.logs,
        verdict.faults.len()
    ));
    found_nothing(verdict.faults.is_empty())
}

pub(super) async fn scrub(config: Config, command: Scrub) -> anyhow::Result<ExitCode> {
    let db = open_database(&config).await?;
    choose_tls();
    let objects = app::objects(&config)?;
    let mut tx = db.read().await?;
    let wanted = files::claimed(&mut tx).await?;
    drop(tx);
    let mut faults = copies::look_through(&objects, &wanted).await?;
    let mut mended = 0;
    if let Some(folder) = &command.mend {
        let shelf = Shelf::existing(folder)?;
        let left = copies::mend(&objects, shelf.objects(), &faults, &wanted).await?;
        mended = faults.len() - left.len();
        faults = left;
    }
    for (digest, fault) in &faults {
        say(&format!("file {}: {fault:?}", digest.hex()));
    }
    note(&db, &faults)
        .await
        .context("the result could not be noted")?;
    db.close().await;
    say(&format!(
        "{} files read, {mended} mended, {} missing or altered",
        wanted.len(),
        faults.len()
    ));
    Ok(found_nothing(faults.is_empty()))
}

async fn note(db: &Db, faults: &[(Digest, copies::Fault)]) -> Result<(), sqlx::Error> {
    let mut tx = db.begin().await?;
    backups::note(&mut tx, faults, Clock::System.now()).await?;
    tx.commit().await
}
