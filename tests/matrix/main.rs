//! Who may reach what: every route of the table for every role, blind pages byte for byte, and the number of queries.

mod blind;
mod queries;
mod reach;
