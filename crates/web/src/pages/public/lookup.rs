//! Finding one's entry by code and phone.

use axum::extract::State;
use contest::folding::phone_e164;
use serde::{Deserialize, Serialize};
use submissions::entries::{self, tidy_code};

use crate::accounts::{Limit, allow};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::parts::Contact;
use crate::render::Page;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LookupForm {
    /// entry code in any spelling
    pub code: String,
    /// phone in any spelling
    pub phone: String,
}

/// What is told of an entry that was found. The private link alone lets anybody change it.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    /// its code
    pub code: String,
    /// its title
    pub title: String,
    /// its state, as in `entry-state-…`
    pub state: String,
    /// when it was sent
    pub submitted_at: i64,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Lookup {
    /// what was typed
    pub form: LookupForm,
    /// what is wrong; `public-lookup-none` on `code` when nothing matches
    pub errors: FormErrors,
    /// the entry that was asked for
    pub found: Option<Found>,
    /// whom to ask
    pub contact: Contact,
}

impl Page for Lookup {
    const TEMPLATE: &'static str = "pages/public/lookup.html";

    fn samples() -> Vec<Self> {
        vec![
            Self {
                form: LookupForm::default(),
                errors: FormErrors::new(),
                found: Some(Found {
                    code: "T-0179-K".into(),
                    title: "Mùa ban nở trên thành phố học tập".into(),
                    state: "submitted".into(),
                    submitted_at: examples::NOW,
                }),
                contact: examples::contact(),
            },
            Self {
                form: LookupForm {
                    code: "T-179".into(),
                    phone: "0912345678".into(),
                },
                errors: FormErrors::new().with("code", "public-lookup-none", &[]),
                found: None,
                contact: examples::contact(),
            },
        ]
    }
}

/// `GET /{lang}/{contest}/lookup`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let contact = Contact::of(&visitor, &contest);
    visitor.show(
        &app,
        &Lookup {
            form: LookupForm::default(),
            errors: FormErrors::new(),
            found: None,
            contact,
        },
    )
}

/// `POST /{lang}/{contest}/lookup`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<LookupForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let allowed = allow(&mut tx, &app.cx(), Limit::LOOKUP, &visitor.network).await?;
    tx.commit().await?;
    if !allowed {
        return Err(PageError::TooMany);
    }
    let mut errors = FormErrors::new();
    let code = tidy_code(&form.code);
    let phone = phone_e164(&form.phone);
    if code.is_none() {
        errors.add("code", "error-code");
    }
    if phone.is_none() {
        errors.add("phone", "error-phone");
    }
    let mut found = None;
    if let (Some(code), Some(phone)) = (code, phone) {
        let mut tx = app.db.read().await?;
        found = entries::by_phone(&mut tx, contest.id, &code, &phone).await?;
        if found.is_none() {
            errors.add("code", "public-lookup-none");
        }
    }
    let found = found.map(|entry| Found {
        code: entry.code.clone().unwrap_or_default(),
        state: entry.state.as_str().to_owned(),
        submitted_at: entry.submitted_at.map_or(0, |at| at.0),
        title: entry.title,
    });
    let contact = Contact::of(&visitor, &contest);
    let page = Lookup {
        form,
        errors,
        found,
        contact,
    };
    if page.errors.is_empty() {
        visitor.show(&app, &page)
    } else {
        visitor.again(&app, &page)
    }
}
