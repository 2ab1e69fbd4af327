//! The jury's meeting.

use contest::people::Role;

use super::{Route, get, post};
use crate::{
    guard::Access,
    pages::jury::{leading, meeting, pack},
};

pub(super) fn routes() -> Vec<Route> {
    const TABLE: Access = Access::Roles(&[Role::Chair, Role::Juror, Role::Organiser]);
    const CHAIR: Access = Access::Roles(&[Role::Chair]);
    vec![
        get("/{lang}/{contest}/meeting/{category}", TABLE, meeting::get),
        get(
            "/{lang}/{contest}/meeting/{category}/state",
            TABLE,
            meeting::state,
        ),
        get(
            "/{lang}/{contest}/meeting/{category}/pack",
            TABLE,
            pack::get_meeting,
        ),
        post(
            "/{lang}/{contest}/meeting/{category}/open",
            CHAIR,
            leading::open,
        ),
        post(
            "/{lang}/{contest}/meeting/{category}/attend",
            CHAIR,
            leading::attend,
        ),
        post(
            "/{lang}/{contest}/meeting/{category}/show",
            CHAIR,
            leading::show,
        ),
        post(
            "/{lang}/{contest}/meeting/{category}/note",
            CHAIR,
            leading::note,
        ),
        post(
            "/{lang}/{contest}/meeting/{category}/award",
            CHAIR,
            leading::award,
        ),
        post(
            "/{lang}/{contest}/meeting/{category}/end",
            CHAIR,
            leading::end,
        ),
    ]
}
