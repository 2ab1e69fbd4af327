//! What a file really is, whether it may come in, and what is shown of it. Pure: bytes in, report out.
//!
//! Runs inside the limited child process (`hoaban worker`); nothing here trusts the name or the type that a
//! sender claims.

mod document;
mod picture;
mod sniff;
mod sound;
mod tags;
mod text;

use contest::text_enum;
use image::ImageFormat;
use serde::{Deserialize, Serialize};

use super::tiles::{self, Pyramid};
use crate::kinds::Slot;
use sniff::{Found, sniff};

#[doc(hidden)]
pub use picture::three_jpegs;
pub use text::is_luc_bat;

text_enum! {
    /// Why a file is not taken; each word has its message in the locales.
    Refusal {
        /// No bytes.
        Empty = "empty",
        /// Over the slot's limit.
        TooLarge = "too-large",
        /// Not one of the slot's types.
        WrongType = "wrong-type",
        /// A photo in AVIF or in a kind of HEIC that is not read.
        Heic = "heic",
        /// A film where a recording is asked for.
        Video = "video",
        /// A Word file of before 2007.
        OldWord = "old-word",
        /// A text whose characters cannot be told.
        Encoding = "encoding",
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
        /// A poem with too many lines.
        TooManyLines = "too-many-lines",
        /// A file that unpacks to far more than it is.
        Bomb = "bomb",
    }
}

text_enum! {
    /// Advice about a file that was taken; never a reason to refuse it.
    Advice {
        /// The picture has no sharp edge anywhere.
        Blurry = "blurry",
        /// A part of the picture is washed out by light.
        Glare = "glare",
        /// Too few pixels for a good print on A4.
        SmallForPrint = "small-for-print",
        /// The end of the recording does not decode.
        CutShort = "cut-short",
        /// The recording is very quiet.
        Quiet = "quiet",
        /// The text was converted from an old Vietnamese encoding: its author should read it once more.
        Converted = "converted",
        /// Scripts, forms or attachments were left out of what is shown.
        ActiveContent = "active-content",
        /// The pages cannot be shown as pictures.
        NoPages = "no-pages",
    }
}

/// What is known of a file that came in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Properties {
    /// Pixels, as shown upright; 0 where there is no picture.
    #[serde(skip_serializing_if = "is_unset")]
    pub width: u32,
    /// Pixels, as shown upright; 0 where there is no picture.
    #[serde(skip_serializing_if = "is_unset")]
    pub height: u32,
    /// Length of a recording; 0 where there is none.
    #[serde(skip_serializing_if = "is_unset")]
    pub duration_ms: u64,
    /// Pages of a document; 0 where unknown.
    #[serde(skip_serializing_if = "is_unset")]
    pub pages: usize,
    /// Lines of a text that are not empty; 0 where there is no text.
    #[serde(skip_serializing_if = "is_unset")]
    pub lines: usize,
    /// Characters of a text, or of the text in a document.
    #[serde(skip_serializing_if = "is_unset")]
    pub characters: usize,
    /// How a text was encoded, such as `UTF-8` or `TCVN3`; how a recording is, such as `Opus`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub encoding: String,
    /// Integrated loudness (EBU R 128) in hundredths of LUFS; absent where there is no sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loudness_centi_lufs: Option<i64>,
    /// Loudest sample of each of 200 parts of a recording, two hexadecimal digits each.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub peaks: String,
    /// Whether the lines of a text alternate six and eight syllables.
    #[serde(skip_serializing_if = "is_unset")]
    pub luc_bat: bool,
    /// What the sender should know.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub advice: Vec<Advice>,
    /// What the original says of itself, such as its author's name; nothing that is shown carries it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

impl Properties {
    /// Whether a picture gets a view for looking closely, which is made after it was taken.
    #[must_use]
    pub fn is_large(&self) -> bool {
        self.width.max(self.height) >= picture::LARGE_FROM
    }

    /// The levels of the tiles that a picture has; none where one view shows all of it.
    #[must_use]
    pub fn tiled(&self) -> Option<Pyramid> {
        (self.width.max(self.height) > picture::VIEW).then(|| {
            let (width, height) = picture::within(self.width, self.height, tiles::MOST_SIDE);
            Pyramid { width, height }
        })
    }
}

fn is_unset<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
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
        /// A picture within 3200 × 3200, where the original has that many pixels.
        Large = "large",
        /// The tiles of a picture, in one object: see [`super::tiles`].
        Tiles = "tiles",
        /// A recording without its tags.
        Sound = "sound",
        /// A document without its properties.
        Document = "document",
        /// The text, as UTF-8.
        Text = "text",
        /// The first page of a document, as a picture.
        Page1 = "page-1",
        /// The second page.
        Page2 = "page-2",
        /// The third page.
        Page3 = "page-3",
        /// The fourth page.
        Page4 = "page-4",
        /// The fifth page.
        Page5 = "page-5",
        /// The sixth page.
        Page6 = "page-6",
        /// The seventh page.
        Page7 = "page-7",
        /// The eighth page.
        Page8 = "page-8",
    }
}

impl Recipe {
    /// The pages of a document that are shown as pictures, in their order.
    pub const PAGES: [Self; 8] = [
        Self::Page1,
        Self::Page2,
        Self::Page3,
        Self::Page4,
        Self::Page5,
        Self::Page6,
        Self::Page7,
        Self::Page8,
    ];
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

/// The type that the first bytes speak of, for telling why a file was refused.
#[must_use]
pub fn detected(bytes: &[u8]) -> &'static str {
    match sniff(bytes) {
        Found::Picture(format) => picture::media_type(format),
        Found::Heif => "image/heif",
        Found::Sound(kind) => kind.media_type(),
        Found::Pdf => document::PDF,
        Found::Zip => "application/zip",
        Found::Compound => "application/x-ole-storage",
        Found::Other if bytes.is_empty() => "application/x-empty",
        Found::Other => {
            let head = bytes[..bytes.len().min(512)].to_ascii_lowercase();
            let says = |word: &[u8]| head.windows(word.len()).any(|w| w == word);
            if says(b"<svg") {
                "image/svg+xml"
            } else if says(b"<html") || says(b"<!doctype html") || says(b"<script") {
                "text/html"
            } else if head.contains(&0) {
                "application/octet-stream"
            } else {
                "text/plain"
            }
        }
    }
}

/// Hears a recording that was taken: rate, channels and interleaved samples of one packet after the other, until
/// `take` has had enough. Tells whether there was anything to hear.
pub(crate) fn hear(bytes: &[u8], take: impl FnMut(u32, usize, &[f32]) -> Option<()>) -> bool {
    sound::hear(bytes, take)
}

/// Judges `bytes` for `slot` and makes what is shown of them.
pub fn inspect(slot: Slot, bytes: &[u8]) -> Result<Accepted, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() > slot.max_bytes() {
        return Err(Refusal::TooLarge);
    }
    match (slot, sniff(bytes)) {
        (Slot::PoemText | Slot::SongLyrics, found) => text::inspect(found, bytes),
        (Slot::PaintingImage, found @ (Found::Picture(_) | Found::Heif))
        | (
            Slot::SongSheet,
            found @ (Found::Picture(ImageFormat::Jpeg | ImageFormat::Png) | Found::Heif),
        ) => picture::inspect(found, bytes),
        (Slot::SongAudio | Slot::SpeechAudio, Found::Sound(kind)) => sound::inspect(kind, bytes),
        (Slot::SongSheet | Slot::InitiativeDocument, Found::Pdf) => document::inspect_pdf(bytes),
        (Slot::InitiativeDocument, Found::Zip) => document::inspect_docx(bytes),
        (Slot::InitiativeDocument, Found::Compound) => Err(document::refused_compound(bytes)),
        _ => Err(Refusal::WrongType),
    }
}

/// Cuts a picture that was taken before into tiles, and makes its large view.
pub(super) fn cut(bytes: &[u8]) -> Result<Vec<Made>, Refusal> {
    picture::cut(sniff(bytes), bytes)
}
