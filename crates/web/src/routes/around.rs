//! What happens around a contest, and its paintings for viewers of other sites.

use contest::people::Role;

use super::{Route, get, post};
use crate::{
    guard::Access,
    pages::{organise, public},
};

pub(super) fn routes() -> Vec<Route> {
    const ORGANISER: Access = Access::Roles(&[Role::Organiser]);
    vec![
        get(
            "/{lang}/{contest}/programme",
            Access::Public,
            public::programme::get,
        )
        .for_all(),
        get(
            "/{lang}/{contest}/programme.ics",
            Access::Public,
            public::programme::calendar,
        ),
        get(
            "/{lang}/{contest}/programme/partners/{partner}/logo",
            Access::Public,
            public::programme::logo,
        ),
        get(
            "/{lang}/{contest}/collection.json",
            Access::Public,
            public::iiif::collection,
        )
        .for_all(),
        get(
            "/{lang}/{contest}/works/{code}/manifest.json",
            Access::Public,
            public::iiif::manifest,
        )
        .for_all(),
        get(
            "/{lang}/{contest}/works/{code}/iiif/info.json",
            Access::Public,
            public::iiif::info,
        ),
        get(
            "/{lang}/{contest}/works/{code}/iiif/{region}/{size}/0/default.jpg",
            Access::Public,
            public::iiif::image,
        ),
        get(
            "/{lang}/{contest}/organise/programme",
            ORGANISER,
            organise::programme::get,
        ),
        post(
            "/{lang}/{contest}/organise/programme",
            ORGANISER,
            organise::programme::event,
        ),
        post(
            "/{lang}/{contest}/organise/programme/partners",
            ORGANISER,
            organise::programme::partner,
        )
        .with_files(),
        post(
            "/{lang}/{contest}/organise/programme/events/{event}/remove",
            ORGANISER,
            organise::programme::remove_event,
        ),
        post(
            "/{lang}/{contest}/organise/programme/partners/{partner}/remove",
            ORGANISER,
            organise::programme::remove_partner,
        ),
    ]
}
