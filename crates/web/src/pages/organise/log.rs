//! The log of everything that was done.

use serde::Serialize;

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
