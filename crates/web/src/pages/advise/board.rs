//! The jury's proposal, and what advisors say to it. No page of theirs can touch a score.

use serde::{Deserialize, Serialize};

use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::parts::{Award, Choice};
use crate::render::Page;

/// An opinion.
#[derive(Clone, Debug, Serialize)]
pub struct Note {
    /// `concur`, `second-reading` or `dissent`
    pub kind: String,
    /// the advisor
    pub who: String,
    /// when
    pub at: i64,
    /// why
    pub reason: String,
    /// the jury's written answer; empty until there is one
    pub answer: String,
}

/// A proposed award or a shortlisted entry.
#[derive(Clone, Debug, Serialize)]
pub struct BoardRow {
    /// the round's code
    pub code: String,
    /// title
    pub title: String,
    /// the work, blind unless the rules say otherwise
    pub href: String,
    /// place by the formula
    pub place: String,
    /// exact score
    pub score: String,
    /// highest minus lowest, without names
    pub spread: String,
    /// the proposed tier
    pub award: Option<Award>,
    /// why the jury departs from the formula; may be empty
    pub reason: String,
    /// opinions so far
    pub notes: Vec<Note>,
}

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    /// the entry's code; empty for the whole proposal
    pub code: String,
    /// `concur`, `second-reading` or `dissent`
    pub kind: String,
    /// needed unless concurring
    pub reason: String,
}

/// The page. A note posts to its own address; an answer posts `code` and `answer` to `answer_action`.
#[derive(Clone, Debug, Serialize)]
pub struct Board {
    /// slug of the category shown
    pub category: String,
    /// all categories: `value` is the slug, `hint` this page for it
    pub categories: Vec<Choice>,
    /// whether a proposal is here
    pub proposed: bool,
    /// by when the board should have spoken
    pub closes_at: i64,
    /// awards first, then the rest of the shortlist
    pub rows: Vec<BoardRow>,
    /// opinions on the whole proposal
    pub notes: Vec<Note>,
    /// codes to choose from
    pub codes: Vec<Choice>,
    /// what was typed
    pub form: NoteForm,
    /// what is wrong
    pub errors: FormErrors,
    /// whether the viewer may give an opinion
    pub may_note: bool,
    /// for the jury: where an answer to a second reading posts
    pub answer_action: Option<String>,
}

impl Page for Board {
    const TEMPLATE: &'static str = "pages/advise/board.html";

    fn samples() -> Vec<Self> {
        let row = |place: &str, code: &str, title: &str, award: Option<Award>, notes| BoardRow {
            code: code.into(),
            title: title.into(),
            href: format!("{}/advise/{code}", examples::BASE),
            place: place.into(),
            score: "9,24".into(),
            spread: "1,5".into(),
            award,
            reason: String::new(),
            notes,
        };
        let note = |kind: &str, reason: &str, answer: &str| Note {
            kind: kind.into(),
            who: "Đinh Văn Lâm".into(),
            at: examples::NOW,
            reason: reason.into(),
            answer: answer.into(),
        };
        let rows = vec![
            row("1", "A7K", "Lớp học bên suối Nặm La", Some(Award::new("first", "Giải Nhất")), vec![note("concur", "", "")]),
            row("2", "B2M", "Cả bản cùng trồng rừng", Some(Award::new("second", "Giải Nhì")), vec![note("second-reading", "Bức tranh giống một bìa sách đã in.", "")]),
            row("3", "C9R", "Dòng sông biết kể chuyện", None, Vec::new()),
        ];
        let page = Self {
            category: "painting".into(),
            categories: examples::categories()
                .into_iter()
                .map(|choice| Choice {
                    hint: Some(format!("{}/advise/{}", examples::BASE, choice.value)),
                    ..choice
                })
                .collect(),
            proposed: true,
            closes_at: examples::CLOSES,
            codes: rows
                .iter()
                .map(|row| Choice::new(&row.code, &format!("{} {}", row.code, row.title)))
                .collect(),
            rows,
            notes: vec![note("dissent", "Nên trao thêm giải cho thiếu nhi vùng cao.", "Bảng giải không cho thêm; ghi vào biên bản.")],
            form: NoteForm::default(),
            errors: FormErrors::new(),
            may_note: true,
            answer_action: None,
        };
        let wrong = Self {
            form: NoteForm {
                code: "B2M".into(),
                kind: "second-reading".into(),
                reason: String::new(),
            },
            errors: FormErrors::new().with("reason", "error-reason", &[]),
            ..page.clone()
        };
        let jury = Self {
            may_note: false,
            answer_action: Some(format!("{}/advise/painting/answer", examples::BASE)),
            ..page.clone()
        };
        let waiting = Self {
            proposed: false,
            rows: Vec::new(),
            notes: Vec::new(),
            may_note: false,
            ..page.clone()
        };
        vec![page, wrong, jury, waiting]
    }
}
