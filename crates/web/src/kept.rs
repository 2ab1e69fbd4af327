//! Pages that are the same for every visitor are made once for each state of their contest and kept compressed.
//!
//! A state change and its audit event are one transaction, so the head of the contest's log names the state: a page is looked
//! up by its address and that head, and what an act changed is new with the next request, on every server. What follows from
//! the clock alone is the phase, which is part of the name as well, and at most a minute late otherwise.

use std::{io::Write as _, sync::Arc};

use axum::{
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use contest::{audit, db::Digest};
use flate2::{Compression, write::GzEncoder};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use http_body_util::BodyExt as _;
use quick_cache::{Weighter, sync::Cache};

use crate::{app::App, error::PageError, extract::Visitor, pages::public::home::public_phase};

/// Milliseconds after which a page is made anew though nothing happened in its contest.
const SLICE_MS: i64 = 60_000;
/// Bytes of a page with its name, on average; only a hint for the first allocation.
const USUAL_BYTES: usize = 8 * 1024;

/// What is kept.
#[derive(Clone)]
struct Kept {
    plain: Bytes,
    gzip: Bytes,
    tag: HeaderValue,
    kind: HeaderValue,
    /// The few other headers that a handler sets itself.
    others: Arc<[(HeaderName, HeaderValue)]>,
}

#[derive(Clone)]
struct Weigh;

impl Weighter<String, Kept> for Weigh {
    fn weight(&self, name: &String, page: &Kept) -> u64 {
        u64::try_from(name.len() + page.plain.len() + page.gzip.len()).unwrap_or(u64::MAX)
    }
}

/// The pages in memory.
pub struct KeptPages(Cache<String, Kept, Weigh>);

impl KeptPages {
    /// Room for so many bytes; none where that is nothing.
    #[must_use]
    pub fn with_room(bytes: usize) -> Option<Self> {
        let room = u64::try_from(bytes).unwrap_or(u64::MAX);
        (bytes > 0).then(|| Self(Cache::with_weighter(bytes / USUAL_BYTES + 1, room, Weigh)))
    }

    /// Makes every page anew: for whoever changes rows without the log, as tests do.
    pub fn forget(&self) {
        self.0.clear();
    }
}

/// Answers with what is kept, or lets the page be made and keeps it. Pages for somebody, and pages with a message, are made.
pub async fn kept(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(pages) = &app.kept else {
        return next.run(request).await;
    };
    // the body cannot be looked at from two sides at once, so what is needed of the head is taken before
    let visitor = request.extensions().get::<Visitor>().cloned();
    let same_for_all = |v: &Visitor| v.session.is_none() && v.notice.is_none();
    let Some(visitor) = visitor.filter(same_for_all) else {
        return next.run(request).await;
    };
    if request.method() != Method::GET {
        return next.run(request).await;
    }
    let address = request.uri().path_and_query();
    let address = address.map_or_else(String::new, ToString::to_string);
    let name = match name_of(&app, &visitor, &address).await {
        Ok(name) => name,
        Err(error) => return PageError::from(error).into_response(),
    };
    let asked = request.headers().clone();
    match pages.0.get_value_or_guard_async(&name).await {
        Ok(page) => page.answer(&asked),
        Err(place) => {
            let made = next.run(request).await;
            match Kept::of(made).await {
                Ok(page) => {
                    let answer = page.answer(&asked);
                    // one that is pushed out at once is only made again
                    let _ = place.insert(page);
                    answer
                }
                Err(response) => response,
            }
        }
    }
}

/// Everything that a page follows from.
async fn name_of(app: &App, visitor: &Visitor, address: &str) -> Result<String, sqlx::Error> {
    let now = app.now();
    let state = match &visitor.contest {
        Some(contest) => {
            let mut tx = app.db.read().await?;
            let seq = audit::last_number(&mut tx, contest.id.0).await?;
            format!("{seq} {}", public_phase(contest, now))
        }
        None => String::new(),
    };
    let (base, theme) = (&visitor.base, visitor.theme.as_str());
    let slice = now.0.div_euclid(SLICE_MS);
    Ok(format!("{base}{address} {theme} {state} {slice}"))
}

impl Kept {
    /// A whole page out of an answer; whatever is none comes back as it was.
    async fn of(response: Response) -> Result<Self, Response> {
        if response.status() != StatusCode::OK
            || response.headers().contains_key(header::SET_COOKIE)
        {
            return Err(response);
        }
        let (mut head, body) = response.into_parts();
        let plain = match body.collect().await {
            Ok(body) => body.to_bytes(),
            Err(error) => return Err(PageError::internal(error).into_response()),
        };
        let gzip = match packed(&plain) {
            Ok(bytes) => bytes,
            Err(error) => return Err(PageError::internal(error).into_response()),
        };
        let tag = format!("W/\"{}\"", &Digest::of(&plain).hex()[..32]);
        let kind = head.headers.remove(header::CONTENT_TYPE);
        head.headers.remove(header::CONTENT_LENGTH);
        let others: Vec<(HeaderName, HeaderValue)> = head
            .headers
            .iter()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        match HeaderValue::from_str(&tag) {
            Ok(tag) => Ok(Self {
                plain,
                gzip,
                tag,
                kind: kind.unwrap_or(HeaderValue::from_static("application/octet-stream")),
                others: others.into(),
            }),
            Err(error) => Err(PageError::internal(error).into_response()),
        }
    }

    fn answer(&self, asked: &HeaderMap) -> Response {
        let told = |name: HeaderName| asked.get(name).and_then(|h| h.to_str().ok());
        let known = told(header::IF_NONE_MATCH).is_some_and(|tags| {
            let own = self.tag.to_str().unwrap_or_default();
            tags.split(',').any(|tag| tag.trim() == own)
        });
        let zips = told(header::ACCEPT_ENCODING).is_some_and(|all| all.contains("gzip"));
        let mut response = if known {
            StatusCode::NOT_MODIFIED.into_response()
        } else if zips {
            let coding = [(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"))];
            (coding, Body::from(self.gzip.clone())).into_response()
        } else {
            Body::from(self.plain.clone()).into_response()
        };
        let headers = response.headers_mut();
        if !known {
            headers.insert(header::CONTENT_TYPE, self.kind.clone());
        }
        headers.insert(header::ETAG, self.tag.clone());
        let differs = HeaderValue::from_static("accept-encoding, cookie");
        headers.insert(header::VARY, differs);
        headers.extend(self.others.iter().cloned());
        response
    }
}

fn packed(plain: &[u8]) -> std::io::Result<Bytes> {
    let mut packer = GzEncoder::new(Vec::with_capacity(plain.len() / 3), Compression::default());
    packer.write_all(plain)?;
    Ok(packer.finish()?.into())
}
