//! The popular prize, for organisers: when votes are taken, slips to hand out, bunches to look at, the result. They see how
//! many slips were used, and no count of votes before the end.

use axum::extract::State;
use axum::response::IntoResponse;
use contest::contests::Contest;
use contest::{Timestamp, Tx};
use judging::popular::{self, BatchError, Bunch, PollError, PublishError, RuleError};
use papers::Sticker;
use serde::{Deserialize, Serialize};
use submissions::entries;

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::classes::list::download;
use crate::pages::examples;
use crate::pages::organise::people::NoForm;
use crate::render::{Page, words};

/// What is typed on the page.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PollForm {
    /// day and time
    pub opens_at: String,
    /// day and time
    pub closes_at: String,
    /// for whom slips are
    pub label: String,
    /// how many
    pub size: String,
    /// the bunch that is ruled on, from 0
    pub bunch: String,
    /// `keep` or `discard`
    pub act: String,
    /// why votes are discarded
    pub reason: String,
}

/// Slips that were made.
#[derive(Clone, Debug, Serialize)]
pub struct SlipLine {
    /// for whom
    pub label: String,
    /// how many
    pub size: i64,
    /// how many of them have voted
    pub used: i64,
}

/// Votes that came together.
#[derive(Clone, Debug, Serialize)]
pub struct BunchLine {
    /// its number, from 0
    pub number: usize,
    /// for whom the slips were
    pub label: String,
    /// code of the work
    pub code: String,
    /// how many votes
    pub votes: usize,
    /// when the first of them came
    pub at: i64,
    /// whether somebody decided
    pub ruled: bool,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct PollPage {
    /// what was typed
    pub form: PollForm,
    /// what is wrong
    pub errors: FormErrors,
    /// `none`, `set`, `over` or `published`
    pub state: String,
    /// in the order in which they were made
    pub slips: Vec<SlipLine>,
    /// to be looked at, once nobody votes any more
    pub bunches: Vec<BunchLine>,
    /// where the times are kept
    pub poll_action: String,
    /// makes slips
    pub slips_action: String,
    /// rules on a bunch
    pub rule_action: String,
    /// publishes the result
    pub publish_action: String,
    /// the public page
    pub public_href: String,
    /// the walls
    pub back_href: String,
}

impl Page for PollPage {
    const TEMPLATE: &'static str = "pages/exhibit/poll.html";

    fn samples() -> Vec<Self> {
        let here = format!("{}/organise/popular", examples::BASE);
        let page = Self {
            form: PollForm {
                opens_at: "08:00 05/10/2024".into(),
                closes_at: "17:00 12/10/2024".into(),
                ..PollForm::default()
            },
            errors: FormErrors::new(),
            state: "set".into(),
            slips: vec![SlipLine {
                label: "Trường THCS Chiềng Sinh".into(),
                size: 240,
                used: 131,
            }],
            bunches: Vec::new(),
            poll_action: here.clone(),
            slips_action: format!("{here}/slips"),
            rule_action: format!("{here}/rule"),
            publish_action: format!("{here}/publish"),
            public_href: format!("{}/popular", examples::BASE),
            back_href: format!("{}/organise/exhibition", examples::BASE),
        };
        let none = Self {
            form: PollForm {
                closes_at: "mai".into(),
                ..PollForm::default()
            },
            errors: FormErrors::new()
                .with("opens_at", "organise-calendar-wrong", &[])
                .with("closes_at", "organise-calendar-wrong", &[]),
            state: "none".into(),
            slips: Vec::new(),
            ..page.clone()
        };
        let bunch = |number, ruled| BunchLine {
            number,
            label: "Trường THCS Chiềng Sinh".into(),
            code: "T-0014-H".into(),
            votes: 31,
            at: examples::ANNOUNCED,
            ruled,
        };
        let over = Self {
            state: "over".into(),
            bunches: vec![bunch(0, false), bunch(1, true)],
            ..page.clone()
        };
        let published = Self {
            state: "published".into(),
            ..page.clone()
        };
        vec![page, none, over, published]
    }
}

/// `GET /{lang}/{contest}/organise/popular`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = PollPage::of(&mut tx, &app, &visitor, &contest).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/organise/popular`: when votes are taken.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<PollForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let mut errors = FormErrors::new();
    let mut read = |field: &str, typed: &str| {
        let at = words::read_moment(typed, &contest.zone).map(Timestamp);
        if at.is_none() {
            errors.add(field, "organise-calendar-wrong");
        }
        at
    };
    let opens_at = read("opens_at", &form.opens_at);
    let closes_at = read("closes_at", &form.closes_at);
    if let (Some(from), Some(to)) = (opens_at, closes_at) {
        let actor = visitor.actor();
        match popular::set_poll(&mut tx, &app.cx(), &actor, &contest, (from, to)).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(back(&visitor, &contest));
            }
            Err(PollError::Backwards) => errors.add("closes_at", "programme-wrong-backwards"),
            Err(PollError::Denied(_)) => return Err(PageError::Closed),
            Err(PollError::Store(error)) => return Err(error.into()),
        }
    }
    again(&app, tx, (&visitor, &contest), (form, errors)).await
}

/// `POST …/slips`: makes slips, as sheets to cut. They are made once: their codes are kept nowhere.
pub async fn slips(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<PollForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let wanted = (form.label.as_str(), form.size.trim().parse().ok());
    let mut errors = FormErrors::new();
    let made = popular::make_batch(&mut tx, &app.cx(), &visitor.actor(), &contest, wanted).await;
    match made {
        Ok(codes) => {
            let stickers = codes.into_iter().map(|code| Sticker {
                address: visitor.absolute(&format!("/{}/popular?slip={code}", contest.slug)),
                code,
            });
            let stickers: Vec<Sticker> = stickers.collect();
            let name = visitor.pick(&contest.name_vi, &contest.name_en);
            let title = visitor.say("popular-slip-title", &[("contest", name.into())]);
            let set = move || papers::stickers_pdf(&title, &stickers, true);
            let pdf = tokio::task::spawn_blocking(set).await;
            let pdf = pdf.map_err(PageError::internal)?;
            let pdf = pdf.map_err(PageError::internal)?;
            // only slips that could be printed are slips
            tx.commit().await?;
            let name = format!("{}-slips.pdf", contest.slug);
            return Ok(download(pdf, "application/pdf", &name)?.into_response());
        }
        Err(BatchError::Fields(fields)) => {
            for field in fields {
                errors.add(field, &format!("popular-wrong-{field}"));
            }
        }
        Err(BatchError::Denied(_)) => return Err(PageError::Closed),
        Err(BatchError::Store(error)) => return Err(error.into()),
    }
    again(&app, tx, (&visitor, &contest), (form, errors)).await
}

/// `POST …/rule`: keeps or discards the votes of a bunch.
pub async fn rule(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<PollForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let at = form.bunch.parse().map_err(|_| PageError::NotFound)?;
    let reason = (form.act == "discard").then_some(form.reason.as_str());
    let actor = visitor.actor();
    match popular::rule(&mut tx, &app.cx(), &actor, &contest, (at, reason)).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(back(&visitor, &contest))
        }
        Err(RuleError::Reason) => {
            let errors = FormErrors::new().with("reason", "popular-wrong-reason", &[]);
            again(&app, tx, (&visitor, &contest), (form, errors)).await
        }
        Err(RuleError::Missing) => Err(PageError::NotFound),
        Err(RuleError::Denied(_)) => Err(PageError::Closed),
        Err(RuleError::Store(error)) => Err(error.into()),
    }
}

/// `POST …/publish`: publishes the result.
pub async fn publish(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    match popular::publish(&mut tx, &app.cx(), &visitor.actor(), &contest).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(back(&visitor, &contest))
        }
        Err(PublishError::Waiting) => {
            let errors = FormErrors::new().with("publish", "popular-waiting", &[]);
            let form = PollForm::default();
            again(&app, tx, (&visitor, &contest), (form, errors)).await
        }
        Err(PublishError::Denied(_)) => Err(PageError::Closed),
        Err(PublishError::Store(error)) => Err(error.into()),
    }
}

fn back(visitor: &Visitor, contest: &Contest) -> axum::response::Response {
    let here = format!("/{}/organise/popular", contest.slug);
    visitor.go_saying(&here, "notice-saved")
}

/// The page once more, with what was typed and what is wrong with it.
async fn again(
    app: &App,
    mut tx: Tx,
    (visitor, contest): (&Visitor, &Contest),
    (form, errors): (PollForm, FormErrors),
) -> Answer {
    let mut page = PollPage::of(&mut tx, app, visitor, contest).await?;
    let kept = page.form.clone();
    page.form = form;
    if page.form.opens_at.is_empty() && page.form.closes_at.is_empty() {
        page.form.opens_at = kept.opens_at;
        page.form.closes_at = kept.closes_at;
    }
    page.errors = errors;
    visitor.again(app, &page)
}

impl PollPage {
    async fn of(
        tx: &mut Tx,
        app: &App,
        visitor: &Visitor,
        contest: &Contest,
    ) -> Result<Self, PageError> {
        let poll = popular::poll_of(tx, contest.id).await?;
        let batches = popular::batches_of(tx, contest.id).await?;
        let state = match &poll {
            None => "none",
            Some(poll) if poll.published_at.is_some() => "published",
            Some(poll) if poll.closes_at < app.now() => "over",
            Some(_) => "set",
        };
        let mut bunches = Vec::new();
        if state == "over" {
            let votes = popular::votes_of(tx, contest.id).await?;
            for (number, bunch) in popular::bunches(&votes).into_iter().enumerate() {
                bunches.push(line(tx, (number, bunch), &batches).await?);
            }
        }
        let typed = |at: Timestamp| words::typed_moment(at.0, &contest.zone);
        let here = visitor.url(&format!("/{}/organise/popular", contest.slug));
        Ok(Self {
            form: PollForm {
                opens_at: poll
                    .as_ref()
                    .map_or_else(String::new, |p| typed(p.opens_at)),
                closes_at: poll
                    .as_ref()
                    .map_or_else(String::new, |p| typed(p.closes_at)),
                ..PollForm::default()
            },
            errors: FormErrors::new(),
            state: state.to_owned(),
            slips: batches
                .into_iter()
                .map(|batch| SlipLine {
                    label: batch.label,
                    size: batch.size,
                    used: batch.used,
                })
                .collect(),
            bunches,
            poll_action: here.clone(),
            slips_action: format!("{here}/slips"),
            rule_action: format!("{here}/rule"),
            publish_action: format!("{here}/publish"),
            public_href: visitor.url(&format!("/{}/popular", contest.slug)),
            back_href: visitor.url(&format!("/{}/organise/exhibition", contest.slug)),
        })
    }
}

async fn line(
    tx: &mut Tx,
    (number, bunch): (usize, Bunch),
    batches: &[popular::Batch],
) -> Result<BunchLine, sqlx::Error> {
    let batch = batches.iter().find(|b| b.id == bunch.batch);
    let entry = entries::by_id(tx, bunch.entry).await?;
    Ok(BunchLine {
        number,
        label: batch.map_or_else(String::new, |b| b.label.clone()),
        code: entry.and_then(|e| e.code).unwrap_or_default(),
        votes: bunch.votes,
        at: bunch.from.0,
        ruled: bunch.ruled,
    })
}
