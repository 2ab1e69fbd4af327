//! What a receipt states. No name of a person is in it.

use contest::db::Digest;
use serde::{Deserialize, Serialize};

use crate::entries::Entry;

/// Names the form of a statement, so that it cannot be taken for another signed text.
pub(super) const FORMAT: &str = "hoaban-receipt-v1";

/// The content of a receipt, in the order in which it is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// `hoaban-receipt-v1`.
    pub format: String,
    /// Slug of the contest.
    pub contest: String,
    /// Its name.
    pub contest_name: String,
    /// Code of the entry.
    pub code: String,
    /// Slug of the category.
    pub category: String,
    /// Title of the work.
    pub title: String,
    /// Counts changes of the entry.
    pub version: i64,
    /// When it was received, in UTC (RFC 3339).
    pub received_at: String,
    /// SHA-256 over the JSON array of title, statement, alternative text, text and fields, in hexadecimal.
    pub texts_sha256: String,
    /// The files.
    pub files: Vec<StatedFile>,
}

/// A file in a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedFile {
    /// Its place, as `painting.image`.
    pub slot: String,
    /// Its name on the sender's device.
    pub name: String,
    /// Bytes.
    pub size_bytes: i64,
    /// In hexadecimal; empty where a client of the upload protocol promised none.
    pub sha256: String,
    /// Whether it was here; otherwise it was promised and follows.
    pub received: bool,
}

/// Digest of what was typed.
pub(super) fn texts_digest(entry: &Entry) -> Digest {
    let texts = serde_json::json!([
        entry.title,
        entry.statement,
        entry.alt,
        entry.body,
        entry.fields
    ]);
    Digest::of(texts.to_string().as_bytes())
}
