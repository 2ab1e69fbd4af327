//! What programs speak with: protocols without pages.

pub mod tus;
