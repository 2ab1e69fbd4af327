//! Entering on behalf of somebody who came with paper.

use serde::{Deserialize, Serialize};

use crate::forms::FormErrors;
use crate::pages::enter::author::AuthorForm;
use crate::pages::enter::work::{WorkForm, WorkLimits};
use crate::pages::examples;
use crate::pages::parts::Choice;
use crate::render::Page;

/// What was typed; files come beside it as `work` and `sheet`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NewEntryForm {
    /// the work
    #[serde(flatten)]
    pub work: WorkForm,
    /// its author
    #[serde(flatten)]
    pub author: AuthorForm,
    /// `yes` when the paper says so
    pub takes_part: String,
    /// `yes` or `no` as the paper says
    pub named: String,
    /// `yes` when the original work was handed over
    pub original: String,
}

/// The page. Posts multipart to its own address.
#[derive(Clone, Debug, Serialize)]
pub struct NewEntry {
    /// `song`, `painting`, `poem` or `initiative`
    pub kind: String,
    /// slug of the category being entered
    pub category: String,
    /// all categories: `value` is the slug, `hint` the address of this page for it
    pub categories: Vec<Choice>,
    /// what was typed
    pub form: NewEntryForm,
    /// what is wrong
    pub errors: FormErrors,
    /// what the category allows
    pub limits: WorkLimits,
    /// wards to choose from
    pub wards: Vec<Choice>,
    /// the list
    pub back_href: String,
}

impl Page for NewEntry {
    const TEMPLATE: &'static str = "pages/desk/new.html";

    fn samples() -> Vec<Self> {
        let page = |kind: &str| Self {
            kind: kind.into(),
            category: kind.into(),
            categories: examples::categories()
                .into_iter()
                .map(|choice| Choice {
                    hint: Some(format!("{}/desk/new/{}", examples::BASE, choice.value)),
                    ..choice
                })
                .collect(),
            form: NewEntryForm::default(),
            errors: FormErrors::new(),
            limits: WorkLimits {
                title: 120,
                lines: 60,
                text: 4_000,
                file: 20_000_000,
                minutes: 6,
                pages: 10,
            },
            wards: vec![Choice::new("chieng-sinh", "Chiềng Sinh")],
            back_href: format!("{}/desk", examples::BASE),
        };
        let wrong = Self {
            errors: FormErrors::new().with("title", "error-title", &[]),
            ..page("poem")
        };
        vec![page("painting"), wrong, page("song"), page("initiative")]
    }
}
