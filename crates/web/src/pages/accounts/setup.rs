//! The first start: who runs this installation.

use axum::extract::{Query, State};
use contest::Actor;
use contest::people::{self, EnlistError, Grant, NewPerson, Role};
use serde::{Deserialize, Serialize};

use crate::accounts::{self, Purpose};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::accounts::invitation::password_errors;
use crate::pages::accounts::sign_in::enter;
use crate::render::Page;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SetupForm {
    /// the one-time code printed by the program
    pub token: String,
    /// full name
    pub name: String,
    /// e-mail address
    pub email: String,
    /// never sent back to the page
    #[serde(skip_serializing)]
    pub password: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Setup {
    /// what was typed
    pub form: SetupForm,
    /// what is wrong; `accounts-setup-token-wrong` on `token`
    pub errors: FormErrors,
    /// characters of a password
    pub min_length: i64,
}

impl Page for Setup {
    const TEMPLATE: &'static str = "pages/accounts/setup.html";

    fn samples() -> Vec<Self> {
        vec![
            Self {
                form: SetupForm::default(),
                errors: FormErrors::new(),
                min_length: 15,
            },
            Self {
                form: SetupForm {
                    token: "ABCD-1234".into(),
                    name: "Lò Thị Hạnh".into(),
                    email: "hanh@".into(),
                    ..SetupForm::default()
                },
                errors: FormErrors::new()
                    .with("token", "accounts-setup-token-wrong", &[])
                    .with("email", "error-email", &[]),
                min_length: 15,
            },
        ]
    }
}

/// `GET /{lang}/setup`: there until somebody has an account.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    Query(form): Query<SetupForm>,
) -> Answer {
    if !people::is_empty(&mut app.db.read().await?).await? {
        return Err(PageError::NotFound);
    }
    let form = SetupForm {
        token: form.token,
        ..SetupForm::default()
    };
    visitor.show(
        &app,
        &Setup {
            form,
            errors: FormErrors::new(),
            min_length: accounts::LEAST_CHARACTERS,
        },
    )
}

/// `POST /{lang}/setup`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    Posted { form, .. }: Posted<SetupForm>,
) -> Answer {
    if !people::is_empty(&mut app.db.read().await?).await? {
        return Err(PageError::NotFound);
    }
    let mut errors = FormErrors::new();
    let token = form.token.trim().to_owned();
    if accounts::peek(&mut app.db.read().await?, &app.cx(), Purpose::Setup, &token)
        .await?
        .is_none()
    {
        errors.add("token", "accounts-setup-token-wrong");
    }
    if form.name.trim().is_empty() {
        errors.add("name", "error-name");
    }
    if !form.email.contains('@') {
        errors.add("email", "error-email");
    }
    password_errors(&mut errors, &form.password, &form.name, &form.email);
    if !errors.is_empty() {
        return visitor.again(
            &app,
            &Setup {
                form,
                errors,
                min_length: accounts::LEAST_CHARACTERS,
            },
        );
    }
    let hash = accounts::hash(&app, &form.password).await?;
    let mut tx = app.db.begin().await?;
    let new = NewPerson {
        name: form.name.clone(),
        email: form.email.clone(),
        phone: String::new(),
        organisation: String::new(),
    };
    let person = match people::enlist(&mut tx, &app.cx(), &Actor::System, &new).await {
        Ok(person) => person,
        Err(EnlistError::Store(error)) => return Err(error.into()),
        Err(_) => {
            errors.add("email", "error-email");
            return visitor.again(
                &app,
                &Setup {
                    form,
                    errors,
                    min_length: accounts::LEAST_CHARACTERS,
                },
            );
        }
    };
    let admin = Grant {
        contest_id: None,
        category_id: None,
        role: Role::Admin,
    };
    people::grant(&mut tx, &app.cx(), &Actor::System, person, &admin)
        .await
        .map_err(PageError::internal)?;
    if accounts::redeem(&mut tx, &app.cx(), Purpose::Setup, &token)
        .await?
        .is_none()
    {
        return Err(PageError::Conflict);
    }
    accounts::store_hash(&mut tx, &app.cx(), person, &hash).await?;
    tx.commit().await?;
    enter(&app, &visitor, person, &visitor.url("/account")).await
}
