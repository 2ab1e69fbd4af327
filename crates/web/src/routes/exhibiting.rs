//! The exhibition on its walls, its visitors, and the prize that they give.

use contest::people::Role;

use super::{Route, get, post};
use crate::{
    guard::Access,
    pages::{exhibit, public},
};

const ORGANISER: Access = Access::Roles(&[Role::Organiser]);

pub(super) fn routes() -> Vec<Route> {
    let mut all = walls();
    all.extend(votes());
    all
}

fn walls() -> Vec<Route> {
    vec![
        get(
            "/{lang}/{contest}/visit",
            Access::Public,
            public::visit::get,
        )
        .for_all(),
        get(
            "/{lang}/{contest}/guestbook",
            Access::Public,
            public::guestbook::get,
        ),
        post(
            "/{lang}/{contest}/guestbook",
            Access::Public,
            public::guestbook::post,
        ),
        get(
            "/{lang}/{contest}/organise/guestbook",
            ORGANISER,
            exhibit::guests::get,
        ),
        post(
            "/{lang}/{contest}/organise/guestbook/{line}",
            ORGANISER,
            exhibit::guests::post,
        ),
        get(
            "/{lang}/{contest}/organise/exhibition",
            ORGANISER,
            exhibit::walls::get,
        ),
        post(
            "/{lang}/{contest}/organise/exhibition",
            ORGANISER,
            exhibit::walls::post,
        ),
        post(
            "/{lang}/{contest}/organise/exhibition/select",
            ORGANISER,
            exhibit::walls::select,
        ),
        post(
            "/{lang}/{contest}/organise/exhibition/walls",
            ORGANISER,
            exhibit::walls::wall,
        ),
        post(
            "/{lang}/{contest}/organise/exhibition/walls/{wall}/remove",
            ORGANISER,
            exhibit::walls::remove_wall,
        ),
    ]
}

fn votes() -> Vec<Route> {
    vec![
        get(
            "/{lang}/{contest}/popular",
            Access::Public,
            public::popular::get,
        ),
        post(
            "/{lang}/{contest}/popular",
            Access::Public,
            public::popular::post,
        ),
        get(
            "/{lang}/{contest}/organise/popular",
            ORGANISER,
            exhibit::poll::get,
        ),
        post(
            "/{lang}/{contest}/organise/popular",
            ORGANISER,
            exhibit::poll::post,
        ),
        post(
            "/{lang}/{contest}/organise/popular/slips",
            ORGANISER,
            exhibit::poll::slips,
        ),
        post(
            "/{lang}/{contest}/organise/popular/rule",
            ORGANISER,
            exhibit::poll::rule,
        ),
        post(
            "/{lang}/{contest}/organise/popular/publish",
            ORGANISER,
            exhibit::poll::publish,
        ),
    ]
}
