//! The engine: rules and sheets in, standings, prizes and assignments out.
//!
//! Pure and exact. Marks are grid integers, scores are fractions; nothing here is a floating-point number, so two machines give the same bytes. No database, no clock, no HTTP: the server, the command
//! line and a recount call the same functions.

pub mod advice;
pub mod allocate;
pub mod assign;
pub mod ballots;
pub mod canonical;
pub mod draw;
pub mod exact;
mod majority;
pub mod merkle;
pub mod methods;
pub mod problems;
pub mod public_draw;
pub mod rows;
pub mod rules;
pub mod score;
pub mod scoring;
pub mod sealed;
pub mod standing;
mod ties;
mod wide;

pub use allocate::{
    Candidate, EmptyReason, EmptySlot, Given, LineTie, PlanTier, Proposal, allocate,
};
pub use assign::{AssignError, Assigned, Infeasible, Task, assign};
pub use draw::{Prng, shuffled, tie_order};
pub use exact::{Exact, RoundMode, Rounding};
pub use methods::{Method, Middle, TooLarge, Trim};
pub use score::{Form, FormError, Fraction, MarkError, Scale, round_half_away};
pub use standing::{
    Answer, Carried, Sheet, Standing, StandingError, StandingRules, Step, TieBreak, standings,
    standings_carried,
};
