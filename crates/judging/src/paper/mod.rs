//! Score sheets on paper: printed for one juror, typed in twice from the signed sheet, compared, and only then marks like
//! any others. Whoever types needs the code that stands on the print; the program shows them nothing that they did not
//! type, but cells in which the two readings differ.

mod apply;
mod hand_out;
mod read;
mod store;

pub use apply::{Applied, ApplyError, apply};
pub use hand_out::{HandOutError, hand_out};
pub use read::{ReadError, Row, Settled, read_in, settle, start_over};
pub use store::{paper_called, paper_of, readings_of};

use contest::{
    Actor, Timestamp, Tx,
    contests::{Contest, rules::Denied},
    id,
    people::{PersonId, Role},
};

use crate::{
    assignments::{self, Assignment, AssignmentId},
    rounds::{CriterionId, Round, RoundId, RoundKind, RoundState},
};

id! {
    /// Key of a printed sheet.
    PaperId
}

/// A printed sheet.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Paper {
    /// Key.
    pub id: PaperId,
    /// The round.
    pub round_id: RoundId,
    /// Whose sheet it is.
    pub person_id: PersonId,
    /// What stands on the print: ten letters and digits.
    pub code: String,
    /// When it was printed first.
    pub printed_at: Timestamp,
    /// When its marks became the juror's.
    pub applied_at: Option<Timestamp>,
}

/// One of the two times that a sheet is typed in.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Reading {
    /// 1 or 2.
    pub reading: i64,
    /// Name of whoever typed.
    pub typed_by: String,
    /// When.
    pub typed_at: Timestamp,
}

/// A typed mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Typed {
    /// 1 or 2.
    pub reading: i64,
    /// The sheet of the work.
    pub assignment_id: AssignmentId,
    /// The criterion.
    pub criterion_id: CriterionId,
    /// Steps above the lowest mark.
    pub steps: i64,
}

/// A cell that was read in two ways; `None` where nothing was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The sheet of the work.
    pub assignment_id: AssignmentId,
    /// The criterion.
    pub criterion_id: CriterionId,
    /// Steps the first time.
    pub first: Option<i64>,
    /// Steps the second time.
    pub second: Option<i64>,
}

/// The works on a sheet: what lies on the juror's desk and is not sealed yet, in the juror's own order.
pub async fn works_of(tx: &mut Tx, paper: &Paper) -> Result<Vec<Assignment>, sqlx::Error> {
    let mut works = assignments::of_juror(tx, paper.person_id, paper.round_id).await?;
    works.retain(|a| a.locked_at.is_none());
    Ok(works)
}

/// The cells that the two readings tell apart, once both are there.
pub async fn differences_of(tx: &mut Tx, paper: &Paper) -> Result<Vec<Difference>, sqlx::Error> {
    let typed = store::marks_of(tx, paper.id).await?;
    let mut keys: Vec<_> = typed
        .iter()
        .map(|t| (t.assignment_id, t.criterion_id))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    let steps = |reading: i64, key: (AssignmentId, CriterionId)| {
        let of = |t: &&Typed| t.reading == reading && (t.assignment_id, t.criterion_id) == key;
        typed.iter().find(of).map(|t| t.steps)
    };
    Ok(keys
        .into_iter()
        .map(|key| Difference {
            assignment_id: key.0,
            criterion_id: key.1,
            first: steps(1, key),
            second: steps(2, key),
        })
        .filter(|d| d.first != d.second)
        .collect())
}

/// May the actor type in a sheet of this round? Desk and organisers, while it is open.
fn may_type(actor: &Actor, contest: &Contest, round: &Round) -> Result<PersonId, Denied> {
    let works_here = [Role::Clerk, Role::Organiser]
        .iter()
        .any(|role| actor.has(contest.id, *role));
    let person = actor
        .person()
        .filter(|_| works_here)
        .ok_or(Denied::NotYours)?;
    open(round)?;
    Ok(person)
}

/// An order of works cannot be given on such a sheet.
fn open(round: &Round) -> Result<(), Denied> {
    match (round.kind, round.state) {
        (RoundKind::Ranking, _) => Err(Denied::NotYours),
        (_, RoundState::Draft | RoundState::Paused) => Err(Denied::TooEarly),
        (_, RoundState::Closed) => Err(Denied::TooLate),
        (_, RoundState::Open) => Ok(()),
    }
}
