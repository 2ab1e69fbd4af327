//! Typing a sheet in, the first and the second time, and settling what was read differently.

use contest::{
    Actor, Context, Tx,
    contests::{Contest, rules::Denied},
};

use super::{Paper, Typed, differences_of, may_type, store, works_of};
use crate::{
    assignments::AssignmentId,
    rounds::{Criterion, CriterionId, Round},
};

/// The marks of one work as typed, in the order of the criteria; all `None` where the line is empty.
pub type Row = (AssignmentId, Vec<Option<i64>>);

/// What stands in a cell that was read differently; `None` where it is empty on paper.
pub type Settled = (AssignmentId, CriterionId, Option<i64>);

/// Why a reading was not kept.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Not for this person, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A mark is off its scale, a work is not on the sheet, or a line has only some of its marks.
    #[error("the line of a work cannot be kept")]
    Line(AssignmentId),
    /// Both readings are there, or the sheet's marks count already.
    #[error("read twice already")]
    Done,
    /// Nothing was typed at all.
    #[error("an empty sheet")]
    Empty,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Keeps the next reading of a sheet.
pub async fn read_in(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round, criteria): (&Contest, &Round, &[Criterion]),
    (paper, rows): (&Paper, &[Row]),
) -> Result<i64, ReadError> {
    let person = may_type(actor, contest, round)?;
    let reading = match store::readings_of(tx, paper.id).await?.len() {
        _ if paper.applied_at.is_some() => return Err(ReadError::Done),
        0 => 1,
        1 => 2,
        _ => return Err(ReadError::Done),
    };
    let works = works_of(tx, paper).await?;
    let mut kept = 0;
    for (assignment_id, marks) in rows {
        if marks.iter().all(Option::is_none) {
            continue;
        }
        let on_sheet = works.iter().any(|a| a.id == *assignment_id);
        if !on_sheet || marks.len() != criteria.len() {
            return Err(ReadError::Line(*assignment_id));
        }
        for (criterion, steps) in criteria.iter().zip(marks) {
            let typed = Typed {
                reading,
                assignment_id: *assignment_id,
                criterion_id: criterion.id,
                steps: on_scale(criterion, *steps).ok_or(ReadError::Line(*assignment_id))?,
            };
            store::keep(tx, paper.id, &typed).await?;
        }
        kept += 1;
    }
    if kept == 0 {
        return Err(ReadError::Empty);
    }
    store::read_by(tx, (paper.id, reading), person, cx.now).await?;
    Ok(reading)
}

fn on_scale(criterion: &Criterion, steps: Option<i64>) -> Option<i64> {
    steps.filter(|steps| (0..=criterion.steps()).contains(steps))
}

/// Says what really stands in each cell that was read differently; both readings then say so.
pub async fn settle(
    tx: &mut Tx,
    actor: &Actor,
    (contest, round, criteria): (&Contest, &Round, &[Criterion]),
    (paper, cells): (&Paper, &[Settled]),
) -> Result<(), ReadError> {
    may_type(actor, contest, round)?;
    if paper.applied_at.is_some() {
        return Err(ReadError::Done);
    }
    for difference in differences_of(tx, paper).await? {
        let key = (difference.assignment_id, difference.criterion_id);
        let said = cells.iter().find(|c| (c.0, c.1) == key);
        let criterion = criteria.iter().find(|c| c.id == key.1);
        let (Some((_, _, steps)), Some(criterion)) = (said, criterion) else {
            return Err(ReadError::Line(key.0));
        };
        if steps.is_some() && on_scale(criterion, *steps).is_none() {
            return Err(ReadError::Line(key.0));
        }
        for reading in [1, 2] {
            match steps {
                Some(steps) => {
                    let typed = Typed {
                        reading,
                        assignment_id: key.0,
                        criterion_id: key.1,
                        steps: *steps,
                    };
                    store::keep(tx, paper.id, &typed).await?;
                }
                None => store::empty(tx, (paper.id, reading), key).await?,
            }
        }
    }
    Ok(())
}

/// Throws both readings away: the wrong sheet was typed.
pub async fn start_over(
    tx: &mut Tx,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
    paper: &Paper,
) -> Result<(), ReadError> {
    may_type(actor, contest, round)?;
    if paper.applied_at.is_some() {
        return Err(ReadError::Done);
    }
    Ok(store::forget(tx, paper.id).await?)
}
