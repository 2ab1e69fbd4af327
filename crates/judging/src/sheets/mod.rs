//! Score sheets: one mark at a time, a comment, and the seal.

mod comment;
mod drift;
mod lock;
mod mark;
mod rank;
mod receipt;
mod seal;
pub(crate) mod store;
mod widen;

use contest::Timestamp;

use crate::{
    assignments::AssignmentId,
    engine::{Fraction, StandingRules},
    rounds::{Criterion, CriterionId},
};

pub use comment::{CommentError, MAX_COMMENT, comment};
pub use drift::drift_of;
pub(crate) use lock::lock_for;
pub use lock::{LockError, Receipt, lock_sheets};
pub use mark::{MarkError, MarkInput, Seen, clear_mark, save_mark};
pub use rank::{RankError, RankInput, rank, ranked_order};
pub use receipt::{FORMAT as RECEIPT_FORMAT, ReceiptSheet, SheetsReceipt, receipt_of};
pub use seal::{Edited, check};
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

/// The total of one sheet as shown to its juror; `None` until every criterion has a mark.
#[must_use]
pub fn total_shown(
    rules: &StandingRules,
    criteria: &[Criterion],
    marks: &[Mark],
) -> Option<String> {
    let steps: Option<Vec<i64>> = criteria
        .iter()
        .map(|c| {
            marks
                .iter()
                .find(|m| m.criterion_id == c.id)
                .map(|m| m.steps)
        })
        .collect();
    let total = rules.form.total(&steps?).ok()?;
    let share = Fraction::new(total, rules.form.whole())?;
    Some(rules.form.show(&share, rules.places))
}
