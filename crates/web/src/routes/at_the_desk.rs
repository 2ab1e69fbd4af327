//! The addresses of the clerk's desk.

use contest::people::Role;

use super::{Route, get, post};
use crate::{guard::Access, pages::desk};

const DESK: Access = Access::Roles(&[Role::Clerk, Role::Organiser]);

/// What concerns all entries, and those that come in on paper.
pub(super) fn all_entries() -> Vec<Route> {
    vec![
        get("/{lang}/{contest}/desk", DESK, desk::queue::get),
        get("/{lang}/{contest}/desk/new", DESK, desk::new::choose),
        get(
            "/{lang}/{contest}/desk/new/{category}",
            DESK,
            desk::new::get,
        ),
        post(
            "/{lang}/{contest}/desk/new/{category}",
            DESK,
            desk::new::post,
        )
        .with_files(),
        get("/{lang}/{contest}/desk/intake", DESK, desk::intake::get),
        get(
            "/{lang}/{contest}/desk/screening",
            DESK,
            desk::screening::get,
        ),
        post(
            "/{lang}/{contest}/desk/screening",
            DESK,
            desk::screening::post,
        ),
        get("/{lang}/{contest}/desk/leaks", DESK, desk::leaks::get),
        get("/{lang}/{contest}/desk/paper", DESK, desk::paper::find),
        get(
            "/{lang}/{contest}/desk/paper/{sheet}",
            DESK,
            desk::paper::get,
        ),
        post(
            "/{lang}/{contest}/desk/paper/{sheet}",
            DESK,
            desk::paper::post,
        ),
        get("/{lang}/{contest}/desk/late", DESK, desk::late::get),
        post("/{lang}/{contest}/desk/late", DESK, desk::late::post),
        post("/{lang}/{contest}/desk/intake", DESK, desk::intake::post).with_files(),
        get(
            "/{lang}/{contest}/desk/sticker/{code}",
            DESK,
            desk::intake::sticker_pdf,
        ),
    ]
}

/// Works that are alike.
pub(super) fn pairs() -> Vec<Route> {
    vec![
        get(
            "/{lang}/{contest}/desk/originality",
            DESK,
            desk::originality::get,
        ),
        get(
            "/{lang}/{contest}/desk/originality/{pair}",
            DESK,
            desk::pair::get,
        ),
        post(
            "/{lang}/{contest}/desk/originality/{pair}",
            DESK,
            desk::pair::post,
        ),
        get(
            "/{lang}/{contest}/desk/originality/{pair}/{side}/{recipe}",
            DESK,
            desk::pair::media,
        ),
    ]
}

/// One entry.
pub(super) fn one_entry() -> Vec<Route> {
    vec![
        post(
            "/{lang}/{contest}/desk/entries/{id}/extend",
            DESK,
            desk::extend::post,
        ),
        get(
            "/{lang}/{contest}/desk/entries/{id}",
            DESK,
            desk::entry::get,
        ),
        post(
            "/{lang}/{contest}/desk/entries/{id}",
            DESK,
            desk::entry::post,
        ),
        get(
            "/{lang}/{contest}/desk/entries/{id}/original/{slot}",
            DESK,
            desk::entry::original,
        ),
        get(
            "/{lang}/{contest}/desk/entries/{id}/media/{slot}/{recipe}",
            DESK,
            desk::entry::media,
        ),
        get(
            "/{lang}/{contest}/desk/entries/{id}/cover",
            DESK,
            desk::cover::get,
        ),
        post(
            "/{lang}/{contest}/desk/entries/{id}/cover",
            DESK,
            desk::cover::post,
        ),
        get(
            "/{lang}/{contest}/desk/entries/{id}/consents",
            DESK,
            desk::consents::get,
        ),
        post(
            "/{lang}/{contest}/desk/entries/{id}/consents",
            DESK,
            desk::consents::post,
        ),
        get(
            "/{lang}/{contest}/desk/entries/{id}/consents/{paper}",
            DESK,
            desk::consents::paper,
        ),
    ]
}
