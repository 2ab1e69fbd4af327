//! The jury's meeting on every screen: one work on the table, its marks without names, who is there, what is decided.

use std::collections::HashSet;

use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use contest::Tx;
use contest::contests::{Category, Contest, rules::Denied};
use contest::db::Digest;
use judging::assignments::{self, AssignmentState};
use judging::deliberation::{self, Placed, Total};
use judging::meetings::{self, Meeting, rules};
use judging::prizes::{self, Formula};
use judging::rounds::{self, Round, RoundKind};
use serde::{Deserialize, Serialize};
use serde_json::json;
use submissions::entries::{self, EntryId};
use submissions::files;

use super::BlindWork;
use super::standings::{ChangeForm, place_of};
use super::today::seat_of;
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::parts::{Award, Choice};
use crate::pages::{stages, works};
use crate::render::{Page, words};

/// A member of the panel.
#[derive(Clone, Debug, Serialize)]
pub struct MeetingSeat {
    /// sent as `person`
    pub id: String,
    /// name
    pub name: String,
    /// whether they are there
    pub here: bool,
}

/// A work in the list.
#[derive(Clone, Debug, Serialize)]
pub struct MeetingRow {
    /// its code in the round
    pub code: String,
    /// title
    pub title: String,
    /// place as written
    pub place: String,
    /// how far its marks lie apart, as written
    pub spread: String,
    /// the tier now proposed
    pub award: Option<Award>,
    /// whether it lies on the table
    pub now: bool,
    /// whether the last award of the formula falls on it
    pub line_below: bool,
}

/// One sheet's total, of nobody.
#[derive(Clone, Debug, Serialize)]
pub struct Dot {
    /// as written
    pub total: String,
    /// its share of all points, 0 to 600
    pub x: i64,
    /// how many equal ones lie below it, times ten
    pub y: i64,
}

/// What lies on the table.
#[derive(Clone, Debug, Serialize)]
pub struct OnTable {
    /// the work
    pub work: BlindWork,
    /// place as written
    pub place: String,
    /// score as written
    pub score: String,
    /// lowest first; none where jurors gave no marks
    pub dots: Vec<Dot>,
    /// the tier by the formula
    pub formula: Option<Award>,
    /// the tier now proposed
    pub award: Option<Award>,
    /// why it departs from the formula; may be empty
    pub reason: String,
    /// who stepped back from it and leaves the room
    pub leave: Vec<String>,
    /// what was noted
    pub notes: Vec<String>,
    /// the work before in the list
    pub previous: Option<String>,
    /// the work after
    pub next: Option<String>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct MeetingPage {
    /// the category's name
    pub category: String,
    /// whether the meeting runs
    pub running: bool,
    /// since when
    pub opened_at: Option<i64>,
    /// where
    pub place: String,
    /// how many must be there
    pub quorum: i64,
    /// how many are there
    pub here: i64,
    /// the panel
    pub seats: Vec<MeetingSeat>,
    /// `line` or `spread`
    pub order: String,
    /// best or farthest apart first
    pub rows: Vec<MeetingRow>,
    /// what lies on the table
    pub table: Option<OnTable>,
    /// whether the viewer stepped back from what lies there, and sees nothing of it
    pub outside: bool,
    /// whether the viewer leads
    pub leads: bool,
    /// tiers to choose from
    pub tiers: Vec<Choice>,
    /// what was typed
    pub form: ChangeForm,
    /// what is wrong
    pub errors: FormErrors,
    /// address of this page; acts post below it
    pub base: String,
    /// changes whenever every screen has to show something else
    pub version: String,
    /// the standings
    pub back_href: String,
}

impl OnTable {
    fn sample() -> Self {
        Self {
            work: BlindWork {
                code: "B2M".into(),
                title: "Cả bản cùng trồng rừng".into(),
                view: examples::painting(),
            },
            place: "2–3".into(),
            score: "8,90".into(),
            dots: dots(
                &[("7.50", 750), ("9.00", 900), ("9.00", 900), ("9.50", 950)].map(
                    |(shown, permille)| Total {
                        shown: shown.into(),
                        permille,
                    },
                ),
                crate::i18n::Lang::Vi,
            ),
            formula: Some(Award::new("second", "Giải Nhì")),
            award: Some(Award::new("second", "Giải Nhì")),
            reason: String::new(),
            leave: vec!["Tòng Văn Hưng".into()],
            notes: vec!["Bố cục chắc; màu nền hơi tối.".into()],
            previous: Some("A7K".into()),
            next: Some("C9R".into()),
        }
    }
}

impl MeetingRow {
    fn sample(code: &str, title: &str, place: &str, award: Option<Award>) -> Self {
        Self {
            code: code.into(),
            title: title.into(),
            place: place.into(),
            spread: "1,5".into(),
            award,
            now: code == "B2M",
            line_below: code == "C9R",
        }
    }
}

impl Page for MeetingPage {
    const TEMPLATE: &'static str = "pages/jury/meeting.html";

    fn samples() -> Vec<Self> {
        let seat = |id: &str, name: &str, here| MeetingSeat {
            id: id.into(),
            name: name.into(),
            here,
        };
        let page = Self {
            category: "Tranh vẽ".into(),
            running: true,
            opened_at: Some(examples::NOW),
            place: "Phòng họp tầng 2".into(),
            quorum: 2,
            here: 2,
            seats: vec![
                seat("1", "Hà Thị Minh Châu", true),
                seat("2", "Tòng Văn Hưng", true),
                seat("3", "Nguyễn Thu Hà", false),
            ],
            order: "line".into(),
            rows: vec![
                MeetingRow::sample(
                    "A7K",
                    "Lớp học bên suối Nặm La",
                    "1",
                    Some(Award::new("first", "Giải Nhất")),
                ),
                MeetingRow::sample(
                    "B2M",
                    "Cả bản cùng trồng rừng",
                    "2–3",
                    Some(Award::new("second", "Giải Nhì")),
                ),
                MeetingRow::sample(
                    "C9R",
                    "Dòng sông biết kể chuyện khí hậu của những năm mẹ còn bé",
                    "2–3",
                    None,
                ),
                MeetingRow::sample("D4H", "Mưa", "4", None),
            ],
            table: Some(OnTable::sample()),
            outside: false,
            leads: true,
            tiers: vec![Choice::new("1", "Giải Nhất"), Choice::new("2", "Giải Nhì")],
            form: ChangeForm::default(),
            errors: FormErrors::new(),
            base: format!("{}/meeting/painting", examples::BASE),
            version: "7".into(),
            back_href: format!("{}/standings/painting", examples::BASE),
        };
        let follower = Self {
            leads: false,
            here: 1,
            ..page.clone()
        };
        let outside = Self {
            leads: false,
            outside: true,
            table: None,
            ..page.clone()
        };
        let before = Self {
            running: false,
            opened_at: None,
            table: None,
            here: 0,
            errors: FormErrors::new().with("quorum", "meeting-quorum-wrong", &[]),
            ..page.clone()
        };
        vec![page, follower, outside, before]
    }
}

/// How the list is ordered.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct MeetingQuery {
    #[serde(default)]
    order: String,
}

pub(super) type MeetingPath = (String, String, String);

/// `GET /{lang}/{contest}/meeting/{category}?order=spread`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<MeetingPath>,
    Query(query): Query<MeetingQuery>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = MeetingPage::of(&mut tx, &visitor, (&contest, &slug), &query.order).await?;
    visitor.show(&app, &page)
}

/// `GET …/state`: what followers ask every two seconds.
pub async fn state(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<MeetingPath>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let (_, round) = seat_of(&mut tx, &contest, &slug).await?;
    deliberation::rules::may_see_standings(&visitor.actor(), &contest, &round)
        .map_err(|_| PageError::NotFound)?;
    let meeting = meetings::running(&mut tx, round.category_id).await?;
    let version = version_of(&mut tx, &contest, meeting.as_ref()).await?;
    Ok(axum::Json(json!({ "version": version })).into_response())
}

/// Changes with the meeting and with every award.
async fn version_of(
    tx: &mut Tx,
    contest: &Contest,
    meeting: Option<&Meeting>,
) -> Result<String, sqlx::Error> {
    let awards: Vec<_> = prizes::awards_of(tx, contest.id)
        .await?
        .into_iter()
        .map(|a| json!([a.entry_id, a.tier_id, a.reason]))
        .collect();
    let seen = json!([meeting.map(|m| (m.id, m.version)), awards]).to_string();
    Ok(Digest::of(seen.as_bytes()).hex()[..16].to_owned())
}

/// Equal totals are stacked.
fn dots(totals: &[Total], lang: crate::i18n::Lang) -> Vec<Dot> {
    let mut dots: Vec<Dot> = Vec::new();
    for total in totals {
        let x = total.permille * 6 / 10;
        let below = dots.iter().filter(|d| d.x == x).count();
        dots.push(Dot {
            total: words::decimal(&total.shown, lang),
            x,
            y: i64::try_from(below).unwrap_or(0) * 10,
        });
    }
    dots
}

impl MeetingPage {
    pub(super) async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        (contest, slug): (&Contest, &str),
        order: &str,
    ) -> Result<Self, PageError> {
        let (category, round) = seat_of(tx, contest, slug).await?;
        let actor = visitor.actor();
        match deliberation::rules::may_see_standings(&actor, contest, &round) {
            Ok(()) => {}
            Err(Denied::NotYours | Denied::TooEarly | Denied::TooLate) => {
                return Err(PageError::NotFound);
            }
        }
        let base = visitor.url(&format!("/{}/meeting/{slug}", contest.slug));
        let meeting = meetings::running(tx, category.id).await?;
        let panel = rounds::members_of_round(tx, round.id).await?;
        let came = meetings::attendances_of(tx, contest.id).await?;
        let here = |id| {
            let there = |a: &meetings::Attendance| {
                a.person_id == id
                    && a.left_at.is_none()
                    && meeting.as_ref().is_some_and(|m| m.id == a.meeting_id)
            };
            came.iter().any(there)
        };
        let seats: Vec<MeetingSeat> = panel
            .iter()
            .map(|m| MeetingSeat {
                id: m.person_id.to_string(),
                name: m.name.clone(),
                here: here(m.person_id),
            })
            .collect();
        let unseen: HashSet<EntryId> = assignments::recused_of(tx, round.id, &actor)
            .await?
            .into_iter()
            .collect();
        let on_table = meeting.as_ref().and_then(|m| m.entry_id);
        let outside = on_table.is_some_and(|entry| unseen.contains(&entry));
        let default_quorum = i64::try_from(panel.len() / 2 + 1).unwrap_or(1);
        let formula = prizes::formula(tx, contest, category.id)
            .await
            .map_err(stages::hidden)?;
        let mut page = Self {
            category: visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            running: meeting.is_some(),
            opened_at: meeting.as_ref().map(|m| m.opened_at.0),
            place: meeting
                .as_ref()
                .map_or_else(String::new, |m| m.place.clone()),
            quorum: meeting.as_ref().map_or(default_quorum, |m| m.quorum),
            here: i64::try_from(seats.iter().filter(|s| s.here).count()).unwrap_or(0),
            seats,
            order: if order == "spread" { "spread" } else { "line" }.to_owned(),
            rows: Vec::new(),
            table: None,
            outside,
            leads: rules::may_lead(&actor, contest, &round).is_ok(),
            tiers: formula
                .tiers
                .iter()
                .map(|t| Choice::new(&t.id.to_string(), visitor.pick(&t.name_vi, &t.name_en)))
                .collect(),
            form: ChangeForm::default(),
            errors: FormErrors::new(),
            version: version_of(tx, contest, meeting.as_ref()).await?,
            back_href: visitor.url(&format!("/{}/standings/{slug}", contest.slug)),
            base,
        };
        page.list(tx, visitor, contest, (&formula, &unseen, on_table))
            .await?;
        if let Some(entry) = on_table.filter(|_| !outside) {
            let of = (&category, &round, entry);
            page.table = page.lay(tx, visitor, contest, of, &formula).await?;
            let awards = works::awards_by_entry(tx, contest).await?;
            page.form.tier = awards
                .get(&entry)
                .map_or_else(String::new, |a| a.tier_id.to_string());
        }
        Ok(page)
    }

    /// The list without what the viewer stepped back from.
    async fn list(
        &mut self,
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        (formula, unseen, on_table): (&Formula, &HashSet<EntryId>, Option<EntryId>),
    ) -> Result<(), PageError> {
        let awards = works::awards_by_entry(tx, contest).await?;
        let slots: i64 = formula.tiers.iter().map(|t| t.quota).sum();
        let slots = usize::try_from(slots).unwrap_or(0);
        let mut rows: Vec<(usize, &Placed)> = formula.table.rows.iter().enumerate().collect();
        rows.retain(|(_, row)| !unseen.contains(&row.standing.entry));
        if self.order == "spread" {
            let apart = |row: &Placed| row.standing.spread.parse::<f64>().unwrap_or(0.0);
            rows.sort_by(|a, b| apart(b.1).total_cmp(&apart(a.1)));
        }
        self.rows = rows
            .into_iter()
            .map(|(index, row)| {
                let standing = &row.standing;
                MeetingRow {
                    code: row.code.clone(),
                    title: row.title.clone(),
                    place: place_of(&formula.table, standing.rank),
                    spread: words::decimal(
                        &super::standings::short(&standing.spread),
                        visitor.lang,
                    ),
                    award: awards
                        .get(&standing.entry)
                        .map(|a| works::badge(visitor, a)),
                    now: on_table == Some(standing.entry),
                    line_below: self.order == "line" && index + 1 == slots,
                }
            })
            .collect();
        Ok(())
    }

    async fn lay(
        &self,
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        (category, round, entry): (&Category, &Round, EntryId),
        formula: &Formula,
    ) -> Result<Option<OnTable>, PageError> {
        let found = formula
            .table
            .rows
            .iter()
            .find(|r| r.standing.entry == entry);
        let Some(row) = found else {
            return Ok(None);
        };
        let Some(work) = entries::blind(tx, &[entry]).await?.pop() else {
            return Ok(None);
        };
        let held = files::of_entry(tx, entry).await?;
        let media = visitor.url(&format!(
            "/{}/shortlist/{}/{}/media",
            contest.slug, category.slug, row.code
        ));
        let totals = if round.kind == RoundKind::Rating {
            deliberation::spread_of(tx, &visitor.actor(), (contest, round), entry)
                .await
                .map_err(stages::hidden)?
        } else {
            Vec::new()
        };
        let panel = rounds::members_of_round(tx, round.id).await?;
        let leave = assignments::of_round(tx, round.id)
            .await?
            .into_iter()
            .filter(|a| a.entry_id == entry && a.state == AssignmentState::Recused)
            .filter_map(|a| panel.iter().find(|m| m.person_id == a.person_id))
            .map(|m| m.name.clone())
            .collect();
        let awards = works::awards_by_entry(tx, contest).await?;
        let award = awards.get(&entry);
        let by_formula = formula.tier_of(entry);
        let by_formula = formula.tiers.iter().find(|t| Some(t.id) == by_formula);
        let at = self
            .rows
            .iter()
            .position(|r| r.code == row.code)
            .unwrap_or(0);
        let beside = |at: Option<usize>| Some(self.rows.get(at?)?.code.clone());
        let notes = meetings::notes_of(tx, contest.id).await?;
        Ok(Some(OnTable {
            work: BlindWork::of(&work, &row.code, &held, &media),
            place: place_of(&formula.table, row.standing.rank),
            score: words::decimal(&row.standing.display, visitor.lang),
            dots: dots(&totals, visitor.lang),
            formula: by_formula.map(|t| {
                Award::new(
                    works::rank_of(t.level),
                    visitor.pick(&t.name_vi, &t.name_en),
                )
            }),
            award: award.map(|a| works::badge(visitor, a)),
            reason: award.map_or_else(String::new, |a| a.reason.clone()),
            leave,
            notes: notes
                .into_iter()
                .filter(|n| n.entry_id == entry)
                .map(|n| n.text)
                .collect(),
            previous: beside(at.checked_sub(1)),
            next: beside(Some(at + 1)),
        }))
    }
}
