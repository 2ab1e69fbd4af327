//! A juror's work: what is assigned, what is left, and locking the sheets.

use axum::extract::{Path, State};
use contest::contests::{self, Category, Contest};
use contest::people::PersonId;
use contest::{Context, Timestamp, Tx};
use judging::assignments::{self, Assignment, AssignmentState, Progress};
use judging::conflicts;
use judging::practice;
use judging::rounds::{self, Criterion, Round, RoundKind, RoundState};
use judging::sheets::{self, LockError, Mark};
use serde::Serialize;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::media;
use crate::pages::jury::spread::Spread;
use crate::pages::organise::people::NoForm;
use crate::pages::parts::Phrase;
use crate::pages::{examples, stages};
use crate::render::{Page, words};

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
    /// of those still to fill, how many were put off
    pub skipped: i64,
    /// sheets still to fill before locking
    pub missing: i64,
    /// how many a day are enough; absent when all is done
    pub pace: Option<Phrase>,
    /// the sheets still to fill, in this juror's own order
    pub missing_items: Vec<TodayItem>,
    /// what the round is called, where there are several
    pub round: Option<String>,
    /// whether the round stands still for a while
    pub paused: bool,
    /// where works are put in order; absent where they get marks
    pub ranking_href: Option<String>,
    /// keeping works for judging without a network; absent where nothing can be marked
    pub pack_href: Option<String>,
    /// how the juror's own level changed on the way; absent where it did not, or the list is short
    pub drift: Option<Phrase>,
    /// the next one to judge
    pub next_href: Option<String>,
    /// where the lock form posts
    pub lock_action: String,
    /// where works are compared; takes codes as `code`
    pub compare_action: String,
    /// when the sheets were locked
    pub locked_at: Option<i64>,
    /// the juror's file about the locked sheets
    pub receipt_href: String,
    /// in this juror's own order
    pub items: Vec<TodayItem>,
    /// this juror's own marks, by criterion; empty before the first
    pub spreads: Vec<Spread>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Today {
    /// what is wrong: `jury-today-lock-missing` on `lock-<slug>`
    pub errors: FormErrors,
    /// whether the juror said whom they know; before, no work is shown
    pub declared: bool,
    /// where they say so
    pub declare_href: String,
    /// where invented works can be marked first
    pub practice: Vec<PracticeLink>,
    /// where that is done
    pub practised: Vec<PracticeLink>,
    /// those with work left first
    pub categories: Vec<TodayCategory>,
}

/// A category in which the juror can practise.
#[derive(Clone, Debug, Serialize)]
pub struct PracticeLink {
    /// the category's name
    pub category: String,
    /// where
    pub href: String,
}

impl Page for Today {
    const TEMPLATE: &'static str = "pages/jury/today.html";

    fn samples() -> Vec<Self> {
        let painting = TodayCategory::sample();
        let poem = TodayCategory {
            slug: "poem".into(),
            kind: "poem".into(),
            name: "Thơ".into(),
            done: 62,
            total: 62,
            skipped: 0,
            missing: 0,
            pace: None,
            missing_items: Vec::new(),
            drift: None,
            recused: 0,
            abstained: 0,
            next_href: None,
            items: vec![TodayItem::sample("P3A", "Ông học chữ", "done")],
            ..painting.clone()
        };
        let locked = TodayCategory {
            locked_at: Some(examples::NOW),
            ..poem.clone()
        };
        vec![
            Self {
                errors: FormErrors::new(),
                declared: true,
                declare_href: format!("{}/jury/declare", examples::BASE),
                practice: vec![PracticeLink::sample("Tranh vẽ")],
                practised: vec![PracticeLink::sample("Thơ")],
                categories: vec![painting.clone(), poem],
            },
            Self {
                errors: FormErrors::new().with(
                    "lock-painting",
                    "jury-today-lock-missing",
                    &[("n", 67.into())],
                ),
                declared: true,
                declare_href: format!("{}/jury/declare", examples::BASE),
                practice: Vec::new(),
                practised: Vec::new(),
                categories: vec![painting, locked],
            },
            Self {
                errors: FormErrors::new(),
                declared: true,
                declare_href: format!("{}/jury/declare", examples::BASE),
                practice: Vec::new(),
                practised: Vec::new(),
                categories: vec![TodayCategory {
                    round: Some("Chung kết".into()),
                    paused: true,
                    ranking_href: Some(format!("{}/jury/1/ranking", examples::BASE)),
                    drift: None,
                    spreads: Vec::new(),
                    ..TodayCategory::sample()
                }],
            },
            Self {
                errors: FormErrors::new(),
                declared: true,
                declare_href: format!("{}/jury/declare", examples::BASE),
                practice: Vec::new(),
                practised: Vec::new(),
                categories: Vec::new(),
            },
            Self {
                errors: FormErrors::new(),
                declared: false,
                declare_href: format!("{}/jury/declare", examples::BASE),
                practice: Vec::new(),
                practised: Vec::new(),
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
    let page = Today::of(&mut tx, &visitor, &contest, app.now()).await?;
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
            let mut page = Today::of(&mut tx, &visitor, &contest, app.now()).await?;
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

/// The category of the address and its round, for a juror who said whom they know: before, none of their works is there.
pub async fn desk_of(
    tx: &mut Tx,
    visitor: &Visitor,
    contest: &Contest,
    slug: &str,
) -> Result<(PersonId, Category, Round), PageError> {
    let person = visitor.actor().person().ok_or(PageError::SignIn)?;
    if !conflicts::has_declared(tx, contest.id, person).await? {
        return Err(PageError::NotFound);
    }
    let (category, round) = seat_of(tx, contest, slug).await?;
    Ok((person, category, round))
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

/// How many works a day are enough, from now to the end; nothing where nothing is left or no time is.
fn pace(missing: i64, now: Timestamp, until: Timestamp) -> Option<Phrase> {
    const DAY_MS: i64 = 86_400_000;
    let left = until.0 - now.0;
    if missing < 1 {
        return None;
    }
    if left <= 0 {
        return Some(Phrase::new("jury-today-pace-over", &[]));
    }
    let days = (left + DAY_MS - 1) / DAY_MS;
    let each = (missing + days - 1) / days;
    Some(if days == 1 {
        Phrase::new("jury-today-pace-last", &[("n", missing.into())])
    } else {
        Phrase::new(
            "jury-today-pace",
            &[("n", each.into()), ("days", days.into())],
        )
    })
}

/// What lies on a juror's desk in one round.
struct Desk<'a> {
    category: &'a Category,
    round: &'a Round,
    called: Option<String>,
    criteria: Vec<&'a Criterion>,
    own: Vec<Assignment>,
    marks: Vec<Mark>,
    drift: Option<String>,
    recused: i64,
}

/// «−0.8» as a sentence to its juror.
fn drift_told(visitor: &Visitor, points: &str) -> Phrase {
    let (key, points) = match points.strip_prefix('-') {
        Some(points) => ("jury-today-drift-below", points),
        None => ("jury-today-drift-above", points),
    };
    let points = words::decimal(points, visitor.lang);
    Phrase::new(key, &[("points", points.into())])
}

impl TodayItem {
    fn sample(code: &str, title: &str, state: &str) -> Self {
        Self {
            href: format!("{}/jury/1/{code}", examples::BASE),
            code: code.into(),
            title: title.into(),
            state: state.into(),
        }
    }
}

impl TodayCategory {
    fn sample() -> Self {
        let item = TodayItem::sample;
        Self {
            slug: "painting".into(),
            kind: "painting".into(),
            name: "Tranh vẽ".into(),
            closes_at: examples::CLOSES,
            done: 112,
            total: 179,
            recused: 2,
            abstained: 1,
            skipped: 1,
            missing: 67,
            pace: Some(Phrase::new(
                "jury-today-pace",
                &[("n", 8.into()), ("days", 9.into())],
            )),
            missing_items: vec![
                item("A7K", "Lớp học bên suối Nặm La", "todo"),
                item("B2M", "Cả bản cùng trồng rừng", "part"),
            ],
            round: None,
            paused: false,
            ranking_href: None,
            drift: Some(Phrase::new(
                "jury-today-drift-below",
                &[("points", "0,8".into())],
            )),
            pack_href: Some(format!("{}/jury/1/pack", examples::BASE)),
            next_href: Some(format!("{}/jury/1/A7K", examples::BASE)),
            lock_action: format!("{}/jury/1/lock", examples::BASE),
            receipt_href: format!("{}/jury/1/sheets.json", examples::BASE),
            compare_action: format!("{}/jury/1/compare", examples::BASE),
            locked_at: None,
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
            spreads: vec![
                Spread::drawn("Ý tưởng và chủ đề", (1, 1), 9, &[4, 5, 6, 6, 7, 7, 7, 8]),
                Spread::drawn("Nghệ thuật", (0, 1), 100, &[40, 55, 71, 72, 90]),
            ],
        }
    }

    fn of(visitor: &Visitor, contest: &Contest, now: Timestamp, desk: &Desk<'_>) -> Self {
        let (category, own) = (desk.category, &desk.own);
        let base = visitor.url(&format!("/{}/jury/{}", contest.slug, category.slug));
        let state = |a: &Assignment| state_of(a, desk.criteria.len());
        let waits = |a: &&Assignment| matches!(state(a), "todo" | "part");
        let count = |found: usize| i64::try_from(found).unwrap_or(0);
        let counted = |word: &str| count(own.iter().filter(|a| state(a) == word).count());
        let (done, abstained) = (counted("done"), counted("abstained"));
        let all = count(own.len());
        let item = |a: &Assignment| TodayItem {
            href: format!("{base}/{}", a.code),
            code: a.code.clone(),
            title: a.title.clone(),
            state: state(a).to_owned(),
        };
        let missing: Vec<TodayItem> = own.iter().filter(waits).map(item).collect();
        let sealed = |a: &Assignment| a.locked_at.is_some() || state(a) == "abstained";
        let locked = own.iter().filter_map(|a| a.locked_at).map(|at| at.0).max();
        Self {
            slug: category.slug.clone(),
            kind: category.kind.as_str().to_owned(),
            name: visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            closes_at: contest.judging_until.0,
            done,
            total: all - abstained,
            recused: desk.recused,
            abstained,
            skipped: count(own.iter().filter(waits).filter(|a| a.skipped).count()),
            missing: count(missing.len()),
            pace: pace(count(missing.len()), now, contest.judging_until),
            round: desk.called.clone(),
            paused: desk.round.state == RoundState::Paused,
            ranking_href: (desk.round.kind == RoundKind::Ranking)
                .then(|| format!("{base}/ranking")),
            pack_href: (desk.round.state == RoundState::Open && !missing.is_empty())
                .then(|| format!("{base}/pack")),
            drift: desk
                .drift
                .as_deref()
                .map(|points| drift_told(visitor, points)),
            next_href: missing.first().map(|i| i.href.clone()),
            missing_items: missing,
            lock_action: format!("{base}/lock"),
            receipt_href: format!("{base}/sheets.json"),
            compare_action: format!("{base}/compare"),
            locked_at: locked.filter(|_| own.iter().all(sealed)),
            items: own.iter().map(item).collect(),
            spreads: if desk.marks.is_empty() || desk.round.kind != RoundKind::Rating {
                Vec::new()
            } else {
                let drawn = |c: &&Criterion| Spread::of(visitor, c, &desk.marks);
                desk.criteria.iter().map(drawn).collect()
            },
        }
    }
}

impl PracticeLink {
    fn sample(category: &str) -> Self {
        Self {
            category: category.into(),
            href: format!("{}/jury/1/practice", examples::BASE),
        }
    }

    fn of(visitor: &Visitor, contest: &Contest, category: &Category) -> Self {
        Self {
            category: visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            href: visitor.url(&format!(
                "/{}/jury/{}/practice",
                contest.slug, category.slug
            )),
        }
    }
}

impl Today {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        now: Timestamp,
    ) -> Result<Self, PageError> {
        let person = visitor.actor().person().ok_or(PageError::SignIn)?;
        let categories = contests::categories_of(tx, contest.id).await?;
        let criteria = rounds::criteria_of_contest(tx, contest.id).await?;
        let progress = assignments::progress_of(tx, contest.id).await?;
        let declared = conflicts::has_declared(tx, contest.id, person).await?;
        let mut shown = Vec::new();
        let all = rounds::rounds_of(tx, contest.id).await?;
        // of a category's rounds only the last one that was opened is on the desk
        let later = |round: &Round| {
            let follows = |r: &&Round| {
                r.category_id == round.category_id
                    && r.position > round.position
                    && r.state != RoundState::Draft
            };
            all.iter().any(|r| follows(&r))
        };
        for round in all.iter().filter(|r| declared && !later(r)) {
            let own = assignments::of_juror(tx, person, round.id).await?;
            let Some(category) = categories.iter().find(|c| c.id == round.category_id) else {
                continue;
            };
            if round.state == RoundState::Draft || own.is_empty() {
                continue;
            }
            let mine = |p: &&Progress| p.round_id == round.id && p.person_id == person;
            let several = all.iter().filter(|r| r.category_id == category.id).count() > 1;
            let criteria: Vec<&Criterion> =
                criteria.iter().filter(|c| c.round_id == round.id).collect();
            let marks = sheets::marks_of_juror(tx, round.id, person).await?;
            let desk = Desk {
                category,
                round,
                called: several.then(|| stages::called(visitor, round)),
                drift: sheets::drift_of(round, &criteria, &own, &marks),
                criteria,
                marks,
                recused: progress.iter().find(mine).map_or(0, |p| p.recused),
                own,
            };
            shown.push(TodayCategory::of(visitor, contest, now, &desk));
        }
        shown.sort_by_key(|c| c.missing == 0);
        let seats = practice::seats_of(tx, &visitor.actor(), contest.id).await?;
        let practised = |wanted: bool| {
            let of = |category: &&Category| seats.contains(&(category.id, wanted));
            let link = |category| PracticeLink::of(visitor, contest, category);
            categories.iter().filter(of).map(link).collect()
        };
        Ok(Self {
            errors: FormErrors::new(),
            declared,
            declare_href: visitor.url(&format!("/{}/jury/declare", contest.slug)),
            practice: practised(false),
            practised: practised(true),
            categories: shown,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_is_enough_to_be_done_in_time() {
        let at = |hours: i64| Timestamp(hours * 3_600_000);
        let said = |missing, hours| pace(missing, at(0), at(hours));
        assert_eq!(said(0, 48), None);
        assert_eq!(
            said(67, 24 * 9),
            Some(Phrase::new(
                "jury-today-pace",
                &[("n", 8.into()), ("days", 9.into())]
            ))
        );
        assert_eq!(
            said(3, 25),
            Some(Phrase::new(
                "jury-today-pace",
                &[("n", 2.into()), ("days", 2.into())]
            ))
        );
        assert_eq!(
            said(3, 24),
            Some(Phrase::new("jury-today-pace-last", &[("n", 3.into())]))
        );
        assert_eq!(said(3, 0), Some(Phrase::new("jury-today-pace-over", &[])));
    }
}
