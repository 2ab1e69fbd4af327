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

/// How long or large what is in a file may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// A picture.
    Pixels {
        /// Shortest side, in pixels.
        least_side: u32,
        /// Pixels in all.
        most: u64,
    },
    /// A recording, in milliseconds.
    Sound {
        /// Shortest.
        least_ms: u64,
        /// Longest.
        most_ms: u64,
    },
    /// A document, in pages.
    Pages {
        /// Longest.
        most: usize,
    },
    /// A text, in bytes of UTF-8.
    Text {
        /// Longest.
        most: usize,
    },
}

/// What is taken in a slot: one file of these types, no larger and no longer than this.
#[derive(Clone, Copy, Debug)]
pub struct SlotRules {
    /// Types, in the words of the people who use them.
    pub types: &'static str,
    /// Largest file, in bytes.
    pub max_bytes: usize,
    /// What is in it.
    pub extent: Extent,
}

const PAINTING_IMAGE: SlotRules = SlotRules {
    types: "JPEG, PNG, WebP, GIF, HEIC",
    max_bytes: 25 * MIB,
    extent: Extent::Pixels {
        least_side: MIN_SIDE,
        most: MAX_PIXELS,
    },
};
const SONG_AUDIO: SlotRules = SlotRules {
    types: "MP3, M4A, AAC, Ogg, Opus, FLAC, WAV",
    max_bytes: 50 * MIB,
    extent: Extent::Sound {
        least_ms: MIN_SOUND_MS,
        most_ms: MAX_SOUND_MS,
    },
};
const SONG_SHEET: SlotRules = SlotRules {
    types: "PDF, JPEG, PNG, HEIC",
    max_bytes: 20 * MIB,
    extent: Extent::Pages { most: MAX_PAGES },
};
const VERSE: SlotRules = SlotRules {
    types: "TXT, DOCX",
    // Room for the wrapping of a DOCX; the text in it has its own limit.
    max_bytes: 4 * MIB,
    extent: Extent::Text {
        most: MAX_TEXT_BYTES,
    },
};
const INITIATIVE_DOCUMENT: SlotRules = SlotRules {
    types: "PDF, DOCX",
    max_bytes: 20 * MIB,
    extent: Extent::Pages { most: MAX_PAGES },
};

impl Slot {
    /// What is taken here; files are judged by this, and the rules page prints it.
    #[must_use]
    pub const fn rules(self) -> &'static SlotRules {
        match self {
            Self::PaintingImage => &PAINTING_IMAGE,
            Self::SongAudio => &SONG_AUDIO,
            Self::SongSheet => &SONG_SHEET,
            Self::InitiativeDocument => &INITIATIVE_DOCUMENT,
            Self::SongLyrics | Self::PoemText => &VERSE,
        }
    }

    /// Largest file, in bytes.
    #[must_use]
    pub const fn max_bytes(self) -> usize {
        self.rules().max_bytes
    }

    /// The size that people are told: that of the text where only the text counts.
    #[must_use]
    pub const fn told_bytes(self) -> usize {
        match self.rules().extent {
            Extent::Text { most } => most,
            _ => self.max_bytes(),
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
