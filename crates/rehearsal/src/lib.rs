//! Pure: invented people and works from a seed, for the demo and for rehearsals.
//!
//! Here live names, pictures, songs, poems and initiatives that nobody made, so that an organiser can play a whole
//! contest before the first real entry arrives. Every function is deterministic in (seed, index): the same seed fills
//! the same hall on every machine. No database, no clock, no other crate of the house: bytes come out, and whoever
//! asked for them decides where they go.

mod dice;
mod initiatives;
mod marks;
mod paintings;
mod pdf;
mod people;
mod poems;
mod songs;

pub use initiatives::{InventedInitiative, initiative};
pub use marks::{mark, quality};
pub use paintings::{InventedPainting, painting};
pub use people::{
    InventedAuthor, InventedGuardian, InventedOfficial, WARDS, adviser, author, clerk, juror,
    organiser,
};
pub use poems::{InventedPoem, poem};
pub use songs::{InventedSong, song};

/// The root of all chance in one rehearsal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Seed(pub u64);

/// The four kinds of work that the city's contest takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A song: sound and words.
    Song,
    /// A painting: one picture.
    Painting,
    /// A poem: text.
    Poem,
    /// An initiative: a form, sometimes with a document.
    Initiative,
}

impl Kind {
    /// Keeps the chances of the kinds apart.
    fn label(self) -> &'static str {
        match self {
            Self::Song => "song",
            Self::Painting => "painting",
            Self::Poem => "poem",
            Self::Initiative => "initiative",
        }
    }

    /// The digit that keeps the phone numbers of the kinds apart.
    fn role(self) -> u32 {
        match self {
            Self::Song => 0,
            Self::Painting => 1,
            Self::Poem => 2,
            Self::Initiative => 3,
        }
    }
}
