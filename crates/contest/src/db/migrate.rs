//! Brings a database to the newest shape.

use sqlx::migrate::{MigrateError, Migration, Migrator};

use super::Db;

static ALL: Migrator = sqlx::migrate!("../../migrations");

/// Runs every migration that this database has not seen. Safe to call from several servers at once.
pub async fn migrate(db: &Db) -> Result<(), MigrateError> {
    match db {
        Db::Sqlite { writer, .. } => of_dialect("postgres").run(writer).await,
        Db::Postgres(pool) => of_dialect("sqlite").run(pool).await,
    }
}

/// All migrations but those whose file name ends in `.<other>.sql`.
fn of_dialect(other: &str) -> Migrator {
    let kept: Vec<Migration> = ALL
        .iter()
        .filter(|m| !m.description.ends_with(&format!(".{other}")))
        .cloned()
        .collect();
    Migrator::with_migrations(kept)
}
