//! Brings a database to the newest shape, or to that of an earlier version.

use sqlx::{
    AssertSqlSafe,
    migrate::{MigrateError, Migration, Migrator},
};

use super::{Db, Tx};
use crate::on;

static ALL: Migrator = sqlx::migrate!("../../migrations");

/// Runs every migration that this database has not seen. Safe to call from several servers at once.
pub async fn migrate(db: &Db) -> Result<(), MigrateError> {
    migrate_to(db, i64::MAX).await
}

/// Runs the migrations up to this number, that one included, which this database has not seen.
pub async fn migrate_to(db: &Db, last: i64) -> Result<(), MigrateError> {
    match db {
        Db::Sqlite { writer, .. } => of_dialect("postgres", last).run(writer).await,
        Db::Postgres(pool) => of_dialect("sqlite", last).run(pool).await,
    }
}

/// The number of the newest migration that this program knows.
#[must_use]
pub fn newest() -> i64 {
    ALL.iter().map(|m| m.version).max().unwrap_or(0)
}

/// How a database stands to this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Number of the last migration that it has seen; 0 for an empty one.
    pub seen: i64,
    /// Migrations that it has not seen, with what they are called.
    pub pending: Vec<(i64, String)>,
    /// Migrations that it has seen and this program does not know: it belongs to a newer version.
    pub unknown: Vec<i64>,
}

const SEEN: &str = "SELECT version FROM _sqlx_migrations WHERE success ORDER BY version";
const SQLITE_HISTORY: &str =
    "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = '_sqlx_migrations')";
const POSTGRES_HISTORY: &str = "SELECT to_regclass('_sqlx_migrations') IS NOT NULL";

/// Compares a database with what this program knows.
pub async fn shape(db: &Db) -> Result<Shape, sqlx::Error> {
    let mut tx = db.read().await?;
    let (history, other) = match &tx {
        Tx::Sqlite(_) => (SQLITE_HISTORY, "postgres"),
        Tx::Postgres(_) => (POSTGRES_HISTORY, "sqlite"),
    };
    let has_history: bool = on!(&mut tx, |c| sqlx::query_scalar(AssertSqlSafe(history))
        .fetch_one(c)
        .await)?;
    let seen: Vec<i64> = if has_history {
        on!(&mut tx, |c| sqlx::query_scalar(SEEN).fetch_all(c).await)?
    } else {
        Vec::new()
    };
    let known = of_dialect(other, i64::MAX);
    let pending = known.iter().filter(|m| !seen.contains(&m.version));
    Ok(Shape {
        pending: pending
            .map(|m| (m.version, m.description.to_string()))
            .collect(),
        // A step for the other database alone is not known here; it is never seen here either.
        unknown: seen
            .iter()
            .copied()
            .filter(|v| known.iter().all(|m| m.version != *v))
            .collect(),
        seen: seen.last().copied().unwrap_or(0),
    })
}

/// Runs every migration that this database has not seen, and takes all of it back. Returns what was run.
pub async fn rehearse(db: &Db) -> Result<Vec<(i64, String)>, sqlx::Error> {
    let pending = shape(db).await?.pending;
    let mut tx = db.begin().await?;
    for migration in ALL.iter() {
        if pending
            .iter()
            .all(|(version, _)| *version != migration.version)
        {
            continue;
        }
        let sql = AssertSqlSafe(migration.sql.as_str().to_owned());
        on!(&mut tx, |c| sqlx::raw_sql(sql).execute(c).await.map(|_| ()))?;
    }
    drop(tx);
    Ok(pending)
}

/// All migrations up to a number, but those whose file name ends in `.<other>.sql`.
fn of_dialect(other: &str, last: i64) -> Migrator {
    let kept: Vec<Migration> = ALL
        .iter()
        .filter(|m| m.version <= last && !m.description.ends_with(&format!(".{other}")))
        .cloned()
        .collect();
    Migrator::with_migrations(kept)
}
