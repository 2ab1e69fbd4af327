//! All entries of a contest in which something tells who made them: those at which nobody has looked come first.

use axum::extract::State;
use contest::contests;
use serde::Serialize;
use submissions::leaks::{self, Listed, Ruling};

use crate::app::App;
use crate::extract::{Answer, InContest, Visitor};
use crate::pages::desk::cover::word_of;
use crate::pages::examples;
use crate::render::Page;

/// An entry.
#[derive(Clone, Debug, Serialize)]
pub struct LeakRow {
    /// its passages
    pub href: String,
    /// code
    pub code: String,
    /// title
    pub title: String,
    /// the category's name
    pub category: String,
    /// the first author
    pub author: String,
    /// passages found
    pub passages: i64,
    /// `none`, `covered` or `left`
    pub ruling: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct DeskLeaks {
    /// nobody has looked at these
    pub waiting: Vec<LeakRow>,
    /// covered, or left as they are
    pub decided: Vec<LeakRow>,
    /// the desk
    pub back_href: String,
}

impl Page for DeskLeaks {
    const TEMPLATE: &'static str = "pages/desk/leaks.html";

    fn samples() -> Vec<Self> {
        let row = |code: &str, title: &str, author: &str, passages, ruling: &str| LeakRow {
            href: format!("{}/desk/entries/{code}/cover", examples::BASE),
            code: code.into(),
            title: title.into(),
            category: "Thơ".into(),
            author: author.into(),
            passages,
            ruling: ruling.into(),
        };
        let some = Self {
            waiting: vec![
                row("P-0062-M", "Ông học chữ", "Cà Văn Thuận", 1, "none"),
                row(
                    "P-0017-D",
                    "Dòng sông biết kể chuyện khí hậu của những năm mẹ còn bé",
                    "Lò Thị Mai Hương",
                    4,
                    "none",
                ),
            ],
            decided: vec![
                row("P-0003-H", "Lớp học bên suối", "Quàng Thị Én", 2, "covered"),
                row("P-0009-T", "Trường tôi", "Vì Văn Sơn", 1, "left"),
            ],
            back_href: format!("{}/desk", examples::BASE),
        };
        let none = Self {
            waiting: Vec::new(),
            decided: Vec::new(),
            ..some.clone()
        };
        let done = Self {
            waiting: Vec::new(),
            ..some.clone()
        };
        vec![some, none, done]
    }
}

/// `GET /{lang}/{contest}/desk/leaks`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let categories = contests::categories_of(&mut tx, contest.id).await?;
    let desk = visitor.url(&format!("/{}/desk", contest.slug));
    let row = |l: Listed| LeakRow {
        href: format!("{desk}/entries/{}/cover", l.id),
        category: categories
            .iter()
            .find(|c| c.id == l.category_id)
            .map(|c| visitor.pick(&c.name_vi, &c.name_en).to_owned())
            .unwrap_or_default(),
        ruling: word_of(l.ruling()).to_owned(),
        code: l.code,
        title: l.title,
        author: l.author,
        passages: l.passages,
    };
    let listed = leaks::of_contest(&mut tx, contest.id).await?;
    let (waiting, decided): (Vec<_>, Vec<_>) =
        listed.into_iter().partition(|l| l.ruling() == Ruling::None);
    visitor.show(
        &app,
        &DeskLeaks {
            waiting: waiting.into_iter().map(row).collect(),
            decided: decided.into_iter().map(row).collect(),
            back_href: desk.clone(),
        },
    )
}
