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
        }
    }

    /// What the file picker offers.
    #[must_use]
    pub const fn accept(self) -> &'static str {
        match self {
            Self::PaintingImage => "image/jpeg,image/png,image/webp,image/*",
            Self::SongAudio => ".mp3,.m4a,.ogg,.flac,.wav,audio/*",
            Self::SongSheet => ".pdf,image/jpeg,image/png",
            Self::InitiativeDocument => ".pdf,.docx",
        }
    }

    /// The types that are taken, in the words of the people who use them.
    #[must_use]
    pub const fn types(self) -> &'static str {
        match self {
            Self::PaintingImage => "JPEG, PNG, WebP",
            Self::SongAudio => "MP3, M4A, Ogg, FLAC, WAV",
            Self::SongSheet => "PDF, JPEG, PNG",
            Self::InitiativeDocument => "PDF, DOCX",
        }
    }
}

/// The slots of a kind of work, the required one first.
#[must_use]
pub const fn slots(kind: Kind) -> &'static [Slot] {
    match kind {
        Kind::Painting => &[Slot::PaintingImage],
        Kind::Song => &[Slot::SongAudio, Slot::SongSheet],
        Kind::Poem => &[],
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

/// Reads a text file: UTF-8, or UTF-16 that says so in its first bytes. None where it is neither.
#[must_use]
pub fn read_text(bytes: &[u8]) -> Option<String> {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest
            .chunks_exact(2)
            .map(|pair| unit([pair[0], pair[1]]))
            .collect();
        String::from_utf16(&units)
            .ok()
            .filter(|_| rest.len().is_multiple_of(2))
    };
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).ok()?,
        _ => String::from_utf8(bytes.to_vec()).ok()?,
    };
    (!text.contains('\0')).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::read_text;

    #[test]
    fn text_files_are_read_by_what_they_say_of_themselves() {
        assert_eq!(read_text("Mùa ban".as_bytes()).as_deref(), Some("Mùa ban"));
        assert_eq!(read_text(b"\xEF\xBB\xBFban").as_deref(), Some("ban"));
        assert_eq!(read_text(b"\xFF\xFEb\0a\0n\0").as_deref(), Some("ban"));
        assert_eq!(read_text(b"\xFE\xFF\0b\0a\0n").as_deref(), Some("ban"));
        assert_eq!(read_text(b"\xFF\xFEb\0a"), None);
        assert_eq!(read_text(b"M\xF9a ban"), None);
        assert_eq!(read_text(b"ba\0n"), None);
    }
}
