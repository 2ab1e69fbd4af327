//! Walking through the exhibition: the walls in order, and the code on a label.

use std::collections::HashMap;

use axum::extract::{Query, State};
use contest::Tx;
use contest::contests::Contest;
use serde::{Deserialize, Serialize};
use submissions::entries::{self, EntryId, Filter, Listed, tidy_code};
use submissions::exhibition;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::exhibit::walls::by_room;
use crate::render::Page;

/// What is typed: the code on a label.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitForm {
    /// such as `T-0179-K`
    pub code: String,
}

/// A work on its wall.
#[derive(Clone, Debug, Serialize)]
pub struct Stop {
    /// its code
    pub code: String,
    /// title
    pub title: String,
    /// its page, as one stands before it
    pub href: String,
}

/// A wall.
#[derive(Clone, Debug, Serialize)]
pub struct WallStops {
    /// room and wall
    pub name: String,
    /// in order
    pub stops: Vec<Stop>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Visit {
    /// what was typed
    pub form: VisitForm,
    /// what is wrong
    pub errors: FormErrors,
    /// in the order in which one comes by
    pub walls: Vec<WallStops>,
    /// whether the exhibition is open
    pub open: bool,
    /// where visitors write
    pub guestbook_href: String,
    /// all works
    pub gallery_href: String,
}

impl Page for Visit {
    const TEMPLATE: &'static str = "pages/public/visit.html";

    fn samples() -> Vec<Self> {
        let stop = |code: &str, title: &str| Stop {
            code: code.into(),
            title: title.into(),
            href: format!("{}/works/{code}?visit=1", examples::BASE),
        };
        let page = Self {
            form: VisitForm::default(),
            errors: FormErrors::new(),
            walls: vec![
                WallStops {
                    name: "Phòng 1 · Tường A".into(),
                    stops: vec![
                        stop("T-0014-H", "Lớp học bên suối Nặm La"),
                        stop("T-0102-M", "Mưa"),
                    ],
                },
                WallStops {
                    name: "Phòng 2 · Giá vẽ".into(),
                    stops: vec![stop("T-0015-B", "Mùa ban về trên lớp học vùng cao")],
                },
            ],
            open: true,
            guestbook_href: format!("{}/guestbook", examples::BASE),
            gallery_href: format!("{}/gallery", examples::BASE),
        };
        let wrong = Self {
            form: VisitForm {
                code: "T-9999-X".into(),
            },
            errors: FormErrors::new().with("code", "visit-code-none", &[]),
            walls: Vec::new(),
            ..page.clone()
        };
        let closed = Self {
            open: false,
            form: VisitForm::default(),
            errors: FormErrors::new(),
            ..wrong.clone()
        };
        vec![page, wrong, closed]
    }
}

/// Whether there is a way through the exhibition to tell of.
pub(super) async fn is_told(
    tx: &mut Tx,
    app: &App,
    contest: &Contest,
) -> Result<bool, sqlx::Error> {
    let open = contest.is_announced(app.now());
    Ok(open && !exhibition::plan_of(tx, contest.id).await?.walls.is_empty())
}

/// `GET /{lang}/{contest}/visit`; `?code=` leads to a work.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Query(form): Query<VisitForm>,
) -> Answer {
    let base = visitor.url(&format!("/{}", contest.slug));
    let mut page = Visit {
        form,
        errors: FormErrors::new(),
        walls: Vec::new(),
        open: contest.is_announced(app.now()),
        guestbook_href: format!("{base}/guestbook"),
        gallery_href: format!("{base}/gallery"),
    };
    if !page.open {
        page.form = VisitForm::default();
        return visitor.show(&app, &page);
    }
    let mut tx = app.db.read().await?;
    let typed = page.form.code.trim();
    if !typed.is_empty() {
        let code = tidy_code(typed).unwrap_or_default();
        match super::work::shown(&mut tx, &app, &contest, &code).await {
            Ok(_) => return Ok(visitor.go(&format!("/{}/works/{code}?visit=1", contest.slug))),
            Err(PageError::NotFound) => page.errors.add("code", "visit-code-none"),
            Err(error) => return Err(error),
        }
    }
    page.walls = walls(&mut tx, &contest, &base).await?;
    if page.errors.is_empty() {
        visitor.show(&app, &page)
    } else {
        visitor.again(&app, &page)
    }
}

/// The walls with works on them that may be shown.
async fn walls(tx: &mut Tx, contest: &Contest, base: &str) -> Result<Vec<WallStops>, sqlx::Error> {
    let plan = exhibition::plan_of(tx, contest.id).await?;
    let among = Filter {
        among: Some(plan.works.iter().map(|w| w.entry_id).collect()),
        ..Filter::shown()
    };
    let works = entries::all(tx, contest.id, &among).await?;
    let works: HashMap<EntryId, &Listed> = works.iter().map(|w| (w.entry.id, w)).collect();
    let stop = |id: EntryId| {
        let entry = &works.get(&id)?.entry;
        let code = entry.code.clone()?;
        Some(Stop {
            href: format!("{base}/works/{code}?visit=1"),
            title: entry.title.clone(),
            code,
        })
    };
    let mut all = Vec::new();
    for (room, walls) in by_room(&plan) {
        for wall in walls {
            let stops: Vec<Stop> = plan
                .on(Some(wall.id))
                .filter_map(|w| stop(w.entry_id))
                .collect();
            if !stops.is_empty() {
                all.push(WallStops {
                    name: format!("{room} · {}", wall.name),
                    stops,
                });
            }
        }
    }
    Ok(all)
}
