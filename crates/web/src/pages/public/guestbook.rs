//! The guestbook of the exhibition: what visitors wrote, once an organiser has read it.

use axum::extract::State;
use contest::Tx;
use contest::contests::Contest;
use contest::guestbook::{self, LineError, MOST_WORDS};
use serde::{Deserialize, Serialize};

use crate::accounts::{Limit, allow};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Once, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::exhibit::guests::GuestLine;
use crate::render::Page;

/// What a visitor writes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GuestForm {
    /// as which name; may be empty
    pub name: String,
    /// the words
    pub words: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Guestbook {
    /// what was typed
    pub form: GuestForm,
    /// what is wrong
    pub errors: FormErrors,
    /// the newest first
    pub lines: Vec<GuestLine>,
    /// characters that fit
    pub limit: usize,
    /// whether the exhibition is open
    pub open: bool,
}

impl Page for Guestbook {
    const TEMPLATE: &'static str = "pages/public/guestbook.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: GuestForm::default(),
            errors: FormErrors::new(),
            lines: vec![
                GuestLine::sample("shown"),
                GuestLine {
                    name: String::new(),
                    ..GuestLine::sample("shown")
                },
            ],
            limit: MOST_WORDS,
            open: true,
        };
        let wrong = Self {
            form: GuestForm {
                name: "Hà Minh".into(),
                words: " ".into(),
            },
            errors: FormErrors::new().with("words", "guestbook-wrong-words", &[]),
            lines: Vec::new(),
            ..page.clone()
        };
        let closed = Self {
            open: false,
            ..Self {
                form: GuestForm::default(),
                errors: FormErrors::new(),
                ..wrong.clone()
            }
        };
        vec![page, wrong, closed]
    }
}

/// Lines on the page.
const MOST_LINES: i64 = 200;

/// `GET /{lang}/{contest}/guestbook`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = Guestbook::of(&mut tx, &app, &contest, GuestForm::default()).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/guestbook`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, once }: Posted<GuestForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let allowed = allow(&mut tx, &app.cx(), Limit::GUESTBOOK, &visitor.network).await?;
    tx.commit().await?;
    if !allowed {
        return Err(PageError::TooMany);
    }
    let mut tx = app.db.begin().await?;
    if let Some(location) = Once::earlier(once, &mut tx, &app).await? {
        return Ok(visitor.go(&location));
    }
    let written = (form.name.as_str(), form.words.as_str());
    match guestbook::write(&mut tx, &app.cx(), &contest, written).await {
        Ok(()) => {
            let location = format!("/{}/guestbook", contest.slug);
            Once::keep(once, &mut tx, &location).await?;
            tx.commit().await?;
            Ok(visitor.go_saying(&location, "notice-written"))
        }
        Err(LineError::Fields(fields)) => {
            let mut page = Guestbook::of(&mut tx, &app, &contest, form).await?;
            for field in fields {
                page.errors.add(field, &format!("guestbook-wrong-{field}"));
            }
            visitor.again(&app, &page)
        }
        Err(LineError::Denied(_) | LineError::Missing) => Err(PageError::Closed),
        Err(LineError::Store(error)) => Err(error.into()),
    }
}

impl Guestbook {
    async fn of(
        tx: &mut Tx,
        app: &App,
        contest: &Contest,
        form: GuestForm,
    ) -> Result<Self, PageError> {
        let open = contest.is_announced(app.now());
        let lines = if open {
            guestbook::shown_in(tx, contest.id, MOST_LINES).await?
        } else {
            Vec::new()
        };
        Ok(Self {
            form,
            errors: FormErrors::new(),
            lines: lines
                .into_iter()
                .map(|line| GuestLine {
                    name: line.name,
                    words: line.words,
                    at: line.created_at.0,
                    state: line.state.as_str().to_owned(),
                    action: String::new(),
                })
                .collect(),
            limit: MOST_WORDS,
            open,
        })
    }
}
