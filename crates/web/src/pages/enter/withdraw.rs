//! Taking an entry back.

use serde::{Deserialize, Serialize};

use crate::forms::FormErrors;
use crate::render::Page;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WithdrawForm {
    /// may be empty
    pub reason: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Withdraw {
    /// what was typed
    pub form: WithdrawForm,
    /// what is wrong
    pub errors: FormErrors,
    /// entry code
    pub code: String,
    /// title
    pub title: String,
    /// the receipt
    pub back_href: String,
}

impl Page for Withdraw {
    const TEMPLATE: &'static str = "pages/enter/withdraw.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            form: WithdrawForm::default(),
            errors: FormErrors::new(),
            code: "T-0179-K".into(),
            title: "Lớp học bên suối Nặm La".into(),
            back_href: "/vi/b/9f2kq7xw31".into(),
        }]
    }
}
