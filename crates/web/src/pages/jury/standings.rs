//! The order that the marks give, and what the jury proposes.

use serde::{Deserialize, Serialize};

use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::parts::{Award, Choice, Phrase};
use crate::render::Page;

/// An entry's place.
#[derive(Clone, Debug, Serialize)]
pub struct StandingRow {
    /// place as written: `1`, `2`, `3–4`
    pub place: String,
    /// the round's code
    pub code: String,
    /// title
    pub title: String,
    /// the work, blind
    pub href: String,
    /// exact score as written
    pub score: String,
    /// highest minus lowest juror's score, as written
    pub spread: String,
    /// sheets counted
    pub sheets: i64,
    /// whether it shares its place or stands on a tier's line
    pub tied: bool,
    /// locale keys of remarks, `jury-standings-flag-…`
    pub flags: Vec<String>,
    /// the proposed tier
    pub award: Option<Award>,
    /// why the proposal departs from the formula; empty where it does not
    pub reason: String,
    /// whether the last award of the formula falls on this row
    pub line_below: bool,
}

/// How many awards of a tier are given.
#[derive(Clone, Debug, Serialize)]
pub struct Quota {
    /// the tier
    pub award: Award,
    /// proposed
    pub given: i64,
    /// allowed
    pub quantity: i64,
}

/// A departure from the formula, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangeForm {
    /// the round's code
    pub code: String,
    /// a tier's value, or empty for none
    pub tier: String,
    /// why
    pub reason: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Standings {
    /// slug of the category shown
    pub category: String,
    /// all categories: `value` is the slug, `hint` this page for it
    pub categories: Vec<Choice>,
    /// the round's name
    pub round: String,
    /// whether the round is closed; nothing else is shown before
    pub closed: bool,
    /// how scores are made: `jury-standings-method-…`
    pub method: Phrase,
    /// best first
    pub rows: Vec<StandingRow>,
    /// highest tier first
    pub quotas: Vec<Quota>,
    /// tiers to choose from
    pub tiers: Vec<Choice>,
    /// codes to choose from
    pub codes: Vec<Choice>,
    /// what was typed
    pub form: ChangeForm,
    /// what is wrong
    pub errors: FormErrors,
    /// whether the viewer may change the proposal
    pub may_change: bool,
    /// where a change posts
    pub change_action: String,
    /// hands the proposal to the advisory board; absent when that is not possible
    pub propose_action: Option<String>,
}

impl Page for Standings {
    const TEMPLATE: &'static str = "pages/jury/standings.html";

    fn samples() -> Vec<Self> {
        let row = |place: &str, code: &str, title: &str, score: &str, award: Option<Award>| StandingRow {
            place: place.into(),
            code: code.into(),
            title: title.into(),
            href: format!("{}/jury/1/{code}/look", examples::BASE),
            score: score.into(),
            spread: "1,5".into(),
            sheets: 5,
            tied: place.contains('–'),
            flags: Vec::new(),
            award,
            reason: String::new(),
            line_below: false,
        };
        let mut rows = vec![
            row("1", "A7K", "Lớp học bên suối Nặm La", "9,24", Some(Award::new("first", "Giải Nhất"))),
            row("2", "B2M", "Cả bản cùng trồng rừng", "9,06", Some(Award::new("second", "Giải Nhì"))),
            row("3–4", "C9R", "Dòng sông biết kể chuyện", "8,80", Some(Award::new("second", "Giải Nhì"))),
            row("3–4", "D4H", "Mưa", "8,80", Some(Award::new("third", "Giải Ba"))),
            row("5", "E1P", "Ngày hội sách", "8,62", None),
        ];
        rows[3].reason = "Hội đồng bỏ phiếu 4/5 vì bố cục chắc hơn.".into();
        rows[3].line_below = true;
        rows[2].flags = vec!["jury-standings-flag-spread".into()];
        let quota = |rank: &str, label: &str, given, quantity| Quota {
            award: Award::new(rank, label),
            given,
            quantity,
        };
        let page = Self {
            category: "painting".into(),
            categories: examples::categories()
                .into_iter()
                .map(|choice| Choice {
                    hint: Some(format!("{}/standings/{}", examples::BASE, choice.value)),
                    ..choice
                })
                .collect(),
            round: "Vòng chấm điểm".into(),
            closed: true,
            method: Phrase::new("jury-standings-method-mean", &[]),
            codes: rows
                .iter()
                .map(|row| Choice::new(&row.code, &format!("{} {}", row.code, row.title)))
                .collect(),
            rows,
            quotas: vec![
                quota("first", "Giải Nhất", 1, 1),
                quota("second", "Giải Nhì", 2, 3),
                quota("third", "Giải Ba", 1, 5),
                quota("mention", "Khuyến khích", 0, 8),
            ],
            tiers: vec![
                Choice::new("first", "Giải Nhất"),
                Choice::new("second", "Giải Nhì"),
                Choice::new("third", "Giải Ba"),
            ],
            form: ChangeForm::default(),
            errors: FormErrors::new(),
            may_change: true,
            change_action: format!("{}/standings/painting/change", examples::BASE),
            propose_action: Some(format!("{}/standings/painting/propose", examples::BASE)),
        };
        let wrong = Self {
            form: ChangeForm {
                code: "E1P".into(),
                tier: "first".into(),
                reason: String::new(),
            },
            errors: FormErrors::new()
                .with("tier", "jury-standings-quota", &[("tier", "Giải Nhất".into())])
                .with("reason", "error-reason", &[]),
            ..page.clone()
        };
        let running = Self {
            closed: false,
            rows: Vec::new(),
            quotas: Vec::new(),
            may_change: false,
            propose_action: None,
            ..page.clone()
        };
        vec![page, wrong, running]
    }
}
