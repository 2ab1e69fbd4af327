//! Who must not judge what, who does not come back, and who judges on paper.

use contest::people::Role;

use super::{Route, get, post};
use crate::{
    guard::Access,
    pages::{jury, organise},
};

pub(super) fn routes() -> Vec<Route> {
    const ORGANISER: Access = Access::Roles(&[Role::Organiser]);
    const JUROR: Access = Access::Roles(&[Role::Juror]);
    vec![
        get(
            "/{lang}/{contest}/organise/rounds/{category}/{position}/absent/{person}",
            ORGANISER,
            organise::absent::get,
        ),
        post(
            "/{lang}/{contest}/organise/rounds/{category}/{position}/absent/{person}",
            ORGANISER,
            organise::absent::post,
        ),
        get(
            "/{lang}/{contest}/organise/rounds/{category}/{position}/paper/{person}",
            ORGANISER,
            organise::paper::get,
        ),
        post(
            "/{lang}/{contest}/organise/rounds/{category}/{position}/paper/{person}",
            ORGANISER,
            organise::paper::post,
        ),
        get(
            "/{lang}/{contest}/organise/conflicts",
            ORGANISER,
            organise::conflicts::choose,
        ),
        get(
            "/{lang}/{contest}/organise/conflicts/{category}",
            ORGANISER,
            organise::conflicts::get,
        ),
        post(
            "/{lang}/{contest}/organise/conflicts/{category}",
            ORGANISER,
            organise::conflicts::post,
        ),
        get("/{lang}/{contest}/jury/declare", JUROR, jury::declare::get),
        post("/{lang}/{contest}/jury/declare", JUROR, jury::declare::post),
    ]
}
