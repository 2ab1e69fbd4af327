//! Short guides.

use serde::Serialize;

use crate::render::Page;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Help {
    /// `index`, `entrants`, `jurors` or `organisers`
    pub topic: String,
}

impl Help {
    /// Topics that have a guide.
    pub const TOPICS: [&'static str; 3] = ["entrants", "jurors", "organisers"];
}

impl Page for Help {
    const TEMPLATE: &'static str = "pages/public/help.html";

    fn samples() -> Vec<Self> {
        ["index"]
            .into_iter()
            .chain(Self::TOPICS)
            .map(|topic| Self {
                topic: topic.into(),
            })
            .collect()
    }
}
