//! Creating a contest from a template.

use serde::{Deserialize, Serialize};

use crate::forms::FormErrors;
use crate::pages::parts::Choice;
use crate::render::Page;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NewContestForm {
    /// value of a template
    pub template: String,
    /// name in Vietnamese
    pub name_vi: String,
    /// name in English
    pub name_en: String,
    /// part of addresses
    pub slug: String,
    /// who holds it
    pub host: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct NewContest {
    /// what was typed
    pub form: NewContestForm,
    /// what is wrong
    pub errors: FormErrors,
    /// with `hint`: what is in it
    pub templates: Vec<Choice>,
    /// what addresses begin with
    pub host_address: String,
}

impl Page for NewContest {
    const TEMPLATE: &'static str = "pages/organise/new.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: NewContestForm {
                template: "sonla-2024".into(),
                ..NewContestForm::default()
            },
            errors: FormErrors::new(),
            templates: vec![
                Choice {
                    hint: Some("Bài hát, tranh vẽ, thơ, sáng kiến; 38 giải".into()),
                    ..Choice::new("sonla-2024", "Sơn La 2024")
                },
                Choice {
                    hint: Some("Một thể loại tranh, ba hạng giải".into()),
                    ..Choice::new("drawing", "Thi vẽ")
                },
            ],
            host_address: "thi.sonla.example/vi/".into(),
        };
        let wrong = Self {
            form: NewContestForm {
                slug: "Sơn La".into(),
                ..page.form.clone()
            },
            errors: FormErrors::new()
                .with("name_vi", "organise-new-name-missing", &[])
                .with("slug", "organise-new-slug-wrong", &[]),
            ..page.clone()
        };
        vec![page, wrong]
    }
}
