//! How entries are told as data, to programs and to whoever holds one.

use contest::Timestamp;
use serde::Serialize;
use submissions::{
    entries::{self, Entry},
    files::WorkFile,
};
use utoipa::ToSchema;

/// A file of an entry.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FileInfo {
    /// Its place.
    #[schema(example = "painting.image")]
    pub slot: String,
    /// The sender's name of it.
    pub name: String,
    /// Type by content.
    pub media_type: String,
    /// Bytes of the original.
    pub size: i64,
    /// SHA-256 of the original, in hexadecimal.
    pub sha256: String,
    /// Whether it stands in for an original that is still on its way.
    pub provisional: bool,
}

impl FileInfo {
    /// From its row.
    #[must_use]
    pub fn of(file: &WorkFile) -> Self {
        Self {
            slot: file.slot.as_str().to_owned(),
            name: file.original_name.clone(),
            media_type: file.media_type.clone(),
            size: file.size_bytes,
            sha256: file.sha256.hex(),
            provisional: file.provisional,
        }
    }
}

/// The texts of a work.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[expect(missing_docs, reason = "each field is that of `WorkInput`")]
pub struct WorkTexts {
    pub title: String,
    pub text: String,
    pub alt: String,
    pub technique: String,
    pub problem: String,
    pub solution: String,
    pub result: String,
    pub adopters: String,
    pub cost: String,
}

impl WorkTexts {
    /// As they stand in an entry.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        let initiative = entry.initiative();
        Self {
            title: entry.title.clone(),
            text: entry.body.clone(),
            alt: entry.alt.clone(),
            technique: entry.statement.clone(),
            problem: initiative.problem,
            solution: initiative.solution,
            result: initiative.result,
            adopters: initiative.adopters,
            cost: initiative.cost,
        }
    }
}

/// Who made a work.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[expect(missing_docs, reason = "each field is that of `AuthorInput`")]
pub struct AuthorInfo {
    pub name: String,
    pub birth_year: i64,
    pub phone: String,
    pub email: String,
    pub ward: String,
    pub school: String,
    pub class_name: String,
    pub guardian_name: String,
    pub guardian_relation: String,
    pub guardian_phone: String,
}

impl From<entries::Author> for AuthorInfo {
    fn from(author: entries::Author) -> Self {
        Self {
            name: author.full_name,
            birth_year: author.birth_year,
            phone: author.phone,
            email: author.email,
            ward: author.ward,
            school: author.school,
            class_name: author.class_name,
            guardian_name: author.guardian_name,
            guardian_relation: author.guardian_relation,
            guardian_phone: author.guardian_phone,
        }
    }
}

/// A moment as the API says it (RFC 3339, UTC, milliseconds).
#[must_use]
pub fn moment(at: Timestamp) -> String {
    let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    format!("{at:.3}")
}

/// The opposite of [`moment`], of any offset.
#[must_use]
pub fn read_moment(text: &str) -> Option<Timestamp> {
    let at: jiff::Timestamp = text.parse().ok()?;
    Some(Timestamp(at.as_millisecond()))
}
