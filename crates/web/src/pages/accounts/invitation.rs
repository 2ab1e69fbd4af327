//! Accepting an invitation: the first password.

use serde::{Deserialize, Serialize};

use crate::forms::FormErrors;
use crate::i18n::Arg;
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
