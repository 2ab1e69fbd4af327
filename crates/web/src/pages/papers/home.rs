//! All papers of a contest on one page, and each of them as a file.

use axum::extract::{Path, Query, State};
use contest::contests::Phase;
use contest::people::Role;
use serde::Serialize;

use super::made::Form;
use super::{
    catalogue, hung, letters, lists, office, participation, press, report, script, tray, walls,
};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Visitor};
use crate::pages::classes::list::download;
use crate::pages::examples;
use crate::render::Page;

/// A paper: what it is called in words and addresses, and in which forms there is one.
#[derive(Clone, Debug, Serialize)]
pub struct PaperLine {
    /// `papers-<key>` and `papers-<key>-hint`
    pub key: String,
    /// what it is downloaded as, with the addresses
    pub forms: Vec<(String, String)>,
}

/// Papers that belong together.
#[derive(Clone, Debug, Serialize)]
pub struct PaperGroup {
    /// `papers-group-<key>`
    pub key: String,
    /// its papers
    pub papers: Vec<PaperLine>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Papers {
    /// in the order in which they are needed
    pub groups: Vec<PaperGroup>,
    /// whether both have signed; papers about the result are not there before
    pub decided: bool,
    /// the register of certificates
    pub certificates_href: String,
    /// the ceremony's plan
    pub ceremony_href: String,
    /// the decision
    pub decision_href: String,
    /// the report on a page
    pub report_href: String,
    /// the office's register
    pub register_href: String,
    /// packs all works
    pub works_action: String,
}

impl Page for Papers {
    const TEMPLATE: &'static str = "pages/papers/home.html";

    fn samples() -> Vec<Self> {
        vec![
            Self::of(examples::BASE, Phase::Decided),
            Self::of(examples::BASE, Phase::Open),
        ]
    }
}

/// What can be downloaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Paper {
    Decision,
    Minutes,
    Notice,
    Facts,
    Script,
    LabelsNear,
    LabelsFar,
    Winners,
    Entries,
    Report,
    Participation,
    Catalogue,
    Press,
    Hanging,
    Returns,
    Tray,
    Plan,
    Proposal,
    Correction,
}

const LETTER: &[Form] = &[Form::Pdf, Form::Docx];
const PRINT: &[Form] = &[Form::Pdf];
const SHEET: &[Form] = &[Form::Xlsx, Form::Csv];
const ARCHIVE: &[Form] = &[Form::Zip];
const REPORT: &[Form] = &[Form::Pdf, Form::Docx, Form::Xlsx];

/// Group, paper, part of the address, forms.
const ALL: [(&str, Paper, &str, &[Form]); 19] = [
    ("decision", Paper::Plan, "plan", LETTER),
    ("decision", Paper::Proposal, "proposal", LETTER),
    ("decision", Paper::Decision, "decision", LETTER),
    ("decision", Paper::Correction, "correction", LETTER),
    ("decision", Paper::Minutes, "minutes", LETTER),
    ("decision", Paper::Notice, "notice", LETTER),
    ("ceremony", Paper::Script, "script", LETTER),
    ("ceremony", Paper::Tray, "tray", REPORT),
    ("ceremony", Paper::Facts, "facts", LETTER),
    ("ceremony", Paper::Press, "press", ARCHIVE),
    ("ceremony", Paper::Participation, "participation", PRINT),
    ("walls", Paper::Hanging, "hanging", REPORT),
    ("walls", Paper::LabelsNear, "labels-near", PRINT),
    ("walls", Paper::LabelsFar, "labels-far", PRINT),
    ("walls", Paper::Catalogue, "catalogue", PRINT),
    ("lists", Paper::Winners, "winners", SHEET),
    ("lists", Paper::Entries, "entries", SHEET),
    ("lists", Paper::Returns, "returns", REPORT),
    ("report", Paper::Report, "report", REPORT),
];

impl Paper {
    /// From when it is there: what tells nothing of the result is there at any time, what the jury proposes once it lies before
    /// the board, everything else once both have signed.
    const fn from(self) -> Phase {
        match self {
            Self::Entries | Self::Report | Self::Hanging | Self::Returns | Self::Plan => {
                Phase::Setup
            }
            Self::Proposal => Phase::Advising,
            _ => Phase::Decided,
        }
    }
}

impl Papers {
    fn of(base: &str, phase: Phase) -> Self {
        let mut groups: Vec<PaperGroup> = Vec::new();
        for (group, paper, name, forms) in ALL {
            if phase < paper.from() {
                continue;
            }
            let line = PaperLine {
                key: name.to_owned(),
                forms: forms
                    .iter()
                    .map(|form| {
                        let form = form.as_str();
                        (form.to_uppercase(), format!("{base}/papers/{name}.{form}"))
                    })
                    .collect(),
            };
            match groups.last_mut() {
                Some(last) if last.key == group => last.papers.push(line),
                _ => groups.push(PaperGroup {
                    key: group.to_owned(),
                    papers: vec![line],
                }),
            }
        }
        Self {
            groups,
            decided: phase >= Phase::Decided,
            certificates_href: format!("{base}/certificates"),
            ceremony_href: format!("{base}/ceremony"),
            decision_href: format!("{base}/decide"),
            report_href: format!("{base}/report"),
            register_href: format!("{base}/papers/register"),
            works_action: format!("{base}/papers/works"),
        }
    }
}

/// `GET /{lang}/{contest}/papers`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let base = visitor.url(&format!("/{}", contest.slug));
    visitor.show(&app, &Papers::of(&base, contest.phase))
}

/// `GET /{lang}/{contest}/papers/{file}`: one of them as a file, in the visitor's language.
pub async fn file(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, name)): Path<(String, String, String)>,
    Query(compared): Query<report::ReportForm>,
) -> Answer {
    let (stem, ending) = name.rsplit_once('.').ok_or(PageError::NotFound)?;
    let known = ALL.iter().find(|(_, _, name, _)| *name == stem);
    let (_, paper, _, forms) = known.ok_or(PageError::NotFound)?;
    let form = forms.iter().find(|form| form.as_str() == ending);
    let form = *form.ok_or(PageError::NotFound)?;
    if !visitor.actor().has(contest.id, Role::Organiser) || contest.phase < paper.from() {
        return Err(PageError::NotFound);
    }
    let tx = app.db.read().await?;
    let made = match paper {
        Paper::Decision => letters::decision(tx, &visitor, &contest).await?,
        Paper::Minutes => letters::minutes(tx, &visitor, &contest).await?,
        Paper::Notice => letters::notice(tx, &visitor, &contest).await?,
        Paper::Facts => letters::facts(tx, &visitor, &contest).await?,
        Paper::Script => script::script(tx, &visitor, &contest).await?,
        Paper::LabelsNear | Paper::LabelsFar => {
            let size = if *paper == Paper::LabelsNear {
                papers::LabelSize::Near
            } else {
                papers::LabelSize::Far
            };
            walls::labels(tx, &visitor, &contest, size).await?
        }
        Paper::Winners => lists::winners(tx, &visitor, &contest).await?,
        Paper::Entries => lists::entries(tx, &visitor, &contest).await?,
        Paper::Participation => participation::participation(tx, &visitor, &contest).await?,
        Paper::Catalogue => catalogue::catalogue(tx, &app, &visitor, &contest).await?,
        Paper::Hanging => hung::hanging(tx, &visitor, &contest).await?,
        Paper::Returns => hung::returns(tx, &visitor, &contest).await?,
        Paper::Tray => tray::tray(tx, &visitor, &contest).await?,
        Paper::Plan => office::plan(tx, &visitor, &contest).await?,
        Paper::Proposal => office::proposal(tx, &visitor, &contest).await?,
        Paper::Correction => office::correction(tx, &visitor, &contest).await?,
        Paper::Press => press::press(tx, &app, &visitor, &contest).await?,
        Paper::Report => report::report(tx, &visitor, &contest, &compared.models).await?,
    };
    // setting pages takes the processor for a while
    let bytes = tokio::task::spawn_blocking(move || made.bytes(form)).await;
    let bytes = bytes
        .map_err(PageError::internal)?
        .map_err(PageError::internal)?;
    download(
        bytes,
        form.media_type(),
        &format!("{}-{name}", contest.slug),
    )
}
