//! Signing in with a password.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use contest::folding::tidy_line;
use contest::people::{self, PersonId};
use http::{HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};

use super::factor::admit;
use crate::accounts::{self, Limit, Purpose, allow};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Posted, Visitor};
use crate::forms::FormErrors;
use crate::render::Page;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    /// e-mail address
    pub login: String,
    /// never sent back to the page
    #[serde(skip_serializing)]
    pub password: String,
    /// where to go afterwards
    pub next: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct SignIn {
    /// what was typed
    pub form: SignInForm,
    /// what is wrong: `accounts-sign-in-wrong` or `accounts-sign-in-wait` on `login`
    pub errors: FormErrors,
}

impl Page for SignIn {
    const TEMPLATE: &'static str = "pages/accounts/sign_in.html";

    fn samples() -> Vec<Self> {
        vec![
            Self {
                form: SignInForm::default(),
                errors: FormErrors::new(),
            },
            Self {
                form: SignInForm {
                    login: "hanh@sonla.example".into(),
                    ..SignInForm::default()
                },
                errors: FormErrors::new().with("login", "accounts-sign-in-wrong", &[]),
            },
            Self {
                form: SignInForm::default(),
                errors: FormErrors::new().with(
                    "login",
                    "accounts-sign-in-wait",
                    &[("minutes", 5.into())],
                ),
            },
        ]
    }
}

/// `GET /{lang}/sign-in`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    Query(form): Query<SignInForm>,
) -> Answer {
    let form = SignInForm {
        next: own_path(&form.next),
        ..SignInForm::default()
    };
    visitor.show(
        &app,
        &SignIn {
            form,
            errors: FormErrors::new(),
        },
    )
}

/// `POST /{lang}/sign-in`: the same answer at the same cost whether the account exists.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    Posted { form, .. }: Posted<SignInForm>,
) -> Answer {
    let email = tidy_line(&form.login).to_lowercase();
    let mut tx = app.db.begin().await?;
    let account = allow(
        &mut tx,
        &app.cx(),
        Limit::SIGN_IN,
        &format!("account:{email}"),
    )
    .await?;
    let network = allow(&mut tx, &app.cx(), Limit::SIGN_IN_NETWORK, &visitor.network).await?;
    tx.commit().await?;
    let mut errors = FormErrors::new();
    if !(account && network) {
        let minutes = Limit::SIGN_IN.window_ms / 60_000;
        errors.add_with(
            "login",
            "accounts-sign-in-wait",
            [("minutes".to_owned(), minutes.into())].into(),
        );
        return visitor.show_with(
            &app,
            StatusCode::TOO_MANY_REQUESTS,
            &SignIn { form, errors },
        );
    }
    let person = people::by_email(&mut app.db.read().await?, &email).await?;
    if accounts::check_password(&app, person.as_ref().map(|p| p.id), &form.password).await?
        && let Some(person) = person
    {
        let next = Some(own_path(&form.next))
            .filter(|n| !n.is_empty())
            .unwrap_or(visitor.url("/account"));
        return admit(&app, &visitor, person.id, &next).await;
    }
    errors.add("login", "accounts-sign-in-wrong");
    visitor.again(&app, &SignIn { form, errors })
}

/// `GET /{lang}/link/{token}`: signs in by a link of the demo.
pub async fn link(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, token)): Path<(String, String)>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let allowed = allow(&mut tx, &app.cx(), Limit::LINK, &visitor.network).await?;
    let person = if allowed {
        accounts::redeem(&mut tx, &app.cx(), Purpose::SignIn, &token).await?
    } else {
        None
    };
    tx.commit().await?;
    match person.flatten() {
        Some(person) => admit(&app, &visitor, person, &visitor.url("/account")).await,
        None => Err(PageError::NotFound),
    }
}

/// Opens a session and goes on.
pub async fn enter(app: &App, visitor: &Visitor, person: PersonId, next: &str) -> Answer {
    let mut tx = app.db.begin().await?;
    // A session that was open before ends: nobody keeps a key from before the sign-in.
    if let Some(session) = &visitor.session {
        accounts::end(&mut tx, session).await?;
    }
    let key = accounts::open(&mut tx, &app.cx(), person).await?;
    tx.commit().await?;
    let mut response = Redirect::to(next).into_response();
    set_cookie(&mut response, visitor, &key)?;
    Ok(response)
}

fn set_cookie(response: &mut Response, visitor: &Visitor, key: &str) -> Result<(), PageError> {
    let age = if key.is_empty() { "; Max-Age=0" } else { "" };
    let cookie = if visitor.secure {
        format!(
            "{}={key}; Path=/; Secure; HttpOnly; SameSite=Lax{age}",
            accounts::COOKIE_SECURE
        )
    } else {
        format!(
            "{}={key}; Path=/; HttpOnly; SameSite=Lax{age}",
            accounts::COOKIE_PLAIN
        )
    };
    response.headers_mut().append(
        header::SET_COOKIE,
        HeaderValue::from_str(&cookie).map_err(PageError::internal)?,
    );
    Ok(())
}

/// A path of this site, or nothing: whoever sends a link must not choose where it leads after signing in.
pub(super) fn own_path(text: &str) -> String {
    let own =
        text.starts_with('/') && !text.starts_with("//") && !text.contains(['\\', '\r', '\n']);
    if own { text.to_owned() } else { String::new() }
}

/// What the sign-out buttons send.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SignOutForm {
    everywhere: String,
}

/// `POST /{lang}/sign-out`.
pub async fn sign_out(
    State(app): State<App>,
    visitor: Visitor,
    Posted { form, .. }: Posted<SignOutForm>,
) -> Answer {
    if let Some(session) = &visitor.session {
        let mut tx = app.db.begin().await?;
        if form.everywhere == "yes" {
            accounts::end_all(&mut tx, session.person.id).await?;
        } else {
            accounts::end(&mut tx, session).await?;
        }
        tx.commit().await?;
    }
    let mut response = visitor.go("/sign-in");
    set_cookie(&mut response, &visitor, "")?;
    Ok(response)
}
