//! Sealing a juror's sheets: from here on nobody changes them, and the log can prove it.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    db::Digest,
    people::PersonId,
};
use serde_json::json;

use super::{seal::sealed_form, store, widen::widen};
use crate::{
    assignments::{self, Assignment, AssignmentState},
    checkpoints,
    rounds::{self, Round, RoundState},
};

/// A juror's proof: with these and the salts, the log shows that no mark was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Codes of the sealed works with the commitments of their sheets.
    pub sheets: Vec<(String, Digest)>,
}

/// Why sheets could not be locked.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Not a juror of this round, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The works with these codes lack marks.
    #[error("{} sheets are not complete", .0.len())]
    Incomplete(Vec<String>),
    /// Another window changed a sheet meanwhile.
    #[error("changed elsewhere")]
    ChangedElsewhere,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Seals all sheets of a juror in a round that are not sealed yet. Each must have every mark, or be an abstention.
pub async fn lock_sheets(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    round: &Round,
) -> Result<Receipt, LockError> {
    let person = actor.person().ok_or(Denied::NotYours)?;
    lock_for(tx, cx, actor, (contest, round), person).await
}

/// The same for a juror who signed their sheet on paper; whoever may type it in is up to the caller.
pub(crate) async fn lock_for(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
    person: PersonId,
) -> Result<Receipt, LockError> {
    match round.state {
        RoundState::Draft | RoundState::Paused => return Err(Denied::TooEarly.into()),
        RoundState::Closed => return Err(Denied::TooLate.into()),
        RoundState::Open => {}
    }
    let mine = assignments::of_juror(tx, person, round.id).await?;
    let open: Vec<&Assignment> = mine.iter().filter(|a| a.locked_at.is_none()).collect();
    if open.is_empty() {
        return Err(Denied::NotYours.into());
    }
    let wanted =
        i64::try_from(rounds::criteria_of_round(tx, round.id).await?.len()).unwrap_or(i64::MAX);
    let lacking = open
        .iter()
        .filter(|a| a.state == AssignmentState::Open && a.marked < wanted);
    let lacking: Vec<String> = lacking.map(|a| a.code.clone()).collect();
    if !lacking.is_empty() {
        return Err(LockError::Incomplete(lacking));
    }
    let marks = store::marks_of_juror(tx, round.id, person).await?;
    let mut sheets = Vec::with_capacity(open.len());
    let works: Vec<_> = open.iter().map(|a| a.entry_id).collect();
    for assignment in open {
        let salt = cx.rng.bytes::<32>();
        let own = marks
            .iter()
            .filter(|m| m.assignment_id == assignment.id)
            .map(|m| m.steps);
        let commitment = sealed_form(contest.id, assignment, own)
            .commitment(&salt)
            .map_err(|e| sqlx::Error::Encode(e.into()))?;
        let commitment = Digest(commitment);
        if !assignments::store::seal(tx, assignment, cx.now, salt, commitment).await? {
            return Err(LockError::ChangedElsewhere);
        }
        sheets.push((assignment.code.clone(), commitment));
    }
    let commitments: Vec<String> = sheets.iter().map(|s| s.1.hex()).collect();
    let details = json!({ "sheets": sheets.len(), "commitments": commitments });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        checkpoints::SHEETS_LOCKED,
        &format!("round:{}", round.id),
        &details,
    )
    .await?;
    widen(tx, cx, (contest, round), &works).await?;
    Ok(Receipt { sheets })
}
