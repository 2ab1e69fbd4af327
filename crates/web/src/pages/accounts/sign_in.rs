//! Signing in with a password.

use serde::{Deserialize, Serialize};

use crate::forms::FormErrors;
use crate::render::Page;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    /// e-mail address or phone
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
                errors: FormErrors::new().with("login", "accounts-sign-in-wait", &[("minutes", 5.into())]),
            },
        ]
    }
}
