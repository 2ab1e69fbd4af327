//! The complaints of a contest, what was corrected, and until when complaints are taken.

use axum::extract::State;
use contest::contests::Contest;
use contest::{Timestamp, Tx};
use judging::complaints::{self, WindowError};
use judging::prizes;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::render::{Page, words};

/// A complaint in the list.
#[derive(Clone, Debug, Serialize)]
pub struct CaseLine {
    /// from 1
    pub number: i64,
    /// who complains
    pub name: String,
    /// how it begins
    pub words: String,
    /// when it came
    pub at: i64,
    /// `open`, `upheld` or `dismissed`
    pub outcome: String,
    /// its file
    pub href: String,
}

/// A prize that was withdrawn.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionLine {
    /// from 1
    pub number: i64,
    /// code of the work that lost its prize
    pub code: String,
    /// number of the decision
    pub decision: String,
    /// why
    pub reason: String,
    /// when
    pub at: i64,
}

impl CorrectionLine {
    pub(crate) fn sample() -> Self {
        Self {
            number: 1,
            code: "T-0014-H".into(),
            decision: "15/QĐ-BTC".into(),
            reason: "Tranh chép lại một bức đã công bố năm 2019.".into(),
            at: examples::CLOSES,
        }
    }
}

/// What was corrected, the first one first. Whether it may be shown is up to the caller.
pub(crate) async fn corrections(
    tx: &mut Tx,
    contest: &Contest,
) -> Result<Vec<CorrectionLine>, sqlx::Error> {
    let all = prizes::corrections_of(tx, contest.id).await?;
    Ok(all
        .into_iter()
        .map(|c| CorrectionLine {
            number: c.number,
            code: c.code,
            decision: c.decision,
            reason: c.reason,
            at: c.made_at.0,
        })
        .collect())
}

/// The last day, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WindowForm {
    /// day and time, as typed: `17:00 20/10/2024`
    pub until: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Cases {
    /// what was typed
    pub form: WindowForm,
    /// what is wrong
    pub errors: FormErrors,
    /// open ones first
    pub lines: Vec<CaseLine>,
    /// prizes that were withdrawn
    pub corrections: Vec<CorrectionLine>,
    /// withdrawing one
    pub correction_href: String,
    /// the public form
    pub public_href: String,
    /// the organisers' page
    pub back_href: String,
}

impl Page for Cases {
    const TEMPLATE: &'static str = "pages/afterwards/cases.html";

    fn samples() -> Vec<Self> {
        let line = |number, name: &str, outcome: &str| CaseLine {
            number,
            name: name.into(),
            words: "Bức tranh này giống bức đã in trên báo năm 2019.".into(),
            at: examples::NOW,
            outcome: outcome.into(),
            href: format!("{}/organise/complaints/{number}", examples::BASE),
        };
        let page = Self {
            form: WindowForm {
                until: "17:00 25/10/2024".into(),
            },
            errors: FormErrors::new(),
            lines: vec![
                line(3, "Lò Văn Hặc", "open"),
                line(1, "Cầm Thị Lan", "upheld"),
                line(2, "Hà Minh", "dismissed"),
            ],
            corrections: vec![CorrectionLine::sample()],
            correction_href: format!("{}/organise/correction", examples::BASE),
            public_href: format!("{}/complaint", examples::BASE),
            back_href: format!("{}/organise", examples::BASE),
        };
        let quiet = Self {
            form: WindowForm {
                until: "mai".into(),
            },
            errors: FormErrors::new().with("until", "organise-calendar-wrong", &[]),
            lines: Vec::new(),
            corrections: Vec::new(),
            ..page.clone()
        };
        vec![page, quiet]
    }
}

/// `GET /{lang}/{contest}/organise/complaints`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = Cases::of(&mut tx, &visitor, &contest).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/organise/complaints`: until when complaints are taken.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<WindowForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let Some(until) = words::read_moment(&form.until, &contest.zone) else {
        let mut page = Cases::of(&mut tx, &visitor, &contest).await?;
        page.form = form;
        page.errors.add("until", "organise-calendar-wrong");
        return visitor.again(&app, &page);
    };
    let until = Timestamp(until);
    match complaints::set_window(&mut tx, &app.cx(), &visitor.actor(), &contest, until).await {
        Ok(()) => tx.commit().await?,
        Err(WindowError::Denied(_)) => return Err(PageError::Closed),
        Err(WindowError::Store(error)) => return Err(error.into()),
    }
    let here = format!("/{}/organise/complaints", contest.slug);
    Ok(visitor.go_saying(&here, "notice-saved"))
}

impl Cases {
    async fn of(tx: &mut Tx, visitor: &Visitor, contest: &Contest) -> Result<Self, PageError> {
        let base = visitor.url(&format!("/{}/organise", contest.slug));
        let mut all = complaints::complaints_of(tx, contest.id).await?;
        all.sort_by_key(|c| (c.outcome.as_str() != "open", c.number));
        let until = complaints::takes_until(tx, contest).await?;
        Ok(Self {
            form: WindowForm {
                until: words::typed_moment(until.0, &contest.zone),
            },
            errors: FormErrors::new(),
            lines: all
                .into_iter()
                .map(|c| CaseLine {
                    number: c.number,
                    name: c.name,
                    words: c.words,
                    at: c.created_at.0,
                    outcome: c.outcome.as_str().to_owned(),
                    href: format!("{base}/complaints/{}", c.id),
                })
                .collect(),
            corrections: corrections(tx, contest).await?,
            correction_href: format!("{base}/correction"),
            public_href: visitor.url(&format!("/{}/complaint", contest.slug)),
            back_href: base,
        })
    }
}
