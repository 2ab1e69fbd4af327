//! Both databases have the same shape.

use contest::{Tx, db::testing};

/// `table.column null|not null`, sorted.
async fn shape(db: &contest::Db) -> Vec<String> {
    const SQLITE: &str = "SELECT m.name || '.' || c.name || CASE c.\"notnull\" WHEN 1 THEN ' not null' ELSE ' null' END \
        FROM sqlite_master m JOIN pragma_table_info(m.name) c \
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\'";
    const POSTGRES: &str = "SELECT table_name || '.' || column_name || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE ' null' END \
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%'";
    let mut shape: Vec<String> = match db.read().await.expect("a snapshot") {
        Tx::Sqlite(mut tx) => sqlx::query_scalar(SQLITE).fetch_all(tx.connection()).await,
        Tx::Postgres(mut tx) => {
            sqlx::query_scalar(POSTGRES)
                .fetch_all(tx.connection())
                .await
        }
    }
    .expect("the shape is read");
    shape.sort();
    shape
}

#[tokio::test]
async fn both_have_the_same_tables_columns_and_nulls() {
    let all = testing::databases().await;
    let first = shape(&all[0].db).await;
    assert!(first.len() > 100, "{} columns", first.len());
    for other in &all[1..] {
        assert_eq!(first, shape(&other.db).await);
    }
}
