//! What happens around a contest, for everybody, and as dates for a calendar.

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use contest::Tx;
use contest::contests::Contest;
use contest::programme::{self, Event, PartnerId};
use http::header;
use serde::Serialize;
use submissions::files::inspect::Recipe;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Visitor};
use crate::media;
use crate::pages::examples;
use crate::pages::parts::Contact;
use crate::render::{Page, words};

/// Something that happens.
#[derive(Clone, Debug, Serialize)]
pub struct Happening {
    /// what
    pub title: String,
    /// when it begins
    pub at: i64,
    /// when it ends, on the clock; empty where that is open
    pub until: String,
    /// where
    pub place: String,
    /// more of it; may be empty
    pub about: String,
}

/// Somebody who helps to pay.
#[derive(Clone, Debug, Serialize)]
pub struct PartnerCard {
    /// name
    pub name: String,
    /// their own page; may be empty
    pub link: String,
    /// what they give; may be empty
    pub gives: String,
    /// a small picture
    pub logo: Option<String>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Programme {
    /// in order of time
    pub events: Vec<Happening>,
    /// partners
    pub partners: Vec<PartnerCard>,
    /// the dates as a file
    pub calendar_href: String,
    /// whom to ask
    pub contact: Contact,
}

impl Page for Programme {
    const TEMPLATE: &'static str = "pages/public/programme.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            events: vec![
                Happening {
                    title: "Khai mạc triển lãm".into(),
                    at: examples::NOW,
                    until: "17:00".into(),
                    place: "Quảng trường Tây Bắc".into(),
                    about: "Tranh, thơ và sáng kiến của cuộc thi; xem tự do.".into(),
                },
                Happening {
                    title: "Lễ trao giải".into(),
                    at: examples::ANNOUNCED,
                    until: String::new(),
                    place: "Trung tâm hội nghị tỉnh".into(),
                    about: String::new(),
                },
            ],
            partners: vec![
                PartnerCard {
                    name: "Thư viện tỉnh Sơn La".into(),
                    link: "https://thuvien.example".into(),
                    gives: "Tặng sách cho các em đạt giải".into(),
                    logo: Some("/m/logo.jpg".into()),
                },
                PartnerCard {
                    name: "Nhà sách Tây Bắc".into(),
                    link: String::new(),
                    gives: String::new(),
                    logo: None,
                },
            ],
            calendar_href: format!("{}/programme.ics", examples::BASE),
            contact: examples::contact(),
        };
        let empty = Self {
            events: Vec::new(),
            partners: Vec::new(),
            ..page.clone()
        };
        vec![page, empty]
    }
}

/// Whether there is anything to tell.
pub(super) async fn is_told(tx: &mut Tx, contest: &Contest) -> Result<bool, sqlx::Error> {
    Ok(!programme::events_of(tx, contest.id).await?.is_empty()
        || !programme::partners_of(tx, contest.id).await?.is_empty())
}

/// The end of an event: the clock alone where it ends on the same day.
fn until(visitor: &Visitor, contest: &Contest, event: &Event) -> String {
    let Some(end) = event.ends_at else {
        return String::new();
    };
    let day = |at: i64| words::civil(at, &contest.zone).map(jiff::civil::DateTime::date);
    if day(end.0) == day(event.starts_at.0) {
        words::clock(end.0, &contest.zone, visitor.lang)
    } else {
        words::stamp(end.0, &contest.zone, visitor.lang)
    }
}

/// `GET /{lang}/{contest}/programme`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let events = programme::events_of(&mut tx, contest.id).await?;
    let partners = programme::partners_of(&mut tx, contest.id).await?;
    let here = visitor.url(&format!("/{}/programme", contest.slug));
    visitor.show(
        &app,
        &Programme {
            events: events
                .into_iter()
                .map(|e| Happening {
                    until: until(&visitor, &contest, &e),
                    title: visitor.pick(&e.title_vi, &e.title_en).to_owned(),
                    at: e.starts_at.0,
                    place: e.place,
                    about: e.about,
                })
                .collect(),
            partners: partners
                .into_iter()
                .map(|p| PartnerCard {
                    logo: p
                        .logo_sha256
                        .is_some()
                        .then(|| format!("{here}/partners/{}/logo", p.id)),
                    name: p.name,
                    link: p.link,
                    gives: p.gives,
                })
                .collect(),
            calendar_href: visitor.url(&format!("/{}/programme.ics", contest.slug)),
            contact: Contact::of(&visitor, &contest),
        },
    )
}

/// `GET /{lang}/{contest}/programme.ics`.
pub async fn calendar(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let events = programme::events_of(&mut tx, contest.id).await?;
    drop(tx);
    let url = visitor.absolute(&format!("/{}/programme", contest.slug));
    let uids: Vec<String> = events.iter().map(|e| format!("{}@hoaban", e.id)).collect();
    let dates: Vec<papers::CalendarDate<'_>> = events
        .iter()
        .zip(&uids)
        .map(|(event, uid)| papers::CalendarDate {
            uid,
            at_ms: event.starts_at.0,
            ends_ms: event.ends_at.map(|at| at.0),
            place: &event.place,
            title: visitor.pick(&event.title_vi, &event.title_en),
            url: &url,
        })
        .collect();
    let headers = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")];
    Ok((headers, papers::calendar(&dates, app.now().0)).into_response())
}

/// `GET /{lang}/{contest}/programme/partners/{partner}/logo`.
pub async fn logo(
    State(app): State<App>,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, String)>,
) -> Answer {
    let id: PartnerId = id.parse().map_err(|_| PageError::NotFound)?;
    let mut tx = app.db.read().await?;
    let partners = programme::partners_of(&mut tx, contest.id).await?;
    let partner = partners.iter().find(|p| p.id == id);
    let logo = partner.and_then(programme::Partner::logo);
    media::loose(&app, tx, logo.ok_or(PageError::NotFound)?, Recipe::Thumb).await
}
