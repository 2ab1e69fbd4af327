//! The contest's words: name, theme, introduction, organisers, whom to ask.

use axum::extract::State;
use contest::contests::{self, AmendError, Contest, Phase, Texts as NewTexts};
use contest::folding::{tidy, tidy_line};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::render::Page;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TextsForm {
    /// name in Vietnamese
    pub name_vi: String,
    /// in English
    pub name_en: String,
    /// theme in Vietnamese
    pub theme_vi: String,
    /// in English
    pub theme_en: String,
    /// a paragraph on the first page, in Vietnamese
    pub intro_vi: String,
    /// in English
    pub intro_en: String,
    /// who holds it, in Vietnamese
    pub organiser_vi: String,
    /// in English
    pub organiser_en: String,
    /// as people dial it
    pub contact_phone: String,
    /// e-mail address
    pub contact_email: String,
    /// why, once the contest is open
    pub reason: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Texts {
    /// what was typed
    pub form: TextsForm,
    /// what is wrong
    pub errors: FormErrors,
    /// whether changes are public amendments now
    pub amending: bool,
    /// the organisers' page
    pub back_href: String,
}

impl Page for Texts {
    const TEMPLATE: &'static str = "pages/organise/texts.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: TextsForm {
                name_vi: "Sơn La – Thành phố học tập toàn cầu tôi yêu".into(),
                name_en: "Sơn La – the Global Learning City I Love".into(),
                theme_vi: "Học tập suốt đời và biến đổi khí hậu".into(),
                theme_en: "Lifelong learning and climate change".into(),
                contact_phone: "0212 3000 000".into(),
                ..TextsForm::default()
            },
            errors: FormErrors::new(),
            amending: false,
            back_href: format!("{}/organise", examples::BASE),
        };
        let wrong = Self {
            form: TextsForm::default(),
            errors: FormErrors::new().with("name_vi", "organise-new-name-missing", &[]),
            amending: true,
            ..page.clone()
        };
        vec![page, wrong]
    }
}

/// `GET /{lang}/{contest}/organise/texts`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let form = TextsForm {
        name_vi: contest.name_vi.clone(),
        name_en: contest.name_en.clone(),
        theme_vi: contest.theme_vi.clone(),
        theme_en: contest.theme_en.clone(),
        intro_vi: contest.intro_vi.clone(),
        intro_en: contest.intro_en.clone(),
        organiser_vi: contest.organiser_vi.clone(),
        organiser_en: contest.organiser_en.clone(),
        contact_phone: contest.contact_phone.clone(),
        contact_email: contest.contact_email.clone(),
        reason: String::new(),
    };
    visitor.show(
        &app,
        &Texts::of(&visitor, &contest, form, FormErrors::new()),
    )
}

/// `POST /{lang}/{contest}/organise/texts`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<TextsForm>,
) -> Answer {
    let new = NewTexts {
        name_vi: tidy_line(&form.name_vi),
        name_en: tidy_line(&form.name_en),
        theme_vi: tidy_line(&form.theme_vi),
        theme_en: tidy_line(&form.theme_en),
        intro_vi: tidy(&form.intro_vi),
        intro_en: tidy(&form.intro_en),
        organiser_vi: tidy_line(&form.organiser_vi),
        organiser_en: tidy_line(&form.organiser_en),
        contact_phone: tidy_line(&form.contact_phone),
        contact_email: tidy_line(&form.contact_email),
    };
    let mut errors = FormErrors::new();
    for (field, text) in [("name_vi", &new.name_vi), ("name_en", &new.name_en)] {
        if text.is_empty() {
            errors.add(field, "organise-new-name-missing");
        }
    }
    if !errors.is_empty() {
        return visitor.again(&app, &Texts::of(&visitor, &contest, form, errors));
    }
    let mut tx = app.db.begin().await?;
    let (cx, actor) = (app.cx(), visitor.actor());
    match contests::amend_texts(&mut tx, &cx, &actor, &contest, &new, &form.reason).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(visitor.go_saying(&format!("/{}/organise", contest.slug), "notice-saved"))
        }
        Err(AmendError::ReasonMissing) => {
            drop(tx);
            errors.add("reason", "error-reason");
            visitor.again(&app, &Texts::of(&visitor, &contest, form, errors))
        }
        Err(AmendError::Store(error)) => Err(error.into()),
        Err(_) => Err(PageError::Closed),
    }
}

impl Texts {
    fn of(visitor: &Visitor, contest: &Contest, form: TextsForm, errors: FormErrors) -> Self {
        Self {
            form,
            errors,
            amending: contest.phase > Phase::Setup,
            back_href: visitor.url(&format!("/{}/organise", contest.slug)),
        }
    }
}
