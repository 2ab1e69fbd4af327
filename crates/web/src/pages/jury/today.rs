//! A juror's work: what is assigned, what is left, and locking the sheets.

use serde::Serialize;

use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::parts::Phrase;
use crate::render::Page;

/// One assignment in the list.
#[derive(Clone, Debug, Serialize)]
pub struct TodayItem {
    /// where it is judged
    pub href: String,
    /// the round's code
    pub code: String,
    /// title
    pub title: String,
    /// `todo`, `part`, `done`, `abstained` or `recused`
    pub state: String,
    /// the own total, as written; empty until complete
    pub mark: String,
}

/// The assignments of one category in one round.
#[derive(Clone, Debug, Serialize)]
pub struct TodayCategory {
    /// part of the heading's address
    pub slug: String,
    /// `song`, `painting`, `poem` or `initiative`
    pub kind: String,
    /// the category's name
    pub name: String,
    /// the round's name
    pub round: String,
    /// when marks must be in
    pub closes_at: i64,
    /// complete sheets
    pub done: i64,
    /// assignments that can be judged
    pub total: i64,
    /// recused
    pub recused: i64,
    /// abstained
    pub abstained: i64,
    /// sheets still to fill before locking
    pub missing: i64,
    /// `jury-today-pace-…`
    pub pace: Option<Phrase>,
    /// the next one to judge
    pub next_href: Option<String>,
    /// where the lock form posts
    pub lock_action: String,
    /// when the sheets were locked
    pub locked_at: Option<i64>,
    /// in this juror's own order
    pub items: Vec<TodayItem>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Today {
    /// what is wrong: `jury-today-lock-missing` on `lock-<slug>`
    pub errors: FormErrors,
    /// those with work left first
    pub categories: Vec<TodayCategory>,
}

impl Page for Today {
    const TEMPLATE: &'static str = "pages/jury/today.html";

    fn samples() -> Vec<Self> {
        let item = |code: &str, title: &str, state: &str, mark: &str| TodayItem {
            href: format!("{}/jury/1/{code}", examples::BASE),
            code: code.into(),
            title: title.into(),
            state: state.into(),
            mark: mark.into(),
        };
        let painting = TodayCategory {
            slug: "painting".into(),
            kind: "painting".into(),
            name: "Tranh vẽ".into(),
            round: "Vòng chấm điểm".into(),
            closes_at: examples::CLOSES,
            done: 112,
            total: 179,
            recused: 2,
            abstained: 1,
            missing: 67,
            pace: Some(Phrase::new("jury-today-pace-ahead", &[("days", 2.into())])),
            next_href: Some(format!("{}/jury/1/A7K", examples::BASE)),
            lock_action: format!("{}/jury/1/lock", examples::BASE),
            locked_at: None,
            items: vec![
                item("A7K", "Lớp học bên suối Nặm La", "todo", ""),
                item("B2M", "Cả bản cùng trồng rừng", "part", ""),
                item("C9R", "Dòng sông biết kể chuyện khí hậu của những năm mẹ còn bé", "done", "8,4"),
                item("D4H", "Mưa", "recused", ""),
                item("E1P", "Ngày hội sách", "abstained", ""),
            ],
        };
        let poem = TodayCategory {
            slug: "poem".into(),
            kind: "poem".into(),
            name: "Thơ".into(),
            done: 62,
            total: 62,
            missing: 0,
            recused: 0,
            abstained: 0,
            pace: None,
            next_href: None,
            items: vec![item("P3A", "Ông học chữ", "done", "9,1")],
            ..painting.clone()
        };
        let locked = TodayCategory {
            locked_at: Some(examples::NOW),
            ..poem.clone()
        };
        vec![
            Self {
                errors: FormErrors::new(),
                categories: vec![painting.clone(), poem],
            },
            Self {
                errors: FormErrors::new().with("lock-painting", "jury-today-lock-missing", &[("n", 67.into())]),
                categories: vec![painting, locked],
            },
            Self {
                errors: FormErrors::new(),
                categories: Vec::new(),
            },
        ]
    }
}
