//! Picking a category.

use axum::extract::{Query, State};
use contest::contests::{self, rules};
use serde::Serialize;

use crate::app::App;
use crate::extract::{Answer, InContest, Visitor};
use crate::pages::enter::late::{self, LateQuery};
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
    /// displayed deadline, or the end of the late-entry code
    pub closes_at: i64,
    /// whether a late-entry code opened the door
    pub late: bool,
    /// the code as typed, where it opens nothing
    pub late_wrong: String,
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
            late: false,
            late_wrong: String::new(),
            lookup_href: format!("{}/lookup", examples::BASE),
            class_href: format!("{}/classes/new", examples::BASE),
        };
        let closed = Self {
            open: false,
            categories: Vec::new(),
            ..page.clone()
        };
        let late = Self {
            late: true,
            ..page.clone()
        };
        let wrong = Self {
            late_wrong: "7K2M-Q0XX".into(),
            ..closed.clone()
        };
        vec![page, closed, late, wrong]
    }
}

/// `GET /{lang}/{contest}/enter`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Query(query): Query<LateQuery>,
) -> Answer {
    let open = rules::may_begin_entry(&contest, app.now()).is_ok();
    let late = if open {
        None
    } else {
        late::door(&app, &visitor, &contest, &query.late).await?
    };
    let carried = late
        .as_ref()
        .map_or_else(String::new, |l| format!("?late={}", l.code));
    let opens = |id| {
        late.as_ref()
            .is_none_or(|l| l.category_id.is_none_or(|only| only == id))
    };
    let mut tx = app.db.read().await?;
    let base = visitor.url(&format!("/{}", contest.slug));
    let categories = contests::categories_of(&mut tx, contest.id)
        .await?
        .iter()
        .filter(|c| opens(c.id))
        .map(|c| ChooseCategory {
            kind: c.kind.as_str().to_owned(),
            name: visitor.pick(&c.name_vi, &c.name_en).to_owned(),
            what: limits(c),
            href: format!("{base}/enter/{}{carried}", c.slug),
        })
        .collect();
    visitor.show(
        &app,
        &Choose {
            categories,
            open: open || late.is_some(),
            closes_at: late.as_ref().map_or(contest.closes_at, |l| l.expires_at).0,
            late: late.is_some(),
            late_wrong: if late.is_none() {
                query.late
            } else {
                String::new()
            },
            lookup_href: format!("{base}/lookup"),
            class_href: format!("{base}/classes/new"),
        },
    )
}
