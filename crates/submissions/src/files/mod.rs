//! Files of works: what they really are, where their bytes lie, what is shown of them.
//!
//! The order is always: bytes durable in the object store, then the row, then the receipt. A row never points
//! at a missing object.

mod attach;
pub mod copies;
pub mod inspect;
mod objects;
mod receive;
mod store;
mod sweep;
pub mod tiles;
pub mod worker;

use contest::{Timestamp, db::Digest};
use uuid::Uuid;

use crate::{entries::EntryId, kinds::Slot};
use inspect::{Properties, Recipe};

pub(crate) use attach::place;
pub use attach::{attach, claim};
pub use objects::{ByteStream, ObjectError, Objects, Stored, TakeError};
pub use receive::{ReceiveError, Received, receive, shown_name};
pub use store::{claimed, codes_of, of_contest, of_entry, rendition, rendition_of, text_of};
pub use sweep::sweep;
pub use worker::Inspector;

/// A file in a slot of an entry.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct WorkFile {
    /// Key.
    pub id: Uuid,
    /// The entry.
    pub entry_id: EntryId,
    /// Its place.
    #[sqlx(try_from = "String")]
    pub slot: Slot,
    /// SHA-256 of the original's bytes, which is also where they lie.
    #[sqlx(try_from = "Vec<u8>")]
    pub sha256: Digest,
    /// The sender's file name, made safe to show.
    pub original_name: String,
    /// Bytes of the original.
    pub size_bytes: i64,
    /// Type by content.
    pub media_type: String,
    /// JSON of [`Properties`].
    pub properties: String,
    /// Whether it stands in for an original that is still on its way.
    pub provisional: bool,
    /// When it came in.
    pub created_at: Timestamp,
}

impl WorkFile {
    /// What is known of the file.
    #[must_use]
    pub fn properties(&self) -> Properties {
        serde_json::from_str(&self.properties).unwrap_or_default()
    }
}

/// Something shown of a file.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Rendition {
    /// SHA-256 of its bytes, which is also where they lie.
    #[sqlx(try_from = "Vec<u8>")]
    pub sha256: Digest,
    /// Its size.
    pub size_bytes: i64,
    /// Type of the bytes.
    pub media_type: String,
    /// Pixels; 0 for sound and documents.
    pub width: i64,
    /// Pixels; 0 for sound and documents.
    pub height: i64,
}

impl WorkFile {
    /// The rendition that stands for this file wherever the work is opened.
    #[must_use]
    pub fn main_recipe(&self) -> Recipe {
        match self.slot {
            Slot::SongAudio | Slot::SpeechAudio => Recipe::Sound,
            _ if self.media_type.starts_with("image/") => Recipe::View,
            _ => Recipe::Document,
        }
    }
}
