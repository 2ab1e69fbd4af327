//! The log of everything that was done.

use axum::extract::{Query, State};
use contest::audit;
use contest::people;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::extract::{Answer, InContest, Visitor};
use crate::i18n::{Args, text};
use crate::pages::examples;
use crate::pages::parts::Pager;
use crate::render::Page;

/// An event.
#[derive(Clone, Debug, Serialize)]
pub struct LogLine {
    /// running number
    pub number: i64,
    /// when
    pub at: i64,
    /// who; empty for the program itself
    pub who: String,
    /// the event's name, as in the verification bundle
    pub event: String,
    /// what it concerns
    pub about: String,
    /// further details as they are logged; may be empty
    pub detail: String,
    /// first 12 characters of its hash
    pub hash: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Log {
    /// newest first
    pub lines: Vec<LogLine>,
    /// the other pages
    pub pager: Pager,
    /// hash of the newest event
    pub head: String,
    /// whether the chain was checked from the first event and holds
    pub sound: bool,
    /// the organisers' page
    pub back_href: String,
}

impl Page for Log {
    const TEMPLATE: &'static str = "pages/organise/log.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            lines: vec![
                LogLine {
                    number: 1_204,
                    at: examples::NOW,
                    who: "Lò Thị Hạnh".into(),
                    event: "entry.eligible".into(),
                    about: "T-0179-K".into(),
                    detail: String::new(),
                    hash: "3f7a9c0e5b1d".into(),
                },
                LogLine {
                    number: 1_203,
                    at: examples::NOW,
                    who: String::new(),
                    event: "round.closed".into(),
                    about: "Tranh vẽ".into(),
                    detail: "digest 8c1f0b7e5a3d".into(),
                    hash: "8c1f0b7e5a3d".into(),
                },
            ],
            pager: Pager {
                page: 1,
                pages: 25,
                previous: None,
                next: Some("?page=2".into()),
            },
            head: "3f7a9c0e5b1d48c2a6e4f1907bd2c85e9a3471f06cd82be5174a90fe63d2b81c".into(),
            sound: true,
            back_href: format!("{}/organise", examples::BASE),
        };
        let broken = Self {
            sound: false,
            ..page.clone()
        };
        vec![page, broken]
    }
}

/// What the address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LogQuery {
    before: Option<i64>,
}

const PER_PAGE: i64 = 50;

/// `GET /{lang}/{contest}/log`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Query(query): Query<LogQuery>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let verdict = audit::verify(&mut tx, contest.id.0).await?;
    let before = query.before.unwrap_or(i64::MAX);
    let events = audit::latest(&mut tx, contest.id.0, before, PER_PAGE).await?;
    let people = people::holders_of(&mut tx, contest.id).await?;
    let name = |actor: &str| {
        let known = people
            .iter()
            .find(|p| actor == format!("person:{}", p.person.id));
        match actor.split_once(':') {
            _ if known.is_some() => known.map(|p| p.person.name.clone()).unwrap_or_default(),
            Some(("holder", _)) => text(visitor.lang, "desk-holder", &Args::new()),
            _ if actor == "system" => String::new(),
            _ => actor.chars().take(15).collect(),
        }
    };
    let last = events.last().map_or(0, |e| e.seq);
    let lines = events
        .iter()
        .map(|e| LogLine {
            number: e.seq,
            at: e.at.0,
            who: name(&e.actor),
            event: e.kind.clone(),
            about: e.subject.clone(),
            detail: shortened(&e.details),
            hash: e.hash.hex()[..12].to_owned(),
        })
        .collect();
    let from_top = verdict.events - last.min(verdict.events);
    visitor.show(
        &app,
        &Log {
            lines,
            pager: Pager {
                page: from_top.max(1).div_euclid(PER_PAGE).max(1),
                pages: (verdict.events + PER_PAGE - 1) / PER_PAGE,
                previous: query.before.map(|_| visitor.url(&visitor.path)),
                next: (last > 1).then(|| format!("?before={last}")),
            },
            head: verdict.head.hex(),
            sound: verdict.broken.is_none(),
            back_href: visitor.url(&format!("/{}/organise", contest.slug)),
        },
    )
}

/// A line of the list: the whole is in the log itself.
fn shortened(details: &str) -> String {
    const MOST: usize = 160;
    let mut shown: String = details.chars().take(MOST).collect();
    if shown.len() < details.len() {
        shown.push('…');
    }
    shown
}
