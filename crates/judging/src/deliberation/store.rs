//! What standings are computed from; reads only.

use contest::{Tx, on, people::PersonId};
use submissions::entries::EntryId;

use crate::{assignments::AssignmentId, rounds::RoundId};

/// A work of a round.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct WorkRow {
    pub(super) entry_id: EntryId,
    pub(super) code: String,
    pub(super) title: String,
}

// A work that was withdrawn after the round opened is not ranked.
const WORKS: &str =
    "SELECT b.entry_id, b.code, COALESCE((SELECT v.title FROM covers v WHERE v.entry_id = e.id), e.title) AS title FROM blind_codes b JOIN entries e ON e.id = b.entry_id
    WHERE b.round_id = $1 AND e.state = 'eligible' ORDER BY b.entry_id";

pub(super) async fn works(tx: &mut Tx, round: RoundId) -> Result<Vec<WorkRow>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(WORKS).bind(round).fetch_all(c).await)
}

/// An assignment as the engine needs it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct SheetRow {
    pub(super) id: AssignmentId,
    pub(super) entry_id: EntryId,
    pub(super) person_id: PersonId,
    pub(super) position: i64,
    pub(super) state: String,
}

const SHEETS: &str = "SELECT id, entry_id, person_id, position, state FROM assignments WHERE round_id = $1 ORDER BY id";

pub(super) async fn sheets(tx: &mut Tx, round: RoundId) -> Result<Vec<SheetRow>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(SHEETS)
        .bind(round)
        .fetch_all(c)
        .await)
}
