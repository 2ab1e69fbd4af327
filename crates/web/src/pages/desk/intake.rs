//! The intake desk: a scanned sticker opens the original's way; each step is one tap.

use axum::extract::{Path, Query, State};
use contest::Tx;
use contest::contests::{Contest, Kind};
use serde::{Deserialize, Serialize};
use submissions::custody::{self, CustodyError, CustodyEvent, Held, Step};
use submissions::entries::{self, DescribeError, Entry, Source, Work};
use submissions::files::Received;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, PostedWithFiles, Visitor};
use crate::forms::FormErrors;
use crate::pages::classes::list::download;
use crate::pages::classes::papers::sticker;
use crate::pages::{examples, photo};
use crate::render::Page;

/// What the address says: a code, or a sticker's whole address as a scanner types it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct IntakeQuery {
    q: String,
}

/// What was recorded; the photo comes beside it as `work`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct IntakeForm {
    /// entry code
    pub code: String,
    /// what happened
    pub step: String,
    /// where the original is now
    pub place: String,
    /// anything else
    pub note: String,
}

/// A line of an original's way, or of the list of what is where.
#[derive(Clone, Debug, Serialize)]
pub struct IntakeLine {
    /// entry code
    pub code: String,
    /// title
    pub title: String,
    /// what happened last
    pub step: String,
    /// where it is
    pub place: String,
    /// anything else
    pub note: String,
    /// since when
    pub at: i64,
    /// whether it should have been given back by now
    pub overdue: bool,
}

/// The original that was scanned.
#[derive(Clone, Debug, Serialize)]
pub struct Original {
    /// entry code
    pub code: String,
    /// title
    pub title: String,
    /// the category's name
    pub category: String,
    /// state of the entry
    pub state: String,
    /// what may happen next
    pub steps: Vec<String>,
    /// oldest first
    pub way: Vec<IntakeLine>,
    /// whether a photo taken at the desk becomes the work
    pub takes_photo: bool,
    /// the entry's page
    pub entry_href: String,
    /// its sticker as a PDF
    pub sticker_href: String,
}

/// The page. Posts multipart to its own address.
#[derive(Clone, Debug, Serialize)]
pub struct Intake {
    /// what was scanned
    pub q: String,
    /// what was chosen
    pub form: IntakeForm,
    /// what is wrong
    pub errors: FormErrors,
    /// present when a sticker was scanned
    pub original: Option<Original>,
    /// what is where, the longest untouched first
    pub held: Vec<IntakeLine>,
    /// the list of entries
    pub back_href: String,
}

impl Page for Intake {
    const TEMPLATE: &'static str = "pages/desk/intake.html";

    fn samples() -> Vec<Self> {
        let line = |step: &str, overdue: bool| IntakeLine {
            code: "T-0179-K".into(),
            title: "Lớp học bên suối Nặm La".into(),
            step: step.into(),
            place: "Tủ 2, ngăn 3".into(),
            note: String::new(),
            at: examples::NOW,
            overdue,
        };
        let page = Self {
            q: String::new(),
            form: IntakeForm::default(),
            errors: FormErrors::new(),
            original: None,
            held: vec![line("received", false), line("hung", true)],
            back_href: format!("{}/desk", examples::BASE),
        };
        let scanned = Self {
            q: "T-0179-K".into(),
            original: Some(Original {
                code: "T-0179-K".into(),
                title: "Lớp học bên suối Nặm La".into(),
                category: "Tranh vẽ".into(),
                state: "eligible".into(),
                steps: vec!["photographed".into(), "lost".into()],
                way: vec![line("received", false)],
                takes_photo: true,
                entry_href: format!("{}/desk/entries/1", examples::BASE),
                sticker_href: format!("{}/desk/sticker/T-0179-K", examples::BASE),
            }),
            ..page.clone()
        };
        let wrong = Self {
            q: "T-0000".into(),
            errors: FormErrors::new().with("q", "error-code", &[]),
            ..page.clone()
        };
        vec![page, scanned, wrong]
    }
}

/// `GET /{lang}/{contest}/desk/intake`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Query(query): Query<IntakeQuery>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let found = find(&mut tx, &contest, &query.q).await?;
    let mut page = Intake::of(&app, &mut tx, &visitor, (&contest, found.as_ref())).await?;
    page.q = query.q;
    if found.is_none() && !page.q.trim().is_empty() {
        page.errors.add("q", "error-code");
        return visitor.again(&app, &page);
    }
    visitor.show(&app, &page)
}

/// The entry that a code, or the address of a sticker, names.
async fn find(tx: &mut Tx, contest: &Contest, scanned: &str) -> Result<Option<Entry>, PageError> {
    let code = scanned.rsplit(['=', '/']).next().unwrap_or_default();
    match entries::tidy_code(code) {
        Some(code) => Ok(entries::by_code(tx, contest.id, &code).await?),
        None => Ok(None),
    }
}

/// `POST /{lang}/{contest}/desk/intake`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    PostedWithFiles { posted, mut files }: PostedWithFiles<IntakeForm>,
) -> Answer {
    let form = posted.form;
    let mut errors = FormErrors::new();
    let photo = match files.pop() {
        Some(file) => photo::receive(&app, "work", file, &mut errors).await?,
        None => None,
    };
    let mut tx = app.db.begin().await?;
    let Some(entry) = find(&mut tx, &contest, &form.code).await? else {
        let mut page = Intake::of(&app, &mut tx, &visitor, (&contest, None)).await?;
        page.errors.add("q", "error-code");
        return visitor.again(&app, &page);
    };
    match Step::parse(&form.step) {
        None => errors.add("step", "error-choice"),
        Some(Step::Photographed) if photo.is_none() && errors.is_empty() && is_paper(&entry) => {
            errors.add("work", "error-file-missing");
        }
        Some(_) => {}
    }
    if let (Some(step), true) = (Step::parse(&form.step), errors.is_empty()) {
        if let Some(photo) = photo.filter(|_| is_paper(&entry)) {
            rephotograph(&app, &visitor, &mut tx, (&contest, &entry), photo).await?;
        }
        let of = (&contest, &entry);
        let what = (step, form.place.as_str(), form.note.as_str());
        match custody::record(&mut tx, &app.cx(), &visitor.actor(), of, what).await {
            Ok(()) => {
                tx.commit().await?;
                let next = format!("/{}/desk/intake?q={}", contest.slug, form.code);
                return Ok(visitor.go_saying(&next, "notice-saved"));
            }
            Err(CustodyError::Denied) => return Err(PageError::NotFound),
            Err(CustodyError::Order) => return Err(PageError::Conflict),
            Err(CustodyError::NoteMissing) => errors.add("note", "desk-intake-note-needed"),
            Err(CustodyError::Store(error)) => return Err(error.into()),
        }
    }
    drop(tx);
    let mut tx = app.db.read().await?;
    let mut page = Intake::of(&app, &mut tx, &visitor, (&contest, Some(&entry))).await?;
    page.q.clone_from(&form.code);
    page.form = form;
    page.errors = errors;
    visitor.again(&app, &page)
}

/// The work of what came on paper is what the desk photographs.
fn is_paper(entry: &Entry) -> bool {
    entry.source == Source::Desk
}

/// Puts the desk's photo in the place of the work's picture.
async fn rephotograph(
    app: &App,
    visitor: &Visitor,
    tx: &mut Tx,
    (contest, entry): (&Contest, &Entry),
    photo: Received,
) -> Result<(), PageError> {
    let work = Work {
        title: entry.title.clone(),
        statement: entry.statement.clone(),
        alt: entry.alt.clone(),
        body: entry.body.clone(),
        initiative: entry.initiative(),
    };
    let photos = [photo];
    let change = (&work, photos.as_slice());
    entries::describe(tx, &app.cx(), &visitor.actor(), (contest, entry), change)
        .await
        .map_err(|error| match error {
            DescribeError::Denied(_) => PageError::Closed,
            DescribeError::ChangedElsewhere => PageError::Conflict,
            DescribeError::Store(error) => error.into(),
        })
}

/// `GET /{lang}/{contest}/desk/sticker/{code}`: one sticker, for a printer of labels.
pub async fn sticker_pdf(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, code)): Path<(String, String, String)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let entry = find(&mut tx, &contest, &code).await?;
    drop(tx);
    let code = entry.and_then(|e| e.code).ok_or(PageError::NotFound)?;
    one_sticker(&visitor, &contest, &code)
}

/// A single sticker as a PDF of its own size.
pub(crate) fn one_sticker(visitor: &Visitor, contest: &Contest, code: &str) -> Answer {
    let name = visitor.pick(&contest.name_vi, &contest.name_en);
    let one = [sticker(visitor, &contest.slug, code)];
    let pdf = papers::stickers_pdf(name, &one, false).map_err(PageError::internal)?;
    download(pdf, "application/pdf", &format!("nhan-{code}.pdf"))
}

/// Lines of the list of what is where.
const MOST_HELD: i64 = 300;
/// After the results originals go back within a month.
const RETURN_WITHIN_MS: i64 = 30 * 24 * 3_600_000;

fn line_of_event(entry: &Entry, event: &CustodyEvent) -> IntakeLine {
    IntakeLine {
        code: entry.code.clone().unwrap_or_default(),
        title: entry.title.clone(),
        step: event.step.as_str().to_owned(),
        place: event.place.clone(),
        note: event.note.clone(),
        at: event.at.0,
        overdue: false,
    }
}

fn line_of_held(held: &Held, late: bool) -> IntakeLine {
    IntakeLine {
        code: held.code.clone(),
        title: held.title.clone(),
        step: held.step.as_str().to_owned(),
        place: held.place.clone(),
        note: held.note.clone(),
        at: held.at.0,
        overdue: late && held.step != Step::Lost,
    }
}

impl Intake {
    async fn of(
        app: &App,
        tx: &mut Tx,
        visitor: &Visitor,
        (contest, entry): (&Contest, Option<&Entry>),
    ) -> Result<Self, PageError> {
        let desk = visitor.url(&format!("/{}/desk", contest.slug));
        let late = app.now() > contest.results_at.plus_ms(RETURN_WITHIN_MS);
        let held = custody::held_in(tx, contest.id, MOST_HELD).await?;
        let original = match entry {
            Some(entry) => Some(Original::of(tx, visitor, entry, &desk).await?),
            None => None,
        };
        Ok(Self {
            q: String::new(),
            form: IntakeForm::default(),
            errors: FormErrors::new(),
            original,
            held: held.iter().map(|h| line_of_held(h, late)).collect(),
            back_href: desk,
        })
    }
}

impl Original {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        entry: &Entry,
        desk: &str,
    ) -> Result<Self, PageError> {
        let category = contest::contests::category(tx, entry.category_id)
            .await?
            .ok_or(PageError::NotFound)?;
        let way = custody::of_entry(tx, entry.id).await?;
        let last = way.last().map(|e| e.step);
        let code = entry.code.clone().unwrap_or_default();
        Ok(Self {
            title: entry.title.clone(),
            category: visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            state: entry.state.as_str().to_owned(),
            steps: Step::ALL
                .iter()
                .filter(|s| s.may_follow(last))
                .map(|s| s.as_str().to_owned())
                .collect(),
            way: way.iter().map(|e| line_of_event(entry, e)).collect(),
            takes_photo: category.kind == Kind::Painting && is_paper(entry),
            entry_href: format!("{desk}/entries/{}", entry.id),
            sticker_href: format!("{desk}/sticker/{code}"),
            code,
        })
    }
}
