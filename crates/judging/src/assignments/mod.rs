//! Assignments: one juror, one work, one round. A juror's list, and the three ways not to mark it.

mod abstain;
mod codes;
mod deal;
mod declare;
mod recuse;
mod release;
mod rule_conflict;
pub mod rules;
mod skip;
pub(crate) mod store;

use contest::{Actor, Timestamp, Tx, id, people::PersonId, text_enum};
use submissions::entries::EntryId;

use crate::rounds::RoundId;

pub use abstain::{AbstainError, abstain};
pub(crate) use deal::{DealError, deal};
pub use declare::{DeclareError, TieInput, declare};
pub use recuse::{RecuseError, recuse};
pub(crate) use recuse::{ask_one_more, take_away};
pub use release::{Effect, Heirs, ReleaseError, preview_release, release};
pub use rule_conflict::{RuleError, Ruling, rule_conflict};
pub use skip::{SkipError, skip};
pub use store::{
    Progress, Sealed, by_code, code_of, codes_of, entry_by_code, of_juror, of_round, progress_of,
    shown_bytes, shown_bytes_of_round,
};
pub(crate) use store::{below_quorum, commitments_of, sealed_of};

id! {
    /// Key of an assignment.
    AssignmentId
}

text_enum! {
    /// Where an assignment stands.
    AssignmentState {
        /// To be marked, or being marked.
        Open = "open",
        /// Seen, cannot judge.
        Abstained = "abstained",
        /// Must not judge; somebody else does where possible.
        Recused = "recused",
        /// Marked and sealed.
        Locked = "locked",
    }
}

/// One juror's task for one work.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Assignment {
    /// Key.
    pub id: AssignmentId,
    /// The round.
    pub round_id: RoundId,
    /// The work.
    pub entry_id: EntryId,
    /// The juror.
    pub person_id: PersonId,
    /// The work's code in this round.
    pub code: String,
    /// The work's title.
    pub title: String,
    /// Place in this juror's own order, from 1; skipped ones come last.
    pub position: i64,
    /// Where it stands.
    #[sqlx(try_from = "String")]
    pub state: AssignmentState,
    /// Why recused or abstained.
    pub reason: String,
    /// For the jury's meeting.
    pub comment: String,
    /// Whether the juror put it off.
    pub skipped: bool,
    /// Counts changes of the comment and the state.
    pub version: i64,
    /// When it was sealed.
    pub locked_at: Option<Timestamp>,
    /// Since when nobody waits for it, because its juror does not come back.
    pub released_at: Option<Timestamp>,
    /// How many criteria have a mark.
    pub marked: i64,
    /// When the last mark was saved.
    pub saved_at: Option<Timestamp>,
}

/// The works of a round from which an actor stepped back: to them these do not exist.
pub async fn recused_of(
    tx: &mut Tx,
    round: RoundId,
    actor: &Actor,
) -> Result<Vec<EntryId>, sqlx::Error> {
    let Some(person) = actor.person() else {
        return Ok(Vec::new());
    };
    store::recused(tx, round, person).await
}

/// The work with this code on this juror's desk. `None` for works of others and for those the juror is recused from:
/// to them they do not exist.
pub async fn on_desk(
    tx: &mut Tx,
    person: PersonId,
    round: RoundId,
    code: &str,
) -> Result<Option<Assignment>, sqlx::Error> {
    let found = store::by_code(tx, person, round, code).await?;
    Ok(found.filter(|a| a.state != AssignmentState::Recused && a.released_at.is_none()))
}
