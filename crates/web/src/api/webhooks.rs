//! Addresses that are told what happens.

use axum::{
    extract::{Path, State},
    response::IntoResponse,
};
use contest::webhooks::{self as hooks, Topic, Webhook, WebhookId};
use http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    ApiError, Told,
    paging::Listing,
    sent::Sent,
    shown::{acted, again, shown},
};
use crate::{
    app::App,
    extract::{InContest, Once, Visitor},
    forms::FormErrors,
    pages::organise::programs::{self, unanswered},
    problems::Problem,
    shapes::moment,
    webhooks,
};

/// An address that is told what happens, by Standard Webhooks 1.0.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WebhookInfo {
    /// Key.
    pub id: Uuid,
    /// Where to.
    pub url: String,
    /// `entries`, `contest`, `judging`, `results`.
    pub topics: Vec<String>,
    /// Number of the last event that it was told or that is not for it.
    pub told: i64,
    /// Why the last try failed; absent where it did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// When it was given up after three days of tries; absent where it was not.
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_at: Option<String>,
    /// With what messages are signed; told once, when it is added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

impl WebhookInfo {
    fn of(hook: &Webhook) -> Self {
        Self {
            id: hook.id.0,
            url: hook.url.clone(),
            topics: hook.topics.split(' ').map(str::to_owned).collect(),
            told: hook.told_seq,
            fault: Some(hook.fault.clone()).filter(|fault| !fault.is_empty()),
            stopped_at: hook.stopped_at.map(moment),
            secret: None,
        }
    }
}

/// The webhooks of a contest.
#[utoipa::path(get, path = "/api/v1/contests/{contest}/webhooks", operation_id = "listWebhooks", tag = "webhooks",
    params(("contest" = String, Path, description = "Name of the contest in addresses")),
    responses((status = 200, body = Listing<WebhookInfo>), (status = "default", body = Problem, content_type = "application/problem+json")),
    security(("token" = ["contest:read"])))]
pub async fn list(
    State(app): State<App>,
    InContest(contest): InContest,
    headers: HeaderMap,
) -> Told {
    let mut tx = app.db.read().await?;
    let all = hooks::of_contest(&mut tx, contest.id).await?;
    let items = all.iter().map(WebhookInfo::of).collect();
    shown(&headers, &Listing { items, next: None })
}

/// An address to be told.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WebhookInput {
    /// Where to: `https://…`.
    pub url: String,
    /// `entries`, `contest`, `judging`, `results`; at least one.
    pub topics: Vec<String>,
}

/// Adds an address, which is told what happens from now on.
#[utoipa::path(post, path = "/api/v1/contests/{contest}/webhooks", operation_id = "addWebhook", tag = "webhooks",
    params(("contest" = String, Path, description = "Name of the contest in addresses"),
        ("Idempotency-Key" = Option<Uuid>, Header, description = "Makes it safe to send again")),
    request_body = WebhookInput,
    responses((status = 201, body = WebhookInfo), (status = "default", body = Problem, content_type = "application/problem+json")),
    security(("token" = ["contest:write"])))]
pub async fn add(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Sent { body, once }: Sent<WebhookInput>,
) -> Told {
    let mut errors = FormErrors::new();
    let topics: Vec<Topic> = body.topics.iter().filter_map(|t| Topic::parse(t)).collect();
    if topics.len() < body.topics.len() {
        errors.add("topics", "error-choice");
    }
    let mut tx = app.db.begin().await?;
    if let Some(kept) = Once::earlier(once, &mut tx, &app).await? {
        return Ok((StatusCode::CREATED, again(kept)).into_response());
    }
    let wanted = (body.url.as_str(), topics.as_slice());
    let of = (&visitor.actor(), &contest);
    let added = programs::add(&mut tx, &app, of, wanted, &mut errors).await?;
    let Some(hook) = added else {
        return Err(ApiError::fields(&visitor, &errors));
    };
    let told = WebhookInfo {
        secret: Some(webhooks::shown_secret(&hook)),
        ..WebhookInfo::of(&hook)
    };
    let response = acted(once, &mut tx, &told).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, response).into_response())
}

/// Takes an address away.
#[utoipa::path(delete, path = "/api/v1/contests/{contest}/webhooks/{id}", operation_id = "removeWebhook", tag = "webhooks",
    params(("contest" = String, Path, description = "Name of the contest in addresses"),
        ("id" = Uuid, Path, description = "Key of the webhook")),
    responses((status = 204, description = "It is gone"), (status = "default", body = Problem, content_type = "application/problem+json")),
    security(("token" = ["contest:write"])))]
pub async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, id)): Path<(String, WebhookId)>,
) -> Told {
    let mut tx = app.db.begin().await?;
    hooks::remove(&mut tx, &app.cx(), &visitor.actor(), &contest, id)
        .await
        .map_err(unanswered)?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Tries again at once, also where it was given up.
#[utoipa::path(post, path = "/api/v1/contests/{contest}/webhooks/{id}/resumption", operation_id = "resumeWebhook", tag = "webhooks",
    params(("contest" = String, Path, description = "Name of the contest in addresses"),
        ("id" = Uuid, Path, description = "Key of the webhook")),
    responses((status = 204, description = "It goes on"), (status = "default", body = Problem, content_type = "application/problem+json")),
    security(("token" = ["contest:write"])))]
pub async fn resume(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, id)): Path<(String, WebhookId)>,
) -> Told {
    let mut tx = app.db.begin().await?;
    hooks::resume(&mut tx, &app.cx(), &visitor.actor(), &contest, id)
        .await
        .map_err(unanswered)?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
