//! Who may reach what: every route of the table for every role, and blind pages byte for byte.

mod blind;
mod crawl;
mod embargo;
mod reach;
mod tokens;
mod world;
