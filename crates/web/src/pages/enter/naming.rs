//! Changing the answer about being named in public.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use submissions::consents::{self, NamingError};
use submissions::entries::{self, Author};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Held, Posted, Visitor};
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

/// `GET /{lang}/entries/{key}/naming`.
pub async fn get(State(app): State<App>, visitor: Visitor, held: Held) -> Answer {
    let mut tx = app.db.read().await?;
    let named = if consents::is_named(&mut tx, held.entry.id).await? {
        "yes"
    } else {
        "no"
    };
    let author = entries::author_of(&mut tx, held.entry.id)
        .await?
        .ok_or(PageError::NotFound)?;
    let form = NamingForm {
        named: named.to_owned(),
    };
    visitor.show(&app, &Naming::of(&visitor, &held, &author, form))
}

/// `POST /{lang}/entries/{key}/naming`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    held: Held,
    Posted { form, .. }: Posted<NamingForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let author = entries::author_of(&mut tx, held.entry.id)
        .await?
        .ok_or(PageError::NotFound)?;
    let given = match form.named.as_str() {
        "yes" => true,
        "no" => false,
        _ => {
            let mut page = Naming::of(&visitor, &held, &author, form);
            page.errors.add("named", "error-choice");
            return visitor.again(&app, &page);
        }
    };
    let of = (&held.contest, &held.entry, &author);
    consents::change_naming(&mut tx, &app.cx(), &held.actor(), of, given)
        .await
        .map_err(|error| match error {
            NamingError::Denied => PageError::NotFound,
            NamingError::Store(error) => error.into(),
        })?;
    tx.commit().await?;
    Ok(visitor.go_saying(&format!("/entries/{}", held.key), "notice-saved"))
}

impl Naming {
    fn of(visitor: &Visitor, held: &Held, author: &Author, form: NamingForm) -> Self {
        Self {
            form,
            errors: FormErrors::new(),
            code: held.entry.code.clone().unwrap_or_default(),
            minor: author.is_minor(entries::year_of(&held.contest)),
            back_href: visitor.url(&format!("/entries/{}", held.key)),
        }
    }
}
