//! A clerk records what was signed on paper or said at the desk.

use axum::extract::{Path, State};
use contest::contests::Contest;
use serde::{Deserialize, Serialize};
use submissions::consents::{self, Given, Means, Side};
use submissions::entries::{self, Author, Entry, EntryId};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::consenting::{ConsentForm, ConsentView, standing_of};
use crate::pages::desk::entry::of_contest;
use crate::pages::enter::consents::refused;
use crate::render::Page;

/// What was recorded.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DeskConsentsForm {
    /// `own` or `guardian`
    pub side: String,
    /// `paper` or `desk`
    pub means: String,
    /// the answers
    #[serde(flatten)]
    pub answers: ConsentForm,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct DeskConsents {
    /// what was chosen
    pub form: DeskConsentsForm,
    /// what is wrong
    pub errors: FormErrors,
    /// entry code
    pub code: String,
    /// the author's name
    pub name: String,
    /// how consent stands
    pub view: ConsentView,
    /// the entry
    pub back_href: String,
}

impl Page for DeskConsents {
    const TEMPLATE: &'static str = "pages/desk/consents.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: DeskConsentsForm::default(),
            errors: FormErrors::new(),
            code: "T-0179-K".into(),
            name: "Lò Thị Mai Hương".into(),
            view: ConsentView::sample(),
            back_href: "/vi/sonla-2024/desk/T-0179-K".into(),
        };
        let wrong = Self {
            errors: FormErrors::new().with("side", "error-choice", &[]),
            ..page.clone()
        };
        vec![page, wrong]
    }
}

/// `GET /{lang}/{contest}/desk/entries/{id}/consents`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, EntryId)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let (entry, author) = entry_and_author(&mut tx, &contest, id).await?;
    let of = (&contest, &entry, &author);
    let page = DeskConsents::of(&mut tx, &visitor, of, DeskConsentsForm::default()).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/desk/entries/{id}/consents`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, EntryId)>,
    Posted { form, .. }: Posted<DeskConsentsForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let (entry, author) = entry_and_author(&mut tx, &contest, id).await?;
    let of = (&contest, &entry, &author);
    let (_, age) = standing_of(&mut tx, of).await?;
    let mut errors = FormErrors::new();
    let side = match form.side.as_str() {
        "own" if age.asks_own() => Side::Own,
        "guardian" if age.asks_guardian() => Side::Guardian,
        _ => {
            errors.add("side", "error-choice");
            Side::Own
        }
    };
    let means = match form.means.as_str() {
        "paper" => Means::Paper,
        "desk" => Means::Desk,
        _ => {
            errors.add("means", "error-choice");
            Means::Desk
        }
    };
    form.answers.check_each(&mut errors);
    if !errors.is_empty() {
        let mut page = DeskConsents::of(&mut tx, &visitor, of, form).await?;
        page.errors = errors;
        return visitor.again(&app, &page);
    }
    let given = Given {
        side,
        means,
        answers: form.answers.answers(),
        paper: None,
    };
    consents::answer(&mut tx, &app.cx(), &visitor.actor(), of, given)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(visitor.go_saying(
        &format!("/{}/desk/entries/{id}", contest.slug),
        "notice-saved",
    ))
}

async fn entry_and_author(
    tx: &mut contest::Tx,
    contest: &Contest,
    id: EntryId,
) -> Result<(Entry, Author), PageError> {
    let entry = of_contest(tx, contest, id).await?;
    let author = entries::author_of(tx, id)
        .await?
        .ok_or(PageError::NotFound)?;
    Ok((entry, author))
}

impl DeskConsents {
    async fn of(
        tx: &mut contest::Tx,
        visitor: &Visitor,
        of: (&Contest, &Entry, &Author),
        form: DeskConsentsForm,
    ) -> Result<Self, PageError> {
        let (contest, entry, author) = of;
        let (standing, age) = standing_of(tx, of).await?;
        Ok(Self {
            form,
            errors: FormErrors::new(),
            code: entry.code.clone().unwrap_or_default(),
            name: author.full_name.clone(),
            view: ConsentView::of(&standing, age),
            back_href: visitor.url(&format!("/{}/desk/entries/{}", contest.slug, entry.id)),
        })
    }
}
