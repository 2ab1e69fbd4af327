//! Accepting an invitation: the first password.

use axum::extract::{Path, State};
use contest::contests;
use contest::people::{self, Person};
use http::StatusCode;
use serde::{Deserialize, Serialize};

use crate::accounts::{self, Limit, PasswordFault, Purpose, allow};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Posted, Visitor};
use crate::forms::FormErrors;
use crate::i18n::Arg;
use crate::pages::accounts::factor::admit;
use crate::render::Page;

/// What was typed; passwords are never sent back to the page.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct InvitationForm {
    /// at least `min_length` characters
    #[serde(skip_serializing)]
    pub password: String,
    /// the same
    #[serde(skip_serializing)]
    pub again: String,
    /// what password managers fill in beside it
    #[serde(skip_serializing)]
    pub login: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Invitation {
    /// whether the link still holds; nothing else is shown otherwise
    pub valid: bool,
    /// the invited person
    pub name: String,
    /// what they will sign in with
    pub login: String,
    /// role: `organiser`, `clerk`, `juror`, `chair`, `advisor` or `auditor`
    pub role: String,
    /// the contest's name
    pub contest: String,
    /// what was typed
    pub form: InvitationForm,
    /// what is wrong
    pub errors: FormErrors,
    /// characters of a password
    pub min_length: i64,
}

impl Page for Invitation {
    const TEMPLATE: &'static str = "pages/accounts/invitation.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            valid: true,
            name: "Tòng Văn Hưng".into(),
            login: "hung@sonla.example".into(),
            role: "juror".into(),
            contest: "Sơn La – Thành phố học tập toàn cầu tôi yêu".into(),
            form: InvitationForm::default(),
            errors: FormErrors::new(),
            min_length: 15,
        };
        let short = Self {
            errors: FormErrors::new().with(
                "password",
                "error-password-short",
                &[("min", Arg::from(15))],
            ),
            ..page.clone()
        };
        let used = Self {
            valid: false,
            ..page.clone()
        };
        vec![page, short, used]
    }
}

/// `GET /{lang}/invitation/{token}`: looking does not use the link up; setting the password does.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, token)): Path<(String, String)>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let allowed = allow(&mut tx, &app.cx(), Limit::LINK, &visitor.network).await?;
    tx.commit().await?;
    if !allowed {
        return Err(PageError::TooMany);
    }
    match invited(&app, &token).await? {
        Some(person) => {
            let page = Invitation::of(&app, &visitor, &person, FormErrors::new()).await?;
            visitor.show(&app, &page)
        }
        None => visitor.show_with(&app, StatusCode::GONE, &Invitation::used_up()),
    }
}

/// `POST /{lang}/invitation/{token}`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    Path((_, token)): Path<(String, String)>,
    Posted { form, .. }: Posted<InvitationForm>,
) -> Answer {
    let Some(person) = invited(&app, &token).await? else {
        return visitor.show_with(&app, StatusCode::GONE, &Invitation::used_up());
    };
    let mut errors = FormErrors::new();
    password_errors(&mut errors, &form.password, &person.name, &person.email);
    if errors.is_empty() && form.password != form.again {
        errors.add("again", "error-password-same");
    }
    if !errors.is_empty() {
        let page = Invitation::of(&app, &visitor, &person, errors).await?;
        return visitor.again(&app, &page);
    }
    let hash = accounts::hash(&app, &form.password).await?;
    let mut tx = app.db.begin().await?;
    if accounts::redeem(&mut tx, &app.cx(), Purpose::Invitation, &token)
        .await?
        .is_none()
    {
        return visitor.show_with(&app, StatusCode::GONE, &Invitation::used_up());
    }
    accounts::store_hash(&mut tx, &app.cx(), person.id, &hash).await?;
    // Whoever knew the old password is out.
    accounts::end_all(&mut tx, person.id).await?;
    tx.commit().await?;
    // the second thing stays: a stolen mailbox is not enough
    admit(&app, &visitor, person.id, &visitor.url("/account")).await
}

/// Words for a password that is not taken.
pub fn password_errors(errors: &mut FormErrors, password: &str, name: &str, email: &str) {
    match accounts::faults_of(password, name, email) {
        Some(PasswordFault::TooShort) => {
            let min = [("min".to_owned(), accounts::LEAST_CHARACTERS.into())].into();
            errors.add_with("password", "error-password-short", min);
        }
        Some(PasswordFault::TooLong) => errors.add("password", "error-password-long"),
        Some(PasswordFault::Common) => errors.add("password", "error-password-common"),
        Some(PasswordFault::Context) => errors.add("password", "error-password-context"),
        None => {}
    }
}

async fn invited(app: &App, token: &str) -> Result<Option<Person>, PageError> {
    let mut tx = app.db.read().await?;
    match accounts::peek(&mut tx, &app.cx(), Purpose::Invitation, token)
        .await?
        .flatten()
    {
        Some(id) => Ok(people::by_id(&mut tx, id).await?),
        None => Ok(None),
    }
}

impl Invitation {
    async fn of(
        app: &App,
        visitor: &Visitor,
        person: &Person,
        errors: FormErrors,
    ) -> Result<Self, PageError> {
        let mut tx = app.db.read().await?;
        let grant = people::grants_of(&mut tx, person.id)
            .await?
            .into_iter()
            .next_back();
        let contest = match grant.as_ref().and_then(|g| g.contest_id) {
            Some(id) => contests::by_id(&mut tx, id).await?,
            None => None,
        };
        Ok(Self {
            valid: true,
            name: person.name.clone(),
            login: person.email.clone(),
            role: grant.map_or("organiser", |g| g.role.as_str()).to_owned(),
            contest: contest.map_or_else(String::new, |c| {
                visitor.pick(&c.name_vi, &c.name_en).to_owned()
            }),
            form: InvitationForm::default(),
            errors,
            min_length: accounts::LEAST_CHARACTERS,
        })
    }

    fn used_up() -> Self {
        Self {
            valid: false,
            name: String::new(),
            login: String::new(),
            role: String::new(),
            contest: String::new(),
            form: InvitationForm::default(),
            errors: FormErrors::new(),
            min_length: 0,
        }
    }
}
