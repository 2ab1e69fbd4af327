//! What can go wrong with a request, as far as a visitor is concerned.

use std::fmt::Display;

use axum::response::{IntoResponse, Response};
use contest::db::{self, Outage};
use http::{HeaderValue, StatusCode, header};

/// Why a page cannot be shown. The words are put around it by `error_pages`.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// Not there, or not for this visitor to know of.
    #[error("not found")]
    NotFound,
    /// The form was not sent from our own page, or is too old.
    #[error("form token")]
    Token,
    /// Somebody has to sign in first.
    #[error("sign in")]
    SignIn,
    /// Organisers and administrators set up a second thing to sign in with first.
    #[error("second factor")]
    Factor,
    /// A program's token does not go so far.
    #[error("scope")]
    Scope,
    /// The form does not parse.
    #[error("malformed: {0}")]
    Malformed(String),
    /// The act is no longer possible, or not yet.
    #[error("closed")]
    Closed,
    /// Somebody else, or another window, was faster.
    #[error("conflict")]
    Conflict,
    /// More bytes than the form takes.
    #[error("too large")]
    TooLarge,
    /// Too many attempts.
    #[error("too many")]
    TooMany,
    /// More bytes in a day than one sender may send.
    #[error("too much")]
    TooMuch,
    /// More requests than are answered at a time.
    #[error("crowded")]
    Crowded,
    /// Database or store cannot be reached; trying again later helps.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// No room left on a disk.
    #[error("full: {0}")]
    Full(String),
    /// Our fault; the visitor gets a reference, the log the cause.
    #[error("{0}")]
    Internal(String),
}

/// Marks an answer that a program reads: no page is put around it.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

impl PageError {
    /// Something that should not happen.
    pub fn internal(cause: impl Display) -> Self {
        Self::Internal(cause.to_string())
    }

    /// The status and the word by which the locales know it.
    #[must_use]
    pub const fn status(&self) -> (StatusCode, &'static str) {
        match self {
            Self::NotFound => (StatusCode::NOT_FOUND, "not-found"),
            Self::Token => (StatusCode::FORBIDDEN, "expired"),
            Self::Factor | Self::Scope => (StatusCode::FORBIDDEN, "denied"),
            Self::SignIn => (StatusCode::UNAUTHORIZED, "denied"),
            Self::Malformed(_) => (StatusCode::BAD_REQUEST, "malformed"),
            Self::Closed => (StatusCode::CONFLICT, "closed"),
            Self::Conflict => (StatusCode::CONFLICT, "conflict"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-big"),
            Self::TooMany => (StatusCode::TOO_MANY_REQUESTS, "busy"),
            Self::TooMuch => (StatusCode::TOO_MANY_REQUESTS, "too-much"),
            Self::Crowded => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
            Self::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
            Self::Full(_) => (StatusCode::INSUFFICIENT_STORAGE, "full"),
            Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "broken"),
        }
    }

    /// Seconds after which trying again may help.
    const fn retry_after(&self) -> Option<&'static str> {
        match self {
            Self::TooMany | Self::TooMuch => Some("900"),
            Self::Crowded => Some("5"),
            Self::Unavailable(_) => Some("10"),
            Self::Full(_) => Some("60"),
            _ => None,
        }
    }
}

impl From<sqlx::Error> for PageError {
    fn from(error: sqlx::Error) -> Self {
        match db::outage_of(&error) {
            Some(Outage::Away) => Self::Unavailable(error.to_string()),
            Some(Outage::Full) => Self::Full(error.to_string()),
            None => Self::internal(error),
        }
    }
}

impl From<crate::render::RenderError> for PageError {
    fn from(error: crate::render::RenderError) -> Self {
        Self::internal(error)
    }
}

impl From<submissions::files::ObjectError> for PageError {
    fn from(error: submissions::files::ObjectError) -> Self {
        match error.outage() {
            Some(Outage::Away) => Self::Unavailable(error.to_string()),
            Some(Outage::Full) => Self::Full(error.to_string()),
            None => Self::internal(error),
        }
    }
}

/// Rides on a response until the page around it is made.
#[derive(Clone, Debug)]
pub struct Faulty {
    /// Word of the error in the locales.
    pub word: &'static str,
    /// For the log only.
    pub cause: String,
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let (status, word) = self.status();
        let mut response = status.into_response();
        if let Some(seconds) = self.retry_after() {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from_static(seconds));
        }
        response.extensions_mut().insert(Faulty {
            word,
            cause: self.to_string(),
        });
        response
    }
}
