//! The second floor: rounds, panels, assignment, sheets, the pure engine, prizes, advice, decisions.
//!
//! What is not here: works and their authors (`submissions`), pages (`web`). Nothing on the jurors' side of this
//! floor reads an author's row: works come as `BlindEntry`.

pub mod advancement;
pub mod advisory;
pub mod assignments;
pub mod bundles;
pub mod ceremonies;
pub mod certificates;
pub mod checkpoints;
pub mod complaints;
pub mod conflicts;
pub mod decisions;
pub mod deliberation;
pub mod engine;
pub mod feedback;
pub mod follow_ups;
pub mod found;
pub mod meetings;
pub mod paper;
pub mod popular;
pub mod practice;
pub mod prizes;
pub mod proofs;
pub mod rounds;
pub mod sheets;
