//! The first start: who runs this installation.

use serde::{Deserialize, Serialize};

use crate::forms::FormErrors;
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
