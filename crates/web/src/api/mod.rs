//! What programs speak with: the JSON API under `/api/v1`, described by OpenAPI 3.1 that is made from the code, and
//! resumable uploads. Both call the same actions with the same rules as pages.
//!
//! Whoever acts for somebody sends `Authorization: Bearer <token>`; a cookie opens nothing here. Who enters a work has the key of
//! its private link in the address. Errors are problems (RFC 9457) in the language of `Accept-Language`.

pub mod contests;
pub mod document;
pub mod entering;
pub mod entries;
pub mod paging;
pub mod running;
pub mod sent;
pub mod shown;
pub mod tus;
pub mod webhooks;

use axum::response::{IntoResponse, Response};

use crate::{error::PageError, extract::Visitor, forms::FormErrors, problems::Problem};

pub use document::document;

/// Why a request was not answered as it was meant.
#[derive(Debug)]
pub enum ApiError {
    /// As pages have it; `error_pages` puts the problem around it.
    Page(PageError),
    /// Something about the request itself, told at once.
    Told(Box<Problem>),
}

impl<E: Into<PageError>> From<E> for ApiError {
    fn from(error: E) -> Self {
        Self::Page(error.into())
    }
}

impl ApiError {
    /// Fields that are to be corrected.
    #[must_use]
    pub fn fields(visitor: &Visitor, errors: &FormErrors) -> Self {
        Self::Told(Box::new(Problem::of_fields(visitor, errors)))
    }

    /// A request that cannot be read; `why` is for whoever writes the program.
    #[must_use]
    pub fn unreadable(visitor: &Visitor, why: String) -> Self {
        Self::Told(Box::new(Problem::unreadable(visitor.lang, why)))
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        match self {
            Self::Page(error) => error.into_response(),
            Self::Told(problem) => problem.into_response(),
        }
    }
}

/// What a handler of the API answers.
pub type Told = Result<Response, ApiError>;
