//! One history, two databases, the same shape.

use std::collections::BTreeMap;

use contest::{Db, db::testing};

type Shape = BTreeMap<(String, String), bool>;

/// Columns of all tables and whether they may be null.
async fn shape(db: &Db) -> Shape {
    const SQLITE: &str = "SELECT m.name, c.name, c.\"notnull\" = 0 FROM sqlite_master m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\'";
    const POSTGRES: &str = "SELECT table_name::text, column_name::text, is_nullable = 'YES'
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%'";
    let rows: Vec<(String, String, bool)> = match db {
        Db::Sqlite { readers, .. } => sqlx::query_as(SQLITE).fetch_all(readers).await,
        Db::Postgres(pool) => sqlx::query_as(POSTGRES).fetch_all(pool).await,
    }
    .expect("the catalogue can be read");
    rows.into_iter()
        .map(|(table, column, null)| ((table, column), null))
        .collect()
}

#[tokio::test]
async fn both_databases_have_the_same_columns() {
    let mut shapes = Vec::new();
    for test in testing::databases().await {
        shapes.push(shape(&test.db).await);
    }
    assert!(shapes[0].len() > 100, "the catalogue of SQLite was read");
    for other in &shapes[1..] {
        assert_eq!(&shapes[0], other);
    }
}
