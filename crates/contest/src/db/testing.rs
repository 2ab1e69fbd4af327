//! A fresh, migrated database for one test, on SQLite and on PostgreSQL.

use std::{
    str::FromStr,
    sync::atomic::{AtomicU32, Ordering},
};

use sqlx::{AssertSqlSafe, Connection, PgConnection, postgres::PgConnectOptions};
use tempfile::TempDir;

use super::{Db, migrate};

/// A database that vanishes with the test.
#[derive(Debug)]
pub struct TestDb {
    /// The migrated database.
    pub db: Db,
    _folder: Option<TempDir>,
}

/// A fresh SQLite database and, where `HOABAN_TEST_POSTGRES` names a server, a fresh PostgreSQL one.
/// A server that is named and does not answer fails the test.
pub async fn databases() -> Vec<TestDb> {
    let mut all = vec![sqlite().await];
    if let Some(server) = postgres_server() {
        all.push(postgres(&server).await);
    }
    all
}

/// The address of the PostgreSQL server for tests, where one is named.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "tests have no settings of their own"
)]
pub fn postgres_server() -> Option<String> {
    std::env::var("HOABAN_TEST_POSTGRES")
        .ok()
        .filter(|url| !url.is_empty())
}

/// A fresh SQLite database.
pub async fn sqlite() -> TestDb {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    let db = Db::open(&url).await.expect("a new SQLite file opens");
    migrate(&db).await.expect("migrations run on an empty file");
    TestDb {
        db,
        _folder: Some(folder),
    }
}

/// A fresh database on the given PostgreSQL server.
pub async fn postgres(server: &str) -> TestDb {
    let db = Db::open(&fresh_postgres(server).await)
        .await
        .expect("a new database opens");
    migrate(&db)
        .await
        .expect("migrations run on an empty database");
    TestDb { db, _folder: None }
}

/// Creates an empty database on the server and returns its address.
pub async fn fresh_postgres(server: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!(
        "t_{}_{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    );
    let options = PgConnectOptions::from_str(server).expect("HOABAN_TEST_POSTGRES is an address");
    let mut admin = PgConnection::connect_with(&options)
        .await
        .expect("the PostgreSQL server for tests answers");
    for sql in [
        format!("DROP DATABASE IF EXISTS {name}"),
        format!("CREATE DATABASE {name}"),
    ] {
        sqlx::query(AssertSqlSafe(sql))
            .execute(&mut admin)
            .await
            .expect("the test user may create databases");
    }
    let (base, _) = server
        .rsplit_once('/')
        .expect("the address ends in a database name");
    format!("{base}/{name}")
}
