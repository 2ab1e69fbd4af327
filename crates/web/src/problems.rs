//! Problems: what went wrong, for programs (RFC 9457) and, in its sentences, for whoever looks at them.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    error::Plain,
    extract::Visitor,
    forms::FormErrors,
    i18n::{Args, Lang, text},
};

const MEDIA_TYPE: &str = "application/problem+json";

/// What went wrong.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Names the kind: `urn:hoaban:problem:` and `not-found`, `denied`, `expired`, `malformed`, `invalid`, `closed`, `conflict`,
    /// `too-big`, `busy`, `too-much`, `unavailable`, `full` or `broken`.
    #[schema(example = "urn:hoaban:problem:closed")]
    pub r#type: String,
    /// The kind in words.
    pub title: String,
    /// The status of the answer.
    #[schema(example = 409)]
    pub status: u16,
    /// What may be done about it.
    pub detail: String,
    /// By which the log of the server knows what happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Fields that are to be corrected.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
}

/// A field that is to be corrected.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// Name of the field.
    pub field: String,
    /// What is wrong with it.
    pub detail: String,
}

impl Problem {
    /// A problem that the pages have words for.
    #[must_use]
    pub fn of_word(lang: Lang, (status, word): (StatusCode, &str)) -> Self {
        let say = |key: String| text(lang, &key, &Args::new());
        Self {
            r#type: format!("urn:hoaban:problem:{word}"),
            title: say(format!("public-error-{word}")),
            status: status.as_u16(),
            detail: say(format!("public-error-{word}-text")),
            reference: None,
            errors: Vec::new(),
        }
    }

    /// Fields that are to be corrected.
    #[must_use]
    pub fn of_fields(visitor: &Visitor, errors: &FormErrors) -> Self {
        let field = |e: &crate::forms::FieldError| FieldProblem {
            field: e.field.clone(),
            detail: text(visitor.lang, &e.key, &e.args),
        };
        Self {
            errors: errors.iter().map(field).collect(),
            ..Self::of_word(visitor.lang, (StatusCode::UNPROCESSABLE_ENTITY, "invalid"))
        }
    }

    /// A request that cannot be read.
    #[must_use]
    pub fn unreadable(lang: Lang, why: String) -> Self {
        Self {
            detail: why,
            ..Self::of_word(lang, (StatusCode::BAD_REQUEST, "malformed"))
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_REQUEST);
        let mut response = (status, axum::Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response.extensions_mut().insert(Plain);
        response
    }
}
