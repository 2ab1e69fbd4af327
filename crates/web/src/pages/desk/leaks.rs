//! Passages of an entry that tell who made it, and the copy for jurors in which they are covered.

use axum::extract::{Path, State};
use contest::Tx;
use contest::contests::Contest;
use serde::{Deserialize, Serialize};
use submissions::entries::{self, Author, Entry, EntryId};
use submissions::files::{self, WorkFile, inspect::Recipe};
use submissions::leaks::{self, CoverError};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::desk::entry::of_contest;
use crate::pages::examples;
use crate::render::Page;

/// Characters shown on each side of a passage.
const AROUND: usize = 40;

/// The button that was pressed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LeaksForm {
    /// `cover` or `uncover`
    pub act: String,
}

/// A passage with what stands around it.
#[derive(Clone, Debug, Serialize)]
pub struct Leak {
    /// the field it stands in, or `document`, or `file`
    pub part: String,
    /// what it tells: `author`, `guardian`, `school`, `class`, `phone`, `email`
    pub tells: String,
    /// text before it
    pub before: String,
    /// the passage
    pub passage: String,
    /// text behind it
    pub after: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct DeskLeaks {
    /// the button pressed
    pub form: LeaksForm,
    /// what is wrong
    pub errors: FormErrors,
    /// entry code
    pub code: String,
    /// everything found, in the order of reading
    pub leaks: Vec<Leak>,
    /// whether something was found where it cannot be covered
    pub outside: bool,
    /// whether jurors read a covered copy
    pub covered: bool,
    /// whether there is something to cover, and the desk may
    pub may_cover: bool,
    /// whether the cover may be taken off
    pub may_uncover: bool,
    /// the entry
    pub back_href: String,
}

impl Page for DeskLeaks {
    const TEMPLATE: &'static str = "pages/desk/leaks.html";

    fn samples() -> Vec<Self> {
        let found = Self {
            form: LeaksForm::default(),
            errors: FormErrors::new(),
            code: "T-0179-K".into(),
            leaks: vec![
                Leak {
                    part: "text".into(),
                    tells: "author".into(),
                    before: "… xuống đồi học chung. ".into(),
                    passage: "Lò Thị Mai Hương".into(),
                    after: " kể chuyện bản em.".into(),
                },
                Leak {
                    part: "document".into(),
                    tells: "class".into(),
                    before: "Nhóm học sinh ".into(),
                    passage: "lớp 5A".into(),
                    after: " đóng kệ sách.".into(),
                },
            ],
            outside: true,
            covered: false,
            may_cover: true,
            may_uncover: false,
            back_href: format!("{}/desk/entries/1", examples::BASE),
        };
        let none = Self {
            leaks: Vec::new(),
            outside: false,
            may_cover: false,
            ..found.clone()
        };
        let covered = Self {
            covered: true,
            may_uncover: true,
            ..found.clone()
        };
        vec![found, none, covered]
    }
}

/// `GET /{lang}/{contest}/desk/entries/{id}/leaks`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, EntryId)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = DeskLeaks::of(&mut tx, &app, &visitor, (&contest, id)).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/desk/entries/{id}/leaks`: covers what was found, or takes the cover off.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, EntryId)>,
    Posted { form, .. }: Posted<LeaksForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let entry = of_contest(&mut tx, &contest, id).await?;
    let author = author_of(&mut tx, &entry).await?;
    let (cx, actor, of) = (app.cx(), visitor.actor(), (&contest, &entry));
    let done = match form.act.as_str() {
        "cover" => leaks::cover(&mut tx, &cx, &actor, of, &author).await,
        "uncover" => leaks::uncover(&mut tx, &cx, &actor, of).await,
        _ => Err(CoverError::Nothing),
    };
    match done {
        Ok(()) => {
            tx.commit().await?;
            let here = format!("/{}/desk/entries/{id}/leaks", contest.slug);
            Ok(visitor.go_saying(&here, "notice-saved"))
        }
        Err(CoverError::Nothing) => {
            let mut page = DeskLeaks::of(&mut tx, &app, &visitor, (&contest, id)).await?;
            page.errors.add("act", "error-choice");
            visitor.again(&app, &page)
        }
        Err(CoverError::Denied(_)) => Err(PageError::Closed),
        Err(CoverError::Store(error)) => Err(error.into()),
    }
}

async fn author_of(tx: &mut Tx, entry: &Entry) -> Result<Author, PageError> {
    let author = entries::author_of(tx, entry.id).await?;
    author.ok_or(PageError::NotFound)
}

impl DeskLeaks {
    async fn of(
        tx: &mut Tx,
        app: &App,
        visitor: &Visitor,
        (contest, id): (&Contest, EntryId),
    ) -> Result<Self, PageError> {
        let entry = of_contest(tx, contest, id).await?;
        let author = author_of(tx, &entry).await?;
        let mut shown = Vec::new();
        for (part, text) in leaks::parts(&entry) {
            shown.extend(passages(part, &text, &author));
        }
        let coverable = !shown.is_empty();
        let inside = shown.len();
        for file in files::of_entry(tx, id).await? {
            shown.extend(passages("file", &file.original_name, &author));
            let text = document_text(tx, app, &file).await?;
            shown.extend(passages("document", &text, &author));
        }
        let covered = leaks::is_covered(tx, id).await?;
        let may = entries::may_decide(&visitor.actor(), contest, &entry).is_ok();
        Ok(Self {
            form: LeaksForm::default(),
            errors: FormErrors::new(),
            code: entry.code.clone().unwrap_or_default(),
            outside: shown.len() > inside,
            leaks: shown,
            covered,
            may_cover: may && coverable && !covered,
            may_uncover: may && covered,
            back_href: visitor.url(&format!("/{}/desk/entries/{id}", contest.slug)),
        })
    }
}

/// The words of a document, as they were read when it came in; empty for pictures and sound.
async fn document_text(tx: &mut Tx, app: &App, file: &WorkFile) -> Result<String, PageError> {
    let found = files::rendition(tx, file.entry_id, file.slot, Recipe::Text).await?;
    let Some(text) = found else {
        return Ok(String::new());
    };
    let bytes = app.objects.get(text.sha256).await?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn passages(part: &str, text: &str, author: &Author) -> Vec<Leak> {
    let before = |at: usize| {
        let mut start: Vec<char> = text[..at].chars().rev().take(AROUND).collect();
        start.reverse();
        start.into_iter().collect()
    };
    leaks::find(text, author)
        .into_iter()
        .map(|found| Leak {
            part: part.to_owned(),
            tells: found.tells.as_str().to_owned(),
            before: before(found.from),
            passage: text[found.from..found.to].to_owned(),
            after: text[found.to..].chars().take(AROUND).collect(),
        })
        .collect()
}
