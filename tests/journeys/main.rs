//! Every way through a contest, from the first page to the last, on every database.

#![expect(
    clippy::too_many_lines,
    reason = "a journey is one story, told from its beginning to its end"
)]

mod auditing;
mod deciding;
mod desk;
mod entering;
mod holding;
mod judging;
mod meeting;
mod organising;
mod refusing;
