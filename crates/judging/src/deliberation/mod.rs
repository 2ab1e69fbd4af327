//! The jury's meeting: standings of closed rounds, and the way to and from the table.

mod begin;
mod hand_over;
pub mod rules;
mod standings;
mod store;

pub use begin::{BeginError, begin_deliberation};
pub use hand_over::{HandOverError, hand_over, take_back};
pub(crate) use standings::table_of;
pub use standings::{Placed, StandingsError, Table, shortlist_of, standings_of};
