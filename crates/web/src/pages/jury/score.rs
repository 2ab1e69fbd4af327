//! One work and its score sheet.

use axum::extract::{Path, State};
use axum::response::Response;
use contest::Tx;
use contest::contests::{Category, Contest, Kind};
use contest::people::PersonId;
use http::HeaderMap;
use judging::assignments::{self, Assignment};
use judging::feedback;
use judging::rounds::{self, Criterion, Round, RoundKind, RoundState};
use judging::sheets::{self, Mark};
use serde::{Deserialize, Serialize};
use submissions::kinds::Slot;
use submissions::{entries, files};

use super::marking::seen_as;
use super::{BlindWork, ScoreCriterion};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Visitor};
use crate::forms::FormErrors;
use crate::media::{self, Wanted};
use crate::pages::jury::today::{desk_of, state_of};
use crate::pages::{examples, stages};
use crate::render::Page;

/// What was typed beside the marks, and in the dialogs.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ScoreForm {
    /// for the jury's meeting
    pub comment: String,
    /// to the author, who reads it where organisers allow
    pub message: String,
    /// why recused or abstained
    pub reason: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Score {
    /// the work
    pub work: BlindWork,
    /// the category's name
    pub category: String,
    /// place in this juror's order, from 1
    pub position: i64,
    /// how many there are
    pub total: i64,
    /// the rubric
    pub criteria: Vec<ScoreCriterion>,
    /// what was typed
    pub form: ScoreForm,
    /// what is wrong; fields `mark-<id>`, `comment`, `reason`
    pub errors: FormErrors,
    /// `todo`, `part`, `done`, `abstained` or `recused`
    pub state: String,
    /// last change of this sheet
    pub saved_at: Option<i64>,
    /// whether the sheets are locked
    pub locked: bool,
    /// whether the round stands still for a while
    pub paused: bool,
    /// where works are put in order; absent where they get marks
    pub ranking_href: Option<String>,
    /// when marks must be in
    pub closes_at: i64,
    /// posts all marks and the comment; `go` is `next` or `stay`
    pub save_action: String,
    /// posts one mark or the comment, answers JSON: see the README of the pages
    pub mark_action: String,
    /// posts `reason`
    pub recuse_action: String,
    /// posts `reason`
    pub abstain_action: String,
    /// posts nothing: puts this work last in the juror's order
    pub skip_action: String,
    /// the work before
    pub previous: Option<String>,
    /// the work after
    pub next: Option<String>,
    /// pictures of the next two works
    pub preload: Vec<String>,
    /// where works are compared; takes codes as `code`
    pub compare_action: String,
    /// all assignments
    pub today_href: String,
}

impl ScoreCriterion {
    fn sample(id: &str, label: &str, hint: &str, weight: &str, mark: &str) -> Self {
        let marks: Vec<String> = (1..=10).map(|mark| mark.to_string()).collect();
        Self {
            id: id.into(),
            label: label.into(),
            hint: hint.into(),
            weight: weight.into(),
            words: marks.clone(),
            marks,
            mark: mark.into(),
            low: if weight.is_empty() { "" } else { "chưa rõ" }.into(),
            high: if weight.is_empty() {
                ""
            } else {
                "xuất sắc"
            }
            .into(),
            seen: if mark.is_empty() { "" } else { "1.7" }.into(),
        }
    }
}

impl Page for Score {
    const TEMPLATE: &'static str = "pages/jury/score.html";

    fn samples() -> Vec<Self> {
        let address = |verb: &str| format!("{}/jury/1/A7K/{verb}", examples::BASE);
        let page = Self {
            work: BlindWork {
                code: "A7K".into(),
                title: "Lớp học bên suối Nặm La".into(),
                view: examples::painting(),
            },
            category: "Tranh vẽ".into(),
            position: 12,
            total: 179,
            criteria: vec![
                ScoreCriterion::sample(
                    "idea",
                    "Ý tưởng và chủ đề",
                    "Nói được học tập suốt đời gắn với biến đổi khí hậu",
                    "40",
                    "8",
                ),
                ScoreCriterion::sample("art", "Nghệ thuật", "Bố cục, màu sắc, đường nét", "30", ""),
                ScoreCriterion::sample("fresh", "Sáng tạo", "Cách nhìn riêng", "30", ""),
            ],
            form: ScoreForm::default(),
            errors: FormErrors::new(),
            state: "part".into(),
            saved_at: Some(examples::NOW),
            locked: false,
            paused: false,
            ranking_href: None,
            closes_at: examples::CLOSES,
            save_action: address("save"),
            mark_action: address("mark"),
            recuse_action: address("recuse"),
            abstain_action: address("abstain"),
            skip_action: address("skip"),
            previous: Some(format!("{}/jury/1/K2B", examples::BASE)),
            next: Some(format!("{}/jury/1/B2M", examples::BASE)),
            preload: vec!["/m/T-0102-M/1600.jpg".into()],
            compare_action: format!("{}/jury/1/compare", examples::BASE),
            today_href: format!("{}/jury", examples::BASE),
        };
        let work = |title: &str, view| BlindWork {
            code: "P3A".into(),
            title: title.into(),
            view,
        };
        let poem = Self {
            work: work("Ông học chữ", examples::poem()),
            errors: FormErrors::new().with("mark-art", "jury-score-mark-missing", &[]),
            ..page.clone()
        };
        let song = Self {
            work: work("Thành phố mùa ban", examples::song()),
            locked: true,
            state: "done".into(),
            ..page.clone()
        };
        let initiative = Self {
            work: work("Thư viện xe đạp cho các bản xa", examples::initiative()),
            state: "recused".into(),
            next: None,
            ..page.clone()
        };
        let mut screening = page.clone();
        let mut answer = ScoreCriterion::sample("pass", "Vào vòng sau", "", "", "1");
        answer.marks = ["0", "1", "2"].map(str::to_owned).to_vec();
        answer.words = ["Không", "Có thể", "Có"].map(str::to_owned).to_vec();
        screening.criteria = vec![answer];
        let final_round = Self {
            criteria: Vec::new(),
            ranking_href: Some(format!("{}/jury/1/ranking", examples::BASE)),
            paused: true,
            locked: true,
            ..page.clone()
        };
        vec![page, poem, song, initiative, screening, final_round]
    }
}

/// A work on a juror's desk, with all that is needed to judge it.
pub(super) struct Sheet {
    pub(super) person: PersonId,
    pub(super) category: Category,
    pub(super) round: Round,
    pub(super) criteria: Vec<Criterion>,
    pub(super) assignment: Assignment,
}

/// The work with this code, if it lies on the visitor's desk; anything else is not there for a juror.
pub(super) async fn sheet(
    tx: &mut Tx,
    visitor: &Visitor,
    contest: &Contest,
    path: &SheetPath,
) -> Result<Sheet, PageError> {
    let (person, category, round) = desk_of(tx, visitor, contest, &path.2).await?;
    let assignment = assignments::on_desk(tx, person, round.id, &path.3)
        .await?
        .ok_or(PageError::NotFound)?;
    let criteria = rounds::criteria_of_round(tx, round.id).await?;
    Ok(Sheet {
        person,
        category,
        round,
        criteria,
        assignment,
    })
}

pub(super) type SheetPath = (String, String, String, String);

/// `GET /{lang}/{contest}/jury/{category}/{code}`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path(path): Path<SheetPath>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let sheet = sheet(&mut tx, &visitor, &contest, &path).await?;
    let page = Score::of(&mut tx, &visitor, &contest, &sheet).await?;
    visitor.show(&app, &page)
}

/// To the next work that waits in the juror's order, or back to the list.
pub(super) async fn onwards(
    visitor: &Visitor,
    contest: &Contest,
    tx: &mut Tx,
    sheet: &Sheet,
    next: bool,
) -> Result<Response, PageError> {
    let base = format!("/{}/jury", contest.slug);
    if !next {
        return Ok(visitor.go(&format!(
            "{base}/{}/{}",
            sheet.category.slug, sheet.assignment.code
        )));
    }
    let own = assignments::of_juror(tx, sheet.person, sheet.round.id).await?;
    let here = own
        .iter()
        .position(|a| a.id == sheet.assignment.id)
        .map_or(0, |i| i + 1);
    let waits = |a: &&Assignment| {
        a.id != sheet.assignment.id && matches!(state_of(a, sheet.criteria.len()), "todo" | "part")
    };
    let next = own
        .iter()
        .skip(here)
        .find(waits)
        .or_else(|| own.iter().find(waits));
    Ok(match next {
        Some(a) => visitor.go(&format!("{base}/{}/{}", sheet.category.slug, a.code)),
        None => visitor.go(&base),
    })
}

/// `GET …/media/{slot}/{recipe}`.
pub async fn media(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((lang, slug, category, code, slot, recipe)): Path<(
        String,
        String,
        String,
        String,
        String,
        String,
    )>,
    headers: HeaderMap,
) -> Answer {
    let mut tx = app.db.read().await?;
    let sheet = sheet(
        &mut tx,
        &visitor,
        &contest,
        &(lang, slug, category, code.clone()),
    )
    .await?;
    let entry = sheet.assignment.entry_id;
    media::answer(
        &app,
        tx,
        &headers,
        Wanted {
            entry,
            slot: &slot,
            recipe: &recipe,
            name: &code,
            public: false,
            blind: true,
        },
    )
    .await
}

impl Score {
    pub(super) async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        sheet: &Sheet,
    ) -> Result<Self, PageError> {
        let assignment = &sheet.assignment;
        let jury = visitor.url(&format!("/{}/jury", contest.slug));
        let category = format!("{jury}/{}", sheet.category.slug);
        let here = format!("{category}/{}", assignment.code);
        let marks = sheets::marks_of(tx, assignment.id).await?;
        let works = entries::blind(tx, &[assignment.entry_id]).await?;
        let work = works.into_iter().next().ok_or(PageError::NotFound)?;
        let files = files::of_entry(tx, assignment.entry_id).await?;
        let own = assignments::of_juror(tx, sheet.person, sheet.round.id).await?;
        let index = own.iter().position(|a| a.id == assignment.id).unwrap_or(0);
        let href = |a: &Assignment| format!("{category}/{}", a.code);
        let preload = match sheet.category.kind {
            Kind::Painting => own
                .iter()
                .skip(index + 1)
                .take(2)
                .map(|a| format!("{}/media/{}/view", href(a), Slot::PaintingImage.as_str()))
                .collect(),
            _ => Vec::new(),
        };
        let weights: i64 = sheet.criteria.iter().map(|c| c.weight).sum();
        Ok(Self {
            work: BlindWork::of(&work, &assignment.code, &files, &format!("{here}/media")),
            category: visitor
                .pick(&sheet.category.name_vi, &sheet.category.name_en)
                .to_owned(),
            position: i64::try_from(index + 1).unwrap_or(1),
            total: i64::try_from(own.len()).unwrap_or(1),
            criteria: sheet
                .criteria
                .iter()
                .filter(|_| sheet.round.kind != RoundKind::Ranking)
                .map(|c| criterion(visitor, (&sheet.round, c), weights, &marks))
                .collect(),
            ranking_href: (sheet.round.kind == RoundKind::Ranking)
                .then(|| format!("{category}/ranking")),
            paused: sheet.round.state == RoundState::Paused,
            form: ScoreForm {
                message: feedback::message_of(tx, assignment.id)
                    .await?
                    .unwrap_or_default(),
                comment: assignment.comment.clone(),
                reason: assignment.reason.clone(),
            },
            errors: FormErrors::new(),
            state: state_of(assignment, sheet.criteria.len()).to_owned(),
            saved_at: assignment.saved_at.map(|at| at.0),
            locked: assignments::rules::may_mark(&visitor.actor(), &sheet.round, assignment)
                .is_err(),
            closes_at: contest.judging_until.0,
            save_action: format!("{here}/save"),
            mark_action: format!("{here}/mark"),
            recuse_action: format!("{here}/recuse"),
            abstain_action: format!("{here}/abstain"),
            skip_action: format!("{here}/skip"),
            previous: index.checked_sub(1).and_then(|i| own.get(i)).map(href),
            next: own.get(index + 1).map(href),
            preload,
            compare_action: format!("{category}/compare"),
            today_href: jury,
        })
    }
}

pub(super) fn criterion(
    visitor: &Visitor,
    (round, c): (&Round, &Criterion),
    weights: i64,
    marks: &[Mark],
) -> ScoreCriterion {
    let written = |steps: i64| c.mark(steps).to_string();
    let saved = marks.iter().find(|m| m.criterion_id == c.id);
    ScoreCriterion {
        id: c.id.to_string(),
        label: visitor.pick(&c.name_vi, &c.name_en).to_owned(),
        hint: visitor.pick(&c.guide_vi, &c.guide_en).to_owned(),
        weight: if round.kind == RoundKind::Rating {
            format!("{} %", (c.weight * 100 + weights / 2) / weights.max(1))
        } else {
            String::new()
        },
        marks: (0..=c.steps()).map(written).collect(),
        words: (0..=c.steps())
            .map(|steps| stages::mark_shown(visitor, round, c, steps))
            .collect(),
        mark: saved.map_or_else(String::new, |m| written(m.steps)),
        low: String::new(),
        high: String::new(),
        seen: seen_as(saved),
    }
}
