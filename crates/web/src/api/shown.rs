//! Answers that are not sent again to whoever has them.

use axum::response::{IntoResponse, Response};
use contest::db::Digest;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Serialize;

use crate::{error::PageError, extract::Once};

use super::Told;

/// JSON with a tag; only the tag where the asker has it already.
pub fn shown<T: Serialize>(asked: &HeaderMap, value: &T) -> Told {
    let body = serde_json::to_vec(value).map_err(PageError::internal)?;
    let tag = format!("\"{}\"", &Digest::of(&body).hex()[..32]);
    let known = asked
        .get(header::IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|all| {
            all.split(',')
                .any(|one| one.trim().trim_start_matches("W/") == tag)
        });
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = HeaderValue::from_static("application/json");
        ([(header::CONTENT_TYPE, kind)], body).into_response()
    };
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    Ok(response)
}

/// What an act answered before, word for word.
#[must_use]
pub fn again(kept: String) -> Response {
    let kind = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, kind)], kept).into_response()
}

/// Answers an act, and keeps the answer for the same act again, in its transaction.
pub async fn acted<T: Serialize>(
    once: Option<Once>,
    tx: &mut contest::Tx,
    value: &T,
) -> Result<Response, PageError> {
    let body = serde_json::to_string(value).map_err(PageError::internal)?;
    Once::keep(once, tx, &body).await?;
    Ok(again(body))
}
