//! What a database says of itself.

use super::{Db, Tx};
use crate::on;

/// How a database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The embedded one.
    Sqlite {
        /// What is broken in the file, in its own words.
        damage: Option<String>,
    },
    /// A server.
    Postgres {
        /// Its version, such as 150018.
        version: i64,
        /// Its clock, in milliseconds since 1970.
        clock_ms: i64,
        /// Whether this program may do anything there, which is more than it needs.
        is_superuser: bool,
    },
}

// Reads what the tables hold; indexes are compared by `integrity_check`, which takes far longer.
const QUICK_CHECK: &str = "PRAGMA quick_check(1)";

const SERVER: &str = "SELECT CAST(current_setting('server_version_num') AS BIGINT),
    CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT),
    (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)";

/// Asks a database how it is. `thorough` reads all of an SQLite file.
pub async fn condition(db: &Db, thorough: bool) -> Result<Condition, sqlx::Error> {
    let mut tx = db.read().await?;
    if matches!(tx, Tx::Postgres(_)) {
        let (version, clock_ms, is_superuser) =
            on!(&mut tx, |c| sqlx::query_as(SERVER).fetch_one(c).await)?;
        return Ok(Condition::Postgres {
            version,
            clock_ms,
            is_superuser,
        });
    }
    let mut damage = None;
    if thorough {
        let said: String = on!(&mut tx, |c| sqlx::query_scalar(QUICK_CHECK)
            .fetch_one(c)
            .await)?;
        damage = Some(said).filter(|said| said != "ok");
    }
    Ok(Condition::Sqlite { damage })
}
