//! What programs reach, and where organisers let them.

use axum::routing::MethodFilter;
use contest::people::Role;

use super::{Route, by, get, post};
use crate::{
    accounts::access_tokens::Scope,
    api::{contests, document, entering, entries, running, webhooks},
    guard::Access,
    pages::organise::programs,
};

const PUT: (&str, MethodFilter) = ("PUT", MethodFilter::PUT);
const PATCH: (&str, MethodFilter) = ("PATCH", MethodFilter::PATCH);
const DELETE: (&str, MethodFilter) = ("DELETE", MethodFilter::DELETE);

pub(super) fn all() -> Vec<Route> {
    let mut table = open();
    table.extend(by_token());
    table.extend(pages());
    table
}

fn open() -> Vec<Route> {
    use Access::{Holder, Machine, Public};
    vec![
        get("/api/v1/openapi.json", Machine, document::described),
        get("/api/v1/contests", Public, contests::list),
        get("/api/v1/contests/{contest}", Public, contests::one).for_all(),
        get("/api/v1/contests/{contest}/works", Public, contests::works).for_all(),
        get(
            "/api/v1/contests/{contest}/result",
            Public,
            contests::result,
        )
        .for_all(),
        post("/api/v1/contests/{contest}/drafts", Public, entering::begin),
        get("/api/v1/entries/{key}", Holder, entering::one),
        by(PATCH, "/api/v1/entries/{key}", Holder, entering::change).with_text(),
        by(
            PUT,
            "/api/v1/entries/{key}/files/{slot}",
            Holder,
            entering::put_file,
        ),
        by(
            PUT,
            "/api/v1/entries/{key}/author",
            Holder,
            entering::put_author,
        )
        .with_text(),
        post("/api/v1/entries/{key}/submission", Holder, entering::submit),
        post(
            "/api/v1/entries/{key}/withdrawal",
            Holder,
            entering::withdraw,
        ),
    ]
}

fn by_token() -> Vec<Route> {
    const DESK: &[Role] = &[Role::Organiser, Role::Clerk];
    const ORGANISER: &[Role] = &[Role::Organiser];
    const LOG: &[Role] = &[Role::Organiser, Role::Auditor];
    const READ: Access = Access::Token(Scope::ContestRead, ORGANISER);
    const WRITE: Access = Access::Token(Scope::ContestWrite, ORGANISER);
    const ENTRIES: Access = Access::Token(Scope::EntriesRead, DESK);
    vec![
        get("/api/v1/contests/{contest}/entries", ENTRIES, entries::list),
        get(
            "/api/v1/contests/{contest}/entries/{id}",
            ENTRIES,
            entries::one,
        ),
        post(
            "/api/v1/contests/{contest}/entries/{id}/ruling",
            Access::Token(Scope::EntriesWrite, DESK),
            entries::ruling,
        ),
        get(
            "/api/v1/contests/{contest}/calendar",
            READ,
            running::calendar,
        ),
        by(
            PUT,
            "/api/v1/contests/{contest}/calendar",
            WRITE,
            running::put_calendar,
        )
        .with_text(),
        post("/api/v1/contests/{contest}/phase", WRITE, running::phase),
        get("/api/v1/contests/{contest}/people", READ, running::people),
        get(
            "/api/v1/contests/{contest}/events",
            Access::Token(Scope::ContestRead, LOG),
            running::events,
        ),
        get("/api/v1/contests/{contest}/webhooks", READ, webhooks::list),
        post("/api/v1/contests/{contest}/webhooks", WRITE, webhooks::add),
        by(
            DELETE,
            "/api/v1/contests/{contest}/webhooks/{id}",
            WRITE,
            webhooks::remove,
        ),
        post(
            "/api/v1/contests/{contest}/webhooks/{id}/resumption",
            WRITE,
            webhooks::resume,
        ),
    ]
}

fn pages() -> Vec<Route> {
    const ORGANISER: Access = Access::Roles(&[Role::Organiser]);
    vec![
        get(
            "/{lang}/{contest}/organise/programs",
            ORGANISER,
            programs::get,
        ),
        post(
            "/{lang}/{contest}/organise/programs",
            ORGANISER,
            programs::post,
        ),
        post(
            "/{lang}/{contest}/organise/programs/tokens/{id}/remove",
            ORGANISER,
            programs::remove_token,
        ),
        post(
            "/{lang}/{contest}/organise/programs/webhooks",
            ORGANISER,
            programs::add_webhook,
        ),
        post(
            "/{lang}/{contest}/organise/programs/webhooks/{id}/remove",
            ORGANISER,
            programs::remove_webhook,
        ),
        post(
            "/{lang}/{contest}/organise/programs/webhooks/{id}/resume",
            ORGANISER,
            programs::resume_webhook,
        ),
    ]
}
