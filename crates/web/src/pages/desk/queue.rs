//! All entries, filtered.

use serde::{Deserialize, Serialize};

use crate::pages::examples;
use crate::pages::parts::{Choice, Pager};
use crate::render::Page;

/// The filter as typed; sent by GET.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct QueueForm {
    /// an entry state, or empty for all
    pub state: String,
    /// category slug, or empty for all
    pub category: String,
    /// words of code, title, author, phone
    pub q: String,
}

/// How many entries are in a state.
#[derive(Clone, Debug, Serialize)]
pub struct StateCount {
    /// `submitted`, `returned`, `eligible`, `ineligible`, `withdrawn`, `duplicate`, `draft`, or empty for all
    pub state: String,
    /// entries
    pub count: i64,
    /// the list filtered by it
    pub href: String,
}

/// An entry in the list.
#[derive(Clone, Debug, Serialize)]
pub struct QueueRow {
    /// its page
    pub href: String,
    /// entry code
    pub code: String,
    /// title
    pub title: String,
    /// the category's name
    pub category: String,
    /// the first author
    pub author: String,
    /// when it was received
    pub at: i64,
    /// its state
    pub state: String,
    /// locale keys of warnings, `desk-flag-…`
    pub flags: Vec<String>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Queue {
    /// the filter
    pub form: QueueForm,
    /// categories to choose from
    pub categories: Vec<Choice>,
    /// all states, in their order
    pub counts: Vec<StateCount>,
    /// entries that match
    pub total: i64,
    /// those of this page
    pub rows: Vec<QueueRow>,
    /// the other pages
    pub pager: Pager,
    /// entering on behalf of somebody
    pub new_href: String,
}

impl Page for Queue {
    const TEMPLATE: &'static str = "pages/desk/queue.html";

    fn samples() -> Vec<Self> {
        let count = |state: &str, count| StateCount {
            state: state.into(),
            count,
            href: format!("?state={state}"),
        };
        let row = |code: &str, title: &str, category: &str, author: &str, state: &str, flags: &[&str]| QueueRow {
            href: format!("{}/desk/{code}", examples::BASE),
            code: code.into(),
            title: title.into(),
            category: category.into(),
            author: author.into(),
            at: examples::NOW,
            state: state.into(),
            flags: flags.iter().map(|flag| (*flag).into()).collect(),
        };
        let page = Self {
            form: QueueForm {
                state: "submitted".into(),
                ..QueueForm::default()
            },
            categories: examples::categories(),
            counts: vec![
                count("", 290),
                count("submitted", 12),
                count("returned", 3),
                count("eligible", 270),
                count("ineligible", 2),
                count("withdrawn", 3),
            ],
            total: 12,
            rows: vec![
                row("T-0179-K", "Dòng sông biết kể chuyện khí hậu của những năm mẹ còn bé", "Tranh vẽ", "Lò Thị Mai Hương", "submitted", &["desk-flag-name"]),
                row("P-0062-M", "Ông học chữ", "Thơ", "Cà Văn Thuận", "returned", &[]),
                row("B-0008-C", "Thành phố mùa ban", "Bài hát", "Quàng Đức Anh", "eligible", &["desk-flag-similar", "desk-flag-guardian"]),
            ],
            pager: Pager {
                page: 1,
                pages: 2,
                previous: None,
                next: Some("?page=2".into()),
            },
            new_href: format!("{}/desk/new/painting", examples::BASE),
        };
        let nothing = Self {
            form: QueueForm {
                q: "chiềng cơi".into(),
                ..QueueForm::default()
            },
            total: 0,
            rows: Vec::new(),
            pager: Pager::default(),
            ..page.clone()
        };
        vec![page, nothing]
    }
}
