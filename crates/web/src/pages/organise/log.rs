//! The log of everything that was done.

use std::collections::HashMap;

use axum::extract::{Query, State};
use contest::Tx;
use contest::audit;
use contest::contests::ContestId;
use contest::people;
use serde::{Deserialize, Serialize};
use submissions::entries::{self, EntryId, Filter, Listed};

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
    /// what happened, in words
    pub event: String,
    /// the code of the work it concerns; empty for anything else
    pub about: String,
    /// as it is logged: the event's name, what it concerns and what was noted
    pub logged: Vec<String>,
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
                    event: "Duyệt bài".into(),
                    about: "T-0179-K".into(),
                    logged: vec!["entry.decided".into()],
                    hash: "3f7a9c0e5b1d".into(),
                },
                LogLine {
                    number: 1_203,
                    at: examples::NOW,
                    who: String::new(),
                    event: "Đóng vòng chấm".into(),
                    about: String::new(),
                    logged: vec![
                        "round.closed".into(),
                        "{\"digest\":\"8c1f0b7e5a3d\"}".into(),
                    ],
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
    let codes = codes_of(&mut tx, contest.id, &events).await?;
    let say = |key: &str| text(visitor.lang, key, &Args::new());
    let name = |actor: &str| {
        let known = people
            .iter()
            .find(|p| actor == format!("person:{}", p.person.id));
        if let Some(known) = known {
            return known.person.name.clone();
        }
        match actor.split_once(':').map_or(actor, |(kind, _)| kind) {
            "system" => String::new(),
            "holder" => say("desk-holder"),
            "guardian" => say("organise-log-guardian"),
            "teacher" => say("organise-log-teacher"),
            "visitor" => say("organise-log-visitor"),
            _ => say("organise-log-somebody"),
        }
    };
    let last = events.last().map_or(0, |e| e.seq);
    let lines = events
        .iter()
        .map(|e| LogLine {
            number: e.seq,
            at: e.at.0,
            who: name(&e.actor),
            event: say(&format!("log-{}", e.kind.replace(['.', '_'], "-"))),
            about: codes.get(&e.subject).cloned().unwrap_or_default(),
            logged: vec![e.kind.clone(), e.subject.clone(), shortened(&e.details)],
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

/// The codes of the works that these events concern, by the events' subjects.
async fn codes_of(
    tx: &mut Tx,
    contest: ContestId,
    events: &[audit::Event],
) -> Result<HashMap<String, String>, sqlx::Error> {
    let subjects = events.iter().map(|e| e.subject.as_str());
    let ids = subjects.filter_map(|s| s.strip_prefix("entry:")?.parse().ok());
    let among = Filter {
        among: Some(ids.map(EntryId).collect()),
        ..Filter::default()
    };
    let listed = entries::all(tx, contest, &among).await?;
    let code = |l: Listed| Some((format!("entry:{}", l.entry.id), l.entry.code?));
    Ok(listed.into_iter().filter_map(code).collect())
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
