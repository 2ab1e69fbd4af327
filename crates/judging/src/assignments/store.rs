//! SQL of `blind_codes` and `assignments`.

use contest::{
    Timestamp, Tx,
    contests::{CategoryId, ContestId},
    db::Digest,
    on,
    people::PersonId,
};
use submissions::entries::EntryId;

use super::{Assignment, AssignmentId, AssignmentState};
use crate::rounds::RoundId;

/// The columns of [`Assignment`].
macro_rules! assignment {
    ($tail:literal) => {
        concat!(
            "SELECT a.id, a.round_id, a.entry_id, a.person_id, b.code, COALESCE((SELECT v.title FROM covers v WHERE v.entry_id = e.id), e.title) AS title, a.position, a.state, a.reason, a.comment,
                a.skipped, a.version, a.locked_at, a.released_at,
                (SELECT COUNT(*) FROM marks m WHERE m.assignment_id = a.id) AS marked,
                (SELECT MAX(m.saved_at) FROM marks m WHERE m.assignment_id = a.id) AS saved_at
            FROM assignments a JOIN blind_codes b ON b.round_id = a.round_id AND b.entry_id = a.entry_id
                JOIN entries e ON e.id = a.entry_id ",
            $tail
        )
    };
}

const OF_JUROR: &str = assignment!(
    "WHERE a.person_id = $1 AND a.round_id = $2 AND a.state <> 'recused' AND a.released_at IS NULL ORDER BY a.position, a.id"
);

/// A juror's works in a round, in the juror's own order, without those the juror is recused from or released of.
pub async fn of_juror(
    tx: &mut Tx,
    person: PersonId,
    round: RoundId,
) -> Result<Vec<Assignment>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_JUROR)
        .bind(person)
        .bind(round)
        .fetch_all(c)
        .await)
}

const BY_CODE: &str = assignment!("WHERE a.person_id = $1 AND a.round_id = $2 AND b.code = $3");

/// A juror's assignment of the work with this code.
pub async fn by_code(
    tx: &mut Tx,
    person: PersonId,
    round: RoundId,
    code: &str,
) -> Result<Option<Assignment>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(BY_CODE)
        .bind(person)
        .bind(round)
        .bind(code)
        .fetch_optional(c)
        .await)
}

const RELEASE: &str = "UPDATE assignments SET released_at = $2, version = version + 1
    WHERE id = $1 AND locked_at IS NULL AND released_at IS NULL";

pub(super) async fn release(tx: &mut Tx, a: &Assignment, at: Timestamp) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(RELEASE)
        .bind(a.id)
        .bind(at)
        .execute(c)
        .await
        .map(|_| ()))
}

const SHOWN_BYTES: &str = "SELECT a.entry_id, COALESCE(CAST(SUM(r.size_bytes) AS BIGINT), 0) FROM assignments a
    JOIN work_files w ON w.entry_id = a.entry_id AND w.replaced_at IS NULL
    JOIN renditions r ON r.original_sha256 = w.sha256 AND r.recipe NOT IN ('thumb', 'card', 'large', 'tiles')
    WHERE a.person_id = $1 AND a.round_id = $2 AND a.state <> 'recused' GROUP BY a.entry_id";

/// How many bytes the pages of a juror's works show, without the large views and tiles for looking closely.
pub async fn shown_bytes(
    tx: &mut Tx,
    person: PersonId,
    round: RoundId,
) -> Result<Vec<(EntryId, i64)>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(SHOWN_BYTES)
        .bind(person)
        .bind(round)
        .fetch_all(c)
        .await)
}

const ROUND_BYTES: &str = "SELECT b.entry_id, COALESCE(CAST(SUM(r.size_bytes) AS BIGINT), 0) FROM blind_codes b
    JOIN work_files w ON w.entry_id = b.entry_id AND w.replaced_at IS NULL
    JOIN renditions r ON r.original_sha256 = w.sha256 AND r.recipe NOT IN ('thumb', 'card', 'large', 'tiles')
    WHERE b.round_id = $1 GROUP BY b.entry_id";

/// The same for all works of a round.
pub async fn shown_bytes_of_round(
    tx: &mut Tx,
    round: RoundId,
) -> Result<Vec<(EntryId, i64)>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(ROUND_BYTES)
        .bind(round)
        .fetch_all(c)
        .await)
}

const RECUSED: &str =
    "SELECT entry_id FROM assignments WHERE round_id = $1 AND person_id = $2 AND state = 'recused'";

pub(super) async fn recused(
    tx: &mut Tx,
    round: RoundId,
    person: PersonId,
) -> Result<Vec<EntryId>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(RECUSED)
        .bind(round)
        .bind(person)
        .fetch_all(c)
        .await)
}

const OF_ROUND: &str = assignment!("WHERE a.round_id = $1 ORDER BY a.entry_id, a.person_id");

/// All assignments of a round. Who may see them is up to the caller.
pub async fn of_round(tx: &mut Tx, round: RoundId) -> Result<Vec<Assignment>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_ROUND)
        .bind(round)
        .fetch_all(c)
        .await)
}

const INSERT_CODE: &str = "INSERT INTO blind_codes (round_id, entry_id, code) VALUES ($1, $2, $3)";

pub(super) async fn insert_code(
    tx: &mut Tx,
    round: RoundId,
    entry: EntryId,
    code: &str,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT_CODE)
        .bind(round)
        .bind(entry)
        .bind(code)
        .execute(c)
        .await
        .map(|_| ()))
}

const CODES: &str = "SELECT entry_id, code FROM blind_codes WHERE round_id = $1 ORDER BY code";

/// The codes of a round's works, in the order of codes.
pub async fn codes_of(tx: &mut Tx, round: RoundId) -> Result<Vec<(EntryId, String)>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(CODES).bind(round).fetch_all(c).await)
}

const ENTRY_BY_CODE: &str = "SELECT entry_id FROM blind_codes WHERE round_id = $1 AND code = $2";

/// The work with this code in a round.
pub async fn entry_by_code(
    tx: &mut Tx,
    round: RoundId,
    code: &str,
) -> Result<Option<EntryId>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(ENTRY_BY_CODE)
        .bind(round)
        .bind(code)
        .fetch_optional(c)
        .await)
}

const CODE_OF: &str = "SELECT code FROM blind_codes WHERE round_id = $1 AND entry_id = $2";

/// The code of a work in a round.
pub async fn code_of(
    tx: &mut Tx,
    round: RoundId,
    entry: EntryId,
) -> Result<Option<String>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(CODE_OF)
        .bind(round)
        .bind(entry)
        .fetch_optional(c)
        .await)
}

const INSERT: &str = "INSERT INTO assignments (id, round_id, entry_id, person_id, position, state)
    VALUES ($1, $2, $3, $4, $5, 'open')";

pub(super) async fn insert(
    tx: &mut Tx,
    id: AssignmentId,
    (round, entry, person): (RoundId, EntryId, PersonId),
    position: i64,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(INSERT)
        .bind(id)
        .bind(round)
        .bind(entry)
        .bind(person)
        .bind(position)
        .execute(c)
        .await
        .map(|_| ()))
}

const LAST: &str =
    "SELECT COALESCE(MAX(position), 0) FROM assignments WHERE round_id = $1 AND person_id = $2";

async fn last(tx: &mut Tx, round: RoundId, person: PersonId) -> Result<i64, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(LAST)
        .bind(round)
        .bind(person)
        .fetch_one(c)
        .await)
}

pub(super) async fn insert_last(
    tx: &mut Tx,
    id: AssignmentId,
    key: (RoundId, EntryId, PersonId),
) -> Result<(), sqlx::Error> {
    let position = last(tx, key.0, key.2).await? + 1;
    insert(tx, id, key, position).await
}

const PUT_LAST: &str = "UPDATE assignments SET position = $2, skipped = TRUE WHERE id = $1";

pub(super) async fn put_last(tx: &mut Tx, a: &Assignment) -> Result<(), sqlx::Error> {
    let position = last(tx, a.round_id, a.person_id).await? + 1;
    on!(tx, |c| sqlx::query(PUT_LAST)
        .bind(a.id)
        .bind(position)
        .execute(c)
        .await
        .map(|_| ()))
}

const SET_STATE: &str = "UPDATE assignments SET state = $3, reason = $4, version = version + 1
    WHERE id = $1 AND version = $2 AND locked_at IS NULL AND state IN ('open', 'abstained')";

/// Changes the state of a sheet that is not sealed and has not changed since it was read.
pub(crate) async fn set_state(
    tx: &mut Tx,
    a: &Assignment,
    to: AssignmentState,
    reason: &str,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(SET_STATE)
        .bind(a.id)
        .bind(a.version)
        .bind(to.as_str())
        .bind(reason)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const SET_COMMENT: &str = "UPDATE assignments SET comment = $3, version = version + 1
    WHERE id = $1 AND version = $2 AND locked_at IS NULL AND state IN ('open', 'abstained')";

pub(crate) async fn set_comment(
    tx: &mut Tx,
    a: &Assignment,
    comment: &str,
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(SET_COMMENT)
        .bind(a.id)
        .bind(a.version)
        .bind(comment)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const SEAL: &str = "UPDATE assignments SET state = $5, salt = $3, commitment = $4, locked_at = $2, version = version + 1
    WHERE id = $1 AND locked_at IS NULL AND state = $6";

/// Seals a sheet: an open one becomes locked, an abstention stays one.
pub(crate) async fn seal(
    tx: &mut Tx,
    a: &Assignment,
    at: Timestamp,
    salt: [u8; 32],
    commitment: Digest,
) -> Result<bool, sqlx::Error> {
    let to = if a.state == AssignmentState::Open {
        AssignmentState::Locked
    } else {
        a.state
    };
    let rows = on!(tx, |c| sqlx::query(SEAL)
        .bind(a.id)
        .bind(at)
        .bind(salt.to_vec())
        .bind(commitment.to_vec())
        .bind(to.as_str())
        .bind(a.state.as_str())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(rows == 1)
}

const COMMITMENTS: &str = "SELECT commitment FROM assignments WHERE round_id = $1 AND commitment IS NOT NULL ORDER BY commitment";

/// The commitments of a round's sealed sheets, sorted by their bytes.
pub(crate) async fn commitments_of(
    tx: &mut Tx,
    round: RoundId,
) -> Result<Vec<Vec<u8>>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(COMMITMENTS)
        .bind(round)
        .fetch_all(c)
        .await)
}

/// A sheet with what seals it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Sealed {
    /// Key of the assignment.
    pub id: AssignmentId,
    /// The work.
    pub entry_id: EntryId,
    /// The work's code in the round.
    pub code: String,
    /// The juror.
    pub person_id: PersonId,
    /// Where it stands.
    #[sqlx(try_from = "String")]
    pub state: AssignmentState,
    /// 32 random bytes; present once sealed.
    pub salt: Option<Vec<u8>>,
    /// The commitment; present once sealed.
    pub commitment: Option<Vec<u8>>,
}

const SEALED: &str = "SELECT a.id, a.entry_id, b.code, a.person_id, a.state, a.salt, a.commitment
    FROM assignments a JOIN blind_codes b ON b.round_id = a.round_id AND b.entry_id = a.entry_id
    WHERE a.round_id = $1 ORDER BY b.code, a.person_id";

/// Every assignment of a round with its seal, recused ones too. Who may see them is up to the caller.
pub(crate) async fn sealed_of(tx: &mut Tx, round: RoundId) -> Result<Vec<Sealed>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(SEALED)
        .bind(round)
        .fetch_all(c)
        .await)
}

const BELOW_QUORUM: &str = "SELECT b.code FROM blind_codes b JOIN assignments a ON a.round_id = b.round_id AND a.entry_id = b.entry_id
    WHERE b.round_id = $1
    GROUP BY b.code
    HAVING COUNT(*) FILTER (WHERE a.state = 'locked') < $2 AND COUNT(*) FILTER (WHERE a.state = 'open' AND a.released_at IS NULL) > 0
    ORDER BY b.code";

/// Codes of works with fewer than `least` locked sheets while some are still open.
pub(crate) async fn below_quorum(
    tx: &mut Tx,
    round: RoundId,
    least: i64,
) -> Result<Vec<String>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(BELOW_QUORUM)
        .bind(round)
        .bind(least)
        .fetch_all(c)
        .await)
}

/// How far a juror is; numbers only, no values.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Progress {
    /// The round.
    pub round_id: RoundId,
    /// Its category.
    pub category_id: CategoryId,
    /// The juror.
    pub person_id: PersonId,
    /// The juror's name.
    pub name: String,
    /// Works to mark, without those recused.
    pub sheets: i64,
    /// Sheets with every mark, locked or not.
    pub complete: i64,
    /// Sealed sheets.
    pub locked: i64,
    /// Works that the juror cannot judge.
    pub abstained: i64,
    /// Works that the juror must not judge.
    pub recused: i64,
}

const PROGRESS: &str = "SELECT x.round_id, r.category_id, x.person_id, p.name,
        COUNT(*) FILTER (WHERE x.state <> 'recused') AS sheets,
        COUNT(*) FILTER (WHERE x.state IN ('open', 'locked') AND x.marked >= x.wanted) AS complete,
        COUNT(*) FILTER (WHERE x.state = 'locked') AS locked,
        COUNT(*) FILTER (WHERE x.state = 'abstained') AS abstained,
        COUNT(*) FILTER (WHERE x.state = 'recused') AS recused
    FROM (SELECT a.round_id, a.person_id, a.state,
            (SELECT COUNT(*) FROM marks m WHERE m.assignment_id = a.id) AS marked,
            (SELECT COUNT(*) FROM criteria q WHERE q.round_id = a.round_id) AS wanted
        FROM assignments a WHERE a.released_at IS NULL) x
        JOIN rounds r ON r.id = x.round_id JOIN people p ON p.id = x.person_id
    WHERE r.contest_id = $1
    GROUP BY x.round_id, r.category_id, x.person_id, p.name
    ORDER BY x.round_id, p.name, x.person_id";

/// How far every juror of a contest is.
pub async fn progress_of(tx: &mut Tx, contest: ContestId) -> Result<Vec<Progress>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(PROGRESS)
        .bind(contest)
        .fetch_all(c)
        .await)
}
