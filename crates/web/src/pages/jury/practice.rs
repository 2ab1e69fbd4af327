//! Three invented works to mark before the real ones, and how the juror's marks lie beside those of the panel.

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use bytes::Bytes;
use contest::Tx;
use contest::contests::{Category, Contest, Kind};
use contest::people::PersonId;
use http::header;
use judging::practice::{self, PracticeError, PracticeMark, WORKS};
use judging::rounds::{self, Criterion, Round};
use rehearsal::Seed;
use serde::{Deserialize, Serialize};
use submissions::entries::Initiative;

use super::ScoreCriterion;
use super::score::criterion;
use super::today::seat_of;
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::parts::{PaintingView, Phrase, SongView, WorkView};
use crate::pages::works::{self, Texts};
use crate::render::{Page, words};

/// The same works for every contest: whoever judges twice can compare.
const SEED: Seed = Seed(1954);

/// One work with its sheet.
#[derive(Clone, Debug, Serialize)]
pub struct PracticeWork {
    /// title
    pub title: String,
    /// the work
    pub view: WorkView,
    /// the rubric; fields `mark-<work>-<id>`
    pub criteria: Vec<ScoreCriterion>,
    /// own points; empty until all works are marked
    pub own: String,
    /// mean points of the others; empty while fewer than two are done
    pub others: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Practice {
    /// the category's name
    pub category: String,
    /// three of them
    pub works: Vec<PracticeWork>,
    /// what comes of it; absent until all works are marked
    pub told: Option<Phrase>,
    /// what is wrong, on `mark-<work>-<id>`
    pub errors: FormErrors,
    /// where the form posts
    pub action: String,
    /// all assignments
    pub today_href: String,
}

impl Page for Practice {
    const TEMPLATE: &'static str = "pages/jury/practice.html";

    fn samples() -> Vec<Self> {
        let pad = |n: usize, mark: &str| {
            let marks: Vec<String> = (1..=10).map(|m: i32| m.to_string()).collect();
            vec![ScoreCriterion {
                id: format!("{n}-art"),
                label: "Nghệ thuật".into(),
                hint: "Bố cục, màu sắc, đường nét".into(),
                weight: "100 %".into(),
                words: marks.clone(),
                marks,
                mark: mark.into(),
                low: String::new(),
                high: String::new(),
                seen: String::new(),
            }]
        };
        let work =
            |n: usize, title: &str, view: WorkView, (own, others): (&str, &str)| PracticeWork {
                title: title.into(),
                view,
                criteria: pad(n, own.split(',').next().unwrap_or_default()),
                own: own.into(),
                others: others.into(),
            };
        let page = |points: [(&str, &str); 3], told: Option<Phrase>| Self {
            category: "Tranh vẽ".into(),
            works: vec![
                work(
                    0,
                    "Chợ sách trên cao nguyên",
                    examples::painting(),
                    points[0],
                ),
                work(1, "Ông học chữ", examples::poem(), points[1]),
                work(2, "Thành phố mùa ban", examples::song(), points[2]),
            ],
            told,
            errors: FormErrors::new(),
            action: format!("{}/jury/1/practice", examples::BASE),
            today_href: format!("{}/jury", examples::BASE),
        };
        let below = Phrase::new(
            "practice-below",
            &[("points", "0,8".into()), ("n", 4.into())],
        );
        let alone = Phrase::new("practice-alone", &[]);
        let mut wrong = page([("", ""); 3], None);
        wrong.errors.add("mark-1-art", "jury-score-mark-missing");
        vec![
            page([("", ""); 3], None),
            page(
                [("7,0", "7,8"), ("6,0", "7,1"), ("8,0", "8,5")],
                Some(below),
            ),
            page([("7,0", ""), ("6,0", ""), ("8,0", "")], Some(alone)),
            wrong,
        ]
    }
}

/// What is shown of an invented work, and its file, where it has one.
struct Invented {
    title: String,
    alt: String,
    body: String,
    initiative: Initiative,
    seconds: i64,
    file: Option<Bytes>,
}

/// Files that were made since the start: a handful, each below two megabytes.
static MADE: Mutex<BTreeMap<(&str, u32), Bytes>> = Mutex::new(BTreeMap::new());

impl Invented {
    /// Work `index` of a kind: a picture takes a tenth of a second the first time.
    fn of(kind: Kind, index: u32) -> Self {
        let mut made = Self {
            title: String::new(),
            alt: String::new(),
            body: String::new(),
            initiative: Initiative::default(),
            seconds: 0,
            file: None,
        };
        match kind {
            Kind::Painting => {
                let painting = rehearsal::painting(SEED, index);
                made.file = Some(painting.jpeg.into());
                (made.title, made.alt) = (painting.title, painting.alt);
            }
            Kind::Song => {
                let song = rehearsal::song(SEED, index);
                // 16 bits a sample, 22,050 samples a second, behind a head of 44 bytes
                made.seconds = i64::try_from(song.wav.len() / 44_100).unwrap_or(0);
                made.file = Some(song.wav.into());
                (made.title, made.body) = (song.title, song.lyrics);
            }
            // what is said is read: nobody speaks in practice
            Kind::Poem | Kind::Speech => {
                let poem = rehearsal::poem(SEED, index);
                (made.title, made.body) = (poem.title, poem.text);
            }
            Kind::Initiative => {
                let told = rehearsal::initiative(SEED, index);
                made.title = told.title;
                made.initiative = Initiative {
                    problem: told.problem,
                    solution: told.solution,
                    result: told.result,
                    adopters: told.adopters,
                    cost: told.cost,
                };
            }
        }
        made
    }

    fn view(&self, kind: Kind, file: String) -> WorkView {
        let texts = Texts {
            kind,
            title: &self.title,
            alt: &self.alt,
            body: &self.body,
            initiative: &self.initiative,
        };
        let mut view = works::view(&texts, &[], "");
        match kind {
            Kind::Painting => {
                view.painting = Some(PaintingView {
                    large: file.clone(),
                    image: file,
                    tiles: None,
                    alt: self.alt.clone(),
                    technique: String::new(),
                });
            }
            Kind::Song => {
                view.song = Some(SongView {
                    audio: file,
                    seconds: self.seconds,
                    peaks: String::new(),
                    lyrics: works::stanzas(&self.body),
                    sheets: vec![],
                    sheet: None,
                });
            }
            Kind::Speech => view.poem = Some(works::stanzas(&self.body)),
            Kind::Poem | Kind::Initiative => {}
        }
        view
    }
}

/// Each round has works of its own.
fn index_of(round: &Round, work: i64) -> u32 {
    u32::try_from((round.position - 1) * WORKS + work).unwrap_or(0)
}

/// Makes a work beside the threads that answer.
async fn invented(kind: Kind, index: u32) -> Result<Invented, PageError> {
    let made = tokio::task::spawn_blocking(move || Invented::of(kind, index)).await;
    made.map_err(PageError::internal)
}

/// A juror's seat, where practising is possible.
struct Seat {
    person: PersonId,
    category: Category,
    round: Round,
    criteria: Vec<Criterion>,
}

impl Seat {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        slug: &str,
    ) -> Result<Self, PageError> {
        let (category, round) = seat_of(tx, contest, slug).await?;
        let members = rounds::members_of_round(tx, round.id).await?;
        let person = practice::may_practise(&visitor.actor(), &round, &members)
            .map_err(|_| PageError::NotFound)?;
        let criteria = rounds::criteria_of_round(tx, round.id).await?;
        Ok(Self {
            person,
            category,
            round,
            criteria,
        })
    }
}

/// `GET /{lang}/{contest}/jury/{category}/practice`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let seat = Seat::of(&mut tx, &visitor, &contest, &slug).await?;
    let page = Practice::of(&mut tx, &visitor, &contest, &seat).await?;
    visitor.show(&app, &page)
}

/// Marks by field.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PracticeForm {
    #[serde(flatten)]
    fields: HashMap<String, String>,
}

/// `POST /{lang}/{contest}/jury/{category}/practice`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
    Posted { form, .. }: Posted<PracticeForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let seat = Seat::of(&mut tx, &visitor, &contest, &slug).await?;
    let mut errors = FormErrors::new();
    let mut marks = Vec::new();
    for work in 0..WORKS {
        for c in &seat.criteria {
            let field = field(work, c);
            let typed = form.fields.get(&field).and_then(|mark| mark.parse().ok());
            match typed.and_then(|mark| c.steps_of(mark)) {
                Some(steps) => marks.push((work, c.id, steps)),
                None => errors.add(&field, "jury-score-mark-missing"),
            }
        }
    }
    if errors.is_empty() {
        let of = (&seat.round, seat.criteria.as_slice());
        match practice::save(&mut tx, &visitor.actor(), of, &marks).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(visitor.go(&format!("/{}/jury/{slug}/practice", contest.slug)));
            }
            Err(PracticeError::Denied(_)) => return Err(PageError::Closed),
            Err(PracticeError::Missing(work, id)) => {
                errors.add(&format!("mark-{work}-{id}"), "jury-score-mark-missing");
            }
            Err(PracticeError::Store(error)) => return Err(error.into()),
        }
    }
    let mut page = Practice::of(&mut tx, &visitor, &contest, &seat).await?;
    for criterion in page.works.iter_mut().flat_map(|work| &mut work.criteria) {
        let typed = form.fields.get(&format!("mark-{}", criterion.id));
        criterion.mark = typed.cloned().unwrap_or_default();
    }
    page.errors = errors;
    visitor.again(&app, &page)
}

/// `GET /{lang}/{contest}/jury/{category}/practice/{work}`: the picture or the recording.
pub async fn file(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug, work)): Path<(String, String, String, i64)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let seat = Seat::of(&mut tx, &visitor, &contest, &slug).await?;
    drop(tx);
    if !(0..WORKS).contains(&work) {
        return Err(PageError::NotFound);
    }
    let kind = seat.category.kind;
    let media_type = match kind {
        Kind::Painting => "image/jpeg",
        Kind::Song => "audio/wav",
        Kind::Poem | Kind::Initiative | Kind::Speech => return Err(PageError::NotFound),
    };
    let key = (kind.as_str(), index_of(&seat.round, work));
    let kept = MADE.lock().ok().and_then(|made| made.get(&key).cloned());
    let bytes = if let Some(bytes) = kept {
        bytes
    } else {
        let made = invented(kind, key.1).await?.file;
        let bytes = made.ok_or(PageError::NotFound)?;
        if let Ok(mut made) = MADE.lock() {
            made.insert(key, bytes.clone());
        }
        bytes
    };
    let head = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, "private, max-age=86400"),
    ];
    Ok((head, bytes).into_response())
}

fn field(work: i64, criterion: &Criterion) -> String {
    format!("mark-{work}-{}", criterion.id)
}

impl Practice {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        seat: &Seat,
    ) -> Result<Self, PageError> {
        let marks = practice::marks_of_round(tx, seat.round.id).await?;
        let level = practice::level_of(&seat.round, &seat.criteria, &marks, seat.person)
            .map_err(PageError::internal)?;
        let today_href = visitor.url(&format!("/{}/jury", contest.slug));
        let action = format!("{today_href}/{}/practice", seat.category.slug);
        let shown = |points: &String| words::decimal(points, visitor.lang);
        let mut works = Vec::new();
        for work in 0..WORKS {
            let made = invented(seat.category.kind, index_of(&seat.round, work)).await?;
            let at = usize::try_from(work).unwrap_or(0);
            let of_level = |all: fn(&practice::Level) -> &Vec<String>| {
                let points = level.as_ref().and_then(|l| all(l).get(at));
                points.map(shown).unwrap_or_default()
            };
            works.push(PracticeWork {
                view: made.view(seat.category.kind, format!("{action}/{work}")),
                title: made.title,
                criteria: pads(visitor, seat, work, &marks),
                own: of_level(|l| &l.own),
                others: of_level(|l| &l.others),
            });
        }
        let told = level.map(|level| {
            let n = i64::try_from(level.jurors).unwrap_or(0);
            let points = shown(&level.above);
            let (key, points) = match points.strip_prefix('-') {
                _ if level.others.is_empty() => ("practice-alone", ""),
                Some(points) => ("practice-below", points),
                None if level.above == "0.0" => ("practice-even", ""),
                None => ("practice-above", points.as_str()),
            };
            Phrase::new(key, &[("points", points.into()), ("n", n.into())])
        });
        Ok(Self {
            category: visitor
                .pick(&seat.category.name_vi, &seat.category.name_en)
                .to_owned(),
            works,
            told,
            errors: FormErrors::new(),
            action,
            today_href,
        })
    }
}

/// The rubric of one work, with the marks that the juror gave it.
fn pads(visitor: &Visitor, seat: &Seat, work: i64, marks: &[PracticeMark]) -> Vec<ScoreCriterion> {
    let weights: i64 = seat.criteria.iter().map(|c| c.weight).sum();
    let pad = |c: &Criterion| {
        let mut pad = criterion(visitor, (&seat.round, c), weights, &[]);
        let own = marks
            .iter()
            .find(|m| m.person_id == seat.person && m.work == work && m.criterion_id == c.id);
        pad.mark = own.map_or_else(String::new, |m| c.mark(m.steps).to_string());
        pad.id = format!("{work}-{}", c.id);
        pad
    };
    seat.criteria.iter().map(pad).collect()
}
