//! Which tables a database has, and how their columns are called.

use serde::{Deserialize, Serialize};
use sqlx::AssertSqlSafe;

use super::DumpError;
use crate::{db::Tx, on};

/// One of the five types of the portable subset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Uuid,
    Text,
    Bigint,
    Boolean,
    Bytea,
}

impl Kind {
    fn of(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "uuid" => Self::Uuid,
            "text" => Self::Text,
            "bigint" => Self::Bigint,
            "boolean" => Self::Boolean,
            "bytea" => Self::Bytea,
            _ => return None,
        })
    }
}

/// A table, its columns in the order of their names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What it is called.
    #[serde(rename = "table")]
    pub name: String,
    pub(super) columns: Vec<(String, Kind)>,
    /// Columns of the key, by which rows are put in order.
    #[serde(skip)]
    pub(super) key: Vec<String>,
}

impl Table {
    /// Columns, as a query names them.
    pub(super) fn list(&self) -> String {
        let names: Vec<_> = self.columns.iter().map(|(name, _)| quoted(name)).collect();
        names.join(", ")
    }

    pub(super) fn kind_of(&self, column: &str) -> Option<Kind> {
        let found = self.columns.iter().find(|(name, _)| name == column);
        found.map(|(_, kind)| *kind)
    }
}

/// A name of the schema as a query holds it: some are words of SQL.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

const SQLITE_TABLES: &str = "SELECT name FROM sqlite_schema
    WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '_sqlx_migrations' ORDER BY name";
const POSTGRES_TABLES: &str = "SELECT c.relname::TEXT COLLATE \"C\" AS name FROM pg_class c
    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND c.relname <> '_sqlx_migrations'
    ORDER BY name";

const SQLITE_COLUMNS: &str =
    "SELECT name, type, pk FROM pragma_table_info($1) ORDER BY name COLLATE BINARY";
const POSTGRES_COLUMNS: &str =
    "SELECT a.attname::TEXT COLLATE \"C\" AS name, format_type(a.atttypid, NULL) AS type,
        COALESCE(array_position(i.indkey::SMALLINT[], a.attnum) + 1, 0)::BIGINT AS pk
    FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
    WHERE a.attrelid = quote_ident($1)::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY name";

/// Every table of the house, by name.
pub async fn tables(tx: &mut Tx) -> Result<Vec<Table>, DumpError> {
    let (of_tables, of_columns) = match tx {
        Tx::Sqlite(_) => (SQLITE_TABLES, SQLITE_COLUMNS),
        Tx::Postgres(_) => (POSTGRES_TABLES, POSTGRES_COLUMNS),
    };
    let names: Vec<String> = on!(tx, |c| sqlx::query_scalar(AssertSqlSafe(of_tables))
        .fetch_all(c)
        .await)?;
    let mut tables = Vec::with_capacity(names.len());
    for name in names {
        let found: Vec<(String, String, i64)> =
            on!(tx, |c| sqlx::query_as(AssertSqlSafe(of_columns))
                .bind(&name)
                .fetch_all(c)
                .await)?;
        let mut columns = Vec::with_capacity(found.len());
        let mut key = Vec::new();
        for (column, kind, place) in found {
            let Some(known) = Kind::of(&kind) else {
                return Err(DumpError::Kind {
                    table: name,
                    column,
                    kind,
                });
            };
            if place > 0 {
                key.push((place, column.clone()));
            }
            columns.push((column, known));
        }
        key.sort_unstable();
        let key = key.into_iter().map(|(_, column)| column).collect();
        tables.push(Table { name, columns, key });
    }
    Ok(tables)
}
