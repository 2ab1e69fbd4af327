//! Two to four works of the juror's own list beside each other, each with the juror's own marks.

use axum::extract::{Path, RawQuery, State};
use contest::Tx;
use contest::contests::Contest;
use judging::assignments::{self, Assignment};
use judging::rounds::{self, Criterion, Round, RoundKind};
use judging::sheets::{self, Mark};
use serde::Serialize;
use submissions::{entries, files};
use url::form_urlencoded::parse;

use super::BlindWork;
use super::today::{TodayItem, desk_of, state_of};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Visitor};
use crate::pages::{examples, stages};
use crate::render::{Page, words};

/// Fewer than two are not compared; more than four are too small on any screen.
const MOST: usize = 4;

/// The juror's own mark of one criterion.
#[derive(Clone, Debug, Serialize)]
pub struct OwnMark {
    /// the criterion
    pub label: String,
    /// as written; empty where there is none
    pub mark: String,
}

/// One of the works.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// the work
    pub work: BlindWork,
    /// in the order of the criteria
    pub marks: Vec<OwnMark>,
    /// the weighted total of the juror's own marks, once there is one for each criterion
    pub total: Option<String>,
    /// the juror's own words
    pub comment: String,
    /// its score sheet
    pub href: String,
    /// the same page without it; absent where only two are left
    pub without: Option<String>,
}

/// A work that may be chosen.
#[derive(Clone, Debug, Serialize)]
pub struct Pick {
    /// the work in the list
    pub item: TodayItem,
    /// whether it is chosen
    pub chosen: bool,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Compare {
    /// the category's name
    pub category: String,
    /// `song`, `painting`, `poem` or `initiative`
    pub kind: String,
    /// two to four, or none while they are being chosen
    pub works: Vec<Compared>,
    /// the juror's list, in the juror's order
    pub picks: Vec<Pick>,
    /// whether more works were asked for than are shown
    pub too_many: bool,
    /// where the choice is sent
    pub action: String,
    /// all assignments
    pub today_href: String,
}

impl Page for Compare {
    const TEMPLATE: &'static str = "pages/jury/compare.html";

    fn samples() -> Vec<Self> {
        let base = format!("{}/jury/1", examples::BASE);
        let one = |code: &str, title: &str, view, mark: &str| Compared {
            work: BlindWork {
                code: code.into(),
                title: title.into(),
                view,
            },
            marks: [("Ý tưởng và chủ đề", "8"), ("Nghệ thuật", mark)]
                .map(|(label, mark)| OwnMark {
                    label: label.into(),
                    mark: mark.into(),
                })
                .into(),
            total: (!mark.is_empty()).then(|| "8,4".into()),
            comment: String::new(),
            href: format!("{base}/{code}"),
            without: Some(format!("{base}/compare?code=B2M&code=C9R")),
        };
        let pick = |code: &str, title: &str, chosen| Pick {
            item: TodayItem {
                href: format!("{base}/{code}"),
                code: code.into(),
                title: title.into(),
                state: "part".into(),
            },
            chosen,
        };
        let picks = vec![
            pick("A7K", "Lớp học bên suối Nặm La", true),
            pick("B2M", "Cả bản cùng trồng rừng", true),
            pick("C9R", "Dòng sông biết kể chuyện", false),
        ];
        let of = |kind: &str, view: fn() -> crate::pages::parts::WorkView| Self {
            category: "Tranh vẽ".into(),
            kind: kind.into(),
            works: vec![
                one("A7K", "Lớp học bên suối Nặm La", view(), "9"),
                one("B2M", "Cả bản cùng trồng rừng", view(), ""),
            ],
            picks: picks.clone(),
            too_many: false,
            action: format!("{base}/compare"),
            today_href: format!("{}/jury", examples::BASE),
        };
        let choosing = Self {
            works: Vec::new(),
            ..of("painting", examples::painting)
        };
        let mut four = of("poem", examples::poem);
        four.works.push(one(
            "C9R",
            "Dòng sông biết kể chuyện",
            examples::poem(),
            "7",
        ));
        four.works.push(one("D4H", "Mưa", examples::poem(), ""));
        four.too_many = true;
        vec![
            of("painting", examples::painting),
            four,
            of("song", examples::song),
            of("initiative", examples::initiative),
            choosing,
        ]
    }
}

/// The codes of the address, each once, in the order in which they were chosen.
fn codes_of(query: &str) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for (name, value) in parse(query.as_bytes()) {
        if name == "code" && !codes.contains(&value.as_ref().to_owned()) {
            codes.push(value.into_owned());
        }
    }
    codes
}

/// The address of a comparison of these works.
fn address_of<'a>(action: &str, codes: impl Iterator<Item = &'a str>) -> String {
    let codes: Vec<String> = codes.map(|code| format!("code={code}")).collect();
    format!("{action}?{}", codes.join("&"))
}

/// `GET /{lang}/{contest}/jury/{category}/compare?code=…&code=…`. A code that is not on the juror's list is not there.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let mut tx = app.db.read().await?;
    let codes = codes_of(query.as_deref().unwrap_or_default());
    let page = Compare::of(&mut tx, &visitor, &contest, (&slug, &codes)).await?;
    visitor.show(&app, &page)
}

impl Compare {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        (slug, codes): (&str, &[String]),
    ) -> Result<Self, PageError> {
        let (person, category, round) = desk_of(tx, visitor, contest, slug).await?;
        let own = assignments::of_juror(tx, person, round.id).await?;
        let found = codes
            .iter()
            .map(|code| own.iter().find(|a| a.code == *code));
        let chosen: Vec<&Assignment> = found.collect::<Option<_>>().ok_or(PageError::NotFound)?;
        if own.is_empty() {
            return Err(PageError::NotFound);
        }
        let criteria = rounds::criteria_of_round(tx, round.id).await?;
        let today_href = visitor.url(&format!("/{}/jury", contest.slug));
        let base = format!("{today_href}/{slug}");
        let action = format!("{base}/compare");
        let marks = sheets::marks_of_juror(tx, round.id, person).await?;
        let rules = rounds::engine_rules(&round, &criteria).map_err(PageError::internal)?;
        let mut works = Vec::new();
        if chosen.len() > 1 {
            for work in shown(tx, &chosen, &base).await? {
                let (assignment, work) = work;
                let sheet: Vec<Mark> = of_sheet(&marks, assignment);
                let left = chosen.iter().filter(|a| a.id != assignment.id);
                works.push(Compared {
                    work,
                    marks: criteria
                        .iter()
                        .map(|c| own_mark(visitor, &round, c, &sheet))
                        .collect(),
                    total: sheets::total_shown(&rules, &criteria, &sheet)
                        .filter(|_| round.kind == RoundKind::Rating)
                        .map(|total| words::decimal(&total, visitor.lang)),
                    comment: assignment.comment.clone(),
                    href: format!("{base}/{}", assignment.code),
                    without: (chosen.len() > 2)
                        .then(|| address_of(&action, left.take(MOST).map(|a| a.code.as_str()))),
                });
            }
        }
        let pick = |a: &Assignment| Pick {
            item: TodayItem {
                href: format!("{base}/{}", a.code),
                code: a.code.clone(),
                title: a.title.clone(),
                state: state_of(a, criteria.len()).to_owned(),
            },
            chosen: chosen.iter().take(MOST).any(|c| c.id == a.id),
        };
        Ok(Self {
            category: visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            kind: category.kind.as_str().to_owned(),
            works,
            picks: own.iter().map(pick).collect(),
            too_many: chosen.len() > MOST,
            action,
            today_href,
        })
    }
}

/// The first chosen works as jurors may see them, in the order in which they were chosen.
async fn shown<'a>(
    tx: &mut Tx,
    chosen: &[&'a Assignment],
    base: &str,
) -> Result<Vec<(&'a Assignment, BlindWork)>, PageError> {
    let ids: Vec<_> = chosen.iter().take(MOST).map(|a| a.entry_id).collect();
    let works = entries::blind(tx, &ids).await?;
    let mut all = Vec::with_capacity(ids.len());
    for assignment in chosen.iter().take(MOST) {
        let Some(work) = works.iter().find(|w| w.id == assignment.entry_id) else {
            continue;
        };
        let held = files::of_entry(tx, assignment.entry_id).await?;
        let media = format!("{base}/{}/media", assignment.code);
        all.push((
            *assignment,
            BlindWork::of(work, &assignment.code, &held, &media),
        ));
    }
    Ok(all)
}

fn of_sheet(marks: &[Mark], assignment: &Assignment) -> Vec<Mark> {
    let own = marks.iter().filter(|m| m.assignment_id == assignment.id);
    own.copied().collect()
}

fn own_mark(visitor: &Visitor, round: &Round, criterion: &Criterion, sheet: &[Mark]) -> OwnMark {
    let saved = sheet.iter().find(|m| m.criterion_id == criterion.id);
    OwnMark {
        label: visitor
            .pick(&criterion.name_vi, &criterion.name_en)
            .to_owned(),
        mark: saved.map_or_else(String::new, |m| {
            stages::mark_shown(visitor, round, criterion, m.steps)
        }),
    }
}
