//! What is told of public pages where they are linked to: a card as a picture, and words of schema.org.

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use contest::contests::Contest;
use http::{HeaderValue, header};
use judging::prizes;
use papers::Card;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use super::work::shown;
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Visitor};
use crate::pages::parts::Sharing;
use crate::pages::works;
use crate::render::words;

/// Cards that are drawn at a time: whoever asks for many waits.
static EASELS: Semaphore = Semaphore::const_new(2);
/// A card may be kept for a minute, as long as a withdrawn consent may take to be seen everywhere.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=60");

async fn picture(card: Card) -> Answer {
    let easel = EASELS.acquire().await.map_err(PageError::internal)?;
    let drawn = tokio::task::spawn_blocking(move || papers::card_jpeg(&card)).await;
    drop(easel);
    let jpeg = drawn
        .map_err(PageError::internal)?
        .map_err(PageError::internal)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (header::CACHE_CONTROL, KEPT),
    ];
    Ok((headers, jpeg).into_response())
}

/// `GET /{lang}/{contest}/card.jpg`.
pub async fn contest_card(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let name = visitor.pick(&contest.name_vi, &contest.name_en);
    let closes = words::day(contest.closes_at.0, &contest.zone, visitor.lang);
    let line = if contest.is_announced(app.now()) {
        visitor.say("public-card-announced", &[])
    } else {
        visitor.say("public-card-closes", &[("day", closes.into())])
    };
    picture(Card {
        lang: visitor.lang.to_string(),
        site: visitor
            .pick(&contest.organiser_vi, &contest.organiser_en)
            .to_owned(),
        title: name.to_owned(),
        line,
        award: String::new(),
        category: visitor
            .pick(&contest.theme_vi, &contest.theme_en)
            .to_owned(),
    })
    .await
}

/// `GET /{lang}/{contest}/works/{code}/card.jpg`: of a work that the public may see now.
pub async fn work_card(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, code)): Path<(String, String, String)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let listed = shown(&mut tx, &app, &contest, &code).await?;
    let award = prizes::award_of(&mut tx, listed.entry.id).await?;
    let category = contest::contests::category(&mut tx, listed.entry.category_id).await?;
    drop(tx);
    picture(Card {
        lang: visitor.lang.to_string(),
        site: visitor.pick(&contest.name_vi, &contest.name_en).to_owned(),
        title: listed.entry.title.clone(),
        line: works::credit(&visitor, &contest, &listed),
        award: award.map_or_else(String::new, |a| {
            visitor.pick(&a.name_vi, &a.name_en).to_owned()
        }),
        category: category.map_or_else(String::new, |c| {
            visitor.pick(&c.name_vi, &c.name_en).to_owned()
        }),
    })
    .await
}

/// What is told of a page of the contest as a whole.
pub(super) fn of_contest(
    visitor: &Visitor,
    contest: &Contest,
    title: &str,
    about: &str,
) -> Sharing {
    let path = format!("/{}", contest.slug);
    let name = visitor.pick(&contest.name_vi, &contest.name_en);
    let data = json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "name": name,
        "description": visitor.pick(&contest.intro_vi, &contest.intro_en),
        "url": visitor.absolute(&path),
        "startDate": words::iso(contest.opens_at.0, &contest.zone, visitor.lang),
        "endDate": words::iso(contest.results_at.0, &contest.zone, visitor.lang),
        "organizer": {
            "@type": "Organization",
            "name": visitor.pick(&contest.organiser_vi, &contest.organiser_en),
        },
    });
    Sharing::new(
        title,
        about,
        visitor.absolute(&format!("{path}/card.jpg")),
        &data,
    )
}

/// What is told of the exhibition.
pub(super) fn of_gallery(visitor: &Visitor, contest: &Contest, title: &str, works: i64) -> Sharing {
    let path = format!("/{}", contest.slug);
    let about = visitor.say("public-gallery-total", &[("n", works.into())]);
    let data = json!({
        "@context": "https://schema.org",
        "@type": "ExhibitionEvent",
        "name": title,
        "url": visitor.absolute(&format!("{path}/gallery")),
        "organizer": {
            "@type": "Organization",
            "name": visitor.pick(&contest.organiser_vi, &contest.organiser_en),
        },
    });
    let name = visitor.pick(&contest.name_vi, &contest.name_en);
    let title = format!("{title} – {name}");
    Sharing::new(
        &title,
        &about,
        visitor.absolute(&format!("{path}/card.jpg")),
        &data,
    )
}

/// The work of a page, and its picture if it has one.
pub(super) struct OfWork<'a> {
    pub(super) code: &'a str,
    pub(super) kind: contest::contests::Kind,
    pub(super) title: &'a str,
    pub(super) credit: &'a str,
    pub(super) award: Option<&'a str>,
    pub(super) statement: &'a str,
    pub(super) image: Option<String>,
}

/// What is told of a work.
pub(super) fn of_work(visitor: &Visitor, contest: &Contest, work: &OfWork<'_>) -> Sharing {
    use contest::contests::Kind;
    let here = visitor.absolute(&format!("/{}/works/{}", contest.slug, work.code));
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": match work.kind {
            Kind::Painting => "VisualArtwork",
            Kind::Song => "MusicComposition",
            Kind::Poem | Kind::Initiative | Kind::Speech => "CreativeWork",
        },
        "name": work.title,
        "url": here,
        "creator": { "@type": "Person", "name": work.credit },
        "inLanguage": "vi",
    });
    if let Some(fields) = data.as_object_mut() {
        let mut add = |name: &str, value: Value| fields.insert(name.to_owned(), value);
        if work.kind == Kind::Poem {
            add("genre", json!("poem"));
        }
        if let Some(award) = work.award {
            add("award", json!(award));
        }
        if let Some(image) = &work.image {
            add("image", json!(image));
        }
        if !work.statement.is_empty() {
            add("abstract", json!(work.statement));
        }
    }
    let about = match (work.award, work.statement) {
        (Some(award), "") => format!("{award}. {}", work.credit),
        (Some(award), said) => format!("{award}. {}. {said}", work.credit),
        (None, "") => work.credit.to_owned(),
        (None, said) => format!("{}. {said}", work.credit),
    };
    let card = format!("{here}/card.jpg");
    Sharing::new(
        work.title,
        &about,
        work.image.clone().unwrap_or(card),
        &data,
    )
}
