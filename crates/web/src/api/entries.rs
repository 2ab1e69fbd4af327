//! Entries as the desk sees them.

use axum::{
    extract::{Path, Query, State},
    response::IntoResponse,
};
use contest::{
    contests::{self, Category},
    folding::tidy_line,
};
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use submissions::{
    entries::{self, Entry, EntryId, EntryState, Filter, Listed},
    files,
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    ApiError, Told,
    paging::{Listing, Paging, linked},
    sent::Sent,
    shown::{acted, again, shown},
};
use crate::{
    app::App,
    error::PageError,
    extract::{InContest, Once, Visitor},
    forms::FormErrors,
    guard::API_ROOT,
    pages::desk::{
        entry::{DecideForm, of_contest, rule},
        queue::SEEN,
    },
    problems::Problem,
    render::words,
    shapes::{AuthorInfo, FileInfo, WorkTexts, moment, read_moment},
};

/// An entry in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryLine {
    /// Key.
    pub id: Uuid,
    /// Code.
    #[schema(example = "T-0179-K")]
    pub code: String,
    /// `submitted`, `returned`, `eligible`, `ineligible`, `withdrawn` or `duplicate`.
    pub state: String,
    /// Why it was returned or is ineligible; may be empty.
    pub state_reason: String,
    /// The category's name in addresses.
    pub category: String,
    /// Title.
    pub title: String,
    /// The author's full name.
    pub author: String,
    /// School or office; may be empty.
    pub school: String,
    /// `online` or `desk`.
    pub source: String,
    /// When it was first sent.
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted_at: Option<String>,
    /// When it was last changed.
    #[schema(format = DateTime)]
    pub updated_at: String,
}

impl EntryLine {
    fn of(categories: &[Category], entry: &Entry, (author, school): (&str, &str)) -> Self {
        let category = categories.iter().find(|c| c.id == entry.category_id);
        Self {
            id: entry.id.0,
            code: entry.code.clone().unwrap_or_default(),
            state: entry.state.as_str().to_owned(),
            state_reason: entry.state_reason.clone(),
            category: category.map_or_else(String::new, |c| c.slug.clone()),
            title: entry.title.clone(),
            author: author.to_owned(),
            school: school.to_owned(),
            source: entry.source.as_str().to_owned(),
            submitted_at: entry.submitted_at.map(moment),
            updated_at: moment(entry.updated_at),
        }
    }
}

/// Which entries.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct EntryQuery {
    /// Only in this state.
    state: Option<String>,
    /// Only in this category, by its name in addresses.
    category: Option<String>,
    /// Only where this is found in title, name, code or telephone, however it is written.
    q: Option<String>,
    /// What `next` of the page before said; absent for the first page.
    after: Option<Uuid>,
    /// How many things at most; 50 where nothing is said.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
}

/// Entries that were sent, as they were begun.
#[utoipa::path(get, path = "/api/v1/contests/{contest}/entries", operation_id = "listEntries", tag = "desk",
    params(("contest" = String, Path, description = "Name of the contest in addresses"), EntryQuery),
    responses((status = 200, body = Listing<EntryLine>), (status = "default", body = Problem, content_type = "application/problem+json")),
    security(("token" = ["entries:read"])))]
pub async fn list(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Query(query): Query<EntryQuery>,
    headers: HeaderMap,
) -> Told {
    let mut tx = app.db.read().await?;
    let categories = contests::categories_of(&mut tx, contest.id).await?;
    let mut errors = FormErrors::new();
    let states = match query.state.as_deref().map(EntryState::parse) {
        None => SEEN.to_vec(),
        Some(Some(state)) if SEEN.contains(&state) => vec![state],
        Some(_) => {
            errors.add("state", "error-choice");
            Vec::new()
        }
    };
    let category = query.category.as_deref().map(|slug| {
        let found = categories.iter().find(|c| c.slug == slug);
        if found.is_none() {
            errors.add("category", "error-choice");
        }
        found.map(|c| c.id)
    });
    if !errors.is_empty() {
        return Err(ApiError::fields(&visitor, &errors));
    }
    let filter = Filter {
        states,
        category: category.flatten(),
        search: tidy_line(query.q.as_deref().unwrap_or_default()),
        ..Filter::default()
    };
    let paging = Paging {
        after: None,
        limit: query.limit,
    };
    let page = (query.after.map(EntryId), paging.size() + 1);
    let listed = entries::following(&mut tx, contest.id, &filter, page).await?;
    let line = |l: &Listed| EntryLine::of(&categories, &l.entry, (&l.author_name, &l.school));
    let items = listed.iter().map(line).collect();
    let listing = Listing::of(items, &paging, |line: &EntryLine| line.id.to_string());
    let address = format!("{}/contests/{}/entries", API_ROOT, contest.slug);
    let next = listing.next.clone();
    linked(
        shown(&headers, &listing),
        &address,
        &paging,
        next.as_deref(),
    )
}

/// An entry.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EntryInfo {
    /// As it stands in the list.
    #[serde(flatten)]
    pub line: EntryLine,
    /// The texts.
    pub work: WorkTexts,
    /// Files.
    pub files: Vec<FileInfo>,
    /// Who made it; absent where nobody was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made_by: Option<AuthorInfo>,
}

async fn info_of(
    tx: &mut contest::Tx,
    contest: &contests::Contest,
    id: EntryId,
) -> Result<EntryInfo, PageError> {
    let entry = of_contest(tx, contest, id).await?;
    let categories = contests::categories_of(tx, contest.id).await?;
    let author = entries::author_of(tx, entry.id).await?;
    let named = author.as_ref();
    let named = named.map_or(("", ""), |a| (a.full_name.as_str(), a.school.as_str()));
    Ok(EntryInfo {
        line: EntryLine::of(&categories, &entry, named),
        work: WorkTexts::of(&entry),
        files: files::of_entry(tx, entry.id)
            .await?
            .iter()
            .map(FileInfo::of)
            .collect(),
        made_by: author.map(AuthorInfo::from),
    })
}

/// An entry with its author.
#[utoipa::path(get, path = "/api/v1/contests/{contest}/entries/{id}", operation_id = "getEntry", tag = "desk",
    params(("contest" = String, Path, description = "Name of the contest in addresses"),
        ("id" = Uuid, Path, description = "Key of the entry"),
        ("If-None-Match" = Option<String>, Header, description = "The tag that is known")),
    responses((status = 200, body = EntryInfo), (status = 304, description = "Nothing is new"),
        (status = "default", body = Problem, content_type = "application/problem+json")),
    security(("token" = ["entries:read"])))]
pub async fn one(
    State(app): State<App>,
    InContest(contest): InContest,
    Path((_, id)): Path<(String, EntryId)>,
    headers: HeaderMap,
) -> Told {
    let mut tx = app.db.read().await?;
    shown(&headers, &info_of(&mut tx, &contest, id).await?)
}

/// What the desk rules.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RulingInput {
    /// `eligible`, `ineligible`, `duplicate` or `returned`.
    pub decision: String,
    /// Why; the author reads it. Needed where it is not eligible.
    pub reason: String,
    /// Code of the entry that counts, for a duplicate.
    pub duplicate_of: String,
    /// Until when a returned entry may be corrected; three days where nothing is said.
    #[schema(format = DateTime)]
    pub correct_until: Option<String>,
}

/// Rules on an entry.
#[utoipa::path(post, path = "/api/v1/contests/{contest}/entries/{id}/ruling", operation_id = "ruleOnEntry", tag = "desk",
    params(("contest" = String, Path, description = "Name of the contest in addresses"),
        ("id" = Uuid, Path, description = "Key of the entry"),
        ("Idempotency-Key" = Option<Uuid>, Header, description = "Makes it safe to send again")),
    request_body = RulingInput,
    responses((status = 200, body = EntryInfo), (status = "default", body = Problem, content_type = "application/problem+json")),
    security(("token" = ["entries:write"])))]
pub async fn ruling(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, id)): Path<(String, EntryId)>,
    Sent { body, once }: Sent<RulingInput>,
) -> Told {
    let mut errors = FormErrors::new();
    let until = body.correct_until.as_deref().map(|text| {
        let at = read_moment(text);
        if at.is_none() {
            errors.add("correct_until", "organise-calendar-wrong");
        }
        at
    });
    if !errors.is_empty() {
        return Err(ApiError::fields(&visitor, &errors));
    }
    let form = DecideForm {
        decision: body.decision,
        reason: body.reason,
        duplicate_of: body.duplicate_of,
        correct_until: until
            .flatten()
            .map_or_else(String::new, |at| words::typed_moment(at.0, &contest.zone)),
        ..DecideForm::default()
    };
    let mut tx = app.db.begin().await?;
    let entry = of_contest(&mut tx, &contest, id).await?;
    if let Some(kept) = Once::earlier(once, &mut tx, &app).await? {
        return Ok(again(kept));
    }
    let of = (&contest, &entry);
    let errors = rule(&mut tx, &app, &visitor.actor(), of, &form).await?;
    if !errors.is_empty() {
        return Err(ApiError::fields(&visitor, &errors));
    }
    let told = info_of(&mut tx, &contest, id).await?;
    let response = acted(once, &mut tx, &told).await?;
    tx.commit().await?;
    Ok(response.into_response())
}
