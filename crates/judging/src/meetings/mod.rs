//! The jury's meetings: opened and ended by the chair, who notes who is there and chooses what lies on the table. While one
//! runs, nothing is decided without its quorum.

mod attend;
mod note;
mod open;
pub mod rules;
mod show;
pub(crate) mod store;

use contest::{
    Timestamp, Tx,
    contests::{CategoryId, ContestId, rules::Denied},
    id,
    people::PersonId,
};
use submissions::entries::EntryId;

pub use attend::{AttendError, attend};
pub use note::{MAX_NOTE, NoteError, note};
pub use open::{MeetingError, end, open};
pub use show::{ShowError, show};
pub use store::{attendances_of, notes_of, of_contest, running};

id! {
    /// Key of a meeting.
    MeetingId
}

/// A sitting of one category's panel.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Meeting {
    /// Key.
    pub id: MeetingId,
    /// The contest.
    pub contest_id: ContestId,
    /// The category.
    pub category_id: CategoryId,
    /// Where it sits; may be empty.
    pub place: String,
    /// How many members must be there for a decision.
    pub quorum: i64,
    /// When it began.
    pub opened_at: Timestamp,
    /// When it ended; `None` while it runs.
    pub ended_at: Option<Timestamp>,
    /// The work on the table.
    pub entry_id: Option<EntryId>,
    /// Counts what every screen has to show anew.
    pub version: i64,
}

/// Somebody who came to a meeting.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Attendance {
    /// The meeting.
    pub meeting_id: MeetingId,
    /// Who.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// When they came first.
    pub came_at: Timestamp,
    /// When they left; `None` for whoever is there, or was until the end.
    pub left_at: Option<Timestamp>,
}

/// What was noted of a work.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Note {
    /// The meeting.
    pub meeting_id: MeetingId,
    /// The work.
    pub entry_id: EntryId,
    /// The chair's words.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// Whether a decision may be taken in a category now: yes without a running meeting, else with its quorum.
pub async fn is_quorate(tx: &mut Tx, category: CategoryId) -> Result<bool, sqlx::Error> {
    let Some(meeting) = store::running(tx, category).await? else {
        return Ok(true);
    };
    let attendances = store::attendances_of(tx, meeting.contest_id).await?;
    let here = attendances
        .iter()
        .filter(|a| a.meeting_id == meeting.id && a.left_at.is_none());
    Ok(i64::try_from(here.count()).unwrap_or(0) >= meeting.quorum)
}

/// The running meeting of a category.
async fn sitting(
    tx: &mut Tx,
    category: CategoryId,
) -> Result<Result<Meeting, Denied>, sqlx::Error> {
    let meeting = store::running(tx, category).await?;
    Ok(meeting.ok_or(Denied::TooEarly))
}
