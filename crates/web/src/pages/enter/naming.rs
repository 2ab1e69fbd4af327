//! Changing the answer about being named in public.

use serde::{Deserialize, Serialize};

use crate::forms::FormErrors;
use crate::render::Page;

/// The answer.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NamingForm {
    /// `yes` or `no`
    pub named: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Naming {
    /// the present answer, or what was chosen
    pub form: NamingForm,
    /// what is wrong
    pub errors: FormErrors,
    /// entry code
    pub code: String,
    /// whether the answer is a child's and a guardian's
    pub minor: bool,
    /// the receipt
    pub back_href: String,
}

impl Page for Naming {
    const TEMPLATE: &'static str = "pages/enter/naming.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            form: NamingForm { named: "no".into() },
            errors: FormErrors::new(),
            code: "T-0179-K".into(),
            minor: true,
            back_href: "/vi/b/9f2kq7xw31".into(),
        }]
    }
}
