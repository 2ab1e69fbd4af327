//! Short guides.

use axum::extract::{Path, State};
use serde::Serialize;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Visitor};
use crate::render::Page;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Help {
    /// `index` or one of [`Help::TOPICS`]
    pub topic: String,
}

impl Help {
    /// Topics that have a guide.
    pub const TOPICS: [&'static str; 5] = ["entrants", "teachers", "desk", "jurors", "organisers"];
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

/// `GET /{lang}/help`.
pub async fn index(State(app): State<App>, visitor: Visitor) -> Answer {
    visitor.show(
        &app,
        &Help {
            topic: "index".to_owned(),
        },
    )
}

/// `GET /{lang}/help/{topic}`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, topic)): Path<(String, String)>,
) -> Answer {
    if !Help::TOPICS.contains(&topic.as_str()) {
        return Err(PageError::NotFound);
    }
    visitor.show(&app, &Help { topic })
}
