//! What each kind of work is made of: its file slots with their limits, and its texts.

use contest::{contests::Kind, text_enum};

text_enum! {
    /// A place for a file in an entry.
    Slot {
        /// The picture of a painting.
        PaintingImage = "painting.image",
        /// The recording of a song.
        SongAudio = "song.audio",
        /// The sheet music of a song.
        SongSheet = "song.sheet",
        /// The words of a song, as a file; they become the entry's text.
        SongLyrics = "song.lyrics",
        /// A poem, as a file; it becomes the entry's text.
        PoemText = "poem.text",
        /// The paper of an initiative.
        InitiativeDocument = "initiative.document",
    }
}

const MIB: usize = 1024 * 1024;
/// Poems and lyrics, in bytes of UTF-8.
pub const MAX_TEXT_BYTES: usize = 64 * 1024;
/// Largest picture.
pub const MAX_PIXELS: u64 = 120_000_000;
/// Shortest side of a picture, in pixels.
pub const MIN_SIDE: u32 = 300;
/// Longest recording.
pub const MAX_SOUND_MS: u64 = 15 * 60_000;
/// Shortest recording.
pub const MIN_SOUND_MS: u64 = 1_000;
/// Longest document.
pub const MAX_PAGES: usize = 200;

impl Slot {
    /// Largest file, in bytes.
    #[must_use]
    pub const fn max_bytes(self) -> usize {
        match self {
            Self::PaintingImage => 25 * MIB,
            Self::SongAudio => 50 * MIB,
            Self::SongSheet | Self::InitiativeDocument => 20 * MIB,
            // Room for the wrapping of a DOCX; the text in it has its own limit.
            Self::SongLyrics | Self::PoemText => 4 * MIB,
        }
    }

    /// The size that people are told: that of the text where only the text counts.
    #[must_use]
    pub const fn told_bytes(self) -> usize {
        match self {
            Self::SongLyrics | Self::PoemText => MAX_TEXT_BYTES,
            _ => self.max_bytes(),
        }
    }

    /// What the file picker offers.
    #[must_use]
    pub const fn accept(self) -> &'static str {
        match self {
            Self::PaintingImage => "image/jpeg,image/png,image/webp,image/*",
            Self::SongAudio => ".mp3,.m4a,.aac,.ogg,.opus,.flac,.wav,audio/*",
            Self::SongSheet => ".pdf,image/jpeg,image/png,image/heic",
            Self::InitiativeDocument => ".pdf,.docx",
            Self::SongLyrics | Self::PoemText => ".txt,.docx,text/plain",
        }
    }

    /// The types that are taken, in the words of the people who use them.
    #[must_use]
    pub const fn types(self) -> &'static str {
        match self {
            Self::PaintingImage => "JPEG, PNG, WebP, GIF, HEIC",
            Self::SongAudio => "MP3, M4A, AAC, Ogg, Opus, FLAC, WAV",
            Self::SongSheet => "PDF, JPEG, PNG, HEIC",
            Self::InitiativeDocument => "PDF, DOCX",
            Self::SongLyrics | Self::PoemText => "TXT, DOCX",
        }
    }
}

/// The slots of a kind of work, the required one first.
#[must_use]
pub const fn slots(kind: Kind) -> &'static [Slot] {
    match kind {
        Kind::Painting => &[Slot::PaintingImage],
        Kind::Song => &[Slot::SongAudio, Slot::SongSheet, Slot::SongLyrics],
        Kind::Poem => &[Slot::PoemText],
        Kind::Initiative => &[Slot::InitiativeDocument],
    }
}

/// The slot without which a work of this kind is no work.
#[must_use]
pub const fn required_slot(kind: Kind) -> Option<Slot> {
    match kind {
        Kind::Painting => Some(Slot::PaintingImage),
        Kind::Song => Some(Slot::SongAudio),
        Kind::Poem | Kind::Initiative => None,
    }
}
