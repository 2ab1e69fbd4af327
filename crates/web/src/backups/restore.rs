//! Gives a backup back, and tries one out.

use std::{fs::File, io::BufReader, path::Path};

use contest::{
    Db, Tx, audit, contests,
    db::{self, Digest, dump},
    people,
};
use flate2::read::MultiGzDecoder;
use judging::proofs;
use submissions::files::{
    self, Objects,
    copies::{self, Fault},
};

use super::{BackupError, Manifest, Shelf, at, take::path_of};

/// Where a backup goes.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// An empty database.
    pub db: &'a Db,
    /// A store; what lies there already stays.
    pub objects: &'a Objects,
}

/// What was found on looking through what came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Rows, each table equal to what the backup's manifest says.
    pub rows: u64,
    /// Files that were read and hold what their names say.
    pub objects: u64,
    /// Logs whose chain is whole.
    pub logs: u64,
    /// A line for everything that is wrong.
    pub faults: Vec<String>,
}

/// Fills an empty database and a store from a backup. All rows come back or none; every file is checked against its name
/// while it is copied. Returns the files that the backup does not hold whole.
pub async fn restore(
    shelf: &Shelf,
    (name, manifest): (&str, &Manifest),
    place: Place<'_>,
) -> Result<Vec<(Digest, Fault)>, BackupError> {
    check_empty(place.db, manifest).await?;
    db::migrate_to(place.db, manifest.migration).await?;
    let mut tx = place.db.begin().await?;
    fill(&mut tx, &shelf.place_of(name), manifest).await?;
    let mut lost = Vec::new();
    if manifest.with_objects {
        let wanted = files::claimed(&mut tx).await?;
        // bytes first, as always: no row of the new place points at nothing
        let copied = copies::copy(&shelf.objects, place.objects, &wanted).await?;
        lost = copied.faults;
        for piece in &manifest.pieces {
            shelf.objects.copy_part(piece, place.objects).await?;
        }
    }
    tx.commit().await?;
    db::migrate(place.db).await?;
    Ok(lost)
}

async fn check_empty(database: &Db, manifest: &Manifest) -> Result<(), BackupError> {
    if manifest.migration > db::newest() {
        return Err(BackupError::TooNew(manifest.program.clone()));
    }
    let shape = db::shape(database).await?;
    if shape.seen == 0 {
        return Ok(());
    }
    let mut tx = database.read().await?;
    if !people::is_empty(&mut tx).await? || !contests::all(&mut tx).await?.is_empty() {
        return Err(BackupError::Occupied);
    }
    // a step that the other kind of database alone needs is never seen here
    let lies_behind = |(version, _): &(i64, String)| *version > manifest.migration;
    if shape.seen <= manifest.migration && shape.pending.iter().all(lies_behind) {
        Ok(())
    } else {
        Err(BackupError::OtherShape)
    }
}

/// Fills the tables, and compares what they hold then with what the manifest says.
async fn fill(tx: &mut Tx, place: &Path, manifest: &Manifest) -> Result<(), BackupError> {
    let folder = place.join("database");
    let tables = dump::tables(tx).await?;
    let known: Vec<_> = tables.iter().map(|t| t.name.as_str()).collect();
    let kept: Vec<_> = manifest.tables.iter().map(|t| t.table.as_str()).collect();
    if known != kept {
        return Err(BackupError::Altered(
            "the tables of the backup are not those of its version".to_owned(),
        ));
    }
    dump::clear(tx, &tables).await?;
    for table in &tables {
        let path = path_of(&folder, &table.name);
        let file = File::open(&path).map_err(at(&path))?;
        let mut lines = BufReader::new(MultiGzDecoder::new(BufReader::new(file)));
        dump::load(tx, table, &mut lines).await?;
    }
    dump::hold_to_references(tx).await?;
    for (table, kept) in tables.iter().zip(&manifest.tables) {
        let now = dump::write(tx, table, &mut std::io::sink()).await?;
        if now != *kept {
            return Err(BackupError::Altered(format!(
                "{}: the rows that came back are not those that the manifest names",
                table.name
            )));
        }
    }
    Ok(())
}

/// Looks through a place that was filled: reads every file, and follows every log.
pub async fn look_through(place: Place<'_>, manifest: &Manifest) -> Result<Verdict, BackupError> {
    let mut tx = place.db.read().await?;
    let mut verdict = Verdict {
        rows: manifest.rows(),
        ..Verdict::default()
    };
    if manifest.with_objects {
        let wanted = files::claimed(&mut tx).await?;
        let faults = copies::look_through(place.objects, &wanted).await?;
        verdict.objects = (wanted.len() - faults.len()) as u64;
        for (digest, fault) in faults {
            let what = match fault {
                Fault::Missing => "is missing",
                Fault::Altered => "does not hold what its name says",
            };
            verdict.faults.push(format!("file {} {what}", digest.hex()));
        }
    }
    for log_id in audit::logs(&mut tx).await? {
        if proofs::of_log(&mut tx, log_id).await?.holds() {
            verdict.logs += 1;
        } else {
            verdict
                .faults
                .push(format!("the log {log_id} does not hold"));
        }
    }
    Ok(verdict)
}

/// Restores a backup into a place that vanishes again, whichever database it came from, and looks through it.
pub async fn try_out(
    shelf: &Shelf,
    (name, manifest): (&str, &Manifest),
) -> Result<Verdict, BackupError> {
    let folder = shelf.place_of(&format!("{name}.trial"));
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(at(&folder))?;
    }
    std::fs::create_dir_all(&folder).map_err(at(&folder))?;
    let verdict = tried_in(&folder, shelf, (name, manifest)).await;
    std::fs::remove_dir_all(&folder).map_err(at(&folder))?;
    verdict
}

async fn tried_in(
    folder: &Path,
    shelf: &Shelf,
    of: (&str, &Manifest),
) -> Result<Verdict, BackupError> {
    let db = Db::open(&format!("sqlite:{}", folder.join("hoaban.db").display())).await?;
    // files are read where they lie: a copy of the copy would show nothing more
    let place = Place {
        db: &db,
        objects: &shelf.objects,
    };
    let verdict = match restore(shelf, of, place).await {
        Ok(_) => look_through(place, of.1).await,
        Err(error) => Err(error),
    };
    db.close().await;
    verdict
}
