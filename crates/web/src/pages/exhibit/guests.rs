//! The guestbook, as organisers read it: nothing stands on the public page that they did not let through.

use axum::extract::{Path, State};
use contest::guestbook::{self, LineError, LineId};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::pages::examples;
use crate::render::Page;

/// A line of the guestbook.
#[derive(Clone, Debug, Serialize)]
pub struct GuestLine {
    /// as which name; may be empty
    pub name: String,
    /// the words
    pub words: String,
    /// when it came
    pub at: i64,
    /// `waiting`, `shown` or `hidden`
    pub state: String,
    /// lets it through, or takes it out
    pub action: String,
}

impl GuestLine {
    /// A line that a visitor wrote.
    #[must_use]
    pub fn sample(state: &str) -> Self {
        Self {
            name: "Cô giáo Lò Thị Mai".into(),
            words: "Tranh của các em làm tôi nhớ lớp học bên suối ngày xưa.".into(),
            at: examples::NOW,
            state: state.into(),
            action: format!("{}/organise/guestbook/1", examples::BASE),
        }
    }
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Guests {
    /// what waits first
    pub lines: Vec<GuestLine>,
    /// the public page
    pub public_href: String,
    /// the walls
    pub back_href: String,
}

impl Page for Guests {
    const TEMPLATE: &'static str = "pages/exhibit/guests.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            lines: ["waiting", "shown", "hidden"]
                .map(GuestLine::sample)
                .to_vec(),
            public_href: format!("{}/guestbook", examples::BASE),
            back_href: format!("{}/organise/exhibition", examples::BASE),
        };
        let empty = Self {
            lines: Vec::new(),
            ..page.clone()
        };
        vec![page, empty]
    }
}

/// Lines on a page; what waits comes first, so that none is out of reach.
const MOST_LINES: i64 = 500;

/// `GET /{lang}/{contest}/organise/guestbook`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let lines = guestbook::lines_of(&mut tx, contest.id, MOST_LINES).await?;
    drop(tx);
    let here = visitor.url(&format!("/{}/organise/guestbook", contest.slug));
    let page = Guests {
        lines: lines
            .into_iter()
            .map(|line| GuestLine {
                name: line.name,
                words: line.words,
                at: line.created_at.0,
                state: line.state.as_str().to_owned(),
                action: format!("{here}/{}", line.id),
            })
            .collect(),
        public_href: visitor.url(&format!("/{}/guestbook", contest.slug)),
        back_href: visitor.url(&format!("/{}/organise/exhibition", contest.slug)),
    };
    visitor.show(&app, &page)
}

/// Which button was pressed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ModerateForm {
    /// `yes` lets it through, anything else takes it out
    pub show: String,
}

/// `POST /{lang}/{contest}/organise/guestbook/{line}`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, String)>,
    Posted { form, .. }: Posted<ModerateForm>,
) -> Answer {
    let id: LineId = id.parse().map_err(|_| PageError::NotFound)?;
    let shown = form.show == "yes";
    let mut tx = app.db.begin().await?;
    let done =
        guestbook::moderate(&mut tx, &app.cx(), &visitor.actor(), &contest, (id, shown)).await;
    match done {
        Ok(()) => tx.commit().await?,
        Err(LineError::Store(error)) => return Err(error.into()),
        Err(LineError::Denied(_)) => return Err(PageError::Closed),
        Err(LineError::Missing | LineError::Fields(_)) => return Err(PageError::NotFound),
    }
    let here = format!("/{}/organise/guestbook", contest.slug);
    Ok(visitor.go_saying(&here, "notice-saved"))
}
