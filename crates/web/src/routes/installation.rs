//! The installation itself: for balancers, and for whoever runs it.

use super::{Route, get, post};
use crate::{guard::Access, health, pages::installation};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/healthz", Access::Public, health::alive),
        get("/readyz", Access::Public, health::ready),
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
