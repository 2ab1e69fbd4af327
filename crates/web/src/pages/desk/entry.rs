//! One entry, everything about it, and the decision on eligibility.

use serde::{Deserialize, Serialize};

use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::parts::{HeldFile, Phrase, WorkView};
use crate::render::Page;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DecideForm {
    /// `eligible`, `ineligible`, `returned` or `duplicate`
    pub decision: String,
    /// reason for refusing, or the message when sending back
    pub reason: String,
}

/// Something that the program looked at.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// keys `desk-check-…`
    pub what: Phrase,
    /// `done`, `warn` or `stop`
    pub kind: String,
}

/// A line of the entry's history.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryLine {
    /// when
    pub at: i64,
    /// who: a name or the word for the holder
    pub who: String,
    /// keys `event-…`
    pub what: Phrase,
    /// reason or message; may be empty
    pub note: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct DeskEntry {
    /// what was typed
    pub form: DecideForm,
    /// what is wrong
    pub errors: FormErrors,
    /// entry code
    pub code: String,
    /// title
    pub title: String,
    /// the category's name
    pub category: String,
    /// its state
    pub state: String,
    /// when it was received
    pub at: i64,
    /// `web`, `desk` or `class`
    pub source: String,
    /// the work
    pub view: WorkView,
    /// stored files; `href` downloads the original
    pub files: Vec<HeldFile>,
    /// full name
    pub name: String,
    /// year of birth
    pub birth_year: String,
    /// phone
    pub phone: String,
    /// ward and school; may be empty
    pub place: String,
    /// other authors; may be empty
    pub coauthors: String,
    /// guardian; empty for adults
    pub guardian: String,
    /// answer about taking part
    pub takes_part: bool,
    /// answer about being named
    pub named: bool,
    /// what the program looked at
    pub checks: Vec<Check>,
    /// newest first
    pub history: Vec<HistoryLine>,
    /// whether a decision is possible now
    pub may_decide: bool,
    /// when corrections end; shown when sending back
    pub closes_at: i64,
    /// the list
    pub back_href: String,
    /// the next entry that waits
    pub next_href: Option<String>,
}

impl Page for DeskEntry {
    const TEMPLATE: &'static str = "pages/desk/entry.html";

    fn samples() -> Vec<Self> {
        let check = |key: &str, kind: &str| Check {
            what: Phrase::new(key, &[]),
            kind: kind.into(),
        };
        let page = Self {
            form: DecideForm::default(),
            errors: FormErrors::new(),
            code: "T-0179-K".into(),
            title: "Lớp học bên suối Nặm La".into(),
            category: "Tranh vẽ".into(),
            state: "submitted".into(),
            at: examples::NOW,
            source: "web".into(),
            view: examples::painting(),
            files: vec![HeldFile {
                href: Some("/vi/sonla-2024/desk/T-0179-K/original".into()),
                ..examples::held()
            }],
            name: "Lò Thị Mai Hương".into(),
            birth_year: "2012".into(),
            phone: "0912 345 678".into(),
            place: "Chiềng Sinh, Trường THCS Chiềng Sinh".into(),
            coauthors: String::new(),
            guardian: "Lò Văn Thắng (bố), 0987 654 321".into(),
            takes_part: true,
            named: false,
            checks: vec![
                check("desk-check-file", "done"),
                check("desk-check-guardian", "done"),
                check("desk-check-name-in-work", "warn"),
            ],
            history: vec![HistoryLine {
                at: examples::NOW,
                who: "Người giữ bài".into(),
                what: Phrase::new("event-entry-submitted", &[]),
                note: String::new(),
            }],
            may_decide: true,
            closes_at: examples::CLOSES,
            back_href: "/vi/sonla-2024/desk".into(),
            next_href: Some("/vi/sonla-2024/desk/P-0062-M".into()),
        };
        let wrong = Self {
            form: DecideForm {
                decision: "ineligible".into(),
                reason: String::new(),
            },
            errors: FormErrors::new().with("reason", "error-reason", &[]),
            view: examples::poem(),
            files: Vec::new(),
            ..page.clone()
        };
        let decided = Self {
            state: "eligible".into(),
            may_decide: false,
            next_href: None,
            ..page.clone()
        };
        vec![page, wrong, decided]
    }
}
