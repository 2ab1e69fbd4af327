//! Everything that is printed, and the evening on which prizes are handed over.

use contest::people::Role;

use super::{Route, get, post};
use crate::{
    guard::Access,
    pages::{ceremony, papers},
};

pub(super) fn routes() -> Vec<Route> {
    const ORGANISER: Access = Access::Roles(&[Role::Organiser]);
    vec![
        post(
            "/{lang}/{contest}/ceremony/live",
            ORGANISER,
            ceremony::screen::live,
        ),
        post(
            "/{lang}/{contest}/ceremony/reveal/{id}",
            ORGANISER,
            ceremony::screen::reveal,
        ),
        get(
            "/{lang}/{contest}/papers/register",
            ORGANISER,
            papers::register::get,
        ),
        post(
            "/{lang}/{contest}/papers/register",
            ORGANISER,
            papers::register::post,
        ),
        get("/{lang}/{contest}/papers", ORGANISER, papers::home::get),
        get(
            "/{lang}/{contest}/papers/{file}",
            ORGANISER,
            papers::home::file,
        ),
        post(
            "/{lang}/{contest}/papers/works",
            ORGANISER,
            papers::works::post,
        ),
        get("/{lang}/{contest}/report", ORGANISER, papers::report::get),
        get("/{lang}/{contest}/ceremony", ORGANISER, ceremony::plan::get),
        post(
            "/{lang}/{contest}/ceremony",
            ORGANISER,
            ceremony::plan::post,
        ),
        get(
            "/{lang}/{contest}/ceremony/screen",
            ORGANISER,
            ceremony::screen::get,
        ),
    ]
}
