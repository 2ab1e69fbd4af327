//! What follows a signed decision.

use contest::people::Role;

use super::{Route, get, post};
use crate::{
    guard::Access,
    pages::{decide, organise, public},
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
            "/{lang}/{contest}/certificate/{code}",
            Access::Public,
            public::certificate::get,
        ),
    ]
}
