//! After the announcement: complaints, prizes withdrawn, what becomes of works.

use contest::people::Role;

use super::{Route, get, post};
use crate::{
    guard::Access,
    pages::{afterwards, enter, public},
};

pub(super) fn routes() -> Vec<Route> {
    const ORGANISER: Access = Access::Roles(&[Role::Organiser]);
    vec![
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
        get(
            "/{lang}/{contest}/organise/follow-ups",
            ORGANISER,
            afterwards::follow_ups::get,
        ),
        post(
            "/{lang}/{contest}/organise/follow-ups",
            ORGANISER,
            afterwards::follow_ups::post,
        ),
        post(
            "/{lang}/{contest}/organise/follow-ups/{step}/remove",
            ORGANISER,
            afterwards::follow_ups::remove,
        ),
    ]
}
