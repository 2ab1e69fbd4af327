//! SQL of `consents` and `guardian_links`.

use contest::{Actor, Context, Tx, on};
use sqlx::QueryBuilder;

use super::{Given, Giver, Line, Paper, Purpose, TEXT_VERSION, link_hash};
use crate::entries::EntryId;

/// Whether a purpose counts as agreed to, for the entry `e` with the author `a`: [`super::AgeGroup::lets`] in SQL.
macro_rules! lets {
    ($purpose:literal) => {
        concat!(
            "(CASE WHEN ",
            $crate::consents::store::age!(),
            " >= 18 THEN COALESCE(",
            $crate::consents::store::said!($purpose, "<>"),
            ", FALSE) WHEN ",
            $crate::consents::store::age!(),
            " >= 16 THEN COALESCE(",
            $crate::consents::store::said!($purpose, "<>"),
            ", FALSE) AND COALESCE(",
            $crate::consents::store::said!($purpose, "="),
            ", TRUE) WHEN ",
            $crate::consents::store::age!(),
            " >= 7 THEN COALESCE(",
            $crate::consents::store::said!($purpose, "<>"),
            ", FALSE) AND COALESCE(",
            $crate::consents::store::said!($purpose, "="),
            ", FALSE) ELSE COALESCE(",
            $crate::consents::store::said!($purpose, "="),
            ", FALSE) END)"
        )
    };
}

/// The author's age in the year of the deadline.
macro_rules! age {
    () => {
        "((SELECT 1970 + y.closes_at / 31556952000 FROM contests y WHERE y.id = e.contest_id) - COALESCE(a.birth_year, 0))"
    };
}

/// The last answer of a side: `=` the guardian's, `<>` the author's own.
macro_rules! said {
    ($purpose:literal, $is:literal) => {
        concat!(
            "(SELECT s.given FROM consents s WHERE s.entry_id = e.id AND s.purpose = '",
            $purpose,
            "' AND s.giver ",
            $is,
            " 'guardian' ORDER BY s.at DESC, s.seq DESC LIMIT 1)"
        )
    };
}

pub(crate) use {age, lets, said};

const INSERT: &str =
    "INSERT INTO consents (id, entry_id, purpose, giver, seq, given, means, actor, paper_sha256,
        text_version, at)
    SELECT $1, $2, $3, $4, COALESCE(MAX(seq), 0) + 1, $5, $6, $7, $8, $9, $10
    FROM consents WHERE entry_id = $2 AND purpose = $3 AND giver = $4";

pub(super) async fn insert(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (entry, purpose, who): (EntryId, Purpose, Giver),
    given: Given,
) -> Result<(), sqlx::Error> {
    let (id, by) = (cx.id(), actor.label());
    on!(tx, |c| sqlx::query(INSERT)
        .bind(id)
        .bind(entry)
        .bind(purpose.as_str())
        .bind(who.as_str())
        .bind(given.answers.to(purpose))
        .bind(given.means.as_str())
        .bind(&by)
        .bind(given.paper.map(contest::db::Digest::to_vec))
        .bind(TEXT_VERSION)
        .bind(cx.now)
        .execute(c)
        .await
        .map(|_| ()))
}

const LINES: &str = "SELECT entry_id, purpose, giver, given, means, text_version, at FROM consents WHERE entry_id IN (";

/// The ledgers of these entries, oldest line first.
pub async fn of_entries(tx: &mut Tx, ids: &[EntryId]) -> Result<Vec<Line>, sqlx::Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    on!(tx, |c| {
        let mut q = QueryBuilder::new(LINES);
        let mut list = q.separated(", ");
        for id in ids {
            list.push_bind(*id);
        }
        q.push(") ORDER BY at, seq");
        q.build_query_as().fetch_all(c).await
    })
}

/// The ledger of an entry, oldest line first.
pub async fn of_entry(tx: &mut Tx, entry: EntryId) -> Result<Vec<Line>, sqlx::Error> {
    of_entries(tx, &[entry]).await
}

const OPEN_LINK: &str = "INSERT INTO guardian_links (entry_id, key_hash) VALUES ($1, $2)";

/// Opens the guardian's own link of a new entry.
pub(crate) async fn open_link(
    tx: &mut Tx,
    entry: EntryId,
    guardian_key: &str,
) -> Result<(), sqlx::Error> {
    let hash = link_hash(guardian_key).to_vec();
    on!(tx, |c| sqlx::query(OPEN_LINK)
        .bind(entry)
        .bind(&hash)
        .execute(c)
        .await
        .map(|_| ()))
}

const BY_KEY: &str = "SELECT entry_id FROM guardian_links WHERE key_hash = $1";

/// The entry whose guardian's link this is.
pub async fn by_guardian_key(tx: &mut Tx, key: &str) -> Result<Option<EntryId>, sqlx::Error> {
    let hash = link_hash(key).to_vec();
    on!(tx, |c| sqlx::query_scalar(BY_KEY)
        .bind(&hash)
        .fetch_optional(c)
        .await)
}

const PAPERS: &str = "SELECT paper_sha256 AS sha256, MAX(at) AS at FROM consents
    WHERE entry_id = $1 AND paper_sha256 IS NOT NULL GROUP BY paper_sha256 ORDER BY MAX(at) DESC";

pub(super) async fn papers(tx: &mut Tx, entry: EntryId) -> Result<Vec<Paper>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(PAPERS)
        .bind(entry)
        .fetch_all(c)
        .await)
}
