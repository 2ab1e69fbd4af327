//! Finding one's entry by code and phone.

use serde::{Deserialize, Serialize};

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

/// The page; a hit redirects to the receipt.
#[derive(Clone, Debug, Serialize)]
pub struct Lookup {
    /// what was typed
    pub form: LookupForm,
    /// what is wrong; `public-lookup-none` on `code` when nothing matches
    pub errors: FormErrors,
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
                contact: examples::contact(),
            },
            Self {
                form: LookupForm {
                    code: "T-179".into(),
                    phone: "0912345678".into(),
                },
                errors: FormErrors::new().with("code", "public-lookup-none", &[]),
                contact: examples::contact(),
            },
        ]
    }
}
