//! The big screen of the ceremony: one key shows the next award. Everything is in the page, so that it goes on without a
//! network; names stand on it as their people agreed to.

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use contest::contests::Contest;
use http::StatusCode;
use judging::ceremonies::{self, RevealError};
use serde::Serialize;
use submissions::entries::EntryId;
use submissions::kinds::Slot;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::pages::examples;
use crate::pages::organise::people::NoForm;
use crate::pages::papers::{Honour, honours};
use crate::pages::parts::Award;
use crate::pages::works;
use crate::render::Page;

/// What is shown between two presses of the key.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Slide {
    /// a category begins
    Category {
        /// its name
        name: String,
    },
    /// a tier is called
    Tier {
        /// the category's name
        category: String,
        /// the tier
        award: Award,
        /// how many works get it
        count: i64,
    },
    /// whoever gets it
    Work {
        /// the category's name
        category: String,
        /// the tier
        award: Award,
        /// the work
        title: String,
        /// its people, as they agreed to be named
        credit: String,
        /// where they learn or live; may be empty
        place: String,
        /// its picture
        image: Option<String>,
        /// makes it public; absent where everything is at the end
        reveal: Option<String>,
    },
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct CeremonyScreen {
    /// the contest's name
    pub name: String,
    /// when and where, if it is planned
    pub held_at: Option<i64>,
    /// where
    pub place: String,
    /// in the order of the evening
    pub slides: Vec<Slide>,
    /// begins to announce award by award; absent where all are announced at the end, and once it has begun
    pub live_action: Option<String>,
    /// whether awards are public once they are shown
    pub live: bool,
    /// posts `go` = `now`; absent once announced
    pub announce_action: Option<String>,
    /// the public page
    pub winners_href: String,
    /// the plan
    pub back_href: String,
}

impl Page for CeremonyScreen {
    const TEMPLATE: &'static str = "pages/ceremony/screen.html";

    fn samples() -> Vec<Self> {
        let work = |award: Award, title: &str, credit: &str, image: Option<&str>| Slide::Work {
            category: "Tranh vẽ".into(),
            award,
            title: title.into(),
            credit: credit.into(),
            place: "Trường THCS Chiềng Sinh".into(),
            image: image.map(str::to_owned),
            reveal: Some(format!("{}/ceremony/reveal/1", examples::BASE)),
        };
        let mention = || Award::new("mention", "Khuyến khích");
        let page = Self {
            name: "Sơn La – Thành phố học tập toàn cầu tôi yêu".into(),
            held_at: Some(examples::ANNOUNCED),
            place: "Nhà văn hóa trung tâm, thành phố Sơn La".into(),
            slides: vec![
                Slide::Category {
                    name: "Tranh vẽ".into(),
                },
                Slide::Tier {
                    category: "Tranh vẽ".into(),
                    award: mention(),
                    count: 2,
                },
                work(mention(), "Mưa", "Học sinh (T-0102-M)", None),
                work(
                    mention(),
                    "Lớp học bên suối Nặm La",
                    "Nhóm Ban Trắng (Lò Thị Ban, Cà Văn Thuận)",
                    Some("/m/T-0102-M/1600.jpg"),
                ),
            ],
            live_action: Some(format!("{}/ceremony/live", examples::BASE)),
            live: false,
            announce_action: Some(format!("{}/decide/announce", examples::BASE)),
            winners_href: format!("{}/winners", examples::BASE),
            back_href: format!("{}/ceremony", examples::BASE),
        };
        let told = Self {
            announce_action: None,
            live_action: None,
            held_at: None,
            ..page.clone()
        };
        vec![page, told]
    }
}

/// `GET /{lang}/{contest}/ceremony/screen`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    ceremonies::may_plan(&visitor.actor(), &contest).map_err(|_| PageError::NotFound)?;
    let mut tx = app.db.read().await?;
    let plan = ceremonies::plan_of(&mut tx, contest.id).await?;
    let all = honours(&mut tx, &contest).await?;
    drop(tx);
    let base = visitor.url(&format!("/{}", contest.slug));
    let open = contest.is_announced(app.now());
    let steps = plan.as_ref().is_some_and(|p| p.step_by_step) && !open;
    let live = steps && plan.as_ref().is_some_and(|p| p.live_at.is_some());
    let page = CeremonyScreen {
        name: visitor.pick(&contest.name_vi, &contest.name_en).to_owned(),
        held_at: plan.as_ref().map(|p| p.held_at.0),
        place: plan.map_or_else(String::new, |p| p.place),
        slides: slides(&visitor, &contest, (&all, live), &base),
        live_action: (steps && !live).then(|| format!("{base}/ceremony/live")),
        live,
        announce_action: (!open).then(|| format!("{base}/decide/announce")),
        winners_href: format!("{base}/winners"),
        back_href: format!("{base}/ceremony"),
    };
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/ceremony/live`: begins to announce award by award.
pub async fn live(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    ceremonies::go_live(&mut tx, &app.cx(), &visitor.actor(), &contest)
        .await
        .map_err(not_revealed)?;
    tx.commit().await?;
    Ok(visitor.go(&format!("/{}/ceremony/screen", contest.slug)))
}

/// `POST /{lang}/{contest}/ceremony/reveal/{id}`: one award is public.
pub async fn reveal(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, String)>,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let id: EntryId = id.parse().map_err(|_| PageError::NotFound)?;
    let mut tx = app.db.begin().await?;
    ceremonies::reveal(&mut tx, &app.cx(), &visitor.actor(), &contest, id)
        .await
        .map_err(not_revealed)?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn not_revealed(error: RevealError) -> PageError {
    match error {
        RevealError::Store(error) => error.into(),
        RevealError::NoAward | RevealError::Denied(_) => PageError::NotFound,
        RevealError::NotLive => PageError::Closed,
    }
}

fn slides(
    visitor: &Visitor,
    contest: &Contest,
    (all, live): (&[Honour], bool),
    base: &str,
) -> Vec<Slide> {
    let mut slides = Vec::new();
    for of in all.chunk_by(|a, b| a.category.id == b.category.id) {
        let row = &of[0].category;
        let category = visitor.pick(&row.name_vi, &row.name_en).to_owned();
        slides.push(Slide::Category {
            name: category.clone(),
        });
        for tier in of.chunk_by(|a, b| a.tier.id == b.tier.id) {
            let award = works::badge(visitor, &tier[0].award);
            slides.push(Slide::Tier {
                category: category.clone(),
                award: award.clone(),
                count: i64::try_from(tier.len()).unwrap_or(0),
            });
            slides.extend(tier.iter().map(|honour| {
                let id = honour.award.entry_id;
                let slot = Slot::PaintingImage.as_str();
                let pictured = honour.listed.thumb_width > 0 && honour.listed.displayed;
                Slide::Work {
                    category: category.clone(),
                    award: award.clone(),
                    title: honour.people.entry.title.clone(),
                    credit: works::credit(visitor, contest, &honour.listed),
                    place: honour.listed.public_place().to_owned(),
                    image: pictured.then(|| format!("{base}/desk/entries/{id}/media/{slot}/view")),
                    reveal: live.then(|| format!("{base}/ceremony/reveal/{id}")),
                }
            }));
        }
    }
    slides
}
