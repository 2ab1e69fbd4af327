//! A juror's work: what is assigned, what is left, and locking the sheets.

use axum::extract::{Path, State};
use contest::contests::{self, Category, Contest};
use contest::{Context, Tx};
use judging::assignments::{self, Assignment, AssignmentState};
use judging::rounds::{self, Round, RoundState};
use judging::sheets::{self, LockError};
use serde::Serialize;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::media;
use crate::pages::examples;
use crate::pages::organise::people::NoForm;
use crate::render::Page;

/// One assignment in the list.
#[derive(Clone, Debug, Serialize)]
pub struct TodayItem {
    /// where it is judged
    pub href: String,
    /// the round's code
    pub code: String,
    /// title
    pub title: String,
    /// `todo`, `part`, `done`, `abstained` or `recused`
    pub state: String,
}

/// The assignments of one category in one round.
#[derive(Clone, Debug, Serialize)]
pub struct TodayCategory {
    /// part of the heading's address
    pub slug: String,
    /// `song`, `painting`, `poem` or `initiative`
    pub kind: String,
    /// the category's name
    pub name: String,
    /// when marks must be in
    pub closes_at: i64,
    /// complete sheets
    pub done: i64,
    /// assignments that can be judged
    pub total: i64,
    /// recused
    pub recused: i64,
    /// abstained
    pub abstained: i64,
    /// sheets still to fill before locking
    pub missing: i64,
    /// the next one to judge
    pub next_href: Option<String>,
    /// where the lock form posts
    pub lock_action: String,
    /// when the sheets were locked
    pub locked_at: Option<i64>,
    /// the juror's file about the locked sheets
    pub receipt_href: String,
    /// in this juror's own order
    pub items: Vec<TodayItem>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Today {
    /// what is wrong: `jury-today-lock-missing` on `lock-<slug>`
    pub errors: FormErrors,
    /// those with work left first
    pub categories: Vec<TodayCategory>,
}

impl Page for Today {
    const TEMPLATE: &'static str = "pages/jury/today.html";

    fn samples() -> Vec<Self> {
        let item = |code: &str, title: &str, state: &str| TodayItem {
            href: format!("{}/jury/1/{code}", examples::BASE),
            code: code.into(),
            title: title.into(),
            state: state.into(),
        };
        let painting = TodayCategory {
            slug: "painting".into(),
            kind: "painting".into(),
            name: "Tranh vẽ".into(),
            closes_at: examples::CLOSES,
            done: 112,
            total: 179,
            recused: 2,
            abstained: 1,
            missing: 67,
            next_href: Some(format!("{}/jury/1/A7K", examples::BASE)),
            lock_action: format!("{}/jury/1/lock", examples::BASE),
            locked_at: None,
            receipt_href: format!("{}/jury/1/sheets.json", examples::BASE),
            items: vec![
                item("A7K", "Lớp học bên suối Nặm La", "todo"),
                item("B2M", "Cả bản cùng trồng rừng", "part"),
                item(
                    "C9R",
                    "Dòng sông biết kể chuyện khí hậu của những năm mẹ còn bé",
                    "done",
                ),
                item("D4H", "Mưa", "recused"),
                item("E1P", "Ngày hội sách", "abstained"),
            ],
        };
        let poem = TodayCategory {
            slug: "poem".into(),
            kind: "poem".into(),
            name: "Thơ".into(),
            done: 62,
            total: 62,
            missing: 0,
            recused: 0,
            abstained: 0,
            next_href: None,
            items: vec![item("P3A", "Ông học chữ", "done")],
            ..painting.clone()
        };
        let locked = TodayCategory {
            locked_at: Some(examples::NOW),
            ..poem.clone()
        };
        vec![
            Self {
                errors: FormErrors::new(),
                categories: vec![painting.clone(), poem],
            },
            Self {
                errors: FormErrors::new().with(
                    "lock-painting",
                    "jury-today-lock-missing",
                    &[("n", 67.into())],
                ),
                categories: vec![painting, locked],
            },
            Self {
                errors: FormErrors::new(),
                categories: Vec::new(),
            },
        ]
    }
}

/// `GET /{lang}/{contest}/jury`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = Today::of(&mut tx, &visitor, &contest).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/jury/{category}/lock`: seals every sheet of this juror in the category.
pub async fn lock(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let (_, round) = seat_of(&mut tx, &contest, &slug).await?;
    let cx: Context = app.cx();
    match sheets::lock_sheets(&mut tx, &cx, &visitor.actor(), &contest, &round).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(visitor.go_saying(&format!("/{}/jury", contest.slug), "notice-locked"))
        }
        Err(LockError::Incomplete(codes)) => {
            let n = i64::try_from(codes.len()).unwrap_or(i64::MAX);
            let mut page = Today::of(&mut tx, &visitor, &contest).await?;
            let args = [("n".to_owned(), n.into())].into();
            page.errors
                .add_with(&format!("lock-{slug}"), "jury-today-lock-missing", args);
            visitor.again(&app, &page)
        }
        Err(LockError::Denied(_)) => Err(PageError::Closed),
        Err(LockError::ChangedElsewhere) => Err(PageError::Conflict),
        Err(LockError::Store(error)) => Err(error.into()),
    }
}

/// `GET /{lang}/{contest}/jury/{category}/sheets.json`: what the juror keeps of the own locked sheets, for
/// `hoaban verify sheets`.
pub async fn receipt(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
) -> Answer {
    let person = visitor.actor().person().ok_or(PageError::SignIn)?;
    let mut tx = app.db.read().await?;
    let (_, round) = seat_of(&mut tx, &contest, &slug).await?;
    let receipt = sheets::receipt_of(&mut tx, &contest, &round, person).await?;
    let receipt = receipt.ok_or(PageError::NotFound)?;
    let text = serde_json::to_vec_pretty(&receipt).map_err(PageError::internal)?;
    media::attachment(text, &format!("phieu-cham-{slug}.json"))
}

/// The category of the address and its round.
pub async fn seat_of(
    tx: &mut Tx,
    contest: &Contest,
    slug: &str,
) -> Result<(Category, Round), PageError> {
    let categories = contests::categories_of(tx, contest.id).await?;
    let category = categories
        .into_iter()
        .find(|c| c.slug == slug)
        .ok_or(PageError::NotFound)?;
    let round = rounds::round_of(tx, category.id)
        .await?
        .ok_or(PageError::NotFound)?;
    Ok((category, round))
}

/// Where a juror stands with a work, in one word.
#[must_use]
pub fn state_of(assignment: &Assignment, criteria: usize) -> &'static str {
    let wanted = i64::try_from(criteria).unwrap_or(i64::MAX);
    match assignment.state {
        AssignmentState::Abstained => "abstained",
        AssignmentState::Recused => "recused",
        _ if assignment.marked >= wanted => "done",
        _ if assignment.marked > 0 => "part",
        _ => "todo",
    }
}

impl Today {
    async fn of(tx: &mut Tx, visitor: &Visitor, contest: &Contest) -> Result<Self, PageError> {
        let person = visitor.actor().person().ok_or(PageError::SignIn)?;
        let base = visitor.url(&format!("/{}/jury", contest.slug));
        let categories = contests::categories_of(tx, contest.id).await?;
        let criteria = rounds::criteria_of_contest(tx, contest.id).await?;
        let progress = assignments::progress_of(tx, contest.id).await?;
        let mut shown = Vec::new();
        for round in rounds::rounds_of(tx, contest.id).await? {
            let own = assignments::of_juror(tx, person, round.id).await?;
            let Some(category) = categories.iter().find(|c| c.id == round.category_id) else {
                continue;
            };
            if round.state == RoundState::Draft || own.is_empty() {
                continue;
            }
            let wanted = criteria.iter().filter(|c| c.round_id == round.id).count();
            let recused = progress
                .iter()
                .find(|p| p.round_id == round.id && p.person_id == person);
            let count = |state: &str| {
                i64::try_from(own.iter().filter(|a| state_of(a, wanted) == state).count())
                    .unwrap_or(0)
            };
            let (done, abstained) = (count("done"), count("abstained"));
            let all = i64::try_from(own.len()).unwrap_or(0);
            let href = |a: &Assignment| format!("{base}/{}/{}", category.slug, a.code);
            let next = own
                .iter()
                .find(|a| matches!(state_of(a, wanted), "todo" | "part"));
            let locked = own
                .iter()
                .all(|a| a.locked_at.is_some() || a.state == AssignmentState::Abstained);
            shown.push(TodayCategory {
                slug: category.slug.clone(),
                kind: category.kind.as_str().to_owned(),
                name: visitor
                    .pick(&category.name_vi, &category.name_en)
                    .to_owned(),
                closes_at: contest.judging_until.0,
                done,
                total: all - abstained,
                recused: recused.map_or(0, |p| p.recused),
                abstained,
                missing: all - abstained - done,
                next_href: next.map(href),
                lock_action: format!("{base}/{}/lock", category.slug),
                receipt_href: format!("{base}/{}/sheets.json", category.slug),
                locked_at: if locked {
                    own.iter().filter_map(|a| a.locked_at).map(|at| at.0).max()
                } else {
                    None
                },
                items: own
                    .iter()
                    .map(|a| TodayItem {
                        href: href(a),
                        code: a.code.clone(),
                        title: a.title.clone(),
                        state: state_of(a, wanted).to_owned(),
                    })
                    .collect(),
            });
        }
        shown.sort_by_key(|c| c.missing == 0);
        Ok(Self {
            errors: FormErrors::new(),
            categories: shown,
        })
    }
}
