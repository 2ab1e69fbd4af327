//! A teacher opens a class, without an account.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use serde::{Deserialize, Serialize};
use submissions::classes::{self, ClassFault, ClassInput, OpenError};

use crate::accounts::{Limit, allow};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Once, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::render::Page;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NewClassForm {
    /// school
    pub school: String,
    /// name of the class
    pub name: String,
    /// the teacher's full name
    pub teacher: String,
    /// the teacher's phone
    pub phone: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct NewClass {
    /// what was typed
    pub form: NewClassForm,
    /// what is wrong
    pub errors: FormErrors,
    /// displayed deadline
    pub closes_at: i64,
    /// entering one work
    pub back_href: String,
}

impl Page for NewClass {
    const TEMPLATE: &'static str = "pages/classes/new.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: NewClassForm::default(),
            errors: FormErrors::new(),
            closes_at: examples::CLOSES,
            back_href: format!("{}/enter", examples::BASE),
        };
        let wrong = Self {
            errors: FormErrors::new().with("phone", "error-phone", &[]),
            ..page.clone()
        };
        vec![page, wrong]
    }
}

/// `GET /{lang}/{contest}/classes/new`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    visitor.show(
        &app,
        &NewClass::of(&visitor, &contest, NewClassForm::default()),
    )
}

/// `POST /{lang}/{contest}/classes/new`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, once }: Posted<NewClassForm>,
) -> Answer {
    let input = ClassInput {
        school: form.school.clone(),
        name: form.name.clone(),
        teacher: form.teacher.clone(),
        phone: form.phone.clone(),
    };
    let mut tx = app.db.begin().await?;
    if let Some(earlier) = Once::earlier(once, &mut tx, &app).await? {
        return Ok(Redirect::to(&earlier).into_response());
    }
    if !allow(&mut tx, &app.cx(), Limit::BEGIN, &visitor.network).await? {
        return Err(PageError::TooMany);
    }
    match classes::open(&mut tx, &app.cx(), &contest, &input).await {
        Ok((_, key)) => {
            let location = visitor.url(&format!("/classes/{key}"));
            Once::keep(once, &mut tx, &location).await?;
            tx.commit().await?;
            Ok(Redirect::to(&location).into_response())
        }
        Err(OpenError::Faults(faults)) => {
            let mut page = NewClass::of(&visitor, &contest, form);
            for fault in faults {
                match fault {
                    ClassFault::Missing(field) => page.errors.add(field, "error-required"),
                    ClassFault::TooLong(field) => page.errors.add_with(
                        field,
                        "error-too-long",
                        [("max".to_owned(), 120.into())].into(),
                    ),
                    ClassFault::Phone => page.errors.add("phone", "error-phone"),
                }
            }
            visitor.again(&app, &page)
        }
        Err(OpenError::Denied(_)) => Err(PageError::Closed),
        Err(OpenError::Store(error)) => Err(error.into()),
    }
}

impl NewClass {
    fn of(visitor: &Visitor, contest: &contest::contests::Contest, form: NewClassForm) -> Self {
        Self {
            form,
            errors: FormErrors::new(),
            closes_at: contest.closes_at.0,
            back_href: visitor.url(&format!("/{}/enter", contest.slug)),
        }
    }
}
