//! What every request shares.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use contest::{Clock, Context, Db, Rng, Timestamp};
use submissions::{
    files::{Inspector, ObjectError, Objects},
    receipts::Signer,
};
use tokio::sync::Notify;

use crate::{
    accounts::{self, FormKey},
    backups::{self, BackupError},
    config::Config,
    doors::Doors,
    kept::KeptPages,
    observing::Figures,
    render::{RenderError, Renderer},
    senders::Senders,
};

/// The running program, cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What an [`App`] is made of.
pub struct Inner {
    /// Settings.
    pub config: Config,
    /// Database.
    pub db: Db,
    /// Files.
    pub objects: Objects,
    /// Judge of files.
    pub inspector: Inspector,
    /// Time.
    pub clock: Clock,
    /// Chance.
    pub rng: Rng,
    /// Pages.
    pub renderer: Renderer,
    /// Signs form tokens; the same on every server of one database.
    pub form_key: FormKey,
    /// Signs receipts; the same on every server of one database.
    pub signer: Signer,
    /// How many requests of a kind may be under way.
    pub doors: Doors,
    /// What is told of requests.
    pub figures: Figures,
    /// Public pages that are kept.
    pub kept: Option<KeptPages>,
    /// Who is sending files right now.
    pub senders: Senders,
    /// Told when all of a promised file is here, so that it is looked at without waiting for the next round.
    pub arrived: Notify,
    /// Whether somebody asked the program to stop.
    pub stopping: AtomicBool,
    /// Told when an administrator asked for a backup.
    pub asked: Notify,
}

/// Why the program could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder cannot be made.
    #[error("{0}: {1}")]
    Folder(PathBuf, std::io::Error),
    /// The database does not open.
    #[error(transparent)]
    Open(#[from] contest::db::OpenError),
    /// The database cannot be brought to the newest shape.
    #[error(transparent)]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The file store does not open.
    #[error(transparent)]
    Objects(#[from] ObjectError),
    /// A template is broken.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// The database cannot be backed up before its shape changes, or is ahead of this program.
    #[error(transparent)]
    Upgrade(#[from] BackupError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

impl App {
    /// Opens everything that the settings name and brings the database to the newest shape.
    pub async fn start(config: Config, program: PathBuf) -> Result<Self, StartError> {
        choose_tls();
        std::fs::create_dir_all(&config.data)
            .map_err(|e| StartError::Folder(config.data.clone(), e))?;
        let db = Db::open(&config.database()).await?;
        if let Some(name) = backups::upgrade(&db, &config, Clock::System.now()).await? {
            tracing::info!(
                name,
                "the database was brought to the newest shape; its rows as they were are in a backup"
            );
        }
        let objects = objects(&config)?;
        let inspector = Inspector::child(program, config.workers);
        Self::assemble(config, (db, objects, inspector), Clock::System, Rng::System).await
    }

    /// Puts a program together from open parts.
    pub async fn assemble(
        config: Config,
        (db, objects, inspector): (Db, Objects, Inspector),
        clock: Clock,
        rng: Rng,
    ) -> Result<Self, StartError> {
        choose_tls();
        contest::db::migrate(&db).await?;
        let cx = Context {
            now: clock.now(),
            rng: rng.clone(),
        };
        let form_key = accounts::form_key(&db, &cx).await?;
        let signer = accounts::receipt_signer(&db, &cx).await?;
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let inner = Inner {
            kept: KeptPages::with_room(config.page_cache_mib << 20),
            config,
            db,
            objects,
            inspector,
            clock,
            rng,
            renderer: Renderer::new()?,
            form_key,
            signer,
            doors: Doors::new(cores),
            figures: Figures::default(),
            senders: Senders::default(),
            arrived: Notify::new(),
            stopping: AtomicBool::new(false),
            asked: Notify::new(),
        };
        Ok(Self(Arc::new(inner)))
    }

    /// A context for one act, at this moment.
    #[must_use]
    pub fn cx(&self) -> Context {
        Context {
            now: self.clock.now(),
            rng: self.rng.clone(),
        }
    }

    /// Whether somebody asked the program to stop.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// This moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// The store that the settings name.
pub fn objects(config: &Config) -> Result<Objects, ObjectError> {
    match config.store_url.as_str() {
        "" => Objects::local(&config.data.join("objects")),
        url => Objects::s3(url),
    }
}

/// The clients of stores and gateways bring no cryptography of their own; a second call finds ring already in place.
pub fn choose_tls() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
