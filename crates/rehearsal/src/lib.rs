//! Pure: invented people and works from a seed, for the demo and for rehearsals.
//!
//! Here live names, pictures, songs, poems and initiatives that nobody made, so that an organiser can play a whole
//! contest before the first real entry arrives. Every function is deterministic in (seed, index): the same seed fills
//! the same hall on every machine. No database, no clock, no other crate of the house: bytes come out, and whoever
//! asked for them decides where they go.

mod dice;
mod paintings;

pub use paintings::{InventedPainting, painting};

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
