//! What outsiders check a result with.

use contest::people::Role;

use super::{Route, get, post};
use crate::{
    guard::Access,
    pages::{jury, organise, public},
};

pub(super) fn all() -> Vec<Route> {
    use Access::Public;
    const JUROR: Access = Access::Roles(&[Role::Juror]);
    const ORGANISER: Access = Access::Roles(&[Role::Organiser]);
    vec![
        get("/{lang}/{contest}/proof", Public, public::proof::get),
        get(
            "/{lang}/{contest}/proof/bundle.zip",
            Public,
            public::proof::bundle,
        ),
        get(
            "/{lang}/{contest}/works/{code}/score",
            Public,
            public::score::get,
        )
        .for_all(),
        get(
            "/{lang}/{contest}/jury/{category}/sheets.json",
            JUROR,
            jury::today::receipt,
        ),
        get(
            "/{lang}/{contest}/organise/openness",
            ORGANISER,
            organise::openness::get,
        ),
        get(
            "/{lang}/{contest}/organise/feedback",
            ORGANISER,
            organise::feedback::get,
        ),
        post(
            "/{lang}/{contest}/organise/feedback",
            ORGANISER,
            organise::feedback::post,
        ),
        post(
            "/{lang}/{contest}/organise/feedback/screen",
            ORGANISER,
            organise::feedback::screen,
        ),
        post(
            "/{lang}/{contest}/organise/openness",
            ORGANISER,
            organise::openness::post,
        ),
    ]
}
