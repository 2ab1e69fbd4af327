//! When a page cannot be shown.

use serde::Serialize;

use crate::render::Page;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorPage {
    /// `not-found`, `denied`, `expired`, `busy`, `too-big`, `too-much`, `unavailable`, `full` or `broken`
    pub kind: String,
    /// code under which the cause was logged
    pub reference: Option<String>,
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "pages/public/error.html";

    fn samples() -> Vec<Self> {
        [
            "not-found",
            "broken",
            "denied",
            "expired",
            "busy",
            "too-big",
            "too-much",
            "unavailable",
            "full",
        ]
        .into_iter()
        .map(|kind| Self {
            kind: kind.into(),
            reference: (kind == "broken").then(|| "K7Q-2M9".into()),
        })
        .collect()
    }
}
