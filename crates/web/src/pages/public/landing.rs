//! The first page of a contest.

use axum::extract::State;
use contest::Tx;
use contest::contests::{Category, Contest, Kind};
use judging::prizes;
use serde::Serialize;
use submissions::entries::{self, EntryState, Filter};

use crate::app::App;
use crate::extract::{Answer, InContest, Visitor};
use crate::pages::examples;
use crate::pages::parts::{Contact, Sharing, WorkCard};
use crate::pages::public::home::public_phase;
use crate::pages::public::sharing;
use crate::pages::public::{popular, programme, visit};
use crate::pages::works;
use crate::render::Page;

/// A category and what to send to it.
#[derive(Clone, Debug, Serialize)]
pub struct CategoryCard {
    /// `song`, `painting`, `poem` or `initiative`
    pub kind: String,
    /// its name
    pub name: String,
    /// what to send, in the organisers' words
    pub what: String,
    /// its part of the gallery once announced
    pub href: Option<String>,
    /// works shown there
    pub works: i64,
    /// awards given
    pub awards: i64,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Landing {
    /// what it is about, in one or two sentences
    pub theme: String,
    /// `before`, `open`, `judging` or `announced`
    pub phase: String,
    /// first moment of entering
    pub opens_at: i64,
    /// displayed deadline
    pub closes_at: i64,
    /// planned or real announcement
    pub announced_at: i64,
    /// the server's clock, for the countdown
    pub now: i64,
    /// in the rules' order
    pub categories: Vec<CategoryCard>,
    /// entries received; shown once announced
    pub entries: i64,
    /// awards given; shown once announced
    pub awards: i64,
    /// the highest awards with a picture; shown once announced
    pub works: Vec<WorkCard>,
    /// whether there is a programme
    pub programme: bool,
    /// whether there is a popular prize
    pub popular: bool,
    /// whether there is a way through the exhibition
    pub visit: bool,
    /// what is told of the page elsewhere
    pub sharing: Sharing,
    /// whom to ask
    pub contact: Contact,
    /// address of this page, without a slash at the end; the other addresses follow from it
    pub base: String,
}

impl Page for Landing {
    const TEMPLATE: &'static str = "pages/public/landing.html";

    fn samples() -> Vec<Self> {
        let card = |kind: &str, name: &str, what: &str, works, awards| CategoryCard {
            kind: kind.into(),
            name: name.into(),
            what: what.into(),
            href: Some(format!("{}/gallery?category={kind}", examples::BASE)),
            works,
            awards,
        };
        let page = |phase: &str| {
            Self {
            theme: "Học tập suốt đời và biến đổi khí hậu: kể về thành phố của mình bằng một bài hát, bức tranh, bài thơ hay sáng kiến.".into(),
            phase: phase.into(),
            opens_at: examples::OPENS,
            closes_at: examples::CLOSES,
            announced_at: examples::ANNOUNCED,
            now: examples::NOW,
            categories: vec![
                card("song", "Bài hát", "Một bản ghi âm dài tối đa 15 phút, kèm lời.", 8, 4),
                card("painting", "Tranh vẽ", "Một ảnh chụp hoặc bản quét bức tranh.", 179, 17),
                card("poem", "Thơ", "Một bài thơ, gõ trực tiếp hoặc tệp .txt.", 62, 10),
                card("initiative", "Sáng kiến, giải pháp", "Vấn đề, giải pháp, kết quả; kèm tệp nếu có.", 41, 7),
            ],
            entries: 290,
            awards: 38,
            works: if phase == "announced" { examples::cards() } else { Vec::new() },
            programme: true,
            popular: true,
            visit: true,
            sharing: Sharing::sample(),
            contact: examples::contact(),
            base: examples::BASE.into(),
        }
        };
        ["open", "announced", "before", "judging"]
            .into_iter()
            .map(page)
            .collect()
    }
}

/// `GET /{lang}/{contest}`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let base = visitor.url(&format!("/{}", contest.slug));
    let announced = contest.is_announced(app.now());
    let counted = if announced {
        entries::counts(&mut tx, contest.id).await?
    } else {
        Vec::new()
    };
    let awards = if announced {
        prizes::awards_of(&mut tx, contest.id).await?
    } else {
        Vec::new()
    };
    let all = contest::contests::categories_of(&mut tx, contest.id).await?;
    let works = best(&mut tx, &visitor, &contest, (&all, &awards)).await?;
    let programme = programme::is_told(&mut tx, &contest).await?;
    let popular = popular::is_told(&mut tx, &app, &contest).await?;
    let visit = visit::is_told(&mut tx, &app, &contest).await?;
    let categories: Vec<_> = all
        .into_iter()
        .map(|category| CategoryCard {
            kind: category.kind.as_str().to_owned(),
            name: visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            what: visitor
                .pick(&category.brief_vi, &category.brief_en)
                .to_owned(),
            href: announced.then(|| format!("{base}/gallery?category={}", category.slug)),
            works: counted
                .iter()
                .filter(|c| c.category_id == category.id && c.state == EntryState::Eligible)
                .map(|c| c.count)
                .sum(),
            awards: count(
                awards
                    .iter()
                    .filter(|a| a.category_id == category.id)
                    .count(),
            ),
        })
        .collect();
    visitor.show(
        &app,
        &Landing {
            theme: visitor
                .pick(&contest.intro_vi, &contest.intro_en)
                .to_owned(),
            phase: public_phase(&contest, app.now()).to_owned(),
            opens_at: contest.opens_at.0,
            closes_at: contest.closes_at.0,
            announced_at: contest
                .announce_at
                .filter(|_| contest.is_announced(app.now()))
                .unwrap_or(contest.results_at)
                .0,
            now: app.now().0,
            entries: categories.iter().map(|c| c.works).sum(),
            awards: count(awards.len()),
            works,
            programme,
            popular,
            visit,
            sharing: sharing::of_contest(
                &visitor,
                &contest,
                visitor.pick(&contest.name_vi, &contest.name_en),
                visitor.pick(&contest.intro_vi, &contest.intro_en),
            ),
            contact: Contact::of(&visitor, &contest),
            categories,
            base,
        },
    )
}

/// Pictures on the first page.
const SHOWN: usize = 4;

async fn best(
    tx: &mut Tx,
    visitor: &Visitor,
    contest: &Contest,
    (categories, awards): (&[Category], &[prizes::Award]),
) -> Result<Vec<WorkCard>, sqlx::Error> {
    let painted = |a: &&prizes::Award| {
        categories
            .iter()
            .any(|c| c.id == a.category_id && c.kind == Kind::Painting)
    };
    let chosen: Vec<_> = awards.iter().filter(painted).collect();
    let among = Some(chosen.iter().map(|a| a.entry_id).collect());
    let listed = entries::list(
        tx,
        contest.id,
        &Filter {
            among,
            ..Filter::default()
        },
        (0, count(chosen.len())),
    )
    .await?;
    Ok(chosen
        .into_iter()
        .filter_map(|a| Some((a, listed.iter().find(|l| l.entry.id == a.entry_id)?)))
        .filter(|(_, l)| l.displayed)
        .take(SHOWN)
        .map(|(a, l)| works::card(visitor, contest, Kind::Painting, l, Some(a)))
        .collect())
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
