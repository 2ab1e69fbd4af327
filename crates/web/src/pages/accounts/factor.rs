//! The second thing to sign in with: setting it up, and typing its code.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use contest::folding::tidy_line;
use contest::people::PersonId;
use http::{HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};

use super::sign_in::{enter, own_path};
use crate::accounts::{self, Limit, Session, allow, factor};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Posted, Visitor};
use crate::forms::FormErrors;
use crate::render::Page;

/// The code as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    /// six digits of the app, or a code on paper
    #[serde(skip_serializing)]
    pub code: String,
    /// proof that the password was right
    pub ticket: String,
    /// where to go afterwards
    pub next: String,
}

/// The page after the password.
#[derive(Clone, Debug, Serialize)]
pub struct Code {
    /// what was typed
    pub form: CodeForm,
    /// what is wrong: `accounts-code-wrong` or `accounts-sign-in-wait` on `code`
    pub errors: FormErrors,
}

impl Page for Code {
    const TEMPLATE: &'static str = "pages/accounts/code.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: CodeForm::default(),
            errors: FormErrors::new(),
        };
        let wrong = Self {
            errors: FormErrors::new().with("code", "accounts-code-wrong", &[]),
            ..page.clone()
        };
        vec![page, wrong]
    }
}

/// How it stands with the signed-in person.
#[derive(Clone, Debug, Serialize)]
pub struct Factor {
    /// whether a code is asked for when signing in
    pub on: bool,
    /// whether the person has to have it
    pub required: bool,
    /// QR code as SVG, while it is being set up
    pub qr: String,
    /// the secret to be typed
    pub typed: String,
    /// codes on paper, told once
    pub papers: Vec<String>,
    /// codes on paper that were not used yet
    pub papers_left: i64,
    /// nothing of it is sent back
    pub form: FactorForm,
    /// what is wrong
    pub errors: FormErrors,
}

/// What the page sends.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FactorForm {
    /// six digits of the app
    #[serde(skip_serializing)]
    pub code: String,
    /// the password, for taking it away
    #[serde(skip_serializing)]
    pub password: String,
}

impl Page for Factor {
    const TEMPLATE: &'static str = "pages/accounts/factor.html";

    fn samples() -> Vec<Self> {
        let setting_up = Self {
            on: false,
            required: true,
            qr: ::papers::qr_svg("otpauth://totp/Hoa%20Ban:hanh@sonla.example").unwrap_or_default(),
            typed: "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP".into(),
            papers: Vec::new(),
            papers_left: 0,
            form: FactorForm::default(),
            errors: FormErrors::new(),
        };
        let wrong = Self {
            errors: FormErrors::new().with("code", "accounts-code-wrong", &[]),
            required: false,
            ..setting_up.clone()
        };
        let told = Self {
            on: true,
            qr: String::new(),
            typed: String::new(),
            papers: vec!["7K2M-Q9XA-PL4T".into(); 10],
            papers_left: 10,
            ..setting_up.clone()
        };
        let on = Self {
            papers: Vec::new(),
            papers_left: 2,
            required: false,
            ..told.clone()
        };
        vec![setting_up, wrong, told, on]
    }
}

/// Goes on after a right password: at once, or by way of the code.
pub async fn admit(app: &App, visitor: &Visitor, person: PersonId, next: &str) -> Answer {
    let mut tx = app.db.read().await?;
    if !factor::is_on(&mut tx, person).await? {
        drop(tx);
        return enter(app, visitor, person, next).await;
    }
    let form = CodeForm {
        code: String::new(),
        ticket: factor::ticket(&app.form_key, person, app.now()),
        next: next.to_owned(),
    };
    let errors = FormErrors::new();
    visitor.show(app, &Code { form, errors })
}

/// `POST /{lang}/sign-in/code`.
pub async fn code(
    State(app): State<App>,
    visitor: Visitor,
    Posted { form, .. }: Posted<CodeForm>,
) -> Answer {
    let Some(person) = factor::holder_of(&app.form_key, &form.ticket, app.now()) else {
        return Ok(visitor.go_saying("/sign-in", "notice-code-late"));
    };
    let next = Some(own_path(&form.next)).filter(|n| !n.is_empty());
    let next = next.unwrap_or(visitor.url("/account"));
    let (allowed, right) = tried(&app, &visitor, person, &form.code).await?;
    if right {
        return enter(&app, &visitor, person, &next).await;
    }
    let (status, errors) = refusal(allowed);
    let form = CodeForm {
        code: String::new(),
        ..form
    };
    visitor.show_with(&app, status, &Code { form, errors })
}

/// Whether one more try is allowed, and whether it is right.
async fn tried(
    app: &App,
    visitor: &Visitor,
    person: PersonId,
    typed: &str,
) -> Result<(bool, bool), PageError> {
    let mut tx = app.db.begin().await?;
    let account = allow(
        &mut tx,
        &app.cx(),
        Limit::SIGN_IN,
        &format!("code:{person}"),
    )
    .await?;
    let network = allow(&mut tx, &app.cx(), Limit::SIGN_IN_NETWORK, &visitor.network).await?;
    let allowed = account && network;
    let right = allowed
        && factor::check(&mut tx, &app.cx(), person, &tidy_line(typed))
            .await
            .map_err(failed)?;
    tx.commit().await?;
    Ok((allowed, right))
}

fn failed(error: factor::FactorError) -> PageError {
    match error {
        factor::FactorError::Store(error) => error.into(),
        other @ factor::FactorError::Secret(_) => PageError::internal(other),
    }
}

fn refusal(allowed: bool) -> (StatusCode, FormErrors) {
    let mut errors = FormErrors::new();
    if allowed {
        errors.add("code", "accounts-code-wrong");
        return (StatusCode::UNPROCESSABLE_ENTITY, errors);
    }
    let minutes = Limit::SIGN_IN.window_ms / 60_000;
    let values = [("minutes".to_owned(), minutes.into())].into();
    errors.add_with("code", "accounts-sign-in-wait", values);
    (StatusCode::TOO_MANY_REQUESTS, errors)
}

fn signed_in(visitor: &Visitor) -> Result<&Session, PageError> {
    visitor.session.as_ref().ok_or(PageError::SignIn)
}

/// A page with a secret on it stays nowhere.
fn unkept(answer: Answer) -> Answer {
    let mut response: Response = answer?.into_response();
    let never = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, never);
    Ok(response)
}

/// `GET /{lang}/account/second-factor`.
pub async fn get(State(app): State<App>, visitor: Visitor) -> Answer {
    let page = Factor::of(&app, &visitor, FormErrors::new()).await?;
    unkept(visitor.show(&app, &page))
}

/// `POST /{lang}/account/second-factor`: the first code of the app.
pub async fn confirm(
    State(app): State<App>,
    visitor: Visitor,
    Posted { form, .. }: Posted<FactorForm>,
) -> Answer {
    let person = signed_in(&visitor)?.person.id;
    let mut tx = app.db.begin().await?;
    let name = format!("code:{person}");
    let allowed = allow(&mut tx, &app.cx(), Limit::SIGN_IN, &name).await?;
    let mut papers = None;
    if allowed {
        let digits = tidy_line(&form.code);
        papers = factor::confirm(&mut tx, &app.cx(), person, &digits)
            .await
            .map_err(failed)?;
    }
    tx.commit().await?;
    let Some(papers) = papers else {
        let (status, errors) = refusal(allowed);
        let page = Factor::of(&app, &visitor, errors).await?;
        return unkept(visitor.show_with(&app, status, &page));
    };
    let mut page = Factor::of(&app, &visitor, FormErrors::new()).await?;
    page.papers = papers;
    unkept(visitor.show(&app, &page))
}

/// `POST /{lang}/account/second-factor/papers`: ten new codes on paper, for the password.
pub async fn papers(
    State(app): State<App>,
    visitor: Visitor,
    Posted { form, .. }: Posted<FactorForm>,
) -> Answer {
    let person = signed_in(&visitor)?.person.id;
    if let Some(page) = wrong_password(&app, &visitor, &form).await? {
        return unkept(visitor.again(&app, &page));
    }
    let mut tx = app.db.begin().await?;
    let told = factor::new_papers(&mut tx, &app.cx(), person).await?;
    tx.commit().await?;
    let mut page = Factor::of(&app, &visitor, FormErrors::new()).await?;
    page.papers = told;
    unkept(visitor.show(&app, &page))
}

/// `POST /{lang}/account/second-factor/off`: takes it away, for the password.
pub async fn off(
    State(app): State<App>,
    visitor: Visitor,
    Posted { form, .. }: Posted<FactorForm>,
) -> Answer {
    let person = signed_in(&visitor)?.person.id;
    if let Some(page) = wrong_password(&app, &visitor, &form).await? {
        return unkept(visitor.again(&app, &page));
    }
    let mut tx = app.db.begin().await?;
    factor::remove(&mut tx, person).await?;
    tx.commit().await?;
    Ok(visitor.go_saying("/account/second-factor", "notice-saved"))
}

async fn wrong_password(
    app: &App,
    visitor: &Visitor,
    form: &FactorForm,
) -> Result<Option<Factor>, PageError> {
    let person = signed_in(visitor)?.person.id;
    let mut tx = app.db.begin().await?;
    let name = format!("password:{person}");
    let allowed = allow(&mut tx, &app.cx(), Limit::SIGN_IN, &name).await?;
    tx.commit().await?;
    if allowed && accounts::check_password(app, Some(person), &form.password).await? {
        return Ok(None);
    }
    let mut errors = FormErrors::new();
    errors.add("password", "accounts-password-wrong");
    Ok(Some(Factor::of(app, visitor, errors).await?))
}

impl Factor {
    async fn of(app: &App, visitor: &Visitor, errors: FormErrors) -> Result<Self, PageError> {
        let session = signed_in(visitor)?;
        let mut tx = app.db.begin().await?;
        let mut page = Self {
            on: factor::is_on(&mut tx, session.person.id).await?,
            required: factor::is_asked_of(&app.config, &session.actor),
            qr: String::new(),
            typed: String::new(),
            papers: Vec::new(),
            papers_left: factor::papers_left(&mut tx, session.person.id).await?,
            form: FactorForm::default(),
            errors,
        };
        if !page.on {
            let cx = app.cx();
            let setup = factor::begin(&mut tx, &cx, &session.person, "Hoa Ban");
            let setup = setup.await.map_err(failed)?;
            page.qr = ::papers::qr_svg(&setup.address).unwrap_or_default();
            page.typed = setup.typed;
        }
        tx.commit().await?;
        Ok(page)
    }
}
