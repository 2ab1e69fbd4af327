//! Every component in every state, for development and for the tests of looks and accessibility.

use axum::extract::State;
use serde::Serialize;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Visitor};
use crate::forms::FormErrors;
use crate::render::Page;

/// What the form components on the page show as typed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StyleguideForm {
    /// a filled text field
    pub title: String,
    /// a field with an error
    pub phone: String,
    /// a text area with a counter
    pub text: String,
    /// a chosen card
    pub kind: String,
}

/// The component page.
#[derive(Clone, Debug, Serialize)]
pub struct Styleguide {
    /// what was typed
    pub form: StyleguideForm,
    /// what is wrong with it
    pub errors: FormErrors,
    /// any moment, for dates and deadlines
    pub at: i64,
}

impl Page for Styleguide {
    const TEMPLATE: &'static str = "pages/styleguide.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            form: StyleguideForm {
                title: "Mùa ban nở trên thành phố học tập".into(),
                phone: "0912 345".into(),
                text: "Sáng nay ban trắng triền đồi\nEm mang cặp sách xuống đồi học chung".into(),
                kind: "painting".into(),
            },
            errors: FormErrors::new().with("phone", "error-phone", &[]),
            at: 1_727_715_540_000,
        }]
    }
}

/// `GET /{lang}/styleguide`, where the settings serve it.
pub async fn get(State(app): State<App>, visitor: Visitor) -> Answer {
    let page = Styleguide::samples()
        .into_iter()
        .next()
        .ok_or(PageError::NotFound)?;
    visitor.show(&app, &page)
}
