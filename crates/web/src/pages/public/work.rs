//! One work of the exhibition.

use axum::extract::{Path, State};
use contest::Tx;
use contest::contests::Contest;
use http::HeaderMap;
use judging::{follow_ups, prizes};
use serde::Serialize;
use submissions::entries::{self, Filter, Listed};
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
            previous: None,
            next: Some(format!("{}/works/T-0015-B", examples::BASE)),
            sharing: Sharing::sample(),
            score_href: format!("{}/works/T-0014-H/score", examples::BASE),
            complaint_href: Some(format!("{}/complaint?code=T-0014-H", examples::BASE)),
            gallery_href: format!("{}/gallery", examples::BASE),
        };
        vec![
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

/// `GET /{lang}/{contest}/works/{code}`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, code)): Path<(String, String, String)>,
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
    let (previous, next) = entries::neighbours(&mut tx, entry).await?;
    let base = visitor.url(&format!("/{}", contest.slug));
    let address = |code: String| format!("{base}/works/{code}");
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
            previous: previous.map(address),
            next: next.map(address),
            score_href: format!("{base}/works/{code}/score"),
            complaint_href,
            gallery_href: format!("{base}/gallery?category={}", category.slug),
            code,
        },
    )
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
