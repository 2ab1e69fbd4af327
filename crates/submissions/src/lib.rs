//! The first floor: works as they come in. Entries and their states, what each kind of work is made of,
//! authors, consents, files and what is shown of them.
//!
//! What is not here: who judges (this floor never learns that `judging` exists; whether an entry may change is
//! a question about the contest's phase), addresses and pages (`web`).

pub mod classes;
pub mod consents;
pub mod custody;
pub mod entries;
pub mod exhibition;
pub mod files;
pub mod kinds;
pub mod late_codes;
pub mod leaks;
pub mod originality;
pub mod receipts;
pub mod screening;
pub mod uploads;
