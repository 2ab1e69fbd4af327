//! What the database tells.

use contest::{
    Db, Timestamp,
    db::{self, Condition},
};

use super::Finding;
use crate::config::Config;

/// The oldest PostgreSQL that every statement was tried with.
const LEAST_POSTGRES: i64 = 150_000;
/// More than this between the clocks of server and database, and a deadline is two moments.
const MOST_APART_MS: i64 = 2_000;

/// Opens it, and looks at its shape, its soundness and its clock. `thorough` reads all of an SQLite file. The handle comes
/// back where it opens.
pub async fn of_database(
    config: &Config,
    now: Timestamp,
    thorough: bool,
) -> (Vec<Finding>, Option<Db>) {
    let db = match Db::open(&config.database()).await {
        Ok(db) => db,
        Err(error) => {
            let values = [("error", error.to_string().into())];
            let fix = "hoaban config dump";
            return (vec![Finding::bad("database-gone", &values, fix)], None);
        }
    };
    match looked_at(&db, now, thorough).await {
        Ok(found) => (found, Some(db)),
        Err(error) => {
            let values = [("error", error.to_string().into())];
            let fix = "hoaban config dump";
            (vec![Finding::bad("database-gone", &values, fix)], None)
        }
    }
}

async fn looked_at(db: &Db, now: Timestamp, thorough: bool) -> Result<Vec<Finding>, sqlx::Error> {
    let shape = db::shape(db).await?;
    let pending = i64::try_from(shape.pending.len()).unwrap_or(i64::MAX);
    let mut found = Vec::new();
    if !shape.unknown.is_empty() {
        let version = env!("CARGO_PKG_VERSION").into();
        let fix = "hoaban restore FOLDER";
        found.push(Finding::bad("database-newer", &[("version", version)], fix));
    } else if pending > 0 {
        let fix = "hoaban migrate";
        found.push(Finding::bad(
            "database-older",
            &[("n", pending.into())],
            fix,
        ));
    }
    found.extend(said(db, now, thorough).await?);
    Ok(found)
}

/// What an open database says of itself, without reading all of it.
pub async fn of_condition(db: &Db, now: Timestamp) -> Result<Vec<Finding>, sqlx::Error> {
    said(db, now, false).await
}

async fn said(db: &Db, now: Timestamp, thorough: bool) -> Result<Vec<Finding>, sqlx::Error> {
    Ok(match db::condition(db, thorough).await? {
        Condition::Sqlite { damage } => of_sqlite(damage),
        Condition::Postgres {
            version,
            clock_ms,
            is_superuser,
        } => of_postgres(version, (clock_ms - now.0).abs(), is_superuser),
    })
}

fn of_sqlite(damage: Option<String>) -> Vec<Finding> {
    vec![match damage {
        None => Finding::good("database", &[("kind", "SQLite".into())]),
        Some(said) => {
            let fix = "hoaban restore FOLDER --verify";
            Finding::bad("database-damaged", &[("error", said.into())], fix)
        }
    }]
}

fn of_postgres(version: i64, apart_ms: i64, is_superuser: bool) -> Vec<Finding> {
    let kind = [("kind", format!("PostgreSQL {}", version / 10_000).into())];
    let mut found = vec![if version < LEAST_POSTGRES {
        Finding::bad("database-too-old", &kind, "apt install postgresql")
    } else {
        Finding::good("database", &kind)
    }];
    if is_superuser {
        let fix = "CREATE ROLE hoaban LOGIN; ALTER DATABASE hoaban OWNER TO hoaban;";
        found.push(Finding::warn("database-superuser", &[], fix));
    }
    if apart_ms > MOST_APART_MS {
        let values = [("ms", apart_ms.into())];
        let fix = "timedatectl set-ntp true";
        found.push(Finding::bad("clock-apart", &values, fix));
    }
    found
}
