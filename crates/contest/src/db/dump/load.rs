//! Lines back into rows.

use std::io::BufRead;

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use serde_json::Value;
use sqlx::{AssertSqlSafe, QueryBuilder};
use uuid::Uuid;

use super::{
    DumpError, Table,
    catalogue::{Kind, quoted},
};
use crate::{db::Tx, on};

/// Values in one statement; SQLite takes 32,766.
const MOST_VALUES: usize = 8_192;

enum Cell {
    Uuid(Option<Uuid>),
    Text(Option<String>),
    Bigint(Option<i64>),
    Boolean(Option<bool>),
    Bytea(Option<Vec<u8>>),
}

impl Cell {
    fn read(kind: Kind, value: Value) -> Option<Self> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        Some(match (kind, value) {
            (Kind::Uuid, Value::Null) => Self::Uuid(None),
            (Kind::Text, Value::Null) => Self::Text(None),
            (Kind::Bigint, Value::Null) => Self::Bigint(None),
            (Kind::Boolean, Value::Null) => Self::Boolean(None),
            (Kind::Bytea, Value::Null) => Self::Bytea(None),
            (Kind::Uuid, value) => Self::Uuid(Some(value.as_str()?.parse().ok()?)),
            (Kind::Text, value) => Self::Text(Some(text(&value)?)),
            (Kind::Bigint, value) => Self::Bigint(Some(value.as_i64()?)),
            (Kind::Boolean, value) => Self::Boolean(Some(value.as_bool()?)),
            (Kind::Bytea, value) => Self::Bytea(Some(BASE64.decode(value.as_str()?).ok()?)),
        })
    }
}

/// Empties every table. References are looked at once [`hold_to_references`] is called, so that tables may be filled in any order.
pub async fn clear(tx: &mut Tx, tables: &[Table]) -> Result<(), DumpError> {
    match tx {
        Tx::Sqlite(_) => run(tx, "PRAGMA defer_foreign_keys = ON".to_owned()).await?,
        Tx::Postgres(_) => alter_references(tx, "DEFERRABLE INITIALLY DEFERRED").await?,
    }
    for table in tables {
        run(tx, format!("DELETE FROM {}", quoted(&table.name))).await?;
    }
    Ok(())
}

/// After the last table: a row that points at nothing is an error from here on.
pub async fn hold_to_references(tx: &mut Tx) -> Result<(), DumpError> {
    match tx {
        Tx::Sqlite(_) => Ok(()),
        Tx::Postgres(_) => {
            run(tx, "SET CONSTRAINTS ALL IMMEDIATE".to_owned()).await?;
            alter_references(tx, "NOT DEFERRABLE").await
        }
    }
}

const REFERENCES: &str = "SELECT conrelid::regclass::TEXT, conname::TEXT FROM pg_constraint
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2";

async fn alter_references(tx: &mut Tx, how: &str) -> Result<(), DumpError> {
    let all: Vec<(String, String)> = on!(tx, |c| sqlx::query_as(REFERENCES).fetch_all(c).await)?;
    for (table, name) in all {
        let name = quoted(&name);
        run(
            tx,
            format!("ALTER TABLE {table} ALTER CONSTRAINT {name} {how}"),
        )
        .await?;
    }
    Ok(())
}

async fn run(tx: &mut Tx, sql: String) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::raw_sql(AssertSqlSafe(sql))
        .execute(c)
        .await
        .map(|_| ()))
}

/// Fills one empty table with lines that [`super::write`] wrote; they must name the columns that it has.
pub async fn load(
    tx: &mut Tx,
    table: &Table,
    lines: &mut (dyn BufRead + Send),
) -> Result<(), DumpError> {
    let wrong = |line: u64, why: &str| DumpError::Line {
        table: table.name.clone(),
        line,
        why: why.to_owned(),
    };
    let mut number = 1_u64;
    let mut text = String::new();
    lines.read_line(&mut text)?;
    let head: Table = serde_json::from_str(&text).map_err(|_| wrong(1, "no head of a table"))?;
    if head.name != table.name || head.columns != table.columns {
        return Err(wrong(1, "its columns are not those of this database"));
    }
    let at_once = (MOST_VALUES / table.columns.len().max(1)).max(1);
    let mut waiting = Vec::with_capacity(at_once);
    loop {
        text.clear();
        number += 1;
        let ended = lines.read_line(&mut text)? == 0;
        if !ended {
            let row: Vec<Value> =
                serde_json::from_str(&text).map_err(|_| wrong(number, "no array of values"))?;
            if row.len() != table.columns.len() {
                return Err(wrong(number, "not as many values as columns"));
            }
            let cells = row.into_iter().zip(&table.columns);
            let cells: Option<Vec<Cell>> = cells
                .map(|(value, (_, kind))| Cell::read(*kind, value))
                .collect();
            waiting
                .push(cells.ok_or_else(|| wrong(number, "a value is not of its column's type"))?);
        }
        if waiting.len() >= at_once || (ended && !waiting.is_empty()) {
            insert(tx, table, &waiting).await?;
            waiting.clear();
        }
        if ended {
            return Ok(());
        }
    }
}

async fn insert(tx: &mut Tx, table: &Table, rows: &[Vec<Cell>]) -> Result<(), sqlx::Error> {
    let start = format!("INSERT INTO {} ({}) ", quoted(&table.name), table.list());
    on!(tx, |c| {
        let mut query = QueryBuilder::new(start);
        query.push_values(rows, |mut values, row| {
            for cell in row {
                match cell {
                    Cell::Uuid(value) => values.push_bind(*value),
                    Cell::Text(value) => values.push_bind(value.as_deref()),
                    Cell::Bigint(value) => values.push_bind(*value),
                    Cell::Boolean(value) => values.push_bind(*value),
                    Cell::Bytea(value) => values.push_bind(value.as_deref()),
                };
            }
        });
        query.build().execute(c).await.map(|_| ())
    })
}
