//! How far the judging is: numbers of sheets, never marks.

use axum::extract::State;
use contest::contests;
use judging::assignments;
use judging::rounds::{self, RoundKind, RoundState};
use serde::Serialize;

use crate::app::App;
use crate::extract::{Answer, InContest, Visitor};
use crate::pages::{examples, stages};
use crate::render::Page;

/// A juror's progress.
#[derive(Clone, Debug, Serialize)]
pub struct JurorProgress {
    /// name
    pub name: String,
    /// complete sheets
    pub done: i64,
    /// assignments
    pub total: i64,
    /// recused
    pub recused: i64,
    /// abstained
    pub abstained: i64,
    /// whether the sheets are locked
    pub locked: bool,
    /// what to do where they do not come back; absent where nothing is open
    pub absent_href: Option<String>,
    /// posts nothing: prints a score sheet on paper; absent where nothing can be marked on one
    pub paper_action: Option<String>,
}

/// A panel's progress.
#[derive(Clone, Debug, Serialize)]
pub struct PanelProgress {
    /// the category's name
    pub name: String,
    /// `planned`, `open`, `paused` or `closed`
    pub state: String,
    /// when marks must be in
    pub closes_at: i64,
    /// complete sheets
    pub done: i64,
    /// assignments
    pub total: i64,
    /// its jurors
    pub jurors: Vec<JurorProgress>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Progress {
    /// in the rules' order
    pub panels: Vec<PanelProgress>,
    /// the organisers' page
    pub back_href: String,
}

impl Page for Progress {
    const TEMPLATE: &'static str = "pages/organise/progress.html";

    fn samples() -> Vec<Self> {
        let juror = |name: &str, done, locked| JurorProgress {
            name: name.into(),
            done,
            total: 179,
            recused: 2,
            abstained: 0,
            locked,
            absent_href: (!locked)
                .then(|| format!("{}/organise/rounds/painting/1/absent/1", examples::BASE)),
            paper_action: (!locked)
                .then(|| format!("{}/organise/rounds/painting/1/paper/1", examples::BASE)),
        };
        let panel = |name: &str, state: &str| PanelProgress {
            name: name.into(),
            state: state.into(),
            closes_at: examples::CLOSES,
            done: 291,
            total: 537,
            jurors: vec![
                juror("Hà Thị Minh Châu", 112, false),
                juror("Tòng Văn Hưng", 179, true),
                juror("Nguyễn Thu Hà", 0, false),
            ],
        };
        vec![
            Self {
                panels: vec![panel("Tranh vẽ", "open"), panel("Thơ", "planned")],
                back_href: format!("{}/organise", examples::BASE),
            },
            Self {
                panels: Vec::new(),
                back_href: format!("{}/organise", examples::BASE),
            },
        ]
    }
}

/// `GET /{lang}/{contest}/organise/progress`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let categories = contests::categories_of(&mut tx, contest.id).await?;
    let members = rounds::members_of(&mut tx, contest.id).await?;
    let progress = assignments::progress_of(&mut tx, contest.id).await?;
    let mut panels = Vec::new();
    let all = rounds::rounds_of(&mut tx, contest.id).await?;
    let several = |id| all.iter().filter(|r| r.category_id == id).count() > 1;
    for round in &all {
        let Some(category) = categories.iter().find(|c| c.id == round.category_id) else {
            continue;
        };
        let judged = matches!(round.state, RoundState::Open | RoundState::Paused);
        let on_paper = round.state == RoundState::Open && round.kind != RoundKind::Ranking;
        let place = format!(
            "/{}/organise/rounds/{}/{}",
            contest.slug, category.slug, round.position
        );
        let jurors: Vec<_> = members
            .iter()
            .filter(|m| m.round_id == round.id)
            .map(|m| {
                let own = progress
                    .iter()
                    .find(|p| p.round_id == round.id && p.person_id == m.person_id);
                JurorProgress {
                    name: m.name.clone(),
                    done: own.map_or(0, |p| p.complete),
                    total: own.map_or(0, |p| p.sheets - p.abstained),
                    recused: own.map_or(0, |p| p.recused),
                    abstained: own.map_or(0, |p| p.abstained),
                    locked: own.is_some_and(|p| p.sheets > 0 && p.locked + p.abstained == p.sheets),
                    absent_href: own
                        .filter(|p| judged && p.locked + p.abstained < p.sheets)
                        .map(|p| visitor.url(&format!("{place}/absent/{}", p.person_id))),
                    paper_action: own
                        .filter(|p| on_paper && p.locked + p.abstained < p.sheets)
                        .map(|p| visitor.url(&format!("{place}/paper/{}", p.person_id))),
                }
            })
            .collect();
        let name = visitor.pick(&category.name_vi, &category.name_en);
        panels.push(PanelProgress {
            name: if several(round.category_id) {
                format!("{name} · {}", stages::called(&visitor, round))
            } else {
                name.to_owned()
            },
            state: stages::state_of(round).to_owned(),
            closes_at: contest.judging_until.0,
            done: jurors.iter().map(|j| j.done).sum(),
            total: jurors.iter().map(|j| j.total).sum(),
            jurors,
        });
    }
    visitor.show(
        &app,
        &Progress {
            panels,
            back_href: visitor.url(&format!("/{}/organise", contest.slug)),
        },
    )
}
