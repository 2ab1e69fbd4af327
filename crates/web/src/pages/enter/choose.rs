//! Picking a category.

use serde::Serialize;

use crate::pages::examples;
use crate::pages::parts::Phrase;
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
    /// the draft that this browser began, if it has not been sent
    pub draft_href: Option<String>,
    /// for those whose entry exists already
    pub lookup_href: String,
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
                category("song", "Bài hát", Phrase::new("limit-song", &[("minutes", 6.into()), ("size", "50 MB".into())])),
                category("painting", "Tranh vẽ", Phrase::new("limit-painting", &[("size", "20 MB".into())])),
                category("poem", "Thơ", Phrase::new("limit-poem", &[("lines", 60.into())])),
                category("initiative", "Sáng kiến, giải pháp", Phrase::new("limit-initiative", &[("pages", 10.into())])),
            ],
            open: true,
            closes_at: examples::CLOSES,
            draft_href: None,
            lookup_href: format!("{}/lookup", examples::BASE),
        };
        let closed = Self {
            open: false,
            categories: Vec::new(),
            ..page.clone()
        };
        let begun = Self {
            draft_href: Some("/vi/b/9f2kq7".into()),
            ..page.clone()
        };
        vec![page, begun, closed]
    }
}
