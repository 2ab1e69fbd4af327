//! The database handle: SQLite for one machine, PostgreSQL for many, one text of every query.

mod condition;
pub mod dump;
mod migrate;
mod outage;
#[cfg(feature = "testing")]
pub mod testing;
mod types;

use std::{path::Path, str::FromStr, time::Duration};

use sqlx::{
    PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

pub use condition::{Condition, condition};
pub use migrate::{Shape, migrate, migrate_to, newest, rehearse, shape};
pub use outage::{Outage, of_io, outage_of};
pub use types::{Digest, Digester, Timestamp};

/// How long an act waits for a connection: whoever sends is told within five seconds that it did not work.
const PATIENCE: Duration = Duration::from_secs(4);
/// How long SQLite waits for a lock that another process holds.
const BUSY_PATIENCE: Duration = Duration::from_secs(2);

/// Runs one body on whichever database the transaction belongs to.
///
/// The body is compiled once for each driver; it must end in a value that names no driver.
#[macro_export]
macro_rules! on {
    ($tx:expr, |$c:ident| $body:expr) => {
        match $tx {
            $crate::db::Tx::Sqlite(held) => {
                let $c = held.connection();
                $body
            }
            $crate::db::Tx::Postgres(held) => {
                let $c = held.connection();
                $body
            }
        }
    };
}

/// A pool of connections to one of the two databases.
#[derive(Clone, Debug)]
pub enum Db {
    /// One writer, several readers over one file.
    Sqlite {
        /// The single connection that may write.
        writer: SqlitePool,
        /// Connections that only read.
        readers: SqlitePool,
    },
    /// A shared server.
    Postgres(PgPool),
}

/// A transaction (from [`Db::begin`]) or a plain reading connection (from [`Db::read`]).
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(Held<Sqlite>),
    /// On PostgreSQL.
    Postgres(Held<Postgres>),
}

/// What a [`Tx`] holds on to; dropping a transaction rolls it back.
#[derive(Debug)]
pub enum Held<D: sqlx::Database> {
    /// An open transaction.
    Transaction(Transaction<'static, D>),
    /// A connection outside any transaction.
    Connection(PoolConnection<D>),
}

impl<D: sqlx::Database> Held<D> {
    /// The connection that statements run on.
    pub fn connection(&mut self) -> &mut D::Connection {
        match self {
            Self::Transaction(tx) => &mut *tx,
            Self::Connection(connection) => &mut *connection,
        }
    }

    async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Transaction(tx) => tx.commit().await,
            Self::Connection(_) => Ok(()),
        }
    }
}

impl Db {
    /// Opens `postgres://…` or `sqlite:<path>`, asserts that commits are durable, and returns the handle.
    /// Migrations are not run: see [`migrate`].
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url)?;
            return Self::open_postgres(options).await;
        }
        match url.strip_prefix("sqlite:") {
            Some(path) => Self::open_sqlite(Path::new(path)).await,
            None => Err(OpenError::UnknownUrl),
        }
    }

    async fn open_sqlite(path: &Path) -> Result<Self, OpenError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_PATIENCE);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .connect_with(options.clone())
            .await?;
        let journal: String = sqlx::query_scalar("PRAGMA journal_mode")
            .fetch_one(&writer)
            .await?;
        let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous")
            .fetch_one(&writer)
            .await?;
        let foreign_keys: i64 = sqlx::query_scalar("PRAGMA foreign_keys")
            .fetch_one(&writer)
            .await?;
        // 2 is FULL: with less, a power cut may take back commits that a receipt was shown for.
        if journal != "wal" || synchronous != 2 || foreign_keys != 1 {
            return Err(OpenError::NotDurable(format!(
                "journal_mode={journal} synchronous={synchronous} foreign_keys={foreign_keys}"
            )));
        }
        let readers = SqlitePoolOptions::new()
            .max_connections(4)
            .acquire_timeout(PATIENCE)
            .connect_with(options)
            .await?;
        Ok(Self::Sqlite { writer, readers })
    }

    async fn open_postgres(options: PgConnectOptions) -> Result<Self, OpenError> {
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(PATIENCE)
            .connect_with(options)
            .await?;
        let fsync: String = sqlx::query_scalar("SELECT current_setting('fsync')")
            .fetch_one(&pool)
            .await?;
        let commit: String = sqlx::query_scalar("SELECT current_setting('synchronous_commit')")
            .fetch_one(&pool)
            .await?;
        if fsync == "off" || commit == "off" {
            return Err(OpenError::NotDurable(format!(
                "fsync={fsync} synchronous_commit={commit}"
            )));
        }
        Ok(Self::Postgres(pool))
    }

    /// Begins a writing transaction; on SQLite it waits for the one writer.
    pub async fn begin(&self) -> Result<Tx, sqlx::Error> {
        Ok(match self {
            Self::Sqlite { writer, .. } => Tx::Sqlite(Held::Transaction(begun(writer).await?)),
            Self::Postgres(pool) => Tx::Postgres(Held::Transaction(pool.begin().await?)),
        })
    }

    /// A connection for reading.
    pub async fn read(&self) -> Result<Tx, sqlx::Error> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(Held::Connection(readers.acquire().await?)),
            Self::Postgres(pool) => Tx::Postgres(Held::Connection(pool.acquire().await?)),
        })
    }

    /// A reading transaction that sees everything as it was at one moment, while others go on writing.
    pub async fn snapshot(&self) -> Result<Tx, sqlx::Error> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(Held::Transaction(readers.begin().await?)),
            Self::Postgres(pool) => Tx::Postgres(Held::Transaction(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await?,
            )),
        })
    }

    /// Connections that work, and such as wait for work.
    #[must_use]
    pub fn connections(&self) -> [(&'static str, usize); 2] {
        let (all, idle) = match self {
            Self::Sqlite { writer, readers } => (
                writer.size() + readers.size(),
                writer.num_idle() + readers.num_idle(),
            ),
            Self::Postgres(pool) => (pool.size(), pool.num_idle()),
        };
        let all = usize::try_from(all).unwrap_or(usize::MAX);
        [("busy", all.saturating_sub(idle)), ("idle", idle)]
    }

    /// Closes every connection; SQLite folds its log into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// Begins on the one writer. SQLite ends a transaction itself where a commit finds the disk full, and the driver goes on
/// believing in it: such a connection is closed, and the next one begins.
async fn begun(writer: &SqlitePool) -> Result<Transaction<'static, Sqlite>, sqlx::Error> {
    const BEGIN: &str = "BEGIN IMMEDIATE";
    match writer.begin_with(BEGIN).await {
        Err(sqlx::Error::InvalidSavePointStatement) => {
            writer.acquire().await?.close().await?;
            writer.begin_with(BEGIN).await
        }
        begun => begun,
    }
}

impl Tx {
    /// Makes everything done in this transaction durable.
    pub async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(held) => held.commit().await,
            Self::Postgres(held) => held.commit().await,
        }
    }
}

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Neither `postgres://` nor `sqlite:`.
    #[error("a database address starts with sqlite: or postgres://")]
    UnknownUrl,
    /// The database would forget commits after a power cut.
    #[error("the database is not set to durable commits: {0}")]
    NotDurable(String),
    /// The driver's own words.
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
}
