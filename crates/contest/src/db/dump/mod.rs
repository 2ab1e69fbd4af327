//! A whole database as lines of text that mean the same on SQLite and PostgreSQL, so that what was written from one can be
//! read into the other. Of a table: a line with its name and columns, then an array for each row, in the order of its key.
//!
//! Columns have the five types of `migrations/README.md`: UUIDs and texts are JSON strings, bytes are base64, times and
//! counts are numbers, truths are `true` and `false`.

mod catalogue;
mod load;
mod write;

use serde::{Deserialize, Serialize};

use super::Digest;

pub use catalogue::{Table, tables};
pub use load::{clear, hold_to_references, load};
pub use write::write;

/// What one table held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableDigest {
    /// The table.
    pub table: String,
    /// Its rows.
    pub rows: u64,
    /// SHA-256 of its lines, in hexadecimal digits.
    pub sha256: String,
}

impl TableDigest {
    fn new(table: &str, rows: u64, sha256: Digest) -> Self {
        Self {
            table: table.to_owned(),
            rows,
            sha256: sha256.hex(),
        }
    }
}

/// Why a database could not be written or read back.
#[derive(Debug, thiserror::Error)]
pub enum DumpError {
    /// The database's own words.
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    /// The lines could not be written or read.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A column has none of the five types.
    #[error("{table}.{column} is of the type {kind}, which no dump knows")]
    Kind {
        /// its table
        table: String,
        /// the column
        column: String,
        /// what the database calls the type
        kind: String,
    },
    /// A line is not what `write` writes.
    #[error("{table}, line {line}: {why}")]
    Line {
        /// which table
        table: String,
        /// from 1
        line: u64,
        /// what is wrong with it
        why: String,
    },
}
