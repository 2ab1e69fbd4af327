//! What was read twice alike becomes the juror's marks.

use std::collections::BTreeMap;

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
};
use serde_json::json;

use super::{Paper, differences_of, may_type, store, works_of};
use crate::{
    assignments::{Assignment, AssignmentState},
    rounds::{self, Round},
    sheets::{self, LockError, Mark},
};

/// What became of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Works with marks from paper.
    pub works: usize,
    /// Codes of works that still lack marks: as long as there are any, nothing is sealed.
    pub left: Vec<String>,
}

/// Why a sheet did not become marks.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// Not for this person, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It was not read twice, the readings differ, or its marks count already.
    #[error("not read twice alike")]
    NotAlike,
    /// The juror gave the works with these codes other marks on a screen.
    #[error("{} works have other marks on the screen", .0.len())]
    Otherwise(Vec<String>),
    /// Another window was faster.
    #[error("changed elsewhere")]
    ChangedElsewhere,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Saves the marks of a sheet and, where the juror's list is whole, seals it: the juror signed the paper. Where it is not,
/// the sheet can be typed in again. Marks given on a
/// screen are never overwritten.
pub async fn apply(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
    paper: &Paper,
) -> Result<Applied, ApplyError> {
    may_type(actor, contest, round)?;
    let readings = store::readings_of(tx, paper.id).await?;
    let alike = readings.len() == 2 && differences_of(tx, paper).await?.is_empty();
    if !alike || paper.applied_at.is_some() {
        return Err(ApplyError::NotAlike);
    }
    let works = works_of(tx, paper).await?;
    let own = sheets::marks_of_juror(tx, round.id, paper.person_id).await?;
    let typed = store::marks_of(tx, paper.id).await?;
    let mut saved: BTreeMap<&str, usize> = BTreeMap::new();
    let mut otherwise = Vec::new();
    for one in typed.iter().filter(|t| t.reading == 1) {
        // taken away since, or sealed
        let Some(work) = works.iter().find(|a| a.id == one.assignment_id) else {
            continue;
        };
        let key = (one.assignment_id, one.criterion_id);
        match own
            .iter()
            .find(|m| (m.assignment_id, m.criterion_id) == key)
        {
            Some(mark) if mark.steps != one.steps => otherwise.push(work.code.clone()),
            Some(_) => {}
            None => save(tx, cx, (work, one)).await?,
        }
        *saved.entry(work.code.as_str()).or_default() += 1;
    }
    otherwise.dedup();
    if !otherwise.is_empty() {
        return Err(ApplyError::Otherwise(otherwise));
    }
    let details = json!({ "round": round.id, "works": saved.len() });
    let subject = format!("person:{}", paper.person_id);
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "paper.typed",
        &subject,
        &details,
    )
    .await?;
    let wanted = i64::try_from(rounds::criteria_of_round(tx, round.id).await?.len()).unwrap_or(0);
    let lacks = |a: &&Assignment| a.state == AssignmentState::Open && a.marked < wanted;
    let works = works_of(tx, paper).await?;
    let left: Vec<String> = works.iter().filter(lacks).map(|a| a.code.clone()).collect();
    if !left.is_empty() {
        // what is still missing can be typed in later, from the same sheet
        store::forget(tx, paper.id).await?;
    } else if !store::applied(tx, paper.id, cx.now).await? {
        return Err(ApplyError::ChangedElsewhere);
    } else {
        sheets::lock_for(tx, cx, actor, (contest, round), paper.person_id)
            .await
            .map_err(|error| match error {
                LockError::Denied(denied) => ApplyError::Denied(denied),
                LockError::Store(error) => ApplyError::Store(error),
                LockError::Incomplete(_) | LockError::ChangedElsewhere => {
                    ApplyError::ChangedElsewhere
                }
            })?;
    }
    Ok(Applied {
        works: saved.len(),
        left,
    })
}

async fn save(
    tx: &mut Tx,
    cx: &Context,
    (work, one): (&Assignment, &super::Typed),
) -> Result<(), ApplyError> {
    let mark = Mark {
        assignment_id: work.id,
        criterion_id: one.criterion_id,
        steps: one.steps,
        version: 1,
        saved_at: cx.now,
    };
    if sheets::store::save(tx, &mark, 0).await? {
        Ok(())
    } else {
        Err(ApplyError::ChangedElsewhere)
    }
}
