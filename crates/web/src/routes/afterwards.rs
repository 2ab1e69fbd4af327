//! What follows a signed decision.

use contest::people::Role;

use super::{Route, get, post};
use crate::{
    guard::Access,
    pages::{ceremony, decide, organise, papers, public},
};

pub(super) fn routes() -> Vec<Route> {
    const ORGANISER: Access = Access::Roles(&[Role::Organiser]);
    vec![
        get(
            "/{lang}/{contest}/certificates",
            ORGANISER,
            decide::certificates::get,
        ),
        post(
            "/{lang}/{contest}/certificates",
            ORGANISER,
            decide::certificates::post,
        ),
        get(
            "/{lang}/{contest}/certificates.pdf",
            ORGANISER,
            decide::certificates::pdf,
        ),
        post(
            "/{lang}/{contest}/certificates/{certificate}/withdraw",
            ORGANISER,
            decide::certificates::withdraw,
        ),
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
            "/{lang}/{contest}/organise/messages",
            ORGANISER,
            organise::messages::get,
        ),
        post(
            "/{lang}/{contest}/organise/messages/{message}/again",
            ORGANISER,
            organise::messages::again,
        ),
        get(
            "/{lang}/{contest}/organise/messages/{letters}",
            ORGANISER,
            organise::letters::get,
        ),
        post(
            "/{lang}/{contest}/organise/messages/{letters}",
            ORGANISER,
            organise::letters::post,
        ),
        get(
            "/{lang}/{contest}/ceremony/screen",
            ORGANISER,
            ceremony::screen::get,
        ),
        get(
            "/{lang}/{contest}/certificate/{code}",
            Access::Public,
            public::certificate::get,
        ),
    ]
}
