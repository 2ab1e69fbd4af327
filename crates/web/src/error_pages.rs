//! Errors get words: a page for people, a problem for programs.

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};

use crate::{
    app::App,
    error::{Faulty, Plain},
    extract::Visitor,
    guard::{is_api, visitor_of},
    observing::RequestId,
    pages::public::error::ErrorPage,
    problems::Problem,
};

/// Puts words around bare errors, and logs our own once under the reference that the visitor sees.
pub async fn put_words(State(app): State<App>, request: Request, next: Next) -> Response {
    let bare = visitor_of(&app, &request);
    let address = request.uri().path().to_owned();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or_else(String::new, |r| r.as_str().to_owned());
    let id = request.extensions().get::<RequestId>();
    let id = id.map_or_else(String::new, |id| id.0.clone());
    let response = next.run(request).await;
    if response.extensions().get::<Plain>().is_some() {
        return response;
    }
    let status = response.status();
    let faulty = response.extensions().get::<Faulty>().cloned();
    let word = match (&faulty, status) {
        (Some(faulty), _) => faulty.word,
        // Whoever writes a program wants to know that it asks wrongly.
        (None, StatusCode::BAD_REQUEST) if is_api(&address) => "malformed",
        // An address whose parts do not parse is an address of nothing.
        (None, StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST) => "not-found",
        (None, StatusCode::METHOD_NOT_ALLOWED) => "malformed",
        (None, StatusCode::PAYLOAD_TOO_LARGE) => "too-big",
        _ => return response,
    };
    let status = if word == "not-found" {
        StatusCode::NOT_FOUND
    } else {
        status
    };
    let mut reference = String::new();
    if status.is_server_error() {
        reference = id;
        let cause = faulty.map(|f| f.cause).unwrap_or_default();
        // the route and not the address: that may hold somebody's private link
        if status == StatusCode::INTERNAL_SERVER_ERROR {
            tracing::error!(id = reference, %method, route, cause, "request failed");
        } else if word != "busy" {
            tracing::warn!(id = reference, %method, route, cause, "request put off");
        }
    }
    let visitor = response
        .extensions()
        .get::<Visitor>()
        .cloned()
        .unwrap_or(bare);
    if is_api(&address) {
        let problem = Problem {
            reference: Some(reference).filter(|r| !r.is_empty()),
            ..Problem::of_word(visitor.lang, (status, word))
        };
        let mut shown = with_head_of(&response, problem.into_response());
        if status == StatusCode::UNAUTHORIZED {
            let how = HeaderValue::from_static("Bearer");
            shown.headers_mut().insert(header::WWW_AUTHENTICATE, how);
        }
        return shown;
    }
    let page = ErrorPage {
        kind: word.to_owned(),
        reference: Some(reference).filter(|r| !r.is_empty()),
    };
    let Ok(html) = app.renderer.page(&visitor.layout(&app), &page) else {
        return response;
    };
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    with_head_of(&response, (status, kind, html).into_response())
}

/// The page or problem about an error, with what its bare answer said to programs: when to ask again, and how.
fn with_head_of(bare: &Response, mut shown: Response) -> Response {
    for name in [header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = bare.headers().get(&name) {
            shown.headers_mut().insert(name, value.clone());
        }
    }
    let headers = shown.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    shown
}
