//! Categories: what may be sent, and how it is judged.

use serde::{Deserialize, Serialize};

use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::parts::Choice;
use crate::render::Page;

/// One criterion, as typed. The form sends `label-<n>`, `hint-<n>`, `weight-<n>`, n from 0; an empty label removes the line.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CriterionForm {
    /// its name
    pub label: String,
    /// what it means
    pub hint: String,
    /// a whole number; shares follow from all of them
    pub weight: String,
}

/// What was typed beside the criteria.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CategoryForm {
    /// the category's name in Vietnamese
    pub name_vi: String,
    /// in English
    pub name_en: String,
    /// works an author may enter; 0 for any number
    pub per_author: String,
    /// megabytes of the file
    pub file_megabytes: String,
    /// poem: lines
    pub lines: String,
    /// song: minutes
    pub minutes: String,
    /// initiative: pages
    pub pages: String,
    /// lowest mark
    pub scale_low: String,
    /// highest mark
    pub scale_high: String,
    /// step of the grid
    pub scale_step: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Categories {
    /// slug of the category shown
    pub category: String,
    /// its kind
    pub kind: String,
    /// all categories: `value` is the slug, `hint` this page for it
    pub categories: Vec<Choice>,
    /// what was typed
    pub form: CategoryForm,
    /// the criteria, two empty lines at the end
    pub criteria: Vec<CriterionForm>,
    /// sum of the weights
    pub weight_sum: i64,
    /// what is wrong; `label-<n>`, `weight-<n>` for criteria, `criteria` for all of them
    pub errors: FormErrors,
    /// whether the round is open and its rules frozen
    pub frozen: bool,
    /// the organisers' page
    pub back_href: String,
}

impl Page for Categories {
    const TEMPLATE: &'static str = "pages/organise/categories.html";

    fn samples() -> Vec<Self> {
        let criterion = |label: &str, weight: &str| CriterionForm {
            label: label.into(),
            hint: String::new(),
            weight: weight.into(),
        };
        let page = Self {
            category: "painting".into(),
            kind: "painting".into(),
            categories: examples::categories()
                .into_iter()
                .map(|choice| Choice {
                    hint: Some(format!("{}/organise/categories/{}", examples::BASE, choice.value)),
                    ..choice
                })
                .collect(),
            form: CategoryForm {
                name_vi: "Tranh vẽ".into(),
                name_en: "Paintings".into(),
                per_author: "3".into(),
                file_megabytes: "20".into(),
                scale_low: "1".into(),
                scale_high: "10".into(),
                scale_step: "0,5".into(),
                ..CategoryForm::default()
            },
            criteria: vec![
                criterion("Ý tưởng và chủ đề", "40"),
                criterion("Nghệ thuật", "30"),
                criterion("Sáng tạo", "30"),
                CriterionForm::default(),
                CriterionForm::default(),
            ],
            weight_sum: 100,
            errors: FormErrors::new(),
            frozen: false,
            back_href: format!("{}/organise", examples::BASE),
        };
        let wrong = Self {
            errors: FormErrors::new()
                .with("weight-1", "error-number", &[])
                .with("scale_high", "organise-categories-scale", &[]),
            ..page.clone()
        };
        let frozen = Self {
            frozen: true,
            kind: "poem".into(),
            ..page.clone()
        };
        vec![page, wrong, frozen]
    }
}
