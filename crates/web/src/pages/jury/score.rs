//! One work and its score sheet.

use serde::{Deserialize, Serialize};

use super::BlindWork;
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::render::Page;

/// A criterion with the marks that may be given.
#[derive(Clone, Debug, Serialize)]
pub struct ScoreCriterion {
    /// sent as `mark-<id>`
    pub id: String,
    /// its name
    pub label: String,
    /// what it means
    pub hint: String,
    /// its weight as written
    pub weight: String,
    /// all marks of the grid, lowest first, as written and sent
    pub marks: Vec<String>,
    /// the saved mark; empty where there is none
    pub mark: String,
    /// what the lowest mark means; may be empty
    pub low: String,
    /// what the highest mark means
    pub high: String,
}

/// What was typed beside the marks, and in the dialogs.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ScoreForm {
    /// for the jury's meeting; authors may see it if the rules say so
    pub comment: String,
    /// why recused or abstained
    pub reason: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Score {
    /// the work
    pub work: BlindWork,
    /// the category's name
    pub category: String,
    /// place in this juror's order, from 1
    pub position: i64,
    /// how many there are
    pub total: i64,
    /// the rubric
    pub criteria: Vec<ScoreCriterion>,
    /// what was typed
    pub form: ScoreForm,
    /// what is wrong; fields `mark-<id>`, `comment`, `reason`
    pub errors: FormErrors,
    /// `todo`, `part`, `done`, `abstained` or `recused`
    pub state: String,
    /// last change of this sheet
    pub saved_at: Option<i64>,
    /// whether the sheets are locked
    pub locked: bool,
    /// when marks must be in
    pub closes_at: i64,
    /// posts all marks and the comment; `go` is `next` or `stay`
    pub save_action: String,
    /// posts one mark or the comment, answers JSON: see the README of the pages
    pub mark_action: String,
    /// posts `reason`
    pub recuse_action: String,
    /// posts `reason`
    pub abstain_action: String,
    /// posts nothing: puts this work last in the juror's order
    pub skip_action: String,
    /// the work before
    pub previous: Option<String>,
    /// the work after
    pub next: Option<String>,
    /// pictures of the next two works
    pub preload: Vec<String>,
    /// all assignments
    pub today_href: String,
}

impl Page for Score {
    const TEMPLATE: &'static str = "pages/jury/score.html";

    fn samples() -> Vec<Self> {
        let criterion = |id: &str, label: &str, hint: &str, weight: &str, mark: &str| ScoreCriterion {
            id: id.into(),
            label: label.into(),
            hint: hint.into(),
            weight: weight.into(),
            marks: (1..=10).map(|mark| mark.to_string()).collect(),
            mark: mark.into(),
            low: "chưa rõ".into(),
            high: "xuất sắc".into(),
        };
        let address = |verb: &str| format!("{}/jury/1/A7K/{verb}", examples::BASE);
        let page = Self {
            work: BlindWork {
                code: "A7K".into(),
                title: "Lớp học bên suối Nặm La".into(),
                view: examples::painting(),
            },
            category: "Tranh vẽ".into(),
            position: 12,
            total: 179,
            criteria: vec![
                criterion("idea", "Ý tưởng và chủ đề", "Nói được học tập suốt đời gắn với biến đổi khí hậu", "40", "8"),
                criterion("art", "Nghệ thuật", "Bố cục, màu sắc, đường nét", "30", ""),
                criterion("fresh", "Sáng tạo", "Cách nhìn riêng", "30", ""),
            ],
            form: ScoreForm::default(),
            errors: FormErrors::new(),
            state: "part".into(),
            saved_at: Some(examples::NOW),
            locked: false,
            closes_at: examples::CLOSES,
            save_action: address("save"),
            mark_action: address("mark"),
            recuse_action: address("recuse"),
            abstain_action: address("abstain"),
            skip_action: address("skip"),
            previous: Some(format!("{}/jury/1/K2B", examples::BASE)),
            next: Some(format!("{}/jury/1/B2M", examples::BASE)),
            preload: vec!["/m/T-0102-M/1600.jpg".into()],
            today_href: format!("{}/jury", examples::BASE),
        };
        let work = |title: &str, view| BlindWork {
            code: "P3A".into(),
            title: title.into(),
            view,
        };
        let poem = Self {
            work: work("Ông học chữ", examples::poem()),
            errors: FormErrors::new().with("mark-art", "jury-score-mark-missing", &[]),
            ..page.clone()
        };
        let song = Self {
            work: work("Thành phố mùa ban", examples::song()),
            locked: true,
            state: "done".into(),
            ..page.clone()
        };
        let initiative = Self {
            work: work("Thư viện xe đạp cho các bản xa", examples::initiative()),
            state: "recused".into(),
            next: None,
            ..page.clone()
        };
        vec![page, poem, song, initiative]
    }
}
