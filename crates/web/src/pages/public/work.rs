//! One work of the exhibition.

use axum::extract::{Path, Query, State};
use contest::Tx;
use contest::contests::Contest;
use http::HeaderMap;
use judging::{follow_ups, prizes};
use serde::{Deserialize, Serialize};
use submissions::entries::{self, Filter, Listed};
use submissions::exhibition;
use submissions::files;
use submissions::kinds::Slot;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Visitor};
use crate::media::{self, Wanted};
use crate::pages::afterwards::follow_ups::StepLine;
use crate::pages::examples;
use crate::pages::parts::{Award, Sharing, WorkView};
use crate::pages::public::complaint::complaint_href;
use crate::pages::public::sharing::{self, OfWork};
use crate::pages::works;
use crate::render::Page;

/// Where a visitor stands who came by the label's QR code.
#[derive(Clone, Debug, Serialize)]
pub struct Standing {
    /// room and wall; empty where the work hangs nowhere
    pub wall: String,
    /// its place on the wall, from 1
    pub place: usize,
    /// works on the wall
    pub count: usize,
    /// all walls
    pub visit_href: String,
    /// where visitors write
    pub guestbook_href: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Work {
    /// entry code
    pub code: String,
    /// title
    pub title: String,
    /// the category's name
    pub category: String,
    /// the author as consented
    pub credit: String,
    /// where the author lives or learns, as consented; may be empty
    pub place: String,
    /// present once announced
    pub award: Option<Award>,
    /// what the author says about it; may be empty
    pub statement: String,
    /// the work itself
    pub view: WorkView,
    /// what became of it, in order of time
    pub steps: Vec<StepLine>,
    /// present for somebody who walks along the walls
    pub standing: Option<Standing>,
    /// the work before in hanging order
    pub previous: Option<String>,
    /// the work after
    pub next: Option<String>,
    /// what is told of the page elsewhere
    pub sharing: Sharing,
    /// how its score came about
    pub score_href: String,
    /// complaining about its prize; absent without one, and once the days for it are over
    pub complaint_href: Option<String>,
    /// back to the exhibition
    pub gallery_href: String,
}

impl Page for Work {
    const TEMPLATE: &'static str = "pages/public/work.html";

    fn samples() -> Vec<Self> {
        let page = |title: &str, category: &str, view: WorkView, award| Self {
            code: "T-0014-H".into(),
            title: title.into(),
            category: category.into(),
            credit: "Học sinh".into(),
            place: "Trường THCS Chiềng Sinh".into(),
            award,
            statement: "Em vẽ lớp học của ông bà bên suối sau trận lũ.".into(),
            view,
            steps: vec![StepLine::sample()],
            standing: None,
            previous: None,
            next: Some(format!("{}/works/T-0015-B", examples::BASE)),
            sharing: Sharing::sample(),
            score_href: format!("{}/works/T-0014-H/score", examples::BASE),
            complaint_href: Some(format!("{}/complaint?code=T-0014-H", examples::BASE)),
            gallery_href: format!("{}/gallery", examples::BASE),
        };
        let before_it = Self {
            standing: Some(Standing {
                wall: "Phòng 1 · Tường A".into(),
                place: 3,
                count: 24,
                visit_href: format!("{}/visit", examples::BASE),
                guestbook_href: format!("{}/guestbook", examples::BASE),
            }),
            ..page("Mưa", "Tranh vẽ", examples::painting(), None)
        };
        vec![
            before_it,
            page(
                "Lớp học bên suối Nặm La",
                "Tranh vẽ",
                examples::painting(),
                Some(Award::new("first", "Giải Nhất")),
            ),
            page(
                "Ông học chữ",
                "Thơ",
                examples::poem(),
                Some(Award::new("second", "Giải B")),
            ),
            page(
                "Thành phố mùa ban, thành phố học",
                "Bài hát",
                examples::song(),
                None,
            ),
            page(
                "Thư viện xe đạp cho các bản xa",
                "Sáng kiến, giải pháp",
                examples::initiative(),
                Some(Award::new("mention", "Khuyến khích")),
            ),
        ]
    }
}

/// The entry with this code, if the public may see it now: announced, eligible, and agreed to.
pub(super) async fn shown(
    tx: &mut Tx,
    app: &App,
    contest: &Contest,
    code: &str,
) -> Result<Listed, PageError> {
    if !contest.is_announced(app.now()) {
        return Err(PageError::NotFound);
    }
    let entry = entries::by_code(tx, contest.id, code)
        .await?
        .ok_or(PageError::NotFound)?;
    let one = Filter {
        among: Some(vec![entry.id]),
        ..Filter::shown()
    };
    let listed = entries::list(tx, contest.id, &one, (0, 1)).await?.pop();
    listed.ok_or(PageError::NotFound)
}

/// What the address says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct WorkQuery {
    /// not empty for somebody who walks along the walls
    pub visit: String,
}

/// `GET /{lang}/{contest}/works/{code}`; `?visit=1` for whoever stands before it.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, code)): Path<(String, String, String)>,
    Query(query): Query<WorkQuery>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let listed = shown(&mut tx, &app, &contest, &code).await?;
    let entry = &listed.entry;
    let category = contest::contests::category(&mut tx, entry.category_id)
        .await?
        .ok_or(PageError::NotFound)?;
    let held = files::of_entry(&mut tx, entry.id).await?;
    let award = prizes::award_of(&mut tx, entry.id).await?;
    let steps = follow_ups::of_entry(&mut tx, entry.id).await?;
    let base = visitor.url(&format!("/{}", contest.slug));
    let way = if query.visit.is_empty() {
        Way::by_number(entries::neighbours(&mut tx, entry).await?)
    } else {
        Way::along(
            &exhibition::place_of(&mut tx, entry.id).await?,
            &code,
            &base,
        )
    };
    let address = |code: String| format!("{base}/works/{code}{}", way.query);
    let complaint_href = match award {
        Some(_) => complaint_href(&mut tx, &app, &visitor, &contest).await?,
        None => None,
    }
    .map(|href| format!("{href}?code={code}"));
    let texts = works::Texts {
        kind: category.kind,
        title: &entry.title,
        alt: &entry.alt,
        body: &entry.body,
        initiative: &entry.initiative(),
    };
    let credit = works::credit(&visitor, &contest, &listed);
    let badge = award.map(|a| works::badge(&visitor, &a));
    let slot = Slot::PaintingImage.as_str();
    let path = format!("/{}/works/{code}/media/{slot}/view", contest.slug);
    let told = OfWork {
        code: &code,
        kind: category.kind,
        title: &entry.title,
        credit: &credit,
        award: badge.as_ref().map(|b| b.label.as_str()),
        statement: &entry.statement,
        image: (listed.thumb_width > 0).then(|| visitor.absolute(&path)),
    };
    visitor.show(
        &app,
        &Work {
            sharing: sharing::of_work(&visitor, &contest, &told),
            title: entry.title.clone(),
            category: visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            credit,
            place: listed.public_place().to_owned(),
            award: badge,
            statement: entry.statement.clone(),
            view: works::view(&texts, &held, &format!("{base}/works/{code}/media")),
            steps: steps.into_iter().map(StepLine::of).collect(),
            previous: way.previous.map(address),
            next: way.next.map(address),
            standing: way.standing,
            score_href: format!("{base}/works/{code}/score"),
            complaint_href,
            gallery_href: format!("{base}/gallery?category={}", category.slug),
            code,
        },
    )
}

/// Where one goes from a work.
struct Way {
    previous: Option<String>,
    next: Option<String>,
    standing: Option<Standing>,
    query: &'static str,
}

impl Way {
    /// By number, within the category.
    fn by_number((previous, next): (Option<String>, Option<String>)) -> Self {
        Self {
            previous,
            next,
            standing: None,
            query: "",
        }
    }

    /// Along the wall on which the work hangs.
    fn along(wall: &[exhibition::Stand], code: &str, base: &str) -> Self {
        let at = wall.iter().position(|stand| stand.code == code);
        let beside = |other: Option<usize>| Some(wall.get(other?)?.code.clone());
        Self {
            previous: beside(at.and_then(|at| at.checked_sub(1))),
            next: beside(at.map(|at| at + 1)),
            standing: Some(Standing {
                wall: at.map_or_else(String::new, |at| {
                    format!("{} · {}", wall[at].room, wall[at].wall)
                }),
                place: at.map_or(0, |at| at + 1),
                count: wall.len(),
                visit_href: format!("{base}/visit"),
                guestbook_href: format!("{base}/guestbook"),
            }),
            query: "?visit=1",
        }
    }
}

/// `GET /{lang}/{contest}/works/{code}/media/{slot}/{recipe}`.
pub async fn media(
    State(app): State<App>,
    InContest(contest): InContest,
    Path((_, _, code, slot, recipe)): Path<(String, String, String, String, String)>,
    headers: HeaderMap,
) -> Answer {
    let mut tx = app.db.read().await?;
    let listed = shown(&mut tx, &app, &contest, &code).await?;
    let wanted = Wanted {
        entry: listed.entry.id,
        slot: &slot,
        recipe: &recipe,
        name: &code,
        public: true,
        blind: false,
    };
    media::answer(&app, tx, &headers, wanted).await
}
