//! The jury's meeting: standings of closed rounds, and the way to and from the table.

mod advice;
mod begin;
mod hand_over;
mod marked;
pub mod rules;
mod spread;
mod standings;
mod store;

pub use advice::{Advice, AdviceBasis, Moved, Open, advice_basis};
pub use begin::{BeginError, begin_deliberation, never_opened};
pub use hand_over::{HandOverError, hand_over, take_back};
pub(crate) use marked::marked;
pub use spread::{Total, spread_of};
pub(crate) use standings::table_of;
pub use standings::{Placed, StandingsError, Table, shortlist_of, standings_of};
