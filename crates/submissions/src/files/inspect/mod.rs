//! What a file really is, whether it may come in, and what is shown of it. Pure: bytes in, report out.
//!
//! Runs inside the limited child process (`hoaban worker`); nothing here trusts the name or the type that a
//! sender claims.

mod document;
mod picture;
mod sound;

use contest::text_enum;
use serde::{Deserialize, Serialize};

use crate::kinds::Slot;

text_enum! {
    /// Why a file is not taken; each word has its message in the locales.
    Refusal {
        /// No bytes.
        Empty = "empty",
        /// Over the slot's limit.
        TooLarge = "too-large",
        /// Not one of the slot's types.
        WrongType = "wrong-type",
        /// A photo in Apple's HEIC, which is not read yet.
        Heic = "heic",
        /// The right type, but cut off or damaged.
        Broken = "broken",
        /// More pixels than the limit.
        TooManyPixels = "too-many-pixels",
        /// A side shorter than the limit.
        TooSmall = "too-small",
        /// A recording over the limit.
        TooLong = "too-long",
        /// A recording under the limit.
        TooShort = "too-short",
        /// A document that asks for a password.
        Password = "password",
        /// A document with macros.
        Macros = "macros",
        /// A document with too many pages.
        TooManyPages = "too-many-pages",
        /// A file that unpacks to far more than it is.
        Bomb = "bomb",
    }
}

/// What is known of a file that came in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Properties {
    /// Pixels, as shown upright; 0 where there is no picture.
    pub width: u32,
    /// Pixels, as shown upright; 0 where there is no picture.
    pub height: u32,
    /// Length of a recording; 0 where there is none.
    pub duration_ms: u64,
    /// Pages of a PDF; 0 where unknown.
    pub pages: usize,
}

/// Something to show, made from a file; carries no metadata of the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Which: see [`Recipe`].
    pub recipe: Recipe,
    /// Type of the bytes.
    pub media_type: String,
    /// Pixels; 0 for sound and documents.
    pub width: u32,
    /// Pixels; 0 for sound and documents.
    pub height: u32,
    /// The bytes.
    pub bytes: Vec<u8>,
}

text_enum! {
    /// How a rendition is made.
    Recipe {
        /// A picture within 320 × 320.
        Thumb = "thumb",
        /// A picture within 800 × 800.
        Card = "card",
        /// A picture within 1600 × 1600.
        View = "view",
        /// A recording without its tags.
        Sound = "sound",
        /// A document without its properties.
        Document = "document",
    }
}

/// A file that may come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Type by content.
    pub media_type: String,
    /// What is known of it.
    pub properties: Properties,
    /// What is shown of it.
    pub made: Vec<Made>,
}

/// Judges `bytes` for `slot` and makes what is shown of them.
pub fn inspect(slot: Slot, bytes: &[u8]) -> Result<Accepted, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() > slot.max_bytes() {
        return Err(Refusal::TooLarge);
    }
    let found = sniff(bytes);
    match (slot, found) {
        (_, Found::Heic) if matches!(slot, Slot::PaintingImage | Slot::SongSheet) => {
            Err(Refusal::Heic)
        }
        (Slot::PaintingImage, Found::Picture(format)) => picture::inspect(format, bytes),
        (Slot::SongSheet, Found::Picture(format)) if format != image::ImageFormat::WebP => {
            picture::inspect(format, bytes)
        }
        (Slot::SongAudio, Found::Sound(media_type)) => sound::inspect(media_type, bytes),
        (Slot::SongSheet | Slot::InitiativeDocument, Found::Pdf) => document::inspect_pdf(bytes),
        (Slot::InitiativeDocument, Found::Zip) => document::inspect_docx(bytes),
        _ => Err(Refusal::WrongType),
    }
}

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Picture(image::ImageFormat),
    Heic,
    Sound(&'static str),
    Pdf,
    Zip,
    Other,
}

fn sniff(bytes: &[u8]) -> Found {
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..offset + magic.len()) == Some(magic);
    if at(0, b"\xFF\xD8\xFF") {
        Found::Picture(image::ImageFormat::Jpeg)
    } else if at(0, b"\x89PNG\r\n\x1a\n") {
        Found::Picture(image::ImageFormat::Png)
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Found::Picture(image::ImageFormat::WebP)
    } else if at(4, b"ftypheic") || at(4, b"ftypheix") || at(4, b"ftypmif1") || at(4, b"ftyphevc") {
        Found::Heic
    } else if at(0, b"RIFF") && at(8, b"WAVE") {
        Found::Sound("audio/wav")
    } else if at(0, b"fLaC") {
        Found::Sound("audio/flac")
    } else if at(0, b"OggS") {
        Found::Sound("audio/ogg")
    } else if at(4, b"ftypM4A") || at(4, b"ftypmp4") || at(4, b"ftypisom") || at(4, b"ftypdash") {
        Found::Sound("audio/mp4")
    } else if at(0, b"ID3") || is_mpeg_frame(bytes) {
        Found::Sound("audio/mpeg")
    } else if at(0, b"%PDF-") {
        Found::Pdf
    } else if at(0, b"PK\x03\x04") {
        Found::Zip
    } else {
        Found::Other
    }
}

/// Eleven bits of sync, layer III, and a bit rate and sample rate that exist.
fn is_mpeg_frame(bytes: &[u8]) -> bool {
    let Some(head) = bytes.get(0..4) else {
        return false;
    };
    head[0] == 0xFF
        && head[1] & 0xE0 == 0xE0
        && head[1] & 0x06 == 0x02
        && head[1] & 0x18 != 0x08
        && head[2] & 0xF0 != 0xF0
        && head[2] & 0x0C != 0x0C
}
