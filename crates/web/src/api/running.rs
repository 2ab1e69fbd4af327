//! Running a contest: calendar, phase, people, the log.

use axum::{
    extract::{Query, State},
    response::IntoResponse,
};
use contest::{
    Timestamp, audit,
    contests::{self, Phase},
    people,
};
use http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    ApiError, Told,
    contests::nothing_after,
    paging::{Listing, Paging, linked},
    sent::Sent,
    shown::shown,
};
use crate::{
    app::App,
    extract::{InContest, Visitor},
    forms::FormErrors,
    guard::API_ROOT,
    pages::organise::{calendar, home},
    problems::Problem,
    shapes::{moment, read_moment},
};

/// The dates of a contest and its phase.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CalendarInfo {
    /// `setup`, `open`, `checking`, `judging`, `deliberating`, `advising` or `decided`.
    pub phase: String,
    /// Entries are taken from here …
    #[schema(format = DateTime)]
    pub opens_at: String,
    /// … to here.
    #[schema(format = DateTime)]
    pub closes_at: String,
    /// Minutes in which a draft that was begun in time may still be sent.
    pub grace_minutes: i64,
    /// When jurors should be done.
    #[schema(format = DateTime)]
    pub judging_ends_at: String,
    /// When results are planned to be announced.
    #[schema(format = DateTime)]
    pub announced_at: String,
}

impl CalendarInfo {
    fn of(contest: &contests::Contest) -> Self {
        Self {
            phase: contest.phase.as_str().to_owned(),
            opens_at: moment(contest.opens_at),
            closes_at: moment(contest.closes_at),
            grace_minutes: contest.grace_ms / 60_000,
            judging_ends_at: moment(contest.judging_until),
            announced_at: moment(contest.results_at),
        }
    }
}

/// The calendar.
#[utoipa::path(get, path = "/api/v1/contests/{contest}/calendar", operation_id = "getCalendar", tag = "running",
    params(("contest" = String, Path, description = "Name of the contest in addresses"),
        ("If-None-Match" = Option<String>, Header, description = "The tag that is known")),
    responses((status = 200, body = CalendarInfo), (status = 304, description = "Nothing is new"),
        (status = "default", body = Problem, content_type = "application/problem+json")),
    security(("token" = ["contest:read"])))]
pub async fn calendar(InContest(contest): InContest, headers: HeaderMap) -> Told {
    shown(&headers, &CalendarInfo::of(&contest))
}

/// The dates of a contest.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarInput {
    /// Entries are taken from here …
    #[schema(format = DateTime)]
    pub opens_at: String,
    /// … to here.
    #[schema(format = DateTime)]
    pub closes_at: String,
    /// Minutes in which a draft that was begun in time may still be sent.
    #[schema(minimum = 0, maximum = 1440)]
    pub grace_minutes: i64,
    /// When jurors should be done.
    #[schema(format = DateTime)]
    pub judging_ends_at: String,
    /// When results are planned to be announced.
    #[schema(format = DateTime)]
    pub announced_at: String,
    /// Why, once the contest is open: it is published.
    #[serde(default)]
    pub reason: String,
}

/// Sets the calendar.
#[utoipa::path(put, path = "/api/v1/contests/{contest}/calendar", operation_id = "putCalendar", tag = "running",
    params(("contest" = String, Path, description = "Name of the contest in addresses")),
    request_body = CalendarInput,
    responses((status = 204, description = "It is set"), (status = "default", body = Problem, content_type = "application/problem+json")),
    security(("token" = ["contest:write"])))]
pub async fn put_calendar(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Sent { body, .. }: Sent<CalendarInput>,
) -> Told {
    let mut errors = FormErrors::new();
    let mut read = |field: &str, text: &str| {
        let at = read_moment(text);
        if at.is_none() {
            errors.add(field, "organise-calendar-wrong");
        }
        at.unwrap_or(Timestamp(0))
    };
    let new = contests::Calendar {
        opens_at: read("opens_at", &body.opens_at),
        closes_at: read("closes_at", &body.closes_at),
        judging_until: read("judging_ends_at", &body.judging_ends_at),
        results_at: read("announced_at", &body.announced_at),
        grace_ms: body.grace_minutes.saturating_mul(60_000),
    };
    calendar::check_grace(&new, &mut errors);
    let mut tx = app.db.begin().await?;
    if errors.is_empty() {
        let given = (&new, body.reason.as_str());
        errors = calendar::amend(&mut tx, &app, &visitor.actor(), &contest, given).await?;
    }
    if !errors.is_empty() {
        return Err(ApiError::fields(&visitor, &errors));
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Where the contest goes on to.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PhaseInput {
    /// The next phase: `open`, `checking`, `judging`, `deliberating`, …
    pub to: String,
}

/// Lets the contest go on to its next phase.
#[utoipa::path(post, path = "/api/v1/contests/{contest}/phase", operation_id = "enterPhase", tag = "running",
    params(("contest" = String, Path, description = "Name of the contest in addresses")),
    request_body = PhaseInput,
    responses((status = 204, description = "It is there"), (status = "default", body = Problem, content_type = "application/problem+json")),
    security(("token" = ["contest:write"])))]
pub async fn phase(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Sent { body, .. }: Sent<PhaseInput>,
) -> Told {
    let Some(to) = Phase::parse(&body.to) else {
        let mut errors = FormErrors::new();
        errors.add("to", "error-choice");
        return Err(ApiError::fields(&visitor, &errors));
    };
    let mut tx = app.db.begin().await?;
    home::enter_phase(&mut tx, &app, &visitor.actor(), &contest, to).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Somebody with a role.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoleInfo {
    /// Key of the person.
    pub person: Uuid,
    /// Full name.
    pub name: String,
    /// Address for signing in.
    pub email: String,
    /// `organiser`, `clerk`, `juror`, `chair`, `advisor` or `auditor`.
    pub role: String,
    /// The category's name in addresses; absent where the role is for the whole contest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
}

/// People and their roles.
#[utoipa::path(get, path = "/api/v1/contests/{contest}/people", operation_id = "listPeople", tag = "running",
    params(("contest" = String, Path, description = "Name of the contest in addresses")),
    responses((status = 200, body = Listing<RoleInfo>), (status = "default", body = Problem, content_type = "application/problem+json")),
    security(("token" = ["contest:read"])))]
pub async fn people(
    State(app): State<App>,
    InContest(contest): InContest,
    headers: HeaderMap,
) -> Told {
    let mut tx = app.db.read().await?;
    let categories = contests::categories_of(&mut tx, contest.id).await?;
    let held = people::holders_of(&mut tx, contest.id).await?;
    let role = |h: people::RoleHolder| RoleInfo {
        category: h.category_id.and_then(|id| {
            let found = categories.iter().find(|c| c.id == id);
            found.map(|c| c.slug.clone())
        }),
        person: h.person.id.0,
        name: h.person.name,
        email: h.person.email,
        role: h.role.as_str().to_owned(),
    };
    let items = held.into_iter().map(role).collect();
    shown(&headers, &Listing { items, next: None })
}

/// An event of the log.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EventInfo {
    /// 1, 2, 3 … without gaps.
    pub sequence: i64,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// Who: a kind and a key, never a name.
    pub actor: String,
    /// What, as `noun.verb`.
    #[schema(example = "entry.submitted")]
    pub kind: String,
    /// To what, as `noun:key`.
    pub subject: String,
    /// More about it.
    #[schema(value_type = Object)]
    pub details: serde_json::Value,
    /// SHA-256 over the hash before and all of the above, in hexadecimal.
    pub hash: String,
}

impl EventInfo {
    fn of(event: audit::Event) -> Self {
        Self {
            sequence: event.seq,
            at: moment(event.at),
            actor: event.actor,
            kind: event.kind,
            subject: event.subject,
            details: serde_json::from_str(&event.details).unwrap_or_default(),
            hash: event.hash.hex(),
        }
    }
}

/// The log of everything that was done, from the first event on.
#[utoipa::path(get, path = "/api/v1/contests/{contest}/events", operation_id = "listEvents", tag = "running",
    params(("contest" = String, Path, description = "Name of the contest in addresses"), Paging),
    responses((status = 200, body = Listing<EventInfo>), (status = "default", body = Problem, content_type = "application/problem+json")),
    security(("token" = ["contest:read"])))]
pub async fn events(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Query(paging): Query<Paging>,
    headers: HeaderMap,
) -> Told {
    let after = paging.after.as_ref().map(|text| text.parse::<i64>());
    let after = after.transpose().map_err(|_| nothing_after(&visitor))?;
    let mut tx = app.db.read().await?;
    let size = paging.size() + 1;
    let events = audit::after(&mut tx, contest.id.0, after.unwrap_or(0), size).await?;
    let items = events.into_iter().map(EventInfo::of).collect();
    let listing = Listing::of(items, &paging, |event| event.sequence.to_string());
    let address = format!("{}/contests/{}/events", API_ROOT, contest.slug);
    let next = listing.next.clone();
    linked(
        shown(&headers, &listing),
        &address,
        &paging,
        next.as_deref(),
    )
}
