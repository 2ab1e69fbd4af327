//! Classes: a teacher's group of entries, held by one private link and filled from one list.
//!
//! The keys of a class's entries are made from the class's key, so whoever holds the class holds each of them.

pub(crate) mod cards;
mod fill;
mod list;
mod open;
mod photos;
pub mod reader;
mod send;
mod store;

use contest::{Timestamp, contests::ContestId, db::Digest, id};
use uuid::Uuid;

use crate::{entries::EntryId, files::inspect::Properties};

pub use cards::{Card, CardError, card_text, read_card};
pub use fill::{FillError, Filled, fill};
pub use list::{
    Checked, Doubt, Field, ListFault, MAX_ROWS, Mark, Row, cell_name, check, is_sample,
};
pub use open::{ClassFault, ClassInput, OpenError, open};
pub use photos::{PhotoError, assign, keep, match_name};
pub use reader::{ListRefusal, read_list};
pub use send::{SendError, SentAll, Unsent, send_all};
pub use store::{by_key, keep_list, list_of, members, photo, unplaced};

id! {
    /// Key of a class.
    ClassId
}

/// A class.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Class {
    /// Key.
    pub id: ClassId,
    /// The contest.
    pub contest_id: ContestId,
    /// School.
    pub school: String,
    /// Name of the class, such as 5A.
    pub name: String,
    /// The teacher.
    pub teacher: String,
    /// The teacher's telephone, as typed.
    pub phone: String,
    /// When it was opened.
    pub created_at: Timestamp,
}

impl Class {
    /// How the audit log names the class.
    #[must_use]
    pub fn subject(&self) -> String {
        format!("class:{}", self.id)
    }
}

/// A child of a class and the entry.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Member {
    /// The entry.
    #[sqlx(flatten)]
    pub entry: crate::entries::Entry,
    /// Place in the class, by which the entry's key is made.
    pub position: i64,
    /// Number in the teacher's own list.
    pub number: String,
    /// Full name.
    pub full_name: String,
    /// Year of birth.
    pub birth_year: i64,
    /// Whether a picture of the work is there.
    pub has_picture: bool,
}

/// A photo that was sent for the class.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Photo {
    /// Key.
    pub id: Uuid,
    /// Where its bytes lie.
    #[sqlx(try_from = "Vec<u8>")]
    pub sha256: Digest,
    /// Bytes of the original.
    pub size_bytes: i64,
    /// The sender's file name.
    pub original_name: String,
    /// JSON of [`crate::files::inspect::Properties`].
    pub properties: String,
    /// The entry that it became the work of.
    pub entry_id: Option<EntryId>,
}

impl Photo {
    /// What is known of the picture.
    #[must_use]
    pub fn properties(&self) -> Properties {
        serde_json::from_str(&self.properties).unwrap_or_default()
    }
}

/// What is stored of a class's key.
fn key_hash(key: &str) -> Digest {
    Digest::of(format!("hoaban-class-v1:{key}").as_bytes())
}

/// The key of the entry at a place in a class.
#[must_use]
pub fn member_key(class_key: &str, position: i64) -> String {
    let digest = Digest::of(format!("hoaban-member-v1:{class_key}:{position}").as_bytes());
    digest.hex()[..48].to_owned()
}
