//! What each kind of work is made of: its file slots with their limits, and its texts.

use contest::{
    contests::{Kind, Limits},
    text_enum,
};

use crate::files::inspect::{Properties, Refusal};

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
        /// The recording of somebody who speaks.
        SpeechAudio = "speech.audio",
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
    /// A text.
    Text {
        /// Longest, in bytes of UTF-8.
        most: usize,
        /// Most lines that are not empty; 0 where any number is taken.
        lines: usize,
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
const RECORDING: SlotRules = SlotRules {
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
        lines: 0,
    },
};
const INITIATIVE_DOCUMENT: SlotRules = SlotRules {
    types: "PDF, DOCX",
    max_bytes: 20 * MIB,
    extent: Extent::Pages { most: MAX_PAGES },
};

impl Slot {
    /// Whether what lies there becomes the entry's own text.
    #[must_use]
    pub const fn is_verse(self) -> bool {
        matches!(self, Self::PoemText | Self::SongLyrics)
    }

    /// What is taken here at all; the inspector judges by this.
    #[must_use]
    pub const fn rules(self) -> SlotRules {
        match self {
            Self::PaintingImage => PAINTING_IMAGE,
            Self::SongAudio | Self::SpeechAudio => RECORDING,
            Self::SongSheet => SONG_SHEET,
            Self::InitiativeDocument => INITIATIVE_DOCUMENT,
            Self::SongLyrics | Self::PoemText => VERSE,
        }
    }

    /// What a category takes here: the program's rules where its own are not narrower. Files are judged by this, and the
    /// rules page prints it.
    #[must_use]
    pub fn rules_of(self, limits: &Limits) -> SlotRules {
        let mut rules = self.rules();
        let set = |limit: i64| usize::try_from(limit).ok().filter(|n| *n > 0);
        // The file of a verse is only its wrapping.
        if let Some(mb) = set(limits.max_file_mb)
            && !matches!(rules.extent, Extent::Text { .. })
        {
            rules.max_bytes = rules.max_bytes.min(mb.saturating_mul(MIB));
        }
        match &mut rules.extent {
            Extent::Pixels { least_side, .. } => {
                let side = u32::try_from(limits.min_side_px).unwrap_or(0);
                *least_side = (*least_side).max(side);
            }
            Extent::Sound { most_ms, .. } => {
                if let Some(minutes) = set(limits.max_minutes) {
                    *most_ms = (*most_ms).min((minutes as u64).saturating_mul(60_000));
                }
            }
            Extent::Pages { most } => *most = set(limits.max_pages).map_or(*most, |n| n.min(*most)),
            // Lyrics repeat their refrain; a poem's lines are counted.
            Extent::Text { lines, .. } if self == Self::PoemText => {
                *lines = set(limits.max_lines).unwrap_or(0);
            }
            Extent::Text { .. } => {}
        }
        rules
    }

    /// Largest file, in bytes.
    #[must_use]
    pub const fn max_bytes(self) -> usize {
        self.rules().max_bytes
    }
}

impl SlotRules {
    /// The size that people are told: that of the text where only the text counts.
    #[must_use]
    pub const fn told_bytes(&self) -> usize {
        match self.extent {
            Extent::Text { most, .. } => most,
            _ => self.max_bytes,
        }
    }

    /// Why a file of this size that the inspector took is not one by these rules.
    pub fn check(&self, size_bytes: u64, properties: &Properties) -> Result<(), Refusal> {
        let p = properties;
        let fits = match self.extent {
            Extent::Pixels { least_side, .. } => p.width.min(p.height) >= least_side,
            Extent::Sound { most_ms, .. } => p.duration_ms <= most_ms,
            Extent::Pages { most } => p.pages <= most,
            Extent::Text { lines, .. } => lines == 0 || p.lines <= lines,
        };
        match self.extent {
            _ if size_bytes > self.max_bytes as u64 => Err(Refusal::TooLarge),
            _ if fits => Ok(()),
            Extent::Pixels { .. } => Err(Refusal::TooSmall),
            Extent::Sound { .. } => Err(Refusal::TooLong),
            Extent::Pages { .. } => Err(Refusal::TooManyPages),
            Extent::Text { .. } => Err(Refusal::TooManyLines),
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
        Kind::Speech => &[Slot::SpeechAudio],
    }
}

/// The slot without which a work of this kind is no work.
#[must_use]
pub const fn required_slot(kind: Kind) -> Option<Slot> {
    match kind {
        Kind::Painting => Some(Slot::PaintingImage),
        Kind::Song => Some(Slot::SongAudio),
        Kind::Speech => Some(Slot::SpeechAudio),
        Kind::Poem | Kind::Initiative => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(slot: Slot, limits: Limits, properties: &Properties) -> Result<(), Refusal> {
        slot.rules_of(&limits).check(3 * MIB as u64, properties)
    }

    #[test]
    fn a_category_narrows_the_rules_and_never_widens_them() {
        let wide = Limits {
            max_file_mb: 100_000,
            min_side_px: 1,
            max_minutes: 1_000,
            max_lines: 0,
            max_pages: 9_999,
        };
        for slot in Slot::ALL {
            assert_eq!(slot.rules_of(&wide).extent, slot.rules().extent);
            assert_eq!(
                slot.rules_of(&Limits::default()).max_bytes,
                slot.max_bytes()
            );
            assert!(slot.rules_of(&wide).max_bytes <= slot.max_bytes());
        }
    }

    #[test]
    fn what_is_just_within_a_limit_is_taken_and_what_is_just_outside_is_not() {
        let limits = Limits {
            max_file_mb: 3,
            min_side_px: 1_200,
            max_minutes: 5,
            max_lines: 40,
            max_pages: 10,
        };
        let picture = |width| Properties {
            width,
            height: 2_000,
            ..Properties::default()
        };
        let sound = |duration_ms| Properties {
            duration_ms,
            ..Properties::default()
        };
        let verse = |lines| Properties {
            lines,
            ..Properties::default()
        };
        let paper = |pages| Properties {
            pages,
            ..Properties::default()
        };
        for (slot, inside, outside, refusal) in [
            (
                Slot::PaintingImage,
                picture(1_200),
                picture(1_199),
                Refusal::TooSmall,
            ),
            (
                Slot::SongAudio,
                sound(300_000),
                sound(300_001),
                Refusal::TooLong,
            ),
            (Slot::PoemText, verse(40), verse(41), Refusal::TooManyLines),
            (
                Slot::InitiativeDocument,
                paper(10),
                paper(11),
                Refusal::TooManyPages,
            ),
            (Slot::SongSheet, paper(10), paper(11), Refusal::TooManyPages),
        ] {
            assert_eq!(taken(slot, limits, &inside), Ok(()), "{slot:?}");
            assert_eq!(taken(slot, limits, &outside), Err(refusal));
            assert_eq!(taken(slot, Limits::default(), &outside), Ok(()), "{slot:?}");
            let heavy = slot.rules_of(&limits).check(3 * MIB as u64 + 1, &inside);
            let weighed = slot != Slot::PoemText;
            assert_eq!(
                heavy,
                if weighed {
                    Err(Refusal::TooLarge)
                } else {
                    Ok(())
                }
            );
        }
        assert_eq!(taken(Slot::SongLyrics, limits, &verse(400)), Ok(()));
    }
}
