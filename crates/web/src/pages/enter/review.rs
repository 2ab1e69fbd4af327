//! Step 3 of 3: look once more, agree, send.

use serde::{Deserialize, Serialize};

use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::parts::{HeldFile, WorkView};
use crate::render::Page;

/// The two answers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewForm {
    /// `yes` when ticked
    pub takes_part: String,
    /// `yes` or `no`; nothing is chosen beforehand
    pub named: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Review {
    /// what was answered
    pub form: ReviewForm,
    /// what is wrong
    pub errors: FormErrors,
    /// the category's name
    pub category: String,
    /// title
    pub title: String,
    /// the work as it will be seen
    pub view: WorkView,
    /// files that the server has
    pub files: Vec<HeldFile>,
    /// full name
    pub name: String,
    /// year of birth, as typed
    pub birth_year: String,
    /// phone, as typed
    pub phone: String,
    /// ward and school in one line; may be empty
    pub place: String,
    /// other authors; may be empty
    pub coauthors: String,
    /// guardian in one line; empty for adults
    pub guardian: String,
    /// whether the answers are a child's and a guardian's
    pub minor: bool,
    /// step 1
    pub work_href: String,
    /// step 2
    pub author_href: String,
    /// the privacy part of the rules
    pub privacy_href: String,
    /// displayed deadline
    pub closes_at: i64,
}

impl Page for Review {
    const TEMPLATE: &'static str = "pages/enter/review.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: ReviewForm::default(),
            errors: FormErrors::new(),
            category: "Tranh vẽ".into(),
            title: "Lớp học bên suối Nặm La".into(),
            view: examples::painting(),
            files: vec![examples::held()],
            name: "Lò Thị Mai Hương".into(),
            birth_year: "2012".into(),
            phone: "0912 345 678".into(),
            place: "Chiềng Sinh, Trường THCS Chiềng Sinh".into(),
            coauthors: String::new(),
            guardian: "Lò Văn Thắng (bố), 0987 654 321".into(),
            minor: true,
            work_href: "/vi/b/9f2kq7/work".into(),
            author_href: "/vi/b/9f2kq7/author".into(),
            privacy_href: format!("{}/rules#privacy", examples::BASE),
            closes_at: examples::CLOSES,
        };
        let unanswered = Self {
            errors: FormErrors::new()
                .with("takes_part", "enter-review-takes-part-needed", &[])
                .with("named", "enter-review-named-needed", &[]),
            minor: false,
            guardian: String::new(),
            view: examples::poem(),
            files: Vec::new(),
            ..page.clone()
        };
        vec![page, unanswered]
    }
}
