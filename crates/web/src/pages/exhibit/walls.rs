//! Hanging the exhibition: choosing works, rooms and walls, where each work hangs. With buttons; dragging comes on top.

use std::collections::{BTreeMap, HashMap, HashSet};

use axum::extract::{Path, State};
use contest::Tx;
use contest::contests::{self, Contest};
use serde::{Deserialize, Serialize};
use submissions::entries::{self, EntryId, EntryState, Filter, Listed, tidy_code};
use submissions::exhibition::{
    self, CENTIMETRES, Change, ChangeError, Hanging, Plan, WallError, WallId, WallInput,
};
use submissions::kinds::Slot;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::organise::people::NoForm;
use crate::pages::parts::Choice;
use crate::render::Page;

/// What is typed on the page.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WallsForm {
    /// the room of a new wall
    pub room: String,
    /// its name there
    pub name: String,
    /// how wide it is, centimetres
    pub width: String,
    /// category slug of the works to be chosen; empty for all
    pub category: String,
    /// codes of the works to be chosen; empty for all
    pub codes: String,
    /// centimetres, `42 x 30`: the long side first or not, a picture's own shape decides
    pub size: String,
    /// what is to be done: `move`, `leave`, `measure`, `fill`, `fill-large`, `earlier:<entry>`, `later:<entry>`, `order`
    pub act: String,
    /// the wall that works go to; empty: they wait
    pub wall: String,
    /// keys of entries in order, divided by blanks; sent by dragging
    pub order: String,
    /// `pick-<entry>`
    #[serde(flatten, skip_serializing)]
    pub rest: BTreeMap<String, String>,
}

/// A work of the plan.
#[derive(Clone, Debug, Serialize)]
pub struct Piece {
    /// its key
    pub id: String,
    /// its code
    pub code: String,
    /// title
    pub title: String,
    /// a small picture
    pub image: Option<String>,
    /// with its frame, centimetres
    pub width_cm: i64,
    /// the same
    pub height_cm: i64,
    /// false once its people took their yes back: it has to come down
    pub agreed: bool,
}

/// A wall with its works.
#[derive(Clone, Debug, Serialize)]
pub struct WallView {
    /// its key
    pub id: String,
    /// its name
    pub name: String,
    /// centimetres
    pub width_cm: i64,
    /// centimetres that its works take
    pub used_cm: i64,
    /// in order
    pub pieces: Vec<Piece>,
    /// takes it out
    pub remove_action: String,
}

/// A room with its walls.
#[derive(Clone, Debug, Serialize)]
pub struct RoomView {
    /// its name
    pub name: String,
    /// in order
    pub walls: Vec<WallView>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Walls {
    /// what was typed
    pub form: WallsForm,
    /// what is wrong
    pub errors: FormErrors,
    /// categories to choose from
    pub categories: Vec<Choice>,
    /// works of the exhibition
    pub total: i64,
    /// those that have no wall yet
    pub waiting: Vec<Piece>,
    /// in order
    pub rooms: Vec<RoomView>,
    /// walls to choose from
    pub targets: Vec<Choice>,
    /// where a wall is added
    pub wall_action: String,
    /// where works are chosen
    pub select_action: String,
    /// where the plan is changed
    pub change_action: String,
    /// what visitors see
    pub public_href: String,
    /// all papers
    pub papers_href: String,
    /// the guestbook
    pub guests_href: String,
    /// the popular prize
    pub popular_href: String,
    /// the organisers' page
    pub back_href: String,
}

impl Page for Walls {
    const TEMPLATE: &'static str = "pages/exhibit/walls.html";

    fn samples() -> Vec<Self> {
        let piece = |n: u8, title: &str, agreed: bool| Piece {
            id: format!("019230a2-0000-7000-8000-0000000000{n:02}"),
            code: format!("T-00{n:02}-H"),
            title: title.into(),
            image: Some("/m/T-0102-M/thumb.jpg".into()),
            width_cm: 42,
            height_cm: 30,
            agreed,
        };
        let here = format!("{}/organise/exhibition", examples::BASE);
        let page = Self {
            form: WallsForm {
                size: USUAL.into(),
                ..WallsForm::default()
            },
            errors: FormErrors::new(),
            categories: examples::categories(),
            total: 4,
            waiting: vec![piece(14, "Lớp học bên suối Nặm La", true)],
            rooms: vec![RoomView {
                name: "Phòng 1".into(),
                walls: vec![
                    WallView {
                        id: "019230a2-0000-7000-8000-000000000099".into(),
                        name: "Tường A".into(),
                        width_cm: 600,
                        used_cm: 166,
                        pieces: vec![
                            piece(15, "Mưa", true),
                            piece(16, "Mùa ban về trên lớp học vùng cao", false),
                            piece(17, "Thư viện xe đạp", true),
                        ],
                        remove_action: format!("{here}/walls/1/remove"),
                    },
                    WallView {
                        id: "019230a2-0000-7000-8000-000000000098".into(),
                        name: "Giá vẽ".into(),
                        width_cm: 200,
                        used_cm: 0,
                        pieces: Vec::new(),
                        remove_action: format!("{here}/walls/2/remove"),
                    },
                ],
            }],
            targets: vec![Choice::new("1", "Phòng 1 · Tường A")],
            wall_action: format!("{here}/walls"),
            select_action: format!("{here}/select"),
            change_action: here,
            public_href: format!("{}/visit", examples::BASE),
            papers_href: format!("{}/papers", examples::BASE),
            guests_href: format!("{}/organise/guestbook", examples::BASE),
            popular_href: format!("{}/organise/popular", examples::BASE),
            back_href: format!("{}/organise", examples::BASE),
        };
        let empty = Self {
            form: WallsForm {
                width: "rộng".into(),
                ..WallsForm::default()
            },
            errors: FormErrors::new()
                .with("room", "walls-wrong-room", &[])
                .with("width", "walls-wrong-width", &[]),
            total: 0,
            waiting: Vec::new(),
            rooms: Vec::new(),
            targets: Vec::new(),
            ..page.clone()
        };
        vec![page, empty]
    }
}

/// A sheet of A3.
const USUAL: &str = "42 x 30";

/// «42 x 30»: two lengths in centimetres, whatever stands between them.
fn size_of(typed: &str) -> Option<(i64, i64)> {
    let mut numbers = typed
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::parse);
    let (one, two) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    let fits = |n: i64| CENTIMETRES.contains(&n);
    (numbers.next().is_none() && fits(one) && fits(two)).then_some((one, two))
}

/// The same paper as the work lies on it: upright, unless its picture is wider than high.
fn lying((one, two): (i64, i64), work: &Listed) -> (i64, i64) {
    let (short, long) = (one.min(two), one.max(two));
    if work.thumb_width > work.thumb_height {
        (long, short)
    } else {
        (short, long)
    }
}

/// `GET /{lang}/{contest}/organise/exhibition`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let form = WallsForm {
        size: USUAL.into(),
        ..WallsForm::default()
    };
    let page = Walls::of(&mut tx, &visitor, &contest, form).await?;
    visitor.show(&app, &page)
}

/// `POST …/walls`: adds a wall.
pub async fn wall(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<WallsForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let input = WallInput {
        room: &form.room,
        name: &form.name,
        width_cm: form.width.trim().parse().ok(),
    };
    let added = exhibition::add_wall(&mut tx, &app.cx(), &visitor.actor(), &contest, input).await;
    let mut errors = FormErrors::new();
    match added {
        Ok(id) => {
            tx.commit().await?;
            return Ok(back(&visitor, &contest, &format!("wall-{id}")));
        }
        Err(WallError::Fields(fields)) => {
            for field in fields {
                errors.add(field, &format!("walls-wrong-{field}"));
            }
        }
        Err(WallError::Full) => errors.add("name", "walls-full"),
        Err(WallError::Denied(_)) => return Err(PageError::Closed),
        Err(WallError::Store(error)) => return Err(error.into()),
    }
    // the form beside it stays as it was
    let size = USUAL.to_owned();
    let form = WallsForm { size, ..form };
    again(&app, tx, (&visitor, &contest), (form, errors)).await
}

/// `POST …/walls/{wall}/remove`: takes a wall out.
pub async fn remove_wall(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, String)>,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let id: WallId = id.parse().map_err(|_| PageError::NotFound)?;
    let mut tx = app.db.begin().await?;
    exhibition::remove_wall(&mut tx, &app.cx(), &visitor.actor(), &contest, id)
        .await
        .map_err(not_changed)?;
    tx.commit().await?;
    Ok(back(&visitor, &contest, "waiting"))
}

/// `POST …/select`: chooses works for the exhibition.
pub async fn select(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<WallsForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let mut errors = FormErrors::new();
    let size = size_of(&form.size);
    if size.is_none() {
        errors.add("size", "walls-wrong-size");
    }
    let categories = contests::categories_of(&mut tx, contest.id).await?;
    let filter = Filter {
        category: categories
            .iter()
            .find(|c| c.slug == form.category)
            .map(|c| c.id),
        states: vec![EntryState::Eligible],
        ..Filter::default()
    };
    let agreed = exhibition::agreed_in(&mut tx, contest.id).await?;
    let mut works = entries::all(&mut tx, contest.id, &filter).await?;
    works.retain(|work| agreed.contains(&work.entry.id));
    let typed = form.codes.split([' ', ',', ';', '\n']).map(str::trim);
    let codes: Vec<&str> = typed.filter(|code| !code.is_empty()).collect();
    if !codes.is_empty() {
        let known: Vec<String> = codes.iter().filter_map(|code| tidy_code(code)).collect();
        let named = |work: &Listed| {
            let code = work.entry.code.as_ref();
            code.is_some_and(|code| known.contains(code))
        };
        works.retain(named);
        if works.len() < codes.len() {
            errors.add("codes", "walls-wrong-codes");
        }
    }
    let (Some(size), true) = (size, errors.is_empty()) else {
        return again(&app, tx, (&visitor, &contest), (form, errors)).await;
    };
    let chosen = works.iter().map(|w| (w.entry.id, lying(size, w))).collect();
    let change = Change::Select(chosen);
    exhibition::change(&mut tx, &app.cx(), &visitor.actor(), &contest, change)
        .await
        .map_err(not_changed)?;
    tx.commit().await?;
    Ok(back(&visitor, &contest, "waiting"))
}

/// `POST /{lang}/{contest}/organise/exhibition`: changes the plan.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<WallsForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let mut errors = FormErrors::new();
    let change = asked_for(&form, &mut errors);
    let Some(change) = change else {
        return again(&app, tx, (&visitor, &contest), (form, errors)).await;
    };
    let moved = match &change {
        Change::Shift(work, _) => Some(format!("work-{work}")),
        Change::Order(wall, _) | Change::Move(_, Some(wall)) => Some(format!("wall-{wall}")),
        _ => None,
    };
    exhibition::change(&mut tx, &app.cx(), &visitor.actor(), &contest, change)
        .await
        .map_err(not_changed)?;
    tx.commit().await?;
    Ok(back(
        &visitor,
        &contest,
        moved.as_deref().unwrap_or("waiting"),
    ))
}

/// What the pressed button asks for; none, with a word on it, where nothing was ticked or a size is no size.
fn asked_for(form: &WallsForm, errors: &mut FormErrors) -> Option<Change> {
    let picked: HashSet<EntryId> = form
        .rest
        .keys()
        .filter_map(|name| name.strip_prefix("pick-")?.parse().ok())
        .collect();
    let wall = || form.wall.parse::<WallId>().ok();
    let (act, work) = form.act.split_once(':').unwrap_or((&form.act, ""));
    match act {
        "fill" | "fill-large" => {
            return Some(Change::Fill {
                largest_first: act == "fill-large",
            });
        }
        "earlier" | "later" => {
            let by = if act == "earlier" { -1 } else { 1 };
            return Some(Change::Shift(work.parse().ok()?, by));
        }
        "order" => {
            let works = form.order.split_whitespace();
            let works: Vec<EntryId> = works.filter_map(|id| id.parse().ok()).collect();
            return Some(match wall() {
                Some(wall) => Change::Order(wall, works),
                None => Change::Move(works.into_iter().collect(), None),
            });
        }
        _ => {}
    }
    if picked.is_empty() {
        errors.add("act", "walls-none-picked");
        return None;
    }
    match act {
        "leave" => Some(Change::Leave(picked)),
        "measure" => {
            let size = size_of(&form.size);
            if size.is_none() {
                errors.add("size-picked", "walls-wrong-size");
            }
            Some(Change::Measure(picked, size?))
        }
        _ => Some(Change::Move(picked, wall())),
    }
}

fn not_changed(error: ChangeError) -> PageError {
    match error {
        ChangeError::Store(error) => error.into(),
        ChangeError::Missing => PageError::NotFound,
        ChangeError::Denied(_) | ChangeError::Size => PageError::Closed,
    }
}

fn back(visitor: &Visitor, contest: &Contest, place: &str) -> axum::response::Response {
    let here = format!("/{}/organise/exhibition#{place}", contest.slug);
    visitor.go_saying(&here, "notice-saved")
}

/// The page once more, with what was typed and what is wrong with it.
async fn again(
    app: &App,
    mut tx: Tx,
    (visitor, contest): (&Visitor, &Contest),
    (form, errors): (WallsForm, FormErrors),
) -> Answer {
    let mut page = Walls::of(&mut tx, visitor, contest, form).await?;
    page.errors = errors;
    visitor.again(app, &page)
}

/// The walls of a plan in their rooms, a room once for each time that it is come by.
pub(crate) fn by_room(plan: &Plan) -> impl Iterator<Item = (&str, &[exhibition::Wall])> {
    plan.walls
        .chunk_by(|a, b| a.room == b.room)
        .map(|walls| (walls[0].room.as_str(), walls))
}

impl Walls {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        form: WallsForm,
    ) -> Result<Self, PageError> {
        exhibition::may_hang(&visitor.actor(), contest).map_err(|_| PageError::NotFound)?;
        let plan = exhibition::plan_of(tx, contest.id).await?;
        let among = Filter {
            among: Some(plan.works.iter().map(|w| w.entry_id).collect()),
            ..Filter::default()
        };
        let works = entries::all(tx, contest.id, &among).await?;
        let agreed = exhibition::agreed_in(tx, contest.id).await?;
        let works: HashMap<EntryId, &Listed> = works.iter().map(|w| (w.entry.id, w)).collect();
        let base = visitor.url(&format!("/{}", contest.slug));
        let here = format!("{base}/organise/exhibition");
        let piece = |hanging: &Hanging| {
            let id = hanging.entry_id;
            let work = works.get(&id)?;
            let slot = Slot::PaintingImage.as_str();
            Some(Piece {
                id: id.to_string(),
                code: work.entry.code.clone().unwrap_or_default(),
                title: work.entry.title.clone(),
                image: (work.thumb_width > 0)
                    .then(|| format!("{base}/desk/entries/{id}/media/{slot}/thumb")),
                width_cm: hanging.width_cm,
                height_cm: hanging.height_cm,
                agreed: agreed.contains(&id),
            })
        };
        let on = |wall| plan.on(wall).filter_map(&piece).collect::<Vec<_>>();
        let rooms = by_room(&plan)
            .map(|(room, walls)| RoomView {
                name: room.to_owned(),
                walls: walls
                    .iter()
                    .map(|wall| WallView {
                        id: wall.id.to_string(),
                        name: wall.name.clone(),
                        width_cm: wall.width_cm,
                        used_cm: plan.used_cm(wall.id),
                        pieces: on(Some(wall.id)),
                        remove_action: format!("{here}/walls/{}/remove", wall.id),
                    })
                    .collect(),
            })
            .collect();
        let categories = contests::categories_of(tx, contest.id).await?;
        let target = |wall: &exhibition::Wall| {
            Choice::new(
                &wall.id.to_string(),
                &format!("{} · {}", wall.room, wall.name),
            )
        };
        Ok(Self {
            form,
            errors: FormErrors::new(),
            categories: categories
                .iter()
                .map(|c| Choice::new(&c.slug, visitor.pick(&c.name_vi, &c.name_en)))
                .collect(),
            total: i64::try_from(plan.works.len()).unwrap_or(0),
            waiting: on(None),
            rooms,
            targets: plan.walls.iter().map(target).collect(),
            wall_action: format!("{here}/walls"),
            select_action: format!("{here}/select"),
            change_action: here,
            public_href: format!("{base}/visit"),
            papers_href: format!("{base}/papers"),
            guests_href: format!("{base}/organise/guestbook"),
            popular_href: format!("{base}/organise/popular"),
            back_href: format!("{base}/organise"),
        })
    }
}
