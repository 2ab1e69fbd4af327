//! A juror's marks of all practice works, saved at once.

use contest::{Actor, Tx, contests::rules::Denied};

use super::{PracticeMark, WORKS, may_practise, store};
use crate::rounds::{self, Criterion, CriterionId, Round};

/// Why marks were not saved.
#[derive(Debug, thiserror::Error)]
pub enum PracticeError {
    /// Not a juror of this round, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A work lacks a mark, or a mark is off its scale.
    #[error("work {0} lacks a mark of criterion {1}")]
    Missing(i64, CriterionId),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Saves (work, criterion, steps) of all works and criteria, over what was there.
pub async fn save(
    tx: &mut Tx,
    actor: &Actor,
    (round, criteria): (&Round, &[Criterion]),
    marks: &[(i64, CriterionId, i64)],
) -> Result<(), PracticeError> {
    let members = rounds::members_of_round(tx, round.id).await?;
    let person_id = may_practise(actor, round, &members)?;
    for work in 0..WORKS {
        for criterion in criteria {
            let on_scale = 0..=criterion.steps();
            let steps = marks
                .iter()
                .find(|m| m.0 == work && m.1 == criterion.id && on_scale.contains(&m.2))
                .ok_or(PracticeError::Missing(work, criterion.id))?
                .2;
            let mark = PracticeMark {
                person_id,
                work,
                criterion_id: criterion.id,
                steps,
            };
            store::save(tx, round.id, &mark).await?;
        }
    }
    Ok(())
}
