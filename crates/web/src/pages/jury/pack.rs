//! Works without a network: which ones to keep on the device, how large they are, and what became of a juror's marks
//! afterwards. The jury's meeting keeps its works the same way, to look at.

use std::collections::HashMap;

use axum::extract::{Path, State};
use contest::Tx;
use contest::contests::Contest;
use judging::assignments;
use judging::rounds::{self, RoundState};
use serde::Serialize;

use super::meeting::MeetingPage;
use super::today::{TodayItem, desk_of, seat_of, state_of};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Visitor};
use crate::pages::examples;
use crate::render::Page;

/// A work that can be kept.
#[derive(Clone, Debug, Serialize)]
pub struct Packed {
    /// the work in the list
    pub item: TodayItem,
    /// bytes of what is shown of it
    pub bytes: i64,
    /// whether it is still to be judged
    pub waits: bool,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Pack {
    /// the category's name
    pub category: String,
    /// whether it is for the meeting: nothing is marked there
    pub meeting: bool,
    /// what the pack is called on the device
    pub name: String,
    /// in the juror's own order
    pub works: Vec<Packed>,
    /// bytes of those still to be judged
    pub bytes: i64,
    /// when marks must be in
    pub closes_at: i64,
    /// all assignments, or the meeting
    pub back_href: String,
}

impl Page for Pack {
    const TEMPLATE: &'static str = "pages/jury/pack.html";

    fn samples() -> Vec<Self> {
        let work = |code: &str, title: &str, state: &str, bytes| Packed {
            item: TodayItem {
                href: format!("{}/jury/painting/{code}", examples::BASE),
                code: code.into(),
                title: title.into(),
                state: state.into(),
            },
            bytes,
            waits: state != "done",
        };
        let pack = Self {
            category: "Tranh vẽ".into(),
            meeting: false,
            name: "pack-1".into(),
            works: vec![
                work("A7K", "Lớp học bên suối Nặm La", "todo", 184_320),
                work("B2M", "Cả bản cùng trồng rừng", "part", 201_400),
                work(
                    "C9R",
                    "Dòng sông biết kể chuyện khí hậu của những năm mẹ còn bé",
                    "done",
                    175_000,
                ),
            ],
            bytes: 385_720,
            closes_at: examples::CLOSES,
            back_href: format!("{}/jury", examples::BASE),
        };
        let meeting = Self {
            meeting: true,
            back_href: format!("{}/meeting/painting", examples::BASE),
            ..pack.clone()
        };
        vec![pack, meeting]
    }
}

/// `GET /{lang}/{contest}/jury/{category}/pack`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = Pack::of(&mut tx, &visitor, &contest, &slug).await?;
    visitor.show(&app, &page)
}

/// `GET /{lang}/{contest}/meeting/{category}/pack`.
pub async fn get_meeting(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = Pack::of_meeting(&mut tx, &visitor, &contest, &slug).await?;
    visitor.show(&app, &page)
}

impl Pack {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        slug: &str,
    ) -> Result<Self, PageError> {
        let (person, category, round) = desk_of(tx, visitor, contest, slug).await?;
        let own = assignments::of_juror(tx, person, round.id).await?;
        if own.is_empty() || round.state != RoundState::Open {
            return Err(PageError::NotFound);
        }
        let criteria = rounds::criteria_of_round(tx, round.id).await?.len();
        let sizes: HashMap<_, i64> = assignments::shown_bytes(tx, person, round.id)
            .await?
            .into_iter()
            .collect();
        let today_href = visitor.url(&format!("/{}/jury", contest.slug));
        let works: Vec<Packed> = own
            .iter()
            .filter(|a| a.locked_at.is_none())
            .map(|a| {
                let state = state_of(a, criteria);
                Packed {
                    item: TodayItem {
                        href: format!("{today_href}/{slug}/{}", a.code),
                        code: a.code.clone(),
                        title: a.title.clone(),
                        state: state.to_owned(),
                    },
                    bytes: sizes.get(&a.entry_id).copied().unwrap_or_default(),
                    waits: matches!(state, "todo" | "part"),
                }
            })
            .collect();
        Ok(Self {
            category: visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            meeting: false,
            name: format!("pack-{}", round.id),
            bytes: works.iter().filter(|w| w.waits).map(|w| w.bytes).sum(),
            works,
            closes_at: contest.judging_until.0,
            back_href: today_href,
        })
    }

    /// The works of a meeting that runs, but those from which the viewer stepped back.
    async fn of_meeting(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        slug: &str,
    ) -> Result<Self, PageError> {
        let page = MeetingPage::of(tx, visitor, (contest, slug), "").await?;
        if !page.running {
            return Err(PageError::NotFound);
        }
        let (_, round) = seat_of(tx, contest, slug).await?;
        let sizes: HashMap<_, i64> = assignments::shown_bytes_of_round(tx, round.id)
            .await?
            .into_iter()
            .collect();
        let unseen = assignments::recused_of(tx, round.id, &visitor.actor()).await?;
        let base = visitor.url(&format!("/{}/shortlist/{slug}", contest.slug));
        let mut works = Vec::new();
        for row in page.rows {
            let entry = assignments::entry_by_code(tx, round.id, &row.code).await?;
            let Some(entry) = entry.filter(|entry| !unseen.contains(entry)) else {
                continue;
            };
            works.push(Packed {
                bytes: sizes.get(&entry).copied().unwrap_or_default(),
                waits: true,
                item: TodayItem {
                    href: format!("{base}/{}", row.code),
                    code: row.code,
                    title: row.title,
                    state: String::new(),
                },
            });
        }
        Ok(Self {
            category: page.category,
            meeting: true,
            name: format!("pack-meeting-{}", round.id),
            bytes: works.iter().map(|w| w.bytes).sum(),
            works,
            closes_at: contest.judging_until.0,
            back_href: page.base,
        })
    }
}
