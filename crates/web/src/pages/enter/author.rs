//! Step 2 of 3: who made it.

use serde::{Deserialize, Serialize};

use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::parts::Choice;
use crate::render::Page;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AuthorForm {
    /// full name, as it should stand on a certificate
    pub name: String,
    /// year of birth
    pub birth_year: String,
    /// phone in any spelling
    pub phone: String,
    /// value of a ward
    pub ward: String,
    /// school, office or village
    pub school: String,
    /// other authors, one to a line
    pub coauthors: String,
    /// under 18: parent or guardian
    pub guardian_name: String,
    /// under 18: value of a relation
    pub guardian_relation: String,
    /// under 18: the guardian's phone
    pub guardian_phone: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct EntryAuthor {
    /// what was typed
    pub form: AuthorForm,
    /// what is wrong
    pub errors: FormErrors,
    /// wards to choose from; empty where the rules do not ask
    pub wards: Vec<Choice>,
    /// who is born in this year or later is under 18
    pub minor_from_year: i64,
    /// displayed deadline
    pub closes_at: i64,
    /// step 1, or the receipt when an entry is being corrected
    pub back_href: String,
    /// whether the entry has a receipt already
    pub correcting: bool,
}

impl Page for EntryAuthor {
    const TEMPLATE: &'static str = "pages/enter/author.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: AuthorForm::default(),
            errors: FormErrors::new(),
            wards: vec![
                Choice::new("to-hieu", "Tô Hiệu"),
                Choice::new("chieng-le", "Chiềng Lề (nay thuộc phường Tô Hiệu)"),
                Choice::new("chieng-sinh", "Chiềng Sinh"),
            ],
            minor_from_year: 2006,
            closes_at: examples::CLOSES,
            back_href: "/vi/b/9f2kq7/work".into(),
            correcting: false,
        };
        let wrong = Self {
            form: AuthorForm {
                name: "Lò Thị Mai Hương".into(),
                birth_year: "2012".into(),
                phone: "0912 345".into(),
                ward: "chieng-sinh".into(),
                school: "Trường THCS Chiềng Sinh".into(),
                ..AuthorForm::default()
            },
            errors: FormErrors::new()
                .with("phone", "error-phone", &[])
                .with("guardian_name", "enter-author-guardian-needed", &[]),
            ..page.clone()
        };
        vec![page, wrong]
    }
}
