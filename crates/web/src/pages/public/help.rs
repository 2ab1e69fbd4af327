//! Short guides.

use axum::extract::{Path, State};
use judging::engine::rules::SCHEMA;
use serde::Serialize;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Visitor};
use crate::i18n::Lang;
use crate::render::Page;
use crate::scores::Example;

/// The topic for whoever wants to compute a score.
const SCORES: &str = "scores";

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Help {
    /// `index` or one of [`Help::TOPICS`]
    pub topic: String,
    /// how many chapters it has
    pub chapters: usize,
    /// Worked examples of scoring; only the topic `scores` has some.
    pub examples: Vec<Example>,
    /// The form of a rules file, for the same topic; empty otherwise.
    pub schema: &'static str,
}

impl Help {
    /// Topics that have a guide.
    pub const TOPICS: [&'static str; 6] = [
        "entrants",
        "teachers",
        "desk",
        "jurors",
        "organisers",
        SCORES,
    ];

    fn of(topic: &str, lang: Lang) -> Self {
        let scores = topic == SCORES;
        Self {
            topic: topic.to_owned(),
            chapters: match topic {
                "organisers" => 19,
                "jurors" => 10,
                _ => 6,
            },
            examples: if scores { Example::all(lang) } else { vec![] },
            schema: if scores { SCHEMA } else { "" },
        }
    }
}

impl Page for Help {
    const TEMPLATE: &'static str = "pages/public/help.html";

    fn samples() -> Vec<Self> {
        ["index"]
            .into_iter()
            .chain(Self::TOPICS)
            .map(|topic| Self::of(topic, Lang::Vi))
            .collect()
    }
}

/// `GET /{lang}/help`.
pub async fn index(State(app): State<App>, visitor: Visitor) -> Answer {
    visitor.show(&app, &Help::of("index", visitor.lang))
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
    visitor.show(&app, &Help::of(&topic, visitor.lang))
}
