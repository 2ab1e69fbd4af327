//! Step 1 of 3: the work itself.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use contest::Actor;
use contest::contests::{self, Category, Contest};
use serde::{Deserialize, Serialize};
use submissions::entries::{
    self, BeginError, DescribeError, Entry, EntryState, Fault, FieldFault, Initiative, Source, Work,
};
use submissions::files::{self, WorkFile};
use submissions::kinds::{Extent, MAX_TEXT_BYTES, Slot, SlotRules};
use submissions::{late_codes, uploads};

use crate::accounts::{Limit, allow};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Held, InContest, Once, Posted, PostedWithFiles, Visitor};
use crate::forms::FormErrors;
use crate::i18n::{Arg, Args};
use crate::judgements;
use crate::pages::enter::following::Keep;
use crate::pages::enter::late::{self, LateQuery};
use crate::pages::enter::taking::take_in;
use crate::pages::examples;
use crate::pages::parts::HeldFile;
use crate::render::Page;

/// What was typed. Files come beside it as `work` (picture, sound, text, document), `sheet` (music) and `lyrics`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkForm {
    /// title
    pub title: String,
    /// poem or lyrics, line breaks kept
    pub text: String,
    /// painting: what is painted, for those who cannot see it
    pub alt: String,
    /// painting: material and size
    pub technique: String,
    /// initiative
    pub problem: String,
    /// initiative
    pub solution: String,
    /// initiative
    pub result: String,
    /// initiative
    pub adopters: String,
    /// initiative
    pub cost: String,
    /// what a script says of the work file, whose original follows: JSON of `Promised`; the file beside it is a preview
    pub promise: String,
    /// the same of the sheet music
    pub promise_sheet: String,
    /// the late-entry code with which the work is begun
    pub late: String,
}

/// What the category allows.
#[derive(Clone, Debug, Serialize)]
pub struct WorkLimits {
    /// characters of the title
    pub title: i64,
    /// lines of a poem; 0 for no limit
    pub lines: i64,
    /// characters of each long text
    pub text: i64,
    /// bytes of the file
    pub file: i64,
    /// minutes of a song
    pub minutes: i64,
    /// pages of a document
    pub pages: i64,
}

/// The page. Posts multipart to its own address.
#[derive(Clone, Debug, Serialize)]
pub struct EntryWork {
    /// `song`, `painting`, `poem` or `initiative`
    pub kind: String,
    /// the category's name
    pub category: String,
    /// what was typed
    pub form: WorkForm,
    /// what is wrong; fields as in `WorkForm`, and `work`, `sheet`
    pub errors: FormErrors,
    /// the work file that the server has
    pub held: Option<HeldFile>,
    /// the sheet music that the server has
    pub held_sheet: Option<HeldFile>,
    /// how to come back to the draft; absent before there is one
    pub keep: Option<Keep>,
    /// what the category allows
    pub limits: WorkLimits,
    /// displayed deadline
    pub closes_at: i64,
    /// choosing another category, or the receipt when an entry is being corrected
    pub back_href: String,
    /// where the form is sent: the draft's own address once there is a draft
    pub action: String,
    /// whether the entry has a receipt already: the button then saves and returns there
    pub correcting: bool,
}

impl Page for EntryWork {
    const TEMPLATE: &'static str = "pages/enter/work.html";

    fn samples() -> Vec<Self> {
        let page = |kind: &str, category: &str, form: WorkForm| Self {
            kind: kind.into(),
            category: category.into(),
            form,
            errors: FormErrors::new(),
            held: None,
            held_sheet: None,
            keep: None,
            limits: WorkLimits {
                title: 120,
                lines: 60,
                text: 4_000,
                file: 20_000_000,
                minutes: 6,
                pages: 10,
            },
            closes_at: examples::CLOSES,
            action: String::new(),
            back_href: format!("{}/enter", examples::BASE),
            correcting: false,
        };
        let painting = page("painting", "Tranh vẽ", WorkForm::default());
        let wrong = Self {
            errors: FormErrors::new().with("title", "error-title", &[]).with(
                "work",
                "error-file-too-big",
                &[("max", Arg::from("20 MB"))],
            ),
            form: WorkForm {
                technique: "Màu nước, khổ A3".into(),
                ..WorkForm::default()
            },
            ..painting.clone()
        };
        let held = Self {
            held: Some(examples::held()),
            keep: Some(examples::keep()),
            correcting: true,
            form: WorkForm {
                title: "Lớp học bên suối Nặm La".into(),
                ..WorkForm::default()
            },
            ..painting.clone()
        };
        let poem = page(
            "poem",
            "Thơ",
            WorkForm {
                title: "Ông học chữ".into(),
                text: "  Sáng nay ban trắng triền đồi\nEm mang cặp sách xuống đồi học chung".into(),
                ..WorkForm::default()
            },
        );
        let song = page("song", "Bài hát", WorkForm::default());
        let initiative = page("initiative", "Sáng kiến, giải pháp", WorkForm::default());
        vec![painting, wrong, held, poem, song, initiative]
    }
}

/// `GET /{lang}/{contest}/enter/{category}`.
pub async fn get_new(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
    Query(query): Query<LateQuery>,
) -> Answer {
    let category = category_called(&app, &contest, &slug).await?;
    let of = (&contest, category.id);
    let late = late::may_begin(&app, &visitor, of, &query.late).await?;
    let mut page = EntryWork::blank(&visitor, &contest, &category);
    if let Some(late) = late {
        page.closes_at = late.expires_at.0;
        page.form.late = late.code;
    }
    visitor.show(&app, &page)
}

/// The category of the address.
pub(crate) async fn category_called(
    app: &App,
    contest: &Contest,
    slug: &str,
) -> Result<Category, PageError> {
    let mut tx = app.db.read().await?;
    let categories = contests::categories_of(&mut tx, contest.id).await?;
    categories
        .into_iter()
        .find(|c| c.slug == slug)
        .ok_or(PageError::NotFound)
}

/// `POST /{lang}/{contest}/enter/{category}`: a draft begins, complete or not, and has its private link from here on.
pub async fn post_new(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
    PostedWithFiles {
        posted: Posted { form, once },
        files,
    }: PostedWithFiles<WorkForm>,
) -> Answer {
    let category = category_called(&app, &contest, &slug).await?;
    let taken = take_in(&app, &category, form, files).await?;
    let errors = taken.errors(&category, (&[], &[]));
    let mut tx = app.db.begin().await?;
    let allowed = allow(&mut tx, &app.cx(), Limit::BEGIN, &visitor.network).await?;
    if !allowed {
        tx.commit().await?;
        return Err(PageError::TooMany);
    }
    if let Some(earlier) = Once::earlier(once, &mut tx, &app).await? {
        return Ok(Redirect::to(&earlier).into_response());
    }
    let (cx, actor) = (app.cx(), visitor.actor());
    let of = (&contest, &category);
    let late = late_codes::tidy(&taken.form.late);
    let begun = if late.is_empty() {
        let what = (Source::Online, &taken.work);
        entries::begin(&mut tx, &cx, &actor, of, what).await
    } else {
        entries::begin_late(&mut tx, &cx, &actor, of, (&late, &taken.work)).await
    };
    let begun = begun.map_err(not_begun)?;
    let holder = Actor::Holder(begun.entry.id.0);
    let of = (&contest, &begun.entry);
    if !taken.received.is_empty() {
        let change = (&taken.work, taken.received.as_slice());
        entries::describe(&mut tx, &app.cx(), &holder, of, change)
            .await
            .map_err(refused)?;
    }
    taken.promise(&mut tx, &app, &holder, of).await?;
    let address = visitor.url(&format!("/entries/{}", begun.key));
    let next = if errors.is_empty() {
        format!("{address}/author")
    } else {
        format!("{address}/work")
    };
    Once::keep(once, &mut tx, &next).await?;
    tx.commit().await?;
    if errors.is_empty() {
        return Ok(Redirect::to(&next).into_response());
    }
    let mut tx = app.db.read().await?;
    let held = files::of_entry(&mut tx, begun.entry.id).await?;
    let mut page = EntryWork::blank(&visitor, &contest, &category);
    page.action = format!("{address}/work");
    page.fill(taken.form, &held, &address);
    page.errors = errors;
    visitor.again(&app, &page)
}

/// `GET /{lang}/entries/{key}/work`.
pub async fn get(State(app): State<App>, visitor: Visitor, held: Held) -> Answer {
    let mut tx = app.db.read().await?;
    let files = files::of_entry(&mut tx, held.entry.id).await?;
    let form = WorkForm::of(&held.entry);
    let mut page = EntryWork::of(&visitor, &held, form, &files);
    page.keep = Keep::of(&mut tx, &app, &visitor, &held).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/entries/{key}/work`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    held: Held,
    PostedWithFiles {
        posted: Posted { form, .. },
        files: sent,
    }: PostedWithFiles<WorkForm>,
) -> Answer {
    let taken = take_in(&app, &held.category, form, sent).await?;
    let mut tx = app.db.begin().await?;
    let kept = files::of_entry(&mut tx, held.entry.id).await?;
    let expected = uploads::in_force(&mut tx, held.entry.id).await?;
    let errors = taken.errors(&held.category, (&kept, &expected));
    // A draft keeps what there is; what has a receipt stays whole until the correction is.
    if errors.is_empty() || held.entry.code.is_none() {
        let change = (&taken.work, taken.received.as_slice());
        let of = (&held.contest, &held.entry);
        entries::describe(&mut tx, &app.cx(), &held.actor(), of, change)
            .await
            .map_err(refused)?;
        taken.promise(&mut tx, &app, &held.actor(), of).await?;
    }
    let kept = files::of_entry(&mut tx, held.entry.id).await?;
    let keep = Keep::of(&mut tx, &app, &visitor, &held).await?;
    tx.commit().await?;
    if errors.is_empty() {
        return Ok(after_step(&visitor, &held, "/author"));
    }
    let mut page = EntryWork::of(&visitor, &held, taken.form, &kept);
    page.keep = keep;
    page.errors = errors;
    visitor.again(&app, &page)
}

/// Where a saved step leads: a draft goes on, a returned entry is sent anew, one that was sent is back at its receipt.
#[must_use]
pub fn after_step(visitor: &Visitor, held: &Held, next: &str) -> Response {
    let base = format!("/entries/{}", held.key);
    match held.entry.state {
        EntryState::Draft => visitor.go(&format!("{base}{next}")),
        EntryState::Returned => visitor.go(&format!("{base}/review")),
        _ => visitor.go_saying(&base, "notice-saved"),
    }
}

/// Words for what is wrong with typed fields.
pub fn faults_to_errors(errors: &mut FormErrors, faults: &[FieldFault]) {
    for FieldFault { field, fault } in faults {
        let max = |n: usize| {
            Args::from([(
                "max".to_owned(),
                i64::try_from(n).unwrap_or(i64::MAX).into(),
            )])
        };
        match fault {
            Fault::Missing if *field == "title" => errors.add(field, "error-title"),
            Fault::Missing if *field == "name" => errors.add(field, "error-name"),
            Fault::Missing | Fault::Year if *field == "birth_year" => {
                errors.add(field, "error-year");
            }
            Fault::Missing | Fault::Phone if field.ends_with("phone") => {
                errors.add(field, "error-phone");
            }
            Fault::Missing | Fault::Year | Fault::Phone => errors.add(field, "error-required"),
            Fault::TooLong(n) | Fault::TooLongBytes(n) => {
                errors.add_with(field, "error-too-long", max(*n));
            }
            Fault::TooManyLines(n) => errors.add_with(field, "error-too-many-lines", max(*n)),
            Fault::Email => errors.add(field, "error-email"),
        }
    }
}

/// What a refused draft is to the visitor.
pub(crate) fn not_begun(error: BeginError) -> PageError {
    match error {
        BeginError::Denied(_) => PageError::Closed,
        BeginError::Store(error) => error.into(),
    }
}

/// What a refused change is to the visitor.
pub(crate) fn refused(error: DescribeError) -> PageError {
    match error {
        DescribeError::Denied(_) => PageError::Closed,
        DescribeError::ChangedElsewhere => PageError::Conflict,
        DescribeError::Store(error) => error.into(),
    }
}

impl WorkForm {
    pub(crate) fn of(entry: &Entry) -> Self {
        let initiative = entry.initiative();
        Self {
            title: entry.title.clone(),
            text: entry.body.clone(),
            alt: entry.alt.clone(),
            technique: entry.statement.clone(),
            problem: initiative.problem,
            solution: initiative.solution,
            result: initiative.result,
            adopters: initiative.adopters,
            cost: initiative.cost,
            ..Self::default()
        }
    }

    pub(crate) fn to_work(&self) -> Work {
        Work {
            title: self.title.clone(),
            statement: self.technique.clone(),
            alt: self.alt.clone(),
            body: self.text.clone(),
            initiative: Initiative {
                problem: self.problem.clone(),
                solution: self.solution.clone(),
                result: self.result.clone(),
                adopters: self.adopters.clone(),
                cost: self.cost.clone(),
            },
        }
    }
}

impl EntryWork {
    /// The empty form of a category.
    pub(crate) fn blank(visitor: &Visitor, contest: &Contest, category: &Category) -> Self {
        let length = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let rules: Vec<SlotRules> = submissions::kinds::slots(category.kind)
            .iter()
            .map(|slot| slot.rules_of(&category.limits))
            .collect();
        let file = rules.first().map_or(MAX_TEXT_BYTES, SlotRules::told_bytes);
        let minutes = rules.iter().find_map(|r| match r.extent {
            Extent::Sound { most_ms, .. } => Some(most_ms / 60_000),
            _ => None,
        });
        let pages = rules.iter().find_map(|r| match r.extent {
            Extent::Pages { most } => Some(most),
            _ => None,
        });
        Self {
            kind: category.kind.as_str().to_owned(),
            category: visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            form: WorkForm::default(),
            errors: FormErrors::new(),
            held: None,
            held_sheet: None,
            keep: None,
            limits: WorkLimits {
                title: length(entries::MAX_TITLE),
                lines: category.limits.max_lines,
                text: length(entries::MAX_SECTION),
                file: length(file),
                minutes: minutes.map_or(0, |n| i64::try_from(n).unwrap_or(i64::MAX)),
                pages: pages.map_or(0, length),
            },
            closes_at: contest.closes_at.0,
            back_href: visitor.url(&format!("/{}/enter", contest.slug)),
            correcting: false,
            action: visitor.url(&visitor.path),
        }
    }

    fn of(visitor: &Visitor, held: &Held, form: WorkForm, files: &[WorkFile]) -> Self {
        let mut page = Self::blank(visitor, &held.contest, &held.category);
        let address = visitor.url(&format!("/entries/{}", held.key));
        page.correcting = held.entry.code.is_some();
        if page.correcting {
            page.back_href.clone_from(&address);
        }
        page.closes_at = held.entry.closes_at(&held.contest).0;
        page.fill(form, files, &address);
        page
    }

    fn fill(&mut self, form: WorkForm, files: &[WorkFile], address: &str) {
        let file = |slots: &[Slot]| {
            files
                .iter()
                .find(|f| slots.contains(&f.slot))
                .map(|f| held_file(f, address))
        };
        self.held = file(&[
            Slot::PaintingImage,
            Slot::SongAudio,
            Slot::SpeechAudio,
            Slot::InitiativeDocument,
        ]);
        self.held_sheet = file(&[Slot::SongSheet]);
        self.form = form;
    }
}

/// A file of an entry as its holder sees it; `address` is that of the private link.
#[must_use]
pub fn held_file(file: &WorkFile, address: &str) -> HeldFile {
    let slot = file.slot.as_str();
    HeldFile {
        name: file.original_name.clone(),
        size: file.size_bytes,
        preview: file
            .media_type
            .starts_with("image/")
            .then(|| format!("{address}/media/{slot}/thumb")),
        hash: file.sha256.hex(),
        href: Some(format!("{address}/original/{slot}")),
        advice: judgements::all_advice(&file.properties()),
    }
}
