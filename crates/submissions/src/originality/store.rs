//! SQL of `traces`, `trace_keys` and `likenesses`.

use contest::{
    Timestamp, Tx,
    contests::{ContestId, Kind},
    on,
};
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{Evidence, Likeness, LikenessId, MOST_PER_KEY, Medium, Pair, Work};
use crate::entries::EntryId;

const UNSEEN: &str = "SELECT e.id FROM entries e WHERE e.code IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM traces t WHERE t.entry_id = e.id AND t.method = $1)
    AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.kind = $2 AND j.subject = e.id) LIMIT 1000";

/// Sent works that were never looked at, or by an older method, and for which nobody asked: a thousand at most.
pub(super) async fn unseen(tx: &mut Tx) -> Result<Vec<EntryId>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(UNSEEN)
        .bind(super::METHOD)
        .bind(super::LOOK.0)
        .fetch_all(c)
        .await)
}

const TRACE: &str = "SELECT content FROM traces WHERE entry_id = $1 AND medium = $2";

/// What is kept of a work for a medium.
pub(super) async fn trace(
    tx: &mut Tx,
    entry: EntryId,
    medium: Medium,
) -> Result<Option<Vec<u8>>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(TRACE)
        .bind(entry)
        .bind(medium.as_str())
        .fetch_optional(c)
        .await)
}

const KEEP: &str =
    "INSERT INTO traces (entry_id, medium, content, method, made_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (entry_id, medium) DO UPDATE SET content = $3, method = $4, made_at = $5";

pub(super) async fn keep(
    tx: &mut Tx,
    (entry, medium): (EntryId, Medium),
    content: &[u8],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(KEEP)
        .bind(entry)
        .bind(medium.as_str())
        .bind(content)
        .bind(super::METHOD)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const FORGET_KEY: &str = "DELETE FROM trace_keys WHERE found_by = $1 AND entry_id = $2";

pub(super) async fn forget_keys(
    tx: &mut Tx,
    entry: EntryId,
    keys: &[i64],
) -> Result<(), sqlx::Error> {
    for key in keys {
        on!(tx, |c| sqlx::query(FORGET_KEY)
            .bind(*key)
            .bind(entry)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// Rows of one statement: both databases take many more values.
const ROWS: usize = 400;

pub(super) async fn insert_keys(
    tx: &mut Tx,
    entry: EntryId,
    keys: &[i64],
) -> Result<(), sqlx::Error> {
    for some in keys.chunks(ROWS) {
        on!(tx, |c| {
            let mut q = QueryBuilder::new("INSERT INTO trace_keys (found_by, entry_id) ");
            q.push_values(some, |mut row, key| {
                row.push_bind(*key).push_bind(entry);
            });
            q.push(" ON CONFLICT (found_by, entry_id) DO NOTHING");
            q.build().execute(c).await.map(|_| ())
        })?;
    }
    Ok(())
}

const UNDER: &str = "SELECT entry_id FROM trace_keys WHERE found_by = $1 LIMIT $2";

/// Works under a key; of a key that very many share, only [`MOST_PER_KEY`] of them.
pub(super) async fn under(tx: &mut Tx, key: i64) -> Result<Vec<EntryId>, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(UNDER)
        .bind(key)
        .bind(MOST_PER_KEY)
        .fetch_all(c)
        .await)
}

const CONTESTS: &str = "SELECT contest_id FROM entries WHERE id = $1";

pub(super) async fn contest_of(tx: &mut Tx, entry: EntryId) -> Result<ContestId, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(CONTESTS)
        .bind(entry)
        .fetch_one(c)
        .await)
}

const OF_ENTRY: &str = "SELECT id, earlier_id, later_id, medium FROM likenesses WHERE earlier_id = $1 OR later_id = $1";

/// Key of a pair, its two works, the earlier one first, and the word of its medium.
pub(super) type Known = (LikenessId, EntryId, EntryId, String);

/// The pairs in which a work stands.
pub(super) async fn of_entry(tx: &mut Tx, entry: EntryId) -> Result<Vec<Known>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(OF_ENTRY)
        .bind(entry)
        .fetch_all(c)
        .await)
}

const FORGET: &str = "DELETE FROM likenesses WHERE id = $1";

pub(super) async fn forget(tx: &mut Tx, id: LikenessId) -> Result<(), sqlx::Error> {
    on!(tx, |c| sqlx::query(FORGET)
        .bind(id)
        .execute(c)
        .await
        .map(|_| ()))
}

// A mark stays as long as what was looked at stays.
const NOTE: &str = "INSERT INTO likenesses (id, contest_id, earlier_id, later_id, medium, permille, evidence, found_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (later_id, earlier_id, medium) DO UPDATE SET permille = $6,
        found_at = CASE WHEN likenesses.evidence = $7 THEN likenesses.found_at ELSE $8 END,
        seen_at = CASE WHEN likenesses.evidence = $7 THEN likenesses.seen_at ELSE NULL END,
        seen_by = CASE WHEN likenesses.evidence = $7 THEN likenesses.seen_by ELSE '' END,
        note = CASE WHEN likenesses.evidence = $7 THEN likenesses.note ELSE '' END,
        evidence = $7";

/// Keeps a likeness that was found.
pub(super) async fn note(
    tx: &mut Tx,
    (id, now): (Uuid, Timestamp),
    (contest, earlier, later): (ContestId, EntryId, EntryId),
    (medium, permille, evidence): (Medium, i64, &Evidence),
) -> Result<(), sqlx::Error> {
    let evidence = serde_json::to_string(evidence).map_err(|e| sqlx::Error::Encode(e.into()))?;
    on!(tx, |c| sqlx::query(NOTE)
        .bind(id)
        .bind(contest)
        .bind(earlier)
        .bind(later)
        .bind(medium.as_str())
        .bind(permille)
        .bind(&evidence)
        .bind(now)
        .execute(c)
        .await
        .map(|_| ()))
}

const SET_SEEN: &str = "UPDATE likenesses SET seen_at = $3, seen_by = $4, note = $5
    WHERE id = $1 AND contest_id = $2 AND seen_at IS NULL";

pub(super) async fn set_seen(
    tx: &mut Tx,
    (contest, id): (ContestId, LikenessId),
    now: Timestamp,
    (by, note): &(String, String),
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(SET_SEEN)
        .bind(id)
        .bind(contest)
        .bind(now)
        .bind(by)
        .bind(note)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

const SET_UNSEEN: &str = "UPDATE likenesses SET seen_at = NULL, seen_by = '', note = ''
    WHERE id = $1 AND contest_id = $2 AND seen_at IS NOT NULL";

pub(super) async fn set_unseen(
    tx: &mut Tx,
    (contest, id): (ContestId, LikenessId),
) -> Result<bool, sqlx::Error> {
    let rows = on!(tx, |c| sqlx::query(SET_UNSEEN)
        .bind(id)
        .bind(contest)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Pairs of which both works are in: neither taken back, nor merged into the other one already.
macro_rules! in_force {
    () => {
        "e.state NOT IN ('draft', 'withdrawn', 'duplicate') AND l.state NOT IN ('draft', 'withdrawn', 'duplicate')"
    };
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    likeness: Likeness,
    earlier_code: String,
    earlier_title: String,
    earlier_contest: ContestId,
    earlier_name_vi: String,
    earlier_name_en: String,
    earlier_kind: String,
    later_code: String,
    later_title: String,
    later_name_vi: String,
    later_name_en: String,
    later_kind: String,
    same_author: bool,
}

macro_rules! pairs {
    ($where:literal) => {
        concat!(
            "SELECT p.id, p.contest_id, p.earlier_id, p.later_id, p.medium, p.permille, p.evidence, p.found_at, p.seen_at,
                p.seen_by, p.note,
                e.code AS earlier_code, e.title AS earlier_title, e.contest_id AS earlier_contest,
                x.name_vi AS earlier_name_vi, x.name_en AS earlier_name_en, j.kind AS earlier_kind,
                l.code AS later_code, l.title AS later_title, y.name_vi AS later_name_vi, y.name_en AS later_name_en,
                k.kind AS later_kind,
                EXISTS (SELECT 1 FROM authors a JOIN authors b ON b.phone_e164 = a.phone_e164
                    AND b.name_folded = a.name_folded
                    WHERE a.entry_id = p.earlier_id AND b.entry_id = p.later_id) AS same_author
            FROM likenesses p JOIN entries e ON e.id = p.earlier_id JOIN entries l ON l.id = p.later_id
                JOIN contests x ON x.id = e.contest_id JOIN contests y ON y.id = l.contest_id
                JOIN categories j ON j.id = e.category_id JOIN categories k ON k.id = l.category_id
            WHERE ",
            in_force!(),
            " AND ",
            $where
        )
    };
}

impl Row {
    fn pair(self) -> Result<Pair, sqlx::Error> {
        let kind = |word: &str| {
            Kind::parse(word).ok_or_else(|| sqlx::Error::Decode(word.to_owned().into()))
        };
        Ok(Pair {
            earlier: Work {
                id: self.likeness.earlier_id,
                code: self.earlier_code,
                title: self.earlier_title,
                contest_id: self.earlier_contest,
                contest: (self.earlier_name_vi, self.earlier_name_en),
                kind: kind(&self.earlier_kind)?,
            },
            later: Work {
                id: self.likeness.later_id,
                code: self.later_code,
                title: self.later_title,
                contest_id: self.likeness.contest_id,
                contest: (self.later_name_vi, self.later_name_en),
                kind: kind(&self.later_kind)?,
            },
            same_author: self.same_author,
            likeness: self.likeness,
        })
    }
}

const LIST: &str = pairs!(
    "p.contest_id = $1 AND (p.seen_at IS NOT NULL) = $2 ORDER BY p.permille DESC, p.id LIMIT $4 OFFSET $3"
);

/// Pairs of a contest that were looked at, or were not, the most alike first: `(skip, take)`.
pub async fn list(
    tx: &mut Tx,
    contest: ContestId,
    seen: bool,
    (skip, take): (i64, i64),
) -> Result<Vec<Pair>, sqlx::Error> {
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(LIST)
        .bind(contest)
        .bind(seen)
        .bind(skip)
        .bind(take)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Row::pair).collect()
}

const LIST_OF_ENTRY: &str = pairs!(
    "p.contest_id = $1 AND (p.later_id = $2 OR p.earlier_id = $2) ORDER BY p.permille DESC, p.id"
);

/// Pairs of a contest in which this work stands, the most alike first.
pub async fn list_of_entry(
    tx: &mut Tx,
    contest: ContestId,
    entry: EntryId,
) -> Result<Vec<Pair>, sqlx::Error> {
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(LIST_OF_ENTRY)
        .bind(contest)
        .bind(entry)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Row::pair).collect()
}

const PAIR: &str = pairs!("p.contest_id = $1 AND p.id = $2");

/// One pair of a contest.
pub async fn pair(
    tx: &mut Tx,
    contest: ContestId,
    id: LikenessId,
) -> Result<Option<Pair>, sqlx::Error> {
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(PAIR)
        .bind(contest)
        .bind(id)
        .fetch_optional(c)
        .await)?;
    row.map(Row::pair).transpose()
}

const COUNTS: &str = concat!(
    "SELECT COUNT(*), COUNT(p.seen_at) FROM likenesses p
        JOIN entries e ON e.id = p.earlier_id JOIN entries l ON l.id = p.later_id
    WHERE ",
    in_force!(),
    " AND p.contest_id = $1"
);

/// How many pairs a contest has, and how many of them were looked at.
pub async fn counts(tx: &mut Tx, contest: ContestId) -> Result<(i64, i64), sqlx::Error> {
    on!(tx, |c| sqlx::query_as(COUNTS)
        .bind(contest)
        .fetch_one(c)
        .await)
}

const COUNT_OF_ENTRY: &str = concat!(
    "SELECT COUNT(*), COUNT(p.seen_at) FROM likenesses p
        JOIN entries e ON e.id = p.earlier_id JOIN entries l ON l.id = p.later_id
    WHERE ",
    in_force!(),
    " AND p.contest_id = $1 AND (p.later_id = $2 OR p.earlier_id = $2)"
);

/// In how many pairs of a contest a work stands, and how many of them were looked at.
pub async fn count_of_entry(
    tx: &mut Tx,
    contest: ContestId,
    entry: EntryId,
) -> Result<(i64, i64), sqlx::Error> {
    on!(tx, |c| sqlx::query_as(COUNT_OF_ENTRY)
        .bind(contest)
        .bind(entry)
        .fetch_one(c)
        .await)
}

const WAITING: &str = "SELECT COUNT(*) FROM jobs j JOIN entries e ON e.id = j.subject WHERE e.contest_id = $1 AND j.kind = $2";

/// How many works of a contest still wait to be compared.
pub async fn waiting(tx: &mut Tx, contest: ContestId) -> Result<i64, sqlx::Error> {
    on!(tx, |c| sqlx::query_scalar(WAITING)
        .bind(contest)
        .bind(super::LOOK.0)
        .fetch_one(c)
        .await)
}
