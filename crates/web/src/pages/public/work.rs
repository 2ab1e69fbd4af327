//! One work of the exhibition.

use serde::Serialize;

use crate::pages::examples;
use crate::pages::parts::{Award, WorkView};
use crate::render::Page;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Work {
    /// entry code
    pub code: String,
    /// title
    pub title: String,
    /// the category's name
    pub category: String,
    /// the author as consented
    pub credit: String,
    /// where the author lives or learns, as consented; may be empty
    pub place: String,
    /// present once announced
    pub award: Option<Award>,
    /// what the author says about it; may be empty
    pub statement: String,
    /// the work itself
    pub view: WorkView,
    /// the work before in hanging order
    pub previous: Option<String>,
    /// the work after
    pub next: Option<String>,
    /// back to the exhibition
    pub gallery_href: String,
}

impl Page for Work {
    const TEMPLATE: &'static str = "pages/public/work.html";

    fn samples() -> Vec<Self> {
        let page = |title: &str, category: &str, view: WorkView, award| Self {
            code: "T-0014-H".into(),
            title: title.into(),
            category: category.into(),
            credit: "Học sinh".into(),
            place: "Trường THCS Chiềng Sinh".into(),
            award,
            statement: "Em vẽ lớp học của ông bà bên suối sau trận lũ.".into(),
            view,
            previous: None,
            next: Some(format!("{}/works/T-0015-B", examples::BASE)),
            gallery_href: format!("{}/gallery", examples::BASE),
        };
        vec![
            page(
                "Lớp học bên suối Nặm La",
                "Tranh vẽ",
                examples::painting(),
                Some(Award::new("first", "Giải Nhất")),
            ),
            page(
                "Ông học chữ",
                "Thơ",
                examples::poem(),
                Some(Award::new("second", "Giải B")),
            ),
            page(
                "Thành phố mùa ban, thành phố học",
                "Bài hát",
                examples::song(),
                None,
            ),
            page(
                "Thư viện xe đạp cho các bản xa",
                "Sáng kiến, giải pháp",
                examples::initiative(),
                Some(Award::new("mention", "Khuyến khích")),
            ),
        ]
    }
}
