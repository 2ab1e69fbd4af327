//! Lists of entries: filtered, in pages, counted.

pub(super) mod store;

pub use store::{Counted, Filter, Listed, all, count, counts, following, list};
