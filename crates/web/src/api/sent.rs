//! What programs send: JSON without fields that nobody knows, and a key that makes it safe to send again.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use contest::db::Digest;
use http::header;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::{
    app::App,
    error::PageError,
    extract::{Once, Visitor},
};

use super::ApiError;

/// A body, and the key of `Idempotency-Key` with what it belongs to.
#[derive(Debug)]
pub struct Sent<T> {
    /// The body.
    pub body: T,
    /// Key of an act that may be sent again.
    pub once: Option<Once>,
}

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let visitor = request
            .extensions()
            .get::<Visitor>()
            .cloned()
            .ok_or_else(|| PageError::internal("no guard before this route"))?;
        let once = {
            let header_of = |name: &str| {
                let value = request.headers().get(name);
                value.map(|v| v.to_str().unwrap_or_default().to_owned())
            };
            let kind = header_of(header::CONTENT_TYPE.as_str()).unwrap_or_default();
            if !kind.starts_with("application/json") {
                let why = "a body of the type application/json is expected".to_owned();
                return Err(ApiError::unreadable(&visitor, why));
            }
            header_of("idempotency-key")
                .map(|key| key.trim_matches('"').parse::<Uuid>())
                .transpose()
        };
        let key = once.map_err(|_| {
            ApiError::unreadable(&visitor, "Idempotency-Key: a UUID is expected".to_owned())
        })?;
        let address = request.uri().path().to_owned();
        let bytes = Bytes::from_request(request, app)
            .await
            .map_err(|_| PageError::TooLarge)?;
        let body = serde_json::from_slice(&bytes)
            .map_err(|error| ApiError::unreadable(&visitor, error.to_string()))?;
        let content = [address.as_bytes(), b"\n", &bytes].concat();
        let once = key.map(|key| Once::of(key, Digest::of(&content)));
        Ok(Self { body, once })
    }
}
