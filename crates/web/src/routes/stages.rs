//! Rounds after one another: setting them up, going on from one to the next, ranking, practising, judging without a
//! network.

use contest::people::Role;

use super::{Route, get, post};
use crate::{
    guard::Access,
    pages::{jury, organise},
};

pub(super) fn routes() -> Vec<Route> {
    const ORGANISER: Access = Access::Roles(&[Role::Organiser]);
    const JUROR: Access = Access::Roles(&[Role::Juror]);
    const SETTLERS: Access = Access::Roles(&[Role::Chair, Role::Organiser]);
    vec![
        get(
            "/{lang}/{contest}/organise/rounds",
            ORGANISER,
            organise::rounds::choose,
        ),
        get(
            "/{lang}/{contest}/organise/rounds/{category}",
            ORGANISER,
            organise::rounds::get,
        ),
        get(
            "/{lang}/{contest}/organise/rounds/{category}/{position}",
            ORGANISER,
            organise::round::get,
        ),
        post(
            "/{lang}/{contest}/organise/rounds/{category}/{position}",
            ORGANISER,
            organise::round::post,
        ),
        post(
            "/{lang}/{contest}/organise/rounds/{category}/{position}/{act}",
            ORGANISER,
            organise::rounds::act,
        ),
        get(
            "/{lang}/{contest}/advancement/{category}/{position}",
            SETTLERS,
            jury::advancement::get,
        ),
        post(
            "/{lang}/{contest}/advancement/{category}/{position}",
            SETTLERS,
            jury::advancement::post,
        ),
        get(
            "/{lang}/{contest}/jury/{category}/pack",
            JUROR,
            jury::pack::get,
        ),
        get(
            "/{lang}/{contest}/jury/{category}/practice",
            JUROR,
            jury::practice::get,
        ),
        post(
            "/{lang}/{contest}/jury/{category}/practice",
            JUROR,
            jury::practice::post,
        ),
        get(
            "/{lang}/{contest}/jury/{category}/practice/{work}",
            JUROR,
            jury::practice::file,
        ),
        get(
            "/{lang}/{contest}/jury/{category}/ranking",
            JUROR,
            jury::ranking::get,
        ),
        post(
            "/{lang}/{contest}/jury/{category}/ranking",
            JUROR,
            jury::ranking::post,
        ),
    ]
}
