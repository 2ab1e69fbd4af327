//! SQL of lists of entries.

use contest::{
    Tx,
    contests::{CategoryId, ContestId},
    folding::fold,
    on,
};
use sqlx::QueryBuilder;
use uuid::Uuid;

use crate::{
    consents::store::lets,
    entries::{Entry, EntryId, EntryState, store::entry_columns},
};

/// Writes a [`Filter`] as SQL; a macro, because each driver has its own builder.
macro_rules! where_ {
    ($q:ident, $contest:expr, $filter:expr) => {
        $q.push(" WHERE e.contest_id = ").push_bind($contest);
        if !$filter.states.is_empty() {
            $q.push(" AND e.state IN (");
            let mut states = $q.separated(", ");
            for state in &$filter.states {
                states.push_bind(state.as_str());
            }
            $q.push(")");
        }
        if let Some(category) = $filter.category {
            $q.push(" AND e.category_id = ").push_bind(category);
        }
        if let Some(ids) = &$filter.among {
            // An empty list would be no SQL; no entry has the nil key.
            $q.push(" AND e.id IN (").push_bind(Uuid::nil());
            for id in ids {
                $q.push(", ").push_bind(*id);
            }
            $q.push(")");
        }
        if !$filter.search.is_empty() && $filter.as_public {
            let pattern = like(&$filter.search);
            $q.push(" AND (e.title_folded LIKE ")
                .push_bind(pattern.clone())
                .push(" ESCAPE '\\' OR (a.name_folded LIKE ");
            $q.push_bind(pattern)
                .push(concat!(" ESCAPE '\\' AND ", lets!("naming"), "))"));
        } else if !$filter.search.is_empty() {
            $q.push(" AND e.search LIKE ")
                .push_bind(like(&$filter.search))
                .push(" ESCAPE '\\'");
        }
        for (column, wanted) in [("school", &$filter.school), ("ward", &$filter.ward)] {
            if !wanted.is_empty() {
                $q.push(" AND a.").push(column).push(" = ");
                $q.push_bind(wanted.clone());
                if $filter.as_public {
                    $q.push(concat!(" AND ", lets!("naming")));
                }
            }
        }
        if $filter.as_public {
            $q.push(concat!(" AND ", lets!("display")));
        }
    };
}
pub(in crate::entries) use where_;

/// What a list asks for. Empty and `None` mean «all».
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only these states.
    pub states: Vec<EntryState>,
    /// Only this category.
    pub category: Option<CategoryId>,
    /// Only these entries.
    pub among: Option<Vec<EntryId>>,
    /// Only where this text is found, however it is written.
    pub search: String,
    /// Only authors of this school, as it is written.
    pub school: String,
    /// Only authors of this ward, as it is written.
    pub ward: String,
    /// List only what may be shown, find no author who did not agree to be named, and nothing by school, ward or
    /// telephone.
    pub as_public: bool,
}

/// A line of a list of entries.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Listed {
    /// The entry.
    #[sqlx(flatten)]
    pub entry: Entry,
    /// Author's full name; empty where none was named.
    pub author_name: String,
    /// Author's year of birth; 0 where none was named.
    pub birth_year: i64,
    /// School; may be empty.
    pub school: String,
    /// Whether the author may be named in public.
    pub named: bool,
    /// Whether the work may be shown in public.
    pub displayed: bool,
    /// Place of the category in the contest.
    pub category_position: i64,
    /// Pixels of the small picture; 0 where there is none.
    pub thumb_width: i64,
    /// Pixels of the small picture; 0 where there is none.
    pub thumb_height: i64,
}

const LIST: &str = concat!(
    "SELECT ",
    entry_columns!(),
    ", COALESCE(a.full_name, '') AS author_name, COALESCE(a.birth_year, 0) AS birth_year,
        COALESCE(a.school, '') AS school, ",
    lets!("naming"),
    " AS named, ",
    lets!("display"),
    " AS displayed, k.position AS category_position,
        COALESCE(r.width, 0) AS thumb_width, COALESCE(r.height, 0) AS thumb_height
    FROM entries e JOIN categories k ON k.id = e.category_id
        LEFT JOIN authors a ON a.entry_id = e.id AND a.position = 1
        LEFT JOIN work_files w ON w.entry_id = e.id AND w.slot = 'painting.image' AND w.replaced_at IS NULL
        LEFT JOIN renditions r ON r.original_sha256 = w.sha256 AND r.recipe = 'thumb'"
);

/// One page of the entries of a contest, in the order category, number: `(skip, take)`. Where something is searched for in
/// public, titles that are it come first, then titles with it as it was typed, then titles that begin with it.
pub async fn list(
    tx: &mut Tx,
    contest: ContestId,
    filter: &Filter,
    (skip, take): (i64, i64),
) -> Result<Vec<Listed>, sqlx::Error> {
    on!(tx, |c| {
        let mut q = QueryBuilder::new(LIST);
        where_!(q, contest, filter);
        q.push(" ORDER BY ");
        if !filter.search.is_empty() && filter.as_public {
            let pattern = like(&filter.search);
            q.push("CASE WHEN e.title_folded = ")
                .push_bind(fold(&filter.search))
                .push(" THEN 0 WHEN e.title LIKE ")
                .push_bind(within(filter.search.trim()))
                .push(" ESCAPE '\\' THEN 1 WHEN e.title_folded LIKE ")
                .push_bind(pattern[1..].to_owned())
                .push(" ESCAPE '\\' THEN 2 ELSE 3 END, ");
        }
        q.push("k.position, COALESCE(e.number, 0), e.id LIMIT ")
            .push_bind(take);
        q.push(" OFFSET ").push_bind(skip);
        q.build_query_as().fetch_all(c).await
    })
}

/// Every entry that matches, in the order of [`list`].
pub async fn all(
    tx: &mut Tx,
    contest: ContestId,
    filter: &Filter,
) -> Result<Vec<Listed>, sqlx::Error> {
    list(tx, contest, filter, (0, i64::MAX)).await
}

/// Entries that match, in the order of their keys, that is, as they were begun: those behind `after`, at most `take`.
pub async fn following(
    tx: &mut Tx,
    contest: ContestId,
    filter: &Filter,
    (after, take): (Option<EntryId>, i64),
) -> Result<Vec<Listed>, sqlx::Error> {
    on!(tx, |c| {
        let mut q = QueryBuilder::new(LIST);
        where_!(q, contest, filter);
        if let Some(after) = after {
            q.push(" AND e.id > ").push_bind(after);
        }
        q.push(" ORDER BY e.id LIMIT ").push_bind(take);
        q.build_query_as().fetch_all(c).await
    })
}

const COUNT: &str =
    "SELECT COUNT(*) FROM entries e LEFT JOIN authors a ON a.entry_id = e.id AND a.position = 1";

/// How many entries match.
pub async fn count(tx: &mut Tx, contest: ContestId, filter: &Filter) -> Result<i64, sqlx::Error> {
    on!(tx, |c| {
        let mut q = QueryBuilder::new(COUNT);
        where_!(q, contest, filter);
        q.build_query_scalar().fetch_one(c).await
    })
}

/// A pattern for texts that hold this one, however either is written.
pub(in crate::entries) fn like(text: &str) -> String {
    within(&fold(text))
}

/// A pattern for texts that hold this one as it is.
fn within(text: &str) -> String {
    let escaped = text
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    format!("%{escaped}%")
}

/// How many entries of a category are in a state.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Counted {
    /// The category.
    pub category_id: CategoryId,
    /// The state.
    #[sqlx(try_from = "String")]
    pub state: EntryState,
    /// How many.
    pub count: i64,
}

const COUNTS: &str =
    "SELECT category_id, state, COUNT(*) AS count FROM entries WHERE contest_id = $1
    GROUP BY category_id, state";

/// Entries of a contest, counted by category and state.
pub async fn counts(tx: &mut Tx, contest: ContestId) -> Result<Vec<Counted>, sqlx::Error> {
    on!(tx, |c| sqlx::query_as(COUNTS)
        .bind(contest)
        .fetch_all(c)
        .await)
}
