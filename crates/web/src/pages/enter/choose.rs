//! Picking a category.

use axum::extract::State;
use contest::contests::{self, rules};
use serde::Serialize;

use crate::app::App;
use crate::extract::{Answer, InContest, Visitor};
use crate::pages::examples;
use crate::pages::parts::Phrase;
use crate::pages::public::rules::limits;
use crate::render::Page;

/// A category that takes entries.
#[derive(Clone, Debug, Serialize)]
pub struct ChooseCategory {
    /// `song`, `painting`, `poem` or `initiative`
    pub kind: String,
    /// its name
    pub name: String,
    /// what to send
    pub what: Phrase,
    /// the first step
    pub href: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Choose {
    /// in the rules' order
    pub categories: Vec<ChooseCategory>,
    /// whether entries are taken now
    pub open: bool,
    /// displayed deadline
    pub closes_at: i64,
    /// for those whose entry exists already
    pub lookup_href: String,
    /// a whole class at once
    pub class_href: String,
}

impl Page for Choose {
    const TEMPLATE: &'static str = "pages/enter/choose.html";

    fn samples() -> Vec<Self> {
        let category = |kind: &str, name: &str, what: Phrase| ChooseCategory {
            kind: kind.into(),
            name: name.into(),
            what,
            href: format!("{}/enter/{kind}", examples::BASE),
        };
        let page = Self {
            categories: vec![
                category(
                    "song",
                    "Bài hát",
                    Phrase::new(
                        "limit-song",
                        &[("minutes", 6.into()), ("size", "50 MB".into())],
                    ),
                ),
                category(
                    "painting",
                    "Tranh vẽ",
                    Phrase::new("limit-painting", &[("size", "20 MB".into())]),
                ),
                category(
                    "poem",
                    "Thơ",
                    Phrase::new("limit-poem", &[("lines", 60.into())]),
                ),
                category(
                    "initiative",
                    "Sáng kiến, giải pháp",
                    Phrase::new("limit-initiative", &[("pages", 10.into())]),
                ),
            ],
            open: true,
            closes_at: examples::CLOSES,
            lookup_href: format!("{}/lookup", examples::BASE),
            class_href: format!("{}/classes/new", examples::BASE),
        };
        let closed = Self {
            open: false,
            categories: Vec::new(),
            ..page.clone()
        };
        let begun = Self { ..page.clone() };
        vec![page, begun, closed]
    }
}

/// `GET /{lang}/{contest}/enter`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let base = visitor.url(&format!("/{}", contest.slug));
    let categories = contests::categories_of(&mut tx, contest.id)
        .await?
        .iter()
        .map(|c| ChooseCategory {
            kind: c.kind.as_str().to_owned(),
            name: visitor.pick(&c.name_vi, &c.name_en).to_owned(),
            what: limits(c),
            href: format!("{base}/enter/{}", c.slug),
        })
        .collect();
    visitor.show(
        &app,
        &Choose {
            categories,
            open: rules::may_begin_entry(&contest, app.now()).is_ok(),
            closes_at: contest.closes_at.0,
            lookup_href: format!("{base}/lookup"),
            class_href: format!("{base}/classes/new"),
        },
    )
}
