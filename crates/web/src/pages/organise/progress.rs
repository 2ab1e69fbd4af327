//! How far the judging is: numbers of sheets, never marks.

use serde::Serialize;

use crate::pages::examples;
use crate::render::Page;

/// A juror's progress.
#[derive(Clone, Debug, Serialize)]
pub struct JurorProgress {
    /// name
    pub name: String,
    /// complete sheets
    pub done: i64,
    /// assignments
    pub total: i64,
    /// recused
    pub recused: i64,
    /// abstained
    pub abstained: i64,
    /// last saved mark
    pub last_at: Option<i64>,
    /// whether the sheets are locked
    pub locked: bool,
}

/// A panel's progress.
#[derive(Clone, Debug, Serialize)]
pub struct PanelProgress {
    /// the category's name
    pub name: String,
    /// the round's name
    pub round: String,
    /// `planned`, `open` or `closed`
    pub state: String,
    /// when marks must be in
    pub closes_at: i64,
    /// complete sheets
    pub done: i64,
    /// assignments
    pub total: i64,
    /// entries with fewer sheets than the rules ask
    pub below_quorum: i64,
    /// its jurors
    pub jurors: Vec<JurorProgress>,
    /// opens a planned round, or closes an open one; absent where it is not possible
    pub action: Option<String>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Progress {
    /// in the rules' order
    pub panels: Vec<PanelProgress>,
    /// the organisers' page
    pub back_href: String,
}

impl Page for Progress {
    const TEMPLATE: &'static str = "pages/organise/progress.html";

    fn samples() -> Vec<Self> {
        let juror = |name: &str, done, locked| JurorProgress {
            name: name.into(),
            done,
            total: 179,
            recused: 2,
            abstained: 0,
            last_at: (done > 0).then_some(examples::NOW),
            locked,
        };
        let panel = |name: &str, state: &str, below_quorum| PanelProgress {
            name: name.into(),
            round: "Vòng chấm điểm".into(),
            state: state.into(),
            closes_at: examples::CLOSES,
            done: 291,
            total: 537,
            below_quorum,
            jurors: vec![
                juror("Hà Thị Minh Châu", 112, false),
                juror("Tòng Văn Hưng", 179, true),
                juror("Nguyễn Thu Hà", 0, false),
            ],
            action: Some(format!("{}/organise/progress/1", examples::BASE)),
        };
        vec![
            Self {
                panels: vec![panel("Tranh vẽ", "open", 61), panel("Thơ", "planned", 0)],
                back_href: format!("{}/organise", examples::BASE),
            },
            Self {
                panels: Vec::new(),
                back_href: format!("{}/organise", examples::BASE),
            },
        ]
    }
}
