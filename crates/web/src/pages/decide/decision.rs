//! The list of awards, the minutes, two signatures, the announcement.

use serde::{Deserialize, Serialize};

use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::parts::{Award, Phrase};
use crate::render::Page;

/// One award of the list.
#[derive(Clone, Debug, Serialize)]
pub struct AwardLine {
    /// the tier
    pub award: Award,
    /// the entry's code
    pub code: String,
    /// title
    pub title: String,
    /// the author; empty until both have signed
    pub author: String,
    /// place by the formula
    pub place: String,
    /// why it departs from the formula; may be empty
    pub reason: String,
}

/// The awards of a category.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionCategory {
    /// its name
    pub name: String,
    /// highest first
    pub lines: Vec<AwardLine>,
}

/// A place for a signature.
#[derive(Clone, Debug, Serialize)]
pub struct Signature {
    /// `chair` or `organiser`
    pub role: String,
    /// who signed, or who is to sign
    pub name: String,
    /// when
    pub at: Option<i64>,
    /// whether the viewer may sign here now
    pub may_sign: bool,
}

/// The minutes, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MinutesForm {
    /// where the meeting was
    pub place: String,
    /// date and time, as typed
    pub held: String,
    /// who was there, one to a line
    pub attendance: String,
    /// who recused, from what, one to a line
    pub recusals: String,
    /// votes, changes and their reasons
    pub notes: String,
    /// number of the decision, as it will be printed
    pub number: String,
    /// day and time of the announcement, as typed: `19:30 07/10/2024`
    pub announce_at: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Decision {
    /// `draft`, `signed` or `announced`
    pub state: String,
    /// in the rules' order
    pub categories: Vec<DecisionCategory>,
    /// awards given
    pub awards: i64,
    /// awards that the prize table allows
    pub quantity: i64,
    /// what still stands in the way: `decide-block-…`
    pub blocks: Vec<Phrase>,
    /// what was typed
    pub form: MinutesForm,
    /// what is wrong; `password` for the signature
    pub errors: FormErrors,
    /// whether minutes may still change
    pub may_edit: bool,
    /// where the minutes post
    pub minutes_action: String,
    /// chair, then organiser
    pub signatures: Vec<Signature>,
    /// posts `role` and `password`
    pub sign_action: String,
    /// SHA-256 of what is signed
    pub digest: String,
    /// posts `announce_at`, empty for now; absent until both have signed
    pub announce_action: Option<String>,
    /// the set minute, or the real one
    pub announced_at: Option<i64>,
    /// address of the results
    pub winners_href: String,
    /// papers to download: label key and address
    pub papers: Vec<(String, String)>,
}

impl Page for Decision {
    const TEMPLATE: &'static str = "pages/decide/decision.html";

    fn samples() -> Vec<Self> {
        let line = |rank: &str, label: &str, code: &str, title: &str, reason: &str| AwardLine {
            award: Award::new(rank, label),
            code: code.into(),
            title: title.into(),
            author: String::new(),
            place: "1".into(),
            reason: reason.into(),
        };
        let signature = |role: &str, name: &str, at, may_sign| Signature {
            role: role.into(),
            name: name.into(),
            at,
            may_sign,
        };
        let page = Self {
            state: "draft".into(),
            categories: vec![
                DecisionCategory {
                    name: "Tranh vẽ".into(),
                    lines: vec![
                        line("first", "Giải Nhất", "T-0014-H", "Lớp học bên suối Nặm La", ""),
                        line("second", "Giải Nhì", "T-0102-M", "Cả bản cùng trồng rừng", "Hội đồng bỏ phiếu 4/5."),
                        line("mention", "Khuyến khích", "T-0179-K", "Dòng sông biết kể chuyện", ""),
                    ],
                },
                DecisionCategory {
                    name: "Thơ".into(),
                    lines: vec![line("first", "Giải A", "P-0031-C", "Ông học chữ", "")],
                },
            ],
            awards: 37,
            quantity: 38,
            blocks: vec![Phrase::new("decide-block-second-reading", &[("n", 1.into())])],
            form: MinutesForm {
                place: "Trụ sở UBND thành phố".into(),
                held: "08:00 03/10/2024".into(),
                attendance: "Hà Thị Minh Châu\nTòng Văn Hưng".into(),
                ..MinutesForm::default()
            },
            errors: FormErrors::new(),
            may_edit: true,
            minutes_action: format!("{}/decision/minutes", examples::BASE),
            signatures: vec![
                signature("chair", "Hà Thị Minh Châu", None, false),
                signature("organiser", "Lò Thị Hạnh", None, false),
            ],
            sign_action: format!("{}/decision/sign", examples::BASE),
            digest: "8c1f0b7e5a3d92c46e0f7a1b8d25c3e94f60a7b1d8e2c5f39a04b6d7e81c2f53".into(),
            announce_action: None,
            announced_at: None,
            winners_href: format!("{}/winners", examples::BASE),
            papers: Vec::new(),
        };
        let signing = Self {
            blocks: Vec::new(),
            awards: 38,
            signatures: vec![
                signature("chair", "Hà Thị Minh Châu", Some(examples::NOW), false),
                signature("organiser", "Lò Thị Hạnh", None, true),
            ],
            errors: FormErrors::new().with("password", "decide-password-wrong", &[]),
            may_edit: false,
            ..page.clone()
        };
        let signed = Self {
            state: "signed".into(),
            signatures: vec![
                signature("chair", "Hà Thị Minh Châu", Some(examples::NOW), false),
                signature("organiser", "Lò Thị Hạnh", Some(examples::NOW), false),
            ],
            errors: FormErrors::new(),
            announce_action: Some(format!("{}/decision/announce", examples::BASE)),
            papers: vec![("paper-minutes".into(), "/vi/sonla-2024/papers/minutes.pdf".into())],
            ..signing.clone()
        };
        let announced = Self {
            state: "announced".into(),
            announce_action: None,
            announced_at: Some(examples::ANNOUNCED),
            ..signed.clone()
        };
        vec![page, signing, signed, announced]
    }
}
