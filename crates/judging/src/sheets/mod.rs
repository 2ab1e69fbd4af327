//! Score sheets: one mark at a time, a comment, and the seal.

mod comment;
mod lock;
mod mark;
pub(crate) mod store;

use contest::Timestamp;

use crate::{assignments::AssignmentId, rounds::CriterionId};

pub use comment::{CommentError, MAX_COMMENT, comment};
pub use lock::{LockError, Receipt, lock_sheets};
pub use mark::{MarkError, MarkInput, save_mark};
pub use store::{marks_of, marks_of_juror};

/// A saved mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Mark {
    /// The sheet.
    pub assignment_id: AssignmentId,
    /// The criterion.
    pub criterion_id: CriterionId,
    /// Steps above the lowest mark of the scale.
    pub steps: i64,
    /// Counts changes of this mark, from 1.
    pub version: i64,
    /// When it was saved.
    pub saved_at: Timestamp,
}
