//! The installation itself: for balancers, and for whoever runs it.

use super::{Route, get, post};
use crate::{guard::Access, health, pages::installation};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/healthz", Access::Machine, health::alive),
        get("/readyz", Access::Machine, health::ready),
        get(
            "/{lang}/installation",
            Access::Admin,
            installation::health::get,
        ),
        post(
            "/{lang}/installation/backup",
            Access::Admin,
            installation::health::back_up,
        ),
    ]
}
