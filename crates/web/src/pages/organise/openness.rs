//! What of the marks is published with the result.

use axum::extract::State;
use contest::contests::{self, Contest, Openness as Level, OpennessError, Phase};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::render::Page;

/// What was chosen.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OpennessForm {
    /// `A`, `B` or `C`
    pub level: String,
    /// why, once the contest is open
    pub reason: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Openness {
    /// what was chosen
    pub form: OpennessForm,
    /// what is wrong
    pub errors: FormErrors,
    /// whether a change is a public amendment now
    pub amending: bool,
    /// the organisers' page
    pub back_href: String,
}

impl Page for Openness {
    const TEMPLATE: &'static str = "pages/organise/openness.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: OpennessForm {
                level: "B".into(),
                reason: String::new(),
            },
            errors: FormErrors::new(),
            amending: false,
            back_href: "/vi/sonla-2024/organise".into(),
        };
        let wrong = Self {
            errors: FormErrors::new().with("reason", "error-reason", &[]),
            amending: true,
            ..page.clone()
        };
        vec![page, wrong]
    }
}

/// `GET /{lang}/{contest}/organise/openness`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let form = OpennessForm {
        level: contest.openness.as_str().to_owned(),
        reason: String::new(),
    };
    let page = Openness::of(&visitor, &contest, form, FormErrors::new());
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/organise/openness`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<OpennessForm>,
) -> Answer {
    let level = Level::parse(&form.level);
    let level = level.ok_or_else(|| PageError::Malformed("level".to_owned()))?;
    let mut tx = app.db.begin().await?;
    let new = (level, form.reason.as_str());
    match contests::set_openness(&mut tx, &app.cx(), &visitor.actor(), &contest, new).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(visitor.go_saying(&format!("/{}/organise", contest.slug), "notice-saved"))
        }
        Err(OpennessError::ReasonMissing) => {
            let mut errors = FormErrors::new();
            errors.add("reason", "error-reason");
            visitor.again(&app, &Openness::of(&visitor, &contest, form, errors))
        }
        Err(OpennessError::Denied(_)) => Err(PageError::Closed),
        Err(OpennessError::Store(error)) => Err(error.into()),
    }
}

impl Openness {
    fn of(visitor: &Visitor, contest: &Contest, form: OpennessForm, errors: FormErrors) -> Self {
        Self {
            form,
            errors,
            amending: contest.phase > Phase::Setup,
            back_href: visitor.url(&format!("/{}/organise", contest.slug)),
        }
    }
}
