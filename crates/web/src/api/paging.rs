//! Lists come in pages: each names the last thing on it, and the next one begins after that.

use http::{HeaderValue, header};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Told;

/// Which page.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// What `next` of the page before said; absent for the first page.
    #[param(max_length = 100)]
    pub after: Option<String>,
    /// How many things at most; 50 where nothing is said.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
}

/// The longest page.
const MOST: i64 = 200;
const USUAL: i64 = 50;

impl Paging {
    /// How many things the page has at most.
    #[must_use]
    pub fn size(&self) -> i64 {
        self.limit.unwrap_or(USUAL).clamp(1, MOST)
    }
}

/// A page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Listing<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// What to send as `after` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<T> Listing<T> {
    /// Of one thing more than the page has room for.
    pub fn of(mut items: Vec<T>, paging: &Paging, name: impl Fn(&T) -> String) -> Self {
        let size = usize::try_from(paging.size()).unwrap_or(usize::MAX);
        let more = items.len() > size;
        items.truncate(size);
        let next = items.last().filter(|_| more).map(name);
        Self { items, next }
    }
}

/// Puts the address of the next page into the head of an answer.
pub fn linked(told: Told, address: &str, paging: &Paging, next: Option<&str>) -> Told {
    let Some(next) = next else {
        return told;
    };
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("after", next);
    query.append_pair("limit", &paging.size().to_string());
    let link = format!("<{address}?{}>; rel=\"next\"", query.finish());
    told.map(|mut response| {
        if let Ok(link) = HeaderValue::from_str(&link) {
            response.headers_mut().insert(header::LINK, link);
        }
        response
    })
}
