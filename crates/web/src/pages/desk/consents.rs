//! A clerk records what was signed on paper, with its photo, or said at the desk.

use axum::extract::{Path, State};
use contest::contests::Contest;
use contest::db::Digest;
use serde::{Deserialize, Serialize};
use submissions::consents::{self, Given, Means, Side};
use submissions::entries::{self, Author, Entry, EntryId};
use submissions::files::inspect::Recipe;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, PostedWithFiles, Visitor};
use crate::forms::FormErrors;
use crate::media;
use crate::pages::consenting::{ConsentForm, ConsentView, standing_of};
use crate::pages::desk::entry::of_contest;
use crate::pages::enter::consents::refused;
use crate::pages::{examples, photo};
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

/// A photo of signed paper.
#[derive(Clone, Debug, Serialize)]
pub struct PaperPhoto {
    /// when it was recorded
    pub at: i64,
    /// the photo
    pub href: String,
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
    /// photos of signed paper, the newest first
    pub papers: Vec<PaperPhoto>,
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
            papers: vec![PaperPhoto {
                at: examples::CLOSES,
                href: "/m/paper.jpg".into(),
            }],
            back_href: "/vi/sonla-2024/desk/T-0179-K".into(),
        };
        let wrong = Self {
            errors: FormErrors::new().with("side", "error-choice", &[]),
            papers: Vec::new(),
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
    PostedWithFiles {
        posted: Posted { form, .. },
        mut files,
    }: PostedWithFiles<DeskConsentsForm>,
) -> Answer {
    let mut errors = FormErrors::new();
    let photo = match files.pop() {
        Some(file) => photo::receive(&app, "paper", file, &mut errors).await?,
        None => None,
    };
    let mut tx = app.db.begin().await?;
    let (entry, author) = entry_and_author(&mut tx, &contest, id).await?;
    let of = (&contest, &entry, &author);
    let (_, age) = standing_of(&mut tx, of).await?;
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
    if photo.is_some() && means == Means::Desk {
        errors.add("means", "desk-consents-paper-means");
    }
    form.answers.check_each(&mut errors);
    if !errors.is_empty() {
        let mut page = DeskConsents::of(&mut tx, &visitor, of, form).await?;
        page.errors = errors;
        return visitor.again(&app, &page);
    }
    let paper = match &photo {
        Some(photo) => Some(consents::claim_paper(&mut tx, &app.cx(), photo).await?),
        None => None,
    };
    let given = Given {
        side,
        means,
        answers: form.answers.answers(),
        paper,
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

/// `GET /{lang}/{contest}/desk/entries/{id}/consents/{paper}`: a photo of signed paper, named by its SHA-256.
pub async fn paper(
    State(app): State<App>,
    InContest(contest): InContest,
    Path((_, _, id, paper)): Path<(String, String, EntryId, String)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let entry = of_contest(&mut tx, &contest, id).await?;
    let wanted = Digest::from_hex(&paper).ok_or(PageError::NotFound)?;
    let papers = consents::papers(&mut tx, entry.id).await?;
    let found = papers.iter().find(|p| p.sha256 == wanted);
    let found = found.ok_or(PageError::NotFound)?;
    media::loose(&app, tx, found.sha256, Recipe::View).await
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
        let back_href = visitor.url(&format!("/{}/desk/entries/{}", contest.slug, entry.id));
        let papers = consents::papers(tx, entry.id).await?;
        let papers = papers.iter().map(|paper| PaperPhoto {
            at: paper.at.0,
            href: format!("{back_href}/consents/{}", paper.sha256.hex()),
        });
        Ok(Self {
            form,
            errors: FormErrors::new(),
            code: entry.code.clone().unwrap_or_default(),
            name: author.full_name.clone(),
            view: ConsentView::of(&standing, age),
            papers: papers.collect(),
            back_href,
        })
    }
}
