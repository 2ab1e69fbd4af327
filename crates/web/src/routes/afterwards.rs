//! What follows a signed decision.

use contest::people::Role;

use super::{Route, get, post};
use crate::{
    guard::Access,
    pages::{afterwards, ceremony, decide, enter, organise, papers, public},
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
        get("/{lang}/{contest}/papers", ORGANISER, papers::home::get),
        get(
            "/{lang}/{contest}/papers/{file}",
            ORGANISER,
            papers::home::file,
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
        get(
            "/{lang}/{contest}/complaint",
            Access::Public,
            public::complaint::get,
        ),
        post(
            "/{lang}/{contest}/complaint",
            Access::Public,
            public::complaint::post,
        ),
        get(
            "/{lang}/{contest}/complaint/{complaint}",
            Access::Public,
            public::complaint::followed,
        ),
        get(
            "/{lang}/{contest}/organise/complaints",
            ORGANISER,
            afterwards::cases::get,
        ),
        post(
            "/{lang}/{contest}/organise/complaints",
            ORGANISER,
            afterwards::cases::post,
        ),
        get(
            "/{lang}/{contest}/organise/complaints/{complaint}",
            ORGANISER,
            afterwards::case::get,
        ),
        post(
            "/{lang}/{contest}/organise/complaints/{complaint}",
            ORGANISER,
            afterwards::case::decide,
        ),
        post(
            "/{lang}/{contest}/organise/complaints/{complaint}/ask",
            ORGANISER,
            afterwards::case::ask,
        ),
        get(
            "/{lang}/{contest}/organise/correction",
            ORGANISER,
            afterwards::correction::get,
        ),
        post(
            "/{lang}/{contest}/organise/correction",
            ORGANISER,
            afterwards::correction::post,
        ),
        get(
            "/{lang}/entries/{key}/reply",
            Access::Holder,
            enter::reply::get,
        ),
        post(
            "/{lang}/entries/{key}/reply",
            Access::Holder,
            enter::reply::post,
        ),
    ]
}
