//! Typing in a juror's signed score sheet: twice, compared, then saved.

use std::collections::HashMap;

use axum::extract::{Path, Query, State};
use contest::Tx;
use contest::contests::{self, Contest};
use contest::folding::printed_code;
use contest::people;
use judging::assignments::{Assignment, AssignmentId};
use judging::paper::{self, Applied, ApplyError, Difference, Paper, ReadError, Reading};
use judging::rounds::{self, Criterion, Round};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::i18n::Args;
use crate::pages::{examples, stages};
use crate::render::Page;

/// A cell to type in.
#[derive(Clone, Debug, Serialize)]
pub struct PaperCell {
    /// `m-<sheet>-<criterion>`
    pub name: String,
    /// the criterion
    pub label: String,
    /// what is typed
    pub value: String,
    /// what the two readings say; absent while typing
    pub read: Option<[String; 2]>,
}

/// A line of the sheet.
#[derive(Clone, Debug, Serialize)]
pub struct PaperLine {
    /// the round's code
    pub code: String,
    /// title
    pub title: String,
    /// as many as there are criteria; fewer where readings differ in some of them
    pub cells: Vec<PaperCell>,
}

/// One of the two times.
#[derive(Clone, Debug, Serialize)]
pub struct PaperReading {
    /// who typed
    pub by: String,
    /// when
    pub at: i64,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct PaperSheet {
    /// code on the print
    pub code: String,
    /// the juror
    pub juror: String,
    /// category and round
    pub round: String,
    /// `read`, `differ`, `alike`, `done`, `closed`
    pub step: String,
    /// each criterion with its scale
    pub criteria: Vec<String>,
    /// first and second
    pub readings: Vec<PaperReading>,
    /// lines to type, or those that were read differently
    pub lines: Vec<PaperLine>,
    /// what is wrong; fields `m-<sheet>-<criterion>` and `go`
    pub errors: FormErrors,
    /// the list of entries
    pub back_href: String,
}

/// What asks for the code, where there is no camera.
#[derive(Clone, Debug, Serialize)]
pub struct PaperFind {
    /// what was typed
    pub form: FindForm,
    /// what is wrong
    pub errors: FormErrors,
    /// the list of entries
    pub back_href: String,
}

/// What the address says.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FindForm {
    /// code on a print
    pub code: String,
}

impl Page for PaperFind {
    const TEMPLATE: &'static str = "pages/desk/paper_find.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: FindForm::default(),
            errors: FormErrors::new(),
            back_href: format!("{}/desk", examples::BASE),
        };
        let wrong = Self {
            form: FindForm { code: "ABC".into() },
            errors: FormErrors::new().with("code", "paper-unknown", &[]),
            ..page.clone()
        };
        vec![page, wrong]
    }
}

impl Page for PaperSheet {
    const TEMPLATE: &'static str = "pages/desk/paper.html";

    fn samples() -> Vec<Self> {
        let criteria = ["Ý tưởng và chủ đề (1–10)", "Nghệ thuật (1–10)"];
        let cell = |line: usize, column: usize, read: Option<[&str; 2]>| PaperCell {
            name: format!("m-{line}-{column}"),
            label: criteria[column].into(),
            value: String::new(),
            read: read.map(|pair| pair.map(str::to_owned)),
        };
        let line = |n: usize, code: &str, title: &str| PaperLine {
            code: code.into(),
            title: title.into(),
            cells: vec![cell(n, 0, None), cell(n, 1, None)],
        };
        let reading = PaperReading {
            by: "Cầm Thị Lan".into(),
            at: examples::NOW,
        };
        let page = Self {
            code: "K7MQ2ZRA4T".into(),
            juror: "Hà Thị Minh Châu".into(),
            round: "Tranh vẽ · Vòng 1".into(),
            step: "read".into(),
            criteria: criteria.map(str::to_owned).to_vec(),
            readings: vec![],
            lines: vec![
                line(0, "A7K", "Lớp học bên suối Nặm La"),
                line(1, "B2M", "Cả bản cùng trồng rừng"),
                line(
                    2,
                    "C9R",
                    "Dòng sông biết kể chuyện khí hậu của những năm mẹ còn bé",
                ),
            ],
            errors: FormErrors::new(),
            back_href: format!("{}/desk", examples::BASE),
        };
        let wrong = Self {
            readings: vec![reading.clone()],
            errors: FormErrors::new().with("m-1-0", "paper-line-short", &[]),
            ..page.clone()
        };
        let differ = Self {
            step: "differ".into(),
            readings: vec![reading.clone(), reading.clone()],
            lines: vec![PaperLine {
                cells: vec![cell(0, 1, Some(["7", "1"]))],
                ..line(0, "A7K", "Lớp học bên suối Nặm La")
            }],
            ..page.clone()
        };
        let alike = Self {
            step: "alike".into(),
            lines: vec![],
            errors: FormErrors::new().with("go", "paper-otherwise", &[("codes", "A7K".into())]),
            ..differ.clone()
        };
        let done = Self {
            step: "done".into(),
            errors: FormErrors::new(),
            ..alike.clone()
        };
        vec![page, wrong, differ, alike, done]
    }
}

/// `GET /{lang}/{contest}/desk/paper`: asks for the code on a print.
pub async fn find(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Query(form): Query<FindForm>,
) -> Answer {
    let code = printed_code(&form.code);
    let mut errors = FormErrors::new();
    if !code.is_empty() {
        let mut tx = app.db.read().await?;
        if paper::paper_called(&mut tx, contest.id, &code)
            .await?
            .is_some()
        {
            return Ok(visitor.go(&format!("/{}/desk/paper/{code}", contest.slug)));
        }
        errors.add("code", "paper-unknown");
    }
    let page = PaperFind {
        form,
        errors,
        back_href: visitor.url(&format!("/{}/desk", contest.slug)),
    };
    if page.errors.is_empty() {
        visitor.show(&app, &page)
    } else {
        visitor.again(&app, &page)
    }
}

/// A sheet with what belongs to it.
struct Held {
    paper: Paper,
    round: Round,
    criteria: Vec<Criterion>,
}

async fn held(tx: &mut Tx, contest: &Contest, code: &str) -> Result<Held, PageError> {
    let paper = paper::paper_called(tx, contest.id, &printed_code(code))
        .await?
        .ok_or(PageError::NotFound)?;
    let round = rounds::by_id(tx, paper.round_id)
        .await?
        .ok_or(PageError::NotFound)?;
    let criteria = rounds::criteria_of_round(tx, round.id).await?;
    Ok(Held {
        paper,
        round,
        criteria,
    })
}

/// `GET /{lang}/{contest}/desk/paper/{sheet}`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, code)): Path<(String, String, String)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let held = held(&mut tx, &contest, &code).await?;
    let page = PaperSheet::of(&mut tx, &visitor, &contest, &held).await?;
    visitor.show(&app, &page)
}

/// What was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PaperForm {
    /// `read`, `settle`, `apply` or `over`
    go: String,
    #[serde(flatten)]
    cells: HashMap<String, String>,
}

fn field(sheet: AssignmentId, criterion: &Criterion) -> String {
    format!("m-{sheet}-{}", criterion.id)
}

impl PaperForm {
    /// Steps of a cell: nothing typed is no mark; anything but a mark of the scale gives the name of its field.
    fn steps(&self, sheet: AssignmentId, criterion: &Criterion) -> Result<Option<i64>, String> {
        let name = field(sheet, criterion);
        let typed = self.cells.get(&name).map_or("", |typed| typed.trim());
        if typed.is_empty() {
            return Ok(None);
        }
        let steps = typed.parse().ok().and_then(|mark| criterion.steps_of(mark));
        steps.map(Some).ok_or(name)
    }

    fn rows(&self, held: &Held, works: &[Assignment], errors: &mut FormErrors) -> Vec<paper::Row> {
        let mut rows = Vec::new();
        for work in works {
            let cells: Vec<_> = held
                .criteria
                .iter()
                .map(|c| self.steps(work.id, c))
                .collect();
            let wrong: Vec<&String> = cells
                .iter()
                .filter_map(|cell| cell.as_ref().err())
                .collect();
            let marks: Vec<Option<i64>> = cells
                .iter()
                .map(|cell| cell.clone().unwrap_or_default())
                .collect();
            let empty = held
                .criteria
                .iter()
                .zip(&marks)
                .find(|(_, mark)| mark.is_none());
            for name in &wrong {
                errors.add(name, "jury-score-mark-wrong");
            }
            let some = marks.iter().any(Option::is_some);
            if let Some((criterion, _)) = empty.filter(|_| some && wrong.is_empty()) {
                errors.add(&field(work.id, criterion), "paper-line-short");
            }
            rows.push((work.id, marks));
        }
        rows
    }

    /// What stands in the cells that were read differently.
    fn settled(
        &self,
        held: &Held,
        differences: &[Difference],
        errors: &mut FormErrors,
    ) -> Vec<paper::Settled> {
        let mut cells = Vec::new();
        for d in differences {
            let Some(c) = held.criteria.iter().find(|c| c.id == d.criterion_id) else {
                continue;
            };
            match self.steps(d.assignment_id, c) {
                Ok(steps) => cells.push((d.assignment_id, c.id, steps)),
                Err(name) => errors.add(&name, "jury-score-mark-wrong"),
            }
        }
        cells
    }
}

/// `POST /{lang}/{contest}/desk/paper/{sheet}`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, code)): Path<(String, String, String)>,
    Posted { form, .. }: Posted<PaperForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let held = held(&mut tx, &contest, &code).await?;
    let mut errors = FormErrors::new();
    let said = act(
        &mut tx,
        (&app, &visitor),
        (&contest, &held),
        &form,
        &mut errors,
    )
    .await?;
    if errors.is_empty() {
        tx.commit().await?;
        let here = format!("/{}/desk/paper/{}", contest.slug, held.paper.code);
        return Ok(match said {
            Some(notice) => visitor.go_saying(&here, notice),
            None => visitor.go(&here),
        });
    }
    drop(tx);
    let mut tx = app.db.read().await?;
    let mut page = PaperSheet::of(&mut tx, &visitor, &contest, &held).await?;
    for cell in page.lines.iter_mut().flat_map(|line| &mut line.cells) {
        cell.value = form.cells.get(&cell.name).cloned().unwrap_or_default();
    }
    page.errors = errors;
    visitor.again(&app, &page)
}

/// Does what was asked for; what is to be said about it, or what is wrong with it.
async fn act(
    tx: &mut Tx,
    (app, visitor): (&App, &Visitor),
    (contest, held): (&Contest, &Held),
    form: &PaperForm,
    errors: &mut FormErrors,
) -> Result<Option<&'static str>, PageError> {
    let (actor, cx) = (visitor.actor(), app.cx());
    let (paper, round, criteria) = (&held.paper, &held.round, held.criteria.as_slice());
    let read = match form.go.as_str() {
        "apply" => return applied(tx, (app, visitor), (contest, held), errors).await,
        "over" => paper::start_over(tx, &actor, (contest, round), paper).await,
        "settle" => {
            let differences = paper::differences_of(tx, paper).await?;
            let cells = form.settled(held, &differences, errors);
            if !errors.is_empty() {
                return Ok(None);
            }
            paper::settle(tx, &actor, (contest, round, criteria), (paper, &cells)).await
        }
        _ => {
            let works = paper::works_of(tx, paper).await?;
            let rows = form.rows(held, &works, errors);
            if !errors.is_empty() {
                return Ok(None);
            }
            let of = (contest, round, criteria);
            paper::read_in(tx, &cx, &actor, of, (paper, &rows))
                .await
                .map(|_| ())
        }
    };
    match read {
        Ok(()) => {}
        Err(ReadError::Empty) => errors.add("go", "paper-empty"),
        Err(ReadError::Line(_)) => errors.add("go", "paper-changed"),
        Err(ReadError::Done) => return Err(PageError::Conflict),
        Err(ReadError::Denied(_)) => return Err(PageError::Closed),
        Err(ReadError::Store(error)) => return Err(error.into()),
    }
    Ok(None)
}

async fn applied(
    tx: &mut Tx,
    (app, visitor): (&App, &Visitor),
    (contest, held): (&Contest, &Held),
    errors: &mut FormErrors,
) -> Result<Option<&'static str>, PageError> {
    let of = (contest, &held.round);
    match paper::apply(tx, &app.cx(), &visitor.actor(), of, &held.paper).await {
        Ok(Applied { left, .. }) if left.is_empty() => return Ok(Some("notice-paper-sealed")),
        Ok(_) => return Ok(Some("notice-paper-saved")),
        Err(ApplyError::Otherwise(codes)) => {
            let codes = codes.join(", ");
            let args = Args::from([("codes".to_owned(), codes.into())]);
            errors.add_with("go", "paper-otherwise", args);
        }
        Err(ApplyError::NotAlike | ApplyError::ChangedElsewhere) => {
            return Err(PageError::Conflict);
        }
        Err(ApplyError::Denied(_)) => return Err(PageError::Closed),
        Err(ApplyError::Store(error)) => return Err(error.into()),
    }
    Ok(None)
}

/// «Nghệ thuật (1–10)».
pub(crate) fn scaled(visitor: &Visitor, criterion: &Criterion) -> String {
    let name = visitor.pick(&criterion.name_vi, &criterion.name_en);
    format!("{name} ({}–{})", criterion.least, criterion.most)
}

impl PaperSheet {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        held: &Held,
    ) -> Result<Self, PageError> {
        let paper = &held.paper;
        let readings = paper::readings_of(tx, paper.id).await?;
        let works = paper::works_of(tx, paper).await?;
        let differences = if readings.len() == 2 {
            paper::differences_of(tx, paper).await?
        } else {
            vec![]
        };
        let step = match () {
            () if paper.applied_at.is_some() => "done",
            () if held.round.state != rounds::RoundState::Open => "closed",
            () if readings.len() < 2 => "read",
            () if differences.is_empty() => "alike",
            () => "differ",
        };
        let lines = match step {
            "read" => works.iter().map(|work| line(visitor, held, work)).collect(),
            "differ" => differing(visitor, held, &works, &differences),
            _ => vec![],
        };
        let categories = contests::categories_of(tx, contest.id).await?;
        let category = categories.iter().find(|c| c.id == held.round.category_id);
        let category = category.map_or("", |c| visitor.pick(&c.name_vi, &c.name_en));
        let person = people::by_id(tx, paper.person_id).await?;
        let shown = |r: Reading| PaperReading {
            by: r.typed_by,
            at: r.typed_at.0,
        };
        Ok(Self {
            code: paper.code.clone(),
            juror: person.map(|p| p.name).unwrap_or_default(),
            round: format!("{category} · {}", stages::called(visitor, &held.round)),
            step: step.to_owned(),
            criteria: held.criteria.iter().map(|c| scaled(visitor, c)).collect(),
            readings: readings.into_iter().map(shown).collect(),
            lines,
            errors: FormErrors::new(),
            back_href: visitor.url(&format!("/{}/desk", contest.slug)),
        })
    }
}

fn cell(
    visitor: &Visitor,
    work: AssignmentId,
    criterion: &Criterion,
    read: Option<[String; 2]>,
) -> PaperCell {
    PaperCell {
        name: field(work, criterion),
        label: scaled(visitor, criterion),
        value: String::new(),
        read,
    }
}

fn line(visitor: &Visitor, held: &Held, work: &Assignment) -> PaperLine {
    let cells = held
        .criteria
        .iter()
        .map(|c| cell(visitor, work.id, c, None));
    PaperLine {
        code: work.code.clone(),
        title: work.title.clone(),
        cells: cells.collect(),
    }
}

fn differing(
    visitor: &Visitor,
    held: &Held,
    works: &[Assignment],
    differences: &[Difference],
) -> Vec<PaperLine> {
    let of_work = |work: &Assignment| {
        let cells: Vec<PaperCell> = differences
            .iter()
            .filter(|d| d.assignment_id == work.id)
            .filter_map(|d| {
                let c = held.criteria.iter().find(|c| c.id == d.criterion_id)?;
                let shown = |steps: Option<i64>| {
                    steps.map_or_else(|| "–".to_owned(), |steps| c.mark(steps).to_string())
                };
                Some(cell(
                    visitor,
                    work.id,
                    c,
                    Some([shown(d.first), shown(d.second)]),
                ))
            })
            .collect();
        (!cells.is_empty()).then(|| PaperLine {
            code: work.code.clone(),
            title: work.title.clone(),
            cells,
        })
    };
    works.iter().filter_map(of_work).collect()
}
