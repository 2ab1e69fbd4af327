//! A table as lines.

use std::io::Write;

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use futures_util::TryStreamExt;
use serde_json::Value;
use sqlx::{AssertSqlSafe, Row};
use uuid::Uuid;

use super::{
    DumpError, Table, TableDigest,
    catalogue::{Kind, quoted},
};
use crate::{
    db::{Digester, Tx},
    on,
};

/// Writes one table: its name and columns, then its rows. Whoever wants several tables of one moment hands in a
/// transaction from [`crate::Db::snapshot`].
pub async fn write(
    tx: &mut Tx,
    table: &Table,
    out: &mut (dyn Write + Send),
) -> Result<TableDigest, DumpError> {
    let mut digester = Digester::default();
    let mut rows = 0_u64;
    let mut line = |text: String| {
        let text = text + "\n";
        digester.add(text.as_bytes());
        out.write_all(text.as_bytes())
    };
    line(serde_json::to_string(table).map_err(std::io::Error::other)?)?;
    let sql = AssertSqlSafe(query_of(table, matches!(tx, Tx::Postgres(_))));
    on!(tx, |c| {
        let mut found = sqlx::query(sql).fetch(c);
        while let Some(row) = found.try_next().await? {
            let mut cells = Vec::with_capacity(table.columns.len());
            for (index, (_, kind)) in table.columns.iter().enumerate() {
                cells.push(match kind {
                    Kind::Uuid => row
                        .try_get::<Option<Uuid>, _>(index)?
                        .map_or(Value::Null, |v| v.to_string().into()),
                    Kind::Text => row
                        .try_get::<Option<String>, _>(index)?
                        .map_or(Value::Null, Value::from),
                    Kind::Bigint => row
                        .try_get::<Option<i64>, _>(index)?
                        .map_or(Value::Null, Value::from),
                    Kind::Boolean => row
                        .try_get::<Option<bool>, _>(index)?
                        .map_or(Value::Null, Value::from),
                    Kind::Bytea => row
                        .try_get::<Option<Vec<u8>>, _>(index)?
                        .map_or(Value::Null, |v| BASE64.encode(v).into()),
                });
            }
            rows += 1;
            line(Value::Array(cells).to_string())?;
        }
        Ok::<_, DumpError>(())
    })?;
    Ok(TableDigest::new(&table.name, rows, digester.digest()))
}

/// Rows in the order of their bytes: the order of a language is another on each machine.
fn query_of(table: &Table, postgres: bool) -> String {
    let whole: Vec<String> = table.columns.iter().map(|(name, _)| name.clone()).collect();
    let by = if table.key.is_empty() {
        &whole
    } else {
        &table.key
    };
    let order: Vec<String> = by
        .iter()
        .map(|column| {
            let text = postgres && table.kind_of(column) == Some(Kind::Text);
            let bytes = if text { " COLLATE \"C\"" } else { "" };
            format!("{}{bytes} NULLS FIRST", quoted(column))
        })
        .collect();
    format!(
        "SELECT {} FROM {} ORDER BY {}",
        table.list(),
        quoted(&table.name),
        order.join(", ")
    )
}
