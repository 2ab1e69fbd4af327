//! The originality desk: which works look, read or sound like another one, of this contest or of an earlier one.
//!
//! Each sent work leaves a trace for each medium: words, striking points of a picture, an acoustic fingerprint. Keys
//! that follow from a trace lie in an inverted index; works that share keys are compared exactly, and what is alike is
//! kept as a pair for a person to look at. Nothing here judges: a likeness is a question to the clerk, no answer.
//! Traces are made after the receipt, in the background; nobody waits for them.

mod beside;
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "samples of 16 bits, and milliseconds of at most half an hour"
)]
mod hearing;
mod likeness;
mod look;
mod mark;
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "places in a picture of at most 448 pixels, far within every type that is used"
)]
pub mod sight;
mod store;
mod trace;
pub mod words;

use contest::{jobs::JobKind, text_enum};

pub use beside::texts_beside;
pub use hearing::Stretch;
pub use likeness::{Evidence, Likeness, LikenessId, Pair, Work};
pub(crate) use look::ask;
pub use look::{LookError, ask_missing, look_next};
pub use mark::{MOST_NOTE, MarkError, mark_seen, mark_unseen};
pub use store::{count_of_entry, counts, list, list_of_entry, pair, waiting};
pub(crate) use trace::{hear_song, see_picture};

/// A look at a work; the job's subject is the entry.
const LOOK: JobKind = JobKind("originality.look");
/// Version of how traces are made; works traced by an older one are looked at again.
const METHOD: i64 = 1;
/// Works that a key tells of; of a key that more share, these are enough.
pub const MOST_PER_KEY: i64 = 48;
/// Works that are compared exactly with a new one.
pub const MOST_COMPARED: usize = 64;

text_enum! {
    /// What of a work is compared.
    Medium {
        /// Words.
        Text = "text",
        /// A picture.
        Picture = "picture",
        /// A recording.
        Song = "song",
    }
}

impl Medium {
    /// The keys of one medium are nowhere those of another.
    fn salted(self, key: i64) -> i64 {
        let salt = match self {
            Self::Text => 0x7465_7874,
            Self::Picture => 0x7069_6374,
            Self::Song => 0x736f_6e67,
        };
        mixed(key.cast_unsigned() ^ (salt << 32)).cast_signed()
    }
}

/// Spreads the bits of a number; the finishing step of `SplitMix64` (Steele, Lea, Flood, OOPSLA 2014).
const fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
