//! The description of the API, made from the code.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use utoipa::{
    Modify, OpenApi,
    openapi::{
        OpenApi as Document,
        security::{Http, HttpAuthScheme, SecurityScheme},
    },
};

use super::{contests, entering, entries, running, webhooks};

const ABOUT: &str = "Everything that programs may do in Hoa Ban.\n\n\
    **Public** operations need nothing. **Entering** goes by the key of an entry's private link, which stands in the address. \
    Everything else needs `Authorization: Bearer <token>`; organisers make tokens for one contest on its page «Programs», each \
    with its scopes and its end, and it never may more than its maker.\n\n\
    Lists come in pages: send `next` as `after`. Answers carry an `ETag`; send it as `If-None-Match`. An act with an \
    `Idempotency-Key` (a UUID) may be sent again for two days and happens once; the same key with another body is a conflict. \
    Problems come as `application/problem+json` in Vietnamese, or in English where `Accept-Language` prefers it.\n\n\
    Long files over a bad network are sent by tus 1.0 at the address that a draft tells as `uploads`.\n\n\
    Webhooks follow Standard Webhooks 1.0: `{\"type\": \"entry.submitted\", \"timestamp\": …, \"data\": {\"contest\", \"sequence\", \"subject\"}}`.";

#[derive(OpenApi)]
#[openapi(
    info(title = "Hoa Ban", version = "1", description = ABOUT, license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")),
    paths(
        described, contests::list, contests::one, contests::works, contests::result,
        entering::begin, entering::one, entering::change, entering::put_file, entering::put_author, entering::submit, entering::withdraw,
        entries::list, entries::one, entries::ruling,
        running::calendar, running::put_calendar, running::phase, running::people, running::events,
        webhooks::list, webhooks::add, webhooks::remove, webhooks::resume,
    ),
    tags(
        (name = "public", description = "What everybody may know"),
        (name = "entering", description = "One work, by the key of its private link"),
        (name = "desk", description = "Entries as the desk sees them"),
        (name = "running", description = "Calendar, phase, people, log"),
        (name = "webhooks", description = "Addresses that are told what happens"),
    ),
    modifiers(&Tokens),
)]
struct Api;

struct Tokens;

impl Modify for Tokens {
    fn modify(&self, document: &mut Document) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        let parts = document.components.get_or_insert_default();
        parts.add_security_scheme("token", scheme);
    }
}

/// The description.
#[must_use]
pub fn document() -> Document {
    Api::openapi()
}

/// This description.
#[utoipa::path(get, path = "/api/v1/openapi.json", operation_id = "describe", tag = "public",
    responses((status = 200, description = "An OpenAPI 3.1 document", body = serde_json::Value)))]
pub async fn described() -> Response {
    Json(document()).into_response()
}
