//! Takes a backup while the program runs.

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use contest::{
    Db, Timestamp, Tx,
    db::{self, Digest, dump},
};
use flate2::{Compression, write::GzEncoder};
use submissions::{
    files::{self, Objects, copies},
    uploads,
};

use super::{BackupError, FORMAT, LIST, MANIFEST, Manifest, Shelf, at};
use crate::config::Config;

/// How often rows are read anew because an upload ended while its pieces were copied.
const TRIES: usize = 5;

/// What is backed up.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Rows.
    pub db: &'a Db,
    /// Files; none for rows alone.
    pub objects: Option<&'a Objects>,
    /// Settings.
    pub config: &'a Config,
}

/// Writes a backup and returns what it says of itself, with the bytes of files that were not on the shelf before.
pub async fn take(
    source: Source<'_>,
    shelf: &Shelf,
    name: &str,
    now: Timestamp,
) -> Result<(Manifest, u64), BackupError> {
    let _held = shelf.hold()?;
    let place = shelf.place_of(name);
    let under_way = shelf.place_of(&format!("{name}.part"));
    let (mut manifest, wanted) = rows(source, shelf, &under_way, now).await?;
    let mut new_bytes = 0;
    if let Some(objects) = source.objects {
        let copied = copies::copy(objects, &shelf.objects, &wanted).await?;
        new_bytes = copied.new_bytes;
        let damaged: Vec<Digest> = copied
            .faults
            .into_iter()
            .map(|(digest, _)| digest)
            .collect();
        manifest.objects = wanted.len() as u64;
        manifest.object_bytes = wanted.iter().map(|(_, size)| size).sum();
        manifest.damaged = damaged.iter().map(Digest::hex).collect();
        let whole = wanted
            .iter()
            .filter(|(digest, _)| !damaged.contains(digest));
        let lines = whole.map(|(digest, _)| {
            let hex = digest.hex();
            format!("{hex}  ../objects/{}/{}/{hex}\n", &hex[..2], &hex[2..4])
        });
        keep(&under_way.join(LIST), lines.collect::<String>().as_bytes())?;
    }
    let settings = toml::to_string(source.config).unwrap_or_default();
    keep(&under_way.join("settings.toml"), settings.as_bytes())?;
    let text = serde_json::to_vec_pretty(&manifest).map_err(std::io::Error::other);
    let path = under_way.join(MANIFEST);
    keep(&path, &text.map_err(at(&path))?)?;
    if place.exists() {
        fs::remove_dir_all(&place).map_err(at(&place))?;
    }
    fs::rename(&under_way, &place).map_err(at(&place))?;
    sync(&shelf.folder)?;
    Ok((manifest, new_bytes))
}

/// All rows of one moment, and the objects that they point at. Pieces of uploads vanish when their upload ends, so
/// they are copied at once; where one is gone already the moment is chosen anew.
async fn rows(
    source: Source<'_>,
    shelf: &Shelf,
    place: &Path,
    now: Timestamp,
) -> Result<(Manifest, Vec<(Digest, u64)>), BackupError> {
    let mut tries = 0;
    loop {
        tries += 1;
        let mut tx = source.db.snapshot().await?;
        let pieces = uploads::pieces(&mut tx).await?;
        if let Some(objects) = source.objects
            && !copy_pieces(objects, shelf, &pieces).await?
            && tries < TRIES
        {
            continue;
        }
        let wanted = files::claimed(&mut tx).await?;
        let tables = tables(&mut tx, place).await?;
        let manifest = Manifest {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            taken_at: now,
            database: match &tx {
                Tx::Sqlite(_) => "sqlite",
                Tx::Postgres(_) => "postgres",
            }
            .to_owned(),
            migration: db::shape(source.db).await?.seen,
            with_objects: source.objects.is_some(),
            tables,
            objects: 0,
            object_bytes: 0,
            pieces,
            damaged: Vec::new(),
        };
        return Ok((manifest, wanted));
    }
}

async fn copy_pieces(
    objects: &Objects,
    shelf: &Shelf,
    pieces: &[String],
) -> Result<bool, BackupError> {
    let mut all = true;
    for piece in pieces {
        all &= objects.copy_part(piece, &shelf.objects).await?;
    }
    Ok(all)
}

async fn tables(tx: &mut Tx, place: &Path) -> Result<Vec<dump::TableDigest>, BackupError> {
    let folder = place.join("database");
    if place.exists() {
        fs::remove_dir_all(place).map_err(at(place))?;
    }
    fs::create_dir_all(&folder).map_err(at(&folder))?;
    let mut digests = Vec::new();
    for table in dump::tables(tx).await? {
        let path = path_of(&folder, &table.name);
        let file = File::create(&path).map_err(at(&path))?;
        let mut packed = GzEncoder::new(BufWriter::new(file), Compression::default());
        digests.push(dump::write(tx, &table, &mut packed).await?);
        let file = packed.finish().and_then(|buffer| {
            let buffer = buffer.into_inner();
            buffer.map_err(std::io::IntoInnerError::into_error)
        });
        file.and_then(|f| f.sync_all()).map_err(at(&path))?;
    }
    sync(&folder)?;
    Ok(digests)
}

/// The rows of a table in a backup's folder `database`.
pub(super) fn path_of(folder: &Path, table: &str) -> PathBuf {
    folder.join(format!("{table}.jsonl.gz"))
}

fn keep(path: &Path, bytes: &[u8]) -> Result<(), BackupError> {
    let mut file = File::create(path).map_err(at(path))?;
    file.write_all(bytes).map_err(at(path))?;
    file.sync_all().map_err(at(path))
}

/// The names in a folder are durable only once it is synced itself.
fn sync(folder: &Path) -> Result<(), BackupError> {
    File::open(folder)
        .and_then(|f| f.sync_all())
        .map_err(at(folder))
}
