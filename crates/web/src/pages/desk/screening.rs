//! Automatic checks of all entries that wait: looked at first, then applied, and taken back as a whole.

use axum::extract::State;
use contest::Tx;
use contest::contests::{self, Contest};
use contest::people::{self, RoleHolder};
use serde::{Deserialize, Serialize};
use submissions::entries::{self, EntryId};
use submissions::screening::{self, ScreenError, Screened, Screening, ScreeningId};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::desk::entry::told;
use crate::pages::examples;
use crate::pages::parts::Phrase;
use crate::render::Page;

/// What was chosen. The boxes are named `entry-<key>`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ScreeningForm {
    /// why a screening is taken back
    pub reason: String,
    /// key of the screening to take back; empty when one is applied
    #[serde(skip_serializing)]
    pub undo: String,
    /// the boxes
    #[serde(flatten, skip_serializing)]
    pub rest: std::collections::BTreeMap<String, String>,
}

/// An entry that waits.
#[derive(Clone, Debug, Serialize)]
pub struct ScreenedRow {
    /// name of its box
    pub name: String,
    /// its page
    pub href: String,
    /// code
    pub code: String,
    /// title
    pub title: String,
    /// the first author
    pub author: String,
    /// the category's name
    pub category: String,
    /// why a person must look; empty where every check passes
    pub findings: Vec<Phrase>,
}

/// A screening that was applied.
#[derive(Clone, Debug, Serialize)]
pub struct ScreeningRow {
    /// key, sent to take it back
    pub id: String,
    /// when
    pub at: i64,
    /// who
    pub who: String,
    /// entries declared eligible
    pub entries: i64,
    /// when it was taken back
    pub undone_at: Option<i64>,
    /// why
    pub undone_reason: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct ScreeningPage {
    /// what was chosen
    pub form: ScreeningForm,
    /// what is wrong
    pub errors: FormErrors,
    /// entries that pass every check
    pub passing: Vec<ScreenedRow>,
    /// entries at which a person must look
    pub waiting: Vec<ScreenedRow>,
    /// newest first
    pub applied: Vec<ScreeningRow>,
    /// whether any of them may be taken back now
    pub undoable: bool,
    /// whether anything may be changed now: until the jury begins
    pub open: bool,
    /// the desk
    pub back_href: String,
}

impl Page for ScreeningPage {
    const TEMPLATE: &'static str = "pages/desk/screening.html";

    fn samples() -> Vec<Self> {
        let row = |code: &str, title: &str, author: &str, findings: Vec<Phrase>| ScreenedRow {
            name: format!("entry-{code}"),
            href: format!("{}/desk/{code}", examples::BASE),
            code: code.into(),
            title: title.into(),
            author: author.into(),
            category: "Tranh vẽ".into(),
            findings,
        };
        let page = Self {
            form: ScreeningForm::default(),
            errors: FormErrors::new(),
            passing: vec![
                row(
                    "T-0179-K",
                    "Lớp học bên suối Nặm La",
                    "Lò Thị Mai Hương",
                    Vec::new(),
                ),
                row(
                    "P-0062-M",
                    "Dòng sông biết kể chuyện khí hậu của những năm mẹ còn bé",
                    "Cà Văn Thuận",
                    Vec::new(),
                ),
            ],
            waiting: vec![row(
                "B-0008-C",
                "Thành phố mùa ban",
                "Quàng Đức Anh",
                vec![
                    Phrase::new("desk-check-consent-missing", &[]),
                    Phrase::new("desk-check-twin", &[("code", "B-0004-H".into())]),
                ],
            )],
            applied: vec![
                ScreeningRow {
                    id: "2".into(),
                    at: examples::NOW,
                    who: "Hà Thị Thu".into(),
                    entries: 214,
                    undone_at: None,
                    undone_reason: String::new(),
                },
                ScreeningRow {
                    id: "1".into(),
                    at: examples::NOW,
                    who: "Hà Thị Thu".into(),
                    entries: 31,
                    undone_at: Some(examples::NOW),
                    undone_reason: "Chưa đối chiếu phiếu giấy của Trường THCS Chiềng Sinh".into(),
                },
            ],
            undoable: true,
            open: true,
            back_href: format!("{}/desk", examples::BASE),
        };
        let wrong = Self {
            errors: FormErrors::new().with("reason", "error-reason", &[]),
            passing: Vec::new(),
            waiting: Vec::new(),
            ..page.clone()
        };
        let closed = Self {
            undoable: false,
            open: false,
            ..page.clone()
        };
        vec![page, wrong, closed]
    }
}

/// `GET /{lang}/{contest}/desk/screening`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = ScreeningPage::of(&mut tx, &visitor, &contest, ScreeningForm::default()).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/desk/screening`: applies the checks to what is chosen, or takes a screening back.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<ScreeningForm>,
) -> Answer {
    let (cx, actor) = (app.cx(), visitor.actor());
    let mut tx = app.db.begin().await?;
    let done = if form.undo.is_empty() {
        let applied = screening::apply(&mut tx, &cx, &actor, &contest, &form.chosen()).await;
        applied.map(|a| match a.left {
            0 => "notice-screened",
            _ => "notice-screened-some",
        })
    } else {
        let id: ScreeningId = form.undo.parse().map_err(|_| PageError::NotFound)?;
        let back = (id, form.reason.as_str());
        let undone = screening::undo(&mut tx, &cx, &actor, &contest, back).await;
        undone.map(|_| "notice-screening-undone")
    };
    let mut errors = FormErrors::new();
    match done {
        Ok(notice) => {
            tx.commit().await?;
            return Ok(visitor.go_saying(&format!("/{}/desk/screening", contest.slug), notice));
        }
        Err(ScreenError::Nothing) => errors.add("passing", "desk-screening-nothing"),
        Err(ScreenError::ReasonMissing) => errors.add("reason", "error-reason"),
        Err(ScreenError::UndoneAlready) => return Err(PageError::Conflict),
        Err(ScreenError::Denied(_)) => return Err(PageError::Closed),
        Err(ScreenError::Store(error)) => return Err(error.into()),
    }
    drop(tx);
    let mut tx = app.db.read().await?;
    let mut page = ScreeningPage::of(&mut tx, &visitor, &contest, form).await?;
    page.errors = errors;
    visitor.again(&app, &page)
}

impl ScreeningForm {
    fn chosen(&self) -> Vec<EntryId> {
        self.rest
            .keys()
            .filter_map(|name| name.strip_prefix("entry-")?.parse().ok())
            .collect()
    }
}

impl ScreeningPage {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        form: ScreeningForm,
    ) -> Result<Self, PageError> {
        let desk = visitor.url(&format!("/{}/desk", contest.slug));
        let categories = contests::categories_of(tx, contest.id).await?;
        let row = |s: Screened| ScreenedRow {
            name: format!("entry-{}", s.id),
            href: format!("{desk}/entries/{}", s.id),
            category: categories
                .iter()
                .find(|c| c.id == s.category)
                .map(|c| visitor.pick(&c.name_vi, &c.name_en).to_owned())
                .unwrap_or_default(),
            findings: s.findings.iter().map(told).collect(),
            code: s.code,
            title: s.title,
            author: s.author,
        };
        let found = screening::preview(tx, contest).await?;
        let (passing, waiting): (Vec<_>, Vec<_>) = found
            .into_iter()
            .map(row)
            .partition(|r| r.findings.is_empty());
        let people = people::holders_of(tx, contest.id).await?;
        let applied = screening::of_contest(tx, contest.id).await?;
        let open = entries::may_keep_desk(&visitor.actor(), contest).is_ok();
        Ok(Self {
            form,
            errors: FormErrors::new(),
            passing,
            waiting,
            undoable: open && applied.iter().any(|s| s.undone_at.is_none()),
            applied: applied
                .into_iter()
                .map(|s| applied_row(&people, s))
                .collect(),
            open,
            back_href: desk,
        })
    }
}

fn applied_row(people: &[RoleHolder], s: Screening) -> ScreeningRow {
    let who = people
        .iter()
        .find(|p| s.actor == format!("person:{}", p.person.id))
        .map(|p| p.person.name.clone());
    ScreeningRow {
        id: s.id.to_string(),
        at: s.created_at.0,
        who: who.unwrap_or_default(),
        entries: s.entries,
        undone_at: s.undone_at.map(|at| at.0),
        undone_reason: s.undone_reason,
    }
}
