//! What the author agreed to, and the link that asks the guardian. Answers can be changed at any time.

use axum::extract::State;
use serde::Serialize;
use submissions::consents::{self, AnswerError, Given, Means, Side};
use submissions::entries::{self, Author};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Held, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::consenting::{ConsentForm, ConsentView, standing_of};
use crate::render::Page;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Consents {
    /// the present answers, or what was chosen
    pub form: ConsentForm,
    /// what is wrong
    pub errors: FormErrors,
    /// entry code; empty before sending
    pub code: String,
    /// how consent stands
    pub view: ConsentView,
    /// the guardian's own link; absent for adults
    pub guardian_link: Option<String>,
    /// the same as a picture
    pub guardian_qr: String,
    /// the receipt
    pub back_href: String,
}

impl Page for Consents {
    const TEMPLATE: &'static str = "pages/enter/consents.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: ConsentForm {
                named: "no".into(),
                ..ConsentForm::default()
            },
            errors: FormErrors::new(),
            code: "T-0179-K".into(),
            view: ConsentView::sample(),
            guardian_link: Some("https://thi.sonla.example/vi/guardians/5ac2".into()),
            guardian_qr: "<svg viewBox=\"0 0 7 7\"><path d=\"M0 0h3v3H0zM4 0h3v3H4z\"/></svg>"
                .into(),
            back_href: "/vi/b/9f2kq7xw31".into(),
        };
        let adult = Self {
            view: ConsentView {
                age: "adult".into(),
                waits_for_guardian: false,
                ..ConsentView::sample()
            },
            guardian_link: None,
            errors: FormErrors::new().with("named", "error-choice", &[]),
            ..page.clone()
        };
        vec![page, adult]
    }
}

/// `GET /{lang}/entries/{key}/consents`.
pub async fn get(State(app): State<App>, visitor: Visitor, held: Held) -> Answer {
    let mut tx = app.db.read().await?;
    let author = author_of(&mut tx, &held).await?;
    let page = Consents::of(&mut tx, &visitor, (&held, &author), None).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/entries/{key}/consents`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    held: Held,
    Posted { form, .. }: Posted<ConsentForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let author = author_of(&mut tx, &held).await?;
    // Taking part ends by withdrawing the work, not here.
    let form = ConsentForm {
        takes_part: "yes".to_owned(),
        ..form
    };
    let mut errors = FormErrors::new();
    form.check_each(&mut errors);
    if !errors.is_empty() {
        let mut page = Consents::of(&mut tx, &visitor, (&held, &author), Some(form)).await?;
        page.errors = errors;
        return visitor.again(&app, &page);
    }
    let of = (&held.contest, &held.entry, &author);
    let (_, age) = standing_of(&mut tx, of).await?;
    let given = Given {
        side: if age.asks_own() {
            Side::Own
        } else {
            Side::Guardian
        },
        means: Means::Link,
        answers: form.answers(),
        paper: None,
    };
    consents::answer(&mut tx, &app.cx(), &held.actor(), of, given)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(visitor.go_saying(&format!("/entries/{}", held.key), "notice-saved"))
}

/// A refusal as an error page.
pub(crate) fn refused(error: AnswerError) -> PageError {
    match error {
        AnswerError::Denied | AnswerError::NoGuardian => PageError::NotFound,
        AnswerError::Store(error) => error.into(),
    }
}

async fn author_of(tx: &mut contest::Tx, held: &Held) -> Result<Author, PageError> {
    entries::author_of(tx, held.entry.id)
        .await?
        .ok_or(PageError::NotFound)
}

/// The guardian's own link, complete with host.
#[must_use]
pub fn guardian_link(visitor: &Visitor, entry_key: &str) -> String {
    visitor.absolute(&format!("/guardians/{}", consents::guardian_key(entry_key)))
}

impl Consents {
    async fn of(
        tx: &mut contest::Tx,
        visitor: &Visitor,
        (held, author): (&Held, &Author),
        form: Option<ConsentForm>,
    ) -> Result<Self, PageError> {
        let (standing, age) = standing_of(tx, (&held.contest, &held.entry, author)).await?;
        let side = if age.asks_own() {
            Side::Own
        } else {
            Side::Guardian
        };
        let link = age
            .asks_guardian()
            .then(|| guardian_link(visitor, &held.key));
        Ok(Self {
            form: form.unwrap_or_else(|| ConsentForm::of(&standing, side)),
            errors: FormErrors::new(),
            code: held.entry.code.clone().unwrap_or_default(),
            view: ConsentView::of(&standing, age),
            guardian_qr: link.as_deref().and_then(papers::qr_svg).unwrap_or_default(),
            guardian_link: link,
            back_href: visitor.url(&format!("/entries/{}", held.key)),
        })
    }
}
