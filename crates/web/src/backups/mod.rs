//! Backups: everything that the program knows at one moment, in a folder that needs no program to be copied.
//!
//! ```text
//! FOLDER/objects/ab/cd/abcd…       files by the SHA-256 of their bytes, shared by all backups
//! FOLDER/<name>/database/<table>.jsonl.gz   rows, see `contest::db::dump`
//! FOLDER/<name>/objects.sha256     which files belong to it; `sha256sum -c objects.sha256` checks them
//! FOLDER/<name>/settings.toml      settings in force, secrets hidden
//! FOLDER/<name>/manifest.json      written last: a folder without it is no backup
//! ```
//!
//! Rows are read in one transaction, objects after them: a row never points at an object that came later.

pub mod nightly;
mod restore;
mod store;
mod take;

use std::{
    collections::HashSet,
    fs::{self, File, TryLockError},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
};

use contest::{
    Db, Timestamp, Tx,
    db::{self, Digest, dump::TableDigest},
};
use serde::{Deserialize, Serialize};
use submissions::files::{ObjectError, Objects, copies::Fault};

use crate::config::Config;

pub use restore::{Place, Verdict, look_through, restore, try_out};
pub use store::{Faulty, Kept, faults, latest};
pub use take::{Source, take};

/// What the files of a backup look like; another number is another form.
const FORMAT: u32 = 1;
const MANIFEST: &str = "manifest.json";
const LIST: &str = "objects.sha256";

/// What a backup says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// Form of the files.
    pub format: u32,
    /// Version of the program that wrote it.
    pub program: String,
    /// The moment that it shows.
    pub taken_at: Timestamp,
    /// `sqlite` or `postgres`: where the rows come from. They go back into either.
    pub database: String,
    /// Number of the last migration that the database had seen.
    pub migration: i64,
    /// Whether files belong to it, or rows alone.
    pub with_objects: bool,
    /// Every table.
    pub tables: Vec<TableDigest>,
    /// Files.
    pub objects: u64,
    /// Their bytes.
    pub object_bytes: u64,
    /// Pieces of uploads that may still be resumed.
    pub pieces: Vec<String>,
    /// Files that were missing or altered where they were taken from.
    pub damaged: Vec<String>,
}

impl Manifest {
    /// Rows of all tables.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|t| t.rows).sum()
    }
}

/// Why a backup could not be taken or given back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file or folder.
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    /// Another process is at it.
    #[error("another backup is being written to {0}")]
    Busy(PathBuf),
    /// Nothing there.
    #[error("{0} holds no backup")]
    None(PathBuf),
    /// Not of that name.
    #[error("{folder} holds no backup called {name}; it holds {known}")]
    Unknown {
        /// where it was looked for
        folder: PathBuf,
        /// what was asked for
        name: String,
        /// what is there
        known: String,
    },
    /// Cannot be read as one.
    #[error("{0} is no backup that this program can read: {1}")]
    Unreadable(PathBuf, String),
    /// Of a newer program.
    #[error(
        "the backup was written by version {0}, which is newer than this one; restore it with that version"
    )]
    TooNew(String),
    /// The database is ahead of the program.
    #[error(
        "the database was used by a newer version of this program; start that version, or restore a backup into an empty database"
    )]
    NewerDatabase,
    /// The database is in use.
    #[error("the database already holds people or contests; restore into an empty one")]
    Occupied,
    /// Its shape cannot be that of the backup.
    #[error(
        "the database has the shape of another version already; restore into one that was never used"
    )]
    OtherShape,
    /// What came back is not what was written.
    #[error("{0}")]
    Altered(String),
    /// Rows.
    #[error(transparent)]
    Dump(#[from] db::dump::DumpError),
    /// The database.
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    /// It does not open.
    #[error(transparent)]
    Open(#[from] db::OpenError),
    /// Its shape.
    #[error(transparent)]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The object store.
    #[error(transparent)]
    Objects(#[from] ObjectError),
}

/// A folder of backups.
#[derive(Clone, Debug)]
pub struct Shelf {
    folder: PathBuf,
    objects: Objects,
}

impl Shelf {
    /// Opens a folder, which is made where there is none. Only its owner may read it: it holds everything.
    pub fn open(folder: &Path) -> Result<Self, BackupError> {
        fs::create_dir_all(folder).map_err(at(folder))?;
        private(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
            objects: Objects::local(&folder.join("objects"))?,
        })
    }

    /// The same, for whoever only reads.
    pub fn existing(folder: &Path) -> Result<Self, BackupError> {
        if folder.join("objects").is_dir() {
            Self::open(folder)
        } else {
            Err(BackupError::None(folder.to_owned()))
        }
    }

    /// Where the files of all its backups lie.
    #[must_use]
    pub fn objects(&self) -> &Objects {
        &self.objects
    }

    fn place_of(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Every whole backup with its manifest, oldest first.
    pub fn backups(&self) -> Result<Vec<(String, Manifest)>, BackupError> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(at(&self.folder))? {
            let path = entry.map_err(at(&self.folder))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.join(MANIFEST).is_file() && !name.contains('.') {
                let name = name.into_owned();
                let manifest = self.manifest(&name)?;
                found.push((name, manifest));
            }
        }
        found.sort_by_key(|(_, manifest)| manifest.taken_at);
        Ok(found)
    }

    /// The backup of this name, or the newest with files.
    pub fn choose(&self, name: Option<&str>) -> Result<(String, Manifest), BackupError> {
        let mut all = self.backups()?;
        let Some(name) = name else {
            let newest = all.into_iter().rfind(|(_, m)| m.with_objects);
            return newest.ok_or_else(|| BackupError::None(self.folder.clone()));
        };
        match all.iter().position(|(known, _)| known == name) {
            Some(place) => Ok(all.swap_remove(place)),
            None => Err(BackupError::Unknown {
                folder: self.folder.clone(),
                name: name.to_owned(),
                known: all
                    .into_iter()
                    .map(|(n, _)| n)
                    .collect::<Vec<_>>()
                    .join(", "),
            }),
        }
    }

    fn manifest(&self, name: &str) -> Result<Manifest, BackupError> {
        let path = self.place_of(name).join(MANIFEST);
        let text = fs::read(&path).map_err(at(&path))?;
        let wrong = |why: String| BackupError::Unreadable(path.clone(), why);
        let manifest: Manifest = serde_json::from_slice(&text).map_err(|e| wrong(e.to_string()))?;
        if manifest.format != FORMAT {
            return Err(BackupError::TooNew(manifest.program));
        }
        Ok(manifest)
    }

    /// The files that belong to a backup.
    fn digests(&self, name: &str) -> Result<Vec<Digest>, BackupError> {
        let path = self.place_of(name).join(LIST);
        if !path.exists() {
            return Ok(Vec::new());
        }
        let lines = BufReader::new(File::open(&path).map_err(at(&path))?).lines();
        let read = |line: std::io::Result<String>| {
            let line = line.map_err(at(&path))?;
            let hex = line.split(' ').next().unwrap_or_default();
            Digest::from_hex(hex).ok_or_else(|| {
                BackupError::Unreadable(path.clone(), "a line names no file".to_owned())
            })
        };
        lines.map(read).collect()
    }

    /// Keeps the newest `most` backups and takes the rest away, with the files that belong to none of those kept.
    pub async fn keep(&self, most: usize) -> Result<usize, BackupError> {
        let _held = self.hold()?;
        let all = self.backups()?;
        let over = all.len().saturating_sub(most.max(1));
        for (name, _) in &all[..over] {
            let place = self.place_of(name);
            // without its manifest it is no backup any more, whatever comes between
            let manifest = place.join(MANIFEST);
            fs::remove_file(&manifest).map_err(at(&manifest))?;
            fs::remove_dir_all(&place).map_err(at(&place))?;
        }
        let mut wanted = HashSet::new();
        for (name, _) in &all[over..] {
            wanted.extend(self.digests(name)?);
        }
        self.objects.keep_only(&wanted).await?;
        Ok(over)
    }

    /// Keeps other processes from writing here until the file is dropped.
    fn hold(&self) -> Result<File, BackupError> {
        let path = self.folder.join(".lock");
        let file = File::create(&path).map_err(at(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(BackupError::Busy(self.folder.clone())),
            Err(TryLockError::Error(error)) => Err(BackupError::File(path, error)),
        }
    }
}

/// Notes which files were found missing or altered; all others are whole.
pub async fn note(
    tx: &mut Tx,
    found: &[(Digest, Fault)],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    for known in store::faults(tx).await? {
        if found.iter().all(|(still, _)| *still != known.digest) {
            store::note_whole(tx, known.digest).await?;
        }
    }
    for fault in found {
        store::note_fault(tx, *fault, now).await?;
    }
    Ok(())
}

/// Brings a database to the newest shape. One that is in use has its rows backed up before: the name of that backup.
pub async fn upgrade(
    db: &Db,
    config: &Config,
    now: Timestamp,
) -> Result<Option<String>, BackupError> {
    let shape = db::shape(db).await?;
    if !shape.unknown.is_empty() {
        return Err(BackupError::NewerDatabase);
    }
    let mut taken = None;
    if shape.seen > 0 && !shape.pending.is_empty() {
        let shelf = Shelf::open(&config.backups())?;
        let name = format!("before-{}-{}", db::newest(), nightly::name_of(now));
        let source = Source {
            db,
            objects: None,
            config,
        };
        match take(source, &shelf, &name, now).await {
            Ok(_) => taken = Some(name),
            // another server of this machine is at it
            Err(BackupError::Busy(_)) => {}
            Err(error) => return Err(error),
        }
    }
    db::migrate(db).await?;
    Ok(taken)
}

/// An error of a file, with the file.
fn at(path: &Path) -> impl Fn(std::io::Error) -> BackupError {
    move |error| BackupError::File(path.to_owned(), error)
}

fn private(folder: &Path) -> Result<(), BackupError> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(at(folder))
}
