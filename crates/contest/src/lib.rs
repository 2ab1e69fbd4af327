//! The ground floor of the house: the database handle, the clock, people and their roles, contests and
//! their phases, the hash-chained audit log, the outbox and the jobs.
//!
//! What is not here: works (they live in `submissions`), marks and prizes (`judging`), passwords and
//! sessions (`web`). Nothing here knows HTTP.

pub mod amendments;
pub mod audit;
pub mod clock;
pub mod contests;
pub mod db;
pub mod folding;
pub mod guestbook;
pub mod jobs;
pub mod letters;
pub mod outbox;
pub mod people;
pub mod programme;
pub mod register;
pub mod units;
pub mod webhooks;

pub use clock::{Clock, Context, Rng};
pub use db::{Db, Timestamp, Tx};
pub use people::Actor;
