//! What is to be done, phase by phase.

use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse};
use contest::contests::{self, AdvanceError, Contest, Phase};
use contest::{Actor, Tx};
use judging::assignments;
use judging::deliberation::{self, BeginError};
use judging::prizes;
use judging::rounds::{self, CloseError, OpenError, RoundState};
use serde::Serialize;
use submissions::entries::{self, EntryState};
use submissions::leaks;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::pages::accounts::home::Task;
use crate::pages::examples;
use crate::pages::organise::people::NoForm;
use crate::pages::parts::Phrase;
use crate::pages::public::home::public_phase;
use crate::render::Page;

/// A number worth seeing.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// `organise-figure-…`
    pub label_key: String,
    /// how many
    pub value: i64,
    /// of how many; 0 where there is no such number
    pub of: i64,
    /// where they are listed
    pub href: Option<String>,
}

/// The tasks of a phase.
#[derive(Clone, Debug, Serialize)]
pub struct PhaseTasks {
    /// `setup`, `open`, `check`, `judge`, `decide` or `after`: `organise-phase-…`
    pub phase: String,
    /// whether the contest is there now
    pub current: bool,
    /// labels `organise-task-…`
    pub tasks: Vec<Task>,
}

/// Something that stands in the way.
#[derive(Clone, Debug, Serialize)]
pub struct Urgent {
    /// what
    pub what: Phrase,
    /// where it is put right
    pub href: String,
}

/// The page. `figures` alone are the fragment `pages/organise/_figures.html`.
#[derive(Clone, Debug, Serialize)]
pub struct OrganiseHome {
    /// the contest's name
    pub name: String,
    /// `before`, `open`, `judging` or `announced`
    pub phase: String,
    /// what stands in the way now, most urgent first
    pub urgent: Vec<Urgent>,
    /// numbers
    pub figures: Vec<Figure>,
    /// address of the fragment with the numbers
    pub figures_href: String,
    /// the current phase first
    pub phases: Vec<PhaseTasks>,
    /// posts nothing: opens or closes entering; with the word `organise-open` or `organise-close`
    pub switch: Option<(String, String)>,
    /// the public page
    pub landing_href: String,
}

impl Page for OrganiseHome {
    const TEMPLATE: &'static str = "pages/organise/home.html";

    fn samples() -> Vec<Self> {
        let figure = |key: &str, value, of| Figure {
            label_key: format!("organise-figure-{key}"),
            value,
            of,
            href: Some(format!("{}/desk", examples::BASE)),
        };
        let task = |slug: &str, key: &str, done: bool| Task {
            href: format!("{}/organise/{slug}", examples::BASE),
            label: Phrase::new(key, &[]),
            hint: None,
            state: Some(if done {
                (Phrase::new("task-done", &[]), "done".into())
            } else {
                (Phrase::new("task-waiting", &[]), "warn".into())
            }),
        };
        vec![Self {
            name: "Sơn La – Thành phố học tập toàn cầu tôi yêu".into(),
            phase: "open".into(),
            urgent: [
                ("organise-urgent-unchecked", 12, "desk"),
                ("organise-urgent-leaks", 3, "desk/leaks"),
                ("organise-urgent-jury", 2, "organise/people"),
            ]
            .map(|(key, n, path): (&str, i64, &str)| Urgent {
                what: Phrase::new(key, &[("n", n.into())]),
                href: format!("{}/{path}", examples::BASE),
            })
            .to_vec(),
            figures: vec![
                figure("entries", 290, 0),
                figure("unchecked", 12, 290),
                figure("returned", 3, 0),
                figure("sheets", 612, 1_450),
            ],
            figures_href: format!("{}/organise/figures", examples::BASE),
            phases: vec![
                PhaseTasks {
                    phase: "check".into(),
                    current: true,
                    tasks: vec![
                        task("desk", "task-desk", false),
                        task("people", "organise-task-people", false),
                    ],
                },
                PhaseTasks {
                    phase: "setup".into(),
                    current: false,
                    tasks: vec![
                        task("calendar", "organise-task-calendar", true),
                        task("categories", "organise-task-categories", true),
                        task("prizes", "organise-task-prizes", true),
                    ],
                },
            ],
            switch: Some((
                "organise-close".into(),
                format!("{}/organise/close", examples::BASE),
            )),
            landing_href: examples::BASE.into(),
        }]
    }
}

/// `GET /{lang}/{contest}/organise`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let base = visitor.url(&format!("/{}", contest.slug));
    let page = OrganiseHome {
        name: visitor.pick(&contest.name_vi, &contest.name_en).to_owned(),
        phase: public_phase(&contest, app.now()).to_owned(),
        urgent: urgent(&mut tx, &contest, &base).await?,
        figures: figures(&mut tx, &contest, &base).await?,
        figures_href: format!("{base}/organise/figures"),
        phases: phases(&contest, &base),
        switch: switch(&app, &contest).map(|(to, key)| {
            (
                key.to_owned(),
                format!("{base}/organise/advance/{}", to.as_str()),
            )
        }),
        landing_href: base,
    };
    visitor.show(&app, &page)
}

/// The numbers alone, as they are fetched again every half minute.
#[derive(Serialize)]
struct Figures {
    figures: Vec<Figure>,
}

/// `GET /{lang}/{contest}/organise/figures`.
pub async fn figures_fragment(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let base = visitor.url(&format!("/{}", contest.slug));
    let fields = Figures {
        figures: figures(&mut tx, &contest, &base).await?,
    };
    let html = app.renderer.template(
        "pages/organise/_figures.html",
        &visitor.layout(&app),
        &fields,
    )?;
    Ok(Html(html).into_response())
}

/// Where the button leads now, and its words. Signing and announcing have a page of their own.
fn switch(app: &App, contest: &Contest) -> Option<(Phase, &'static str)> {
    match contest.phase {
        Phase::Setup => Some((Phase::Open, "organise-open")),
        Phase::Open if app.now() > contest.last_call() => Some((Phase::Checking, "organise-close")),
        Phase::Checking => Some((Phase::Judging, "organise-judge")),
        Phase::Judging => Some((Phase::Deliberating, "organise-deliberate")),
        _ => None,
    }
}

/// `POST /{lang}/{contest}/organise/advance/{phase}`.
pub async fn advance(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, to)): Path<(String, String, String)>,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let to = Phase::parse(&to).ok_or(PageError::NotFound)?;
    let mut tx = app.db.begin().await?;
    enter_phase(&mut tx, &app, &visitor.actor(), &contest, to).await?;
    tx.commit().await?;
    Ok(visitor.go_saying(&format!("/{}/organise", contest.slug), "notice-advanced"))
}

/// Lets the contest go on to a phase, with everything that belongs to it.
pub(crate) async fn enter_phase(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    contest: &Contest,
    to: Phase,
) -> Result<(), PageError> {
    if to == Phase::Open && !urgent(tx, contest, "").await?.is_empty() {
        return Err(PageError::Closed);
    }
    match to {
        Phase::Judging => rounds::begin_judging(tx, &app.cx(), actor, contest)
            .await
            .map(drop)
            .map_err(not_opened),
        Phase::Deliberating => close_and_sit_down(tx, app, actor, contest).await,
        _ => contests::advance(tx, &app.cx(), actor, contest, to)
            .await
            .map_err(not_advanced),
    }
}

/// Closes every open round and moves the jury to its table.
async fn close_and_sit_down(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    contest: &Contest,
) -> Result<(), PageError> {
    let cx = app.cx();
    for round in rounds::rounds_of(tx, contest.id).await? {
        if matches!(round.state, RoundState::Open | RoundState::Paused) {
            rounds::close_round(tx, &cx, actor, contest, &round)
                .await
                .map_err(|error| match error {
                    CloseError::Store(error) => error.into(),
                    _ => PageError::Closed,
                })?;
        }
    }
    deliberation::begin_deliberation(tx, &cx, actor, contest)
        .await
        .map_err(|error| match error {
            BeginError::Store(error) => error.into(),
            _ => PageError::Closed,
        })
}

fn not_opened(error: OpenError) -> PageError {
    match error {
        OpenError::Store(error) => error.into(),
        _ => PageError::Closed,
    }
}

fn not_advanced(error: AdvanceError) -> PageError {
    match error {
        AdvanceError::Store(error) => error.into(),
        _ => PageError::Closed,
    }
}

/// What stands in the way of opening, or waits for the desk.
async fn urgent(tx: &mut Tx, contest: &Contest, base: &str) -> Result<Vec<Urgent>, sqlx::Error> {
    let mut urgent = Vec::new();
    let with = |key: &str, n: i64, path: &str| Urgent {
        what: Phrase::new(key, &[("n", n.into())]),
        href: format!("{base}/{path}"),
    };
    let criteria = rounds::criteria_of_contest(tx, contest.id).await?;
    let tiers = prizes::tiers_of(tx, contest.id).await?;
    let members = rounds::members_of(tx, contest.id).await?;
    let rounds = rounds::rounds_of(tx, contest.id).await?;
    let categories = contests::categories_of(tx, contest.id).await?;
    let is_empty = |id| {
        criteria.iter().all(|c| c.category_id != id) || tiers.iter().all(|t| t.category_id != id)
    };
    if contest.phase == Phase::Setup && categories.iter().any(|c| is_empty(c.id)) {
        urgent.push(with("organise-urgent-criteria", 0, "organise/rounds"));
    }
    if matches!(contest.phase, Phase::Open | Phase::Checking) {
        let short = rounds.iter().filter(|r| {
            let seats = members.iter().filter(|m| m.round_id == r.id).count();
            i64::try_from(seats).unwrap_or(0) < r.sheets_per_entry
        });
        let short = i64::try_from(short.count()).unwrap_or(0);
        if short > 0 {
            urgent.push(with("organise-urgent-jury", short, "organise/people"));
        }
    }
    if contest.phase == Phase::Judging {
        let waiting = deliberation::never_opened(&rounds);
        let slug = waiting.first().and_then(|round| {
            let of = categories.iter().find(|c| c.id == round.category_id);
            of.map(|c| c.slug.as_str())
        });
        if let Some(slug) = slug {
            let n = i64::try_from(waiting.len()).unwrap_or(0);
            let path = format!("organise/rounds/{slug}");
            urgent.push(with("organise-urgent-rounds", n, &path));
        }
    }
    if contest.phase == Phase::Checking {
        let counted = entries::counts(tx, contest.id).await?;
        let waiting: i64 = counted
            .iter()
            .filter(|c| c.state == EntryState::Submitted)
            .map(|c| c.count)
            .sum();
        if waiting > 0 {
            urgent.push(with(
                "organise-urgent-unchecked",
                waiting,
                "desk?state=submitted",
            ));
        }
        let telling = leaks::waiting(tx, contest.id).await?;
        if telling > 0 {
            urgent.push(with("organise-urgent-leaks", telling, "desk/leaks"));
        }
    }
    Ok(urgent)
}

async fn figures(tx: &mut Tx, contest: &Contest, base: &str) -> Result<Vec<Figure>, sqlx::Error> {
    let counted = entries::counts(tx, contest.id).await?;
    let in_state = |states: &[EntryState]| -> i64 {
        counted
            .iter()
            .filter(|c| states.contains(&c.state))
            .map(|c| c.count)
            .sum()
    };
    let all = in_state(&[
        EntryState::Submitted,
        EntryState::Returned,
        EntryState::Eligible,
        EntryState::Ineligible,
    ]);
    let figure = |key: &str, value: i64, of: i64, path: &str| Figure {
        label_key: format!("organise-figure-{key}"),
        value,
        of,
        href: Some(format!("{base}/{path}")),
    };
    let progress = assignments::progress_of(tx, contest.id).await?;
    let done = progress.iter().map(|p| p.complete).sum();
    let sheets = progress.iter().map(|p| p.sheets).sum();
    let mut figures = vec![
        figure("entries", all, 0, "desk"),
        figure(
            "unchecked",
            in_state(&[EntryState::Submitted]),
            0,
            "desk?state=submitted",
        ),
        figure(
            "eligible",
            in_state(&[EntryState::Eligible]),
            0,
            "desk?state=eligible",
        ),
    ];
    if sheets > 0 {
        figures.push(figure("sheets", done, sheets, "organise/progress"));
    }
    Ok(figures)
}

/// The tasks of every phase, the present one first.
fn phases(contest: &Contest, base: &str) -> Vec<PhaseTasks> {
    let task = |key: &str, path: &str| Task {
        href: format!("{base}/{path}"),
        label: Phrase::new(key, &[]),
        hint: None,
        state: None,
    };
    let group = |phase: &str, current: bool, tasks: Vec<Task>| PhaseTasks {
        phase: phase.to_owned(),
        current,
        tasks,
    };
    let at = |phases: &[Phase]| phases.contains(&contest.phase);
    let mut groups = vec![
        group(
            "setup",
            at(&[Phase::Setup]),
            vec![
                task("organise-task-texts", "organise/texts"),
                task("organise-task-calendar", "organise/calendar"),
                task("organise-task-categories", "organise/categories"),
                task("organise-task-rounds", "organise/rounds"),
                task("organise-task-prizes", "organise/prizes"),
                task("organise-task-openness", "organise/openness"),
                task("organise-task-people", "organise/people"),
                task("programs-title", "organise/programs"),
                task("organise-task-rules", "rules"),
            ],
        ),
        group(
            "check",
            at(&[Phase::Open, Phase::Checking]),
            vec![
                task("task-desk", "desk"),
                task("messages-title", "organise/messages"),
                task("organise-task-people", "organise/people"),
                task("organise-task-conflicts", "organise/conflicts"),
            ],
        ),
        group(
            "judge",
            at(&[Phase::Judging]),
            vec![
                task("organise-task-progress", "organise/progress"),
                task("messages-title", "organise/messages"),
                task("organise-task-rounds", "organise/rounds"),
                task("organise-task-conflicts", "organise/conflicts"),
            ],
        ),
        group(
            "decide",
            at(&[Phase::Deliberating, Phase::Advising, Phase::Decided]),
            vec![
                task("task-standings", "standings"),
                task("task-advise", "advise"),
                task("task-decide", "decide"),
                task("papers-title", "papers"),
                task("messages-title", "organise/messages"),
                task("organise-task-feedback", "organise/feedback"),
                task("cases-title", "organise/complaints"),
                task("walls-title", "organise/exhibition"),
                task("programme-title", "organise/programme"),
                task("follow-ups-title", "organise/follow-ups"),
                task("task-log", "log"),
            ],
        ),
    ];
    groups.sort_by_key(|g| !g.current);
    groups
}
