//! What became of awarded works in the time after.

use axum::extract::{Path, State};
use contest::Tx;
use contest::contests::Contest;
use judging::follow_ups::{self, AddError, FollowUp, FollowUpId, FollowUpInput, FollowUpStage};
use judging::prizes;
use serde::{Deserialize, Serialize};
use submissions::entries::{self, tidy_code};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::organise::people::NoForm;
use crate::pages::parts::Choice;
use crate::render::Page;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FollowUpForm {
    /// code of the work
    pub code: String,
    /// `trial`, `adopted` or `result`
    pub stage: String,
    /// where, or who
    pub place: String,
    /// what is told; may be empty
    pub words: String,
}

/// A step as it is read.
#[derive(Clone, Debug, Serialize)]
pub struct StepLine {
    /// `follow-up-<stage>`
    pub stage: String,
    /// where, or who
    pub place: String,
    /// what is told; may be empty
    pub words: String,
    /// when it was written down
    pub at: i64,
    /// takes it back; empty where the reader may not
    pub remove_action: String,
}

impl StepLine {
    pub(crate) fn of(step: FollowUp) -> Self {
        Self {
            stage: step.stage.as_str().to_owned(),
            place: step.place,
            words: step.words,
            at: step.added_at.0,
            remove_action: String::new(),
        }
    }

    pub(crate) fn sample() -> Self {
        Self {
            stage: "adopted".into(),
            place: "Trường THCS Chiềng Sinh".into(),
            words: "Ba lớp dùng từ tháng 11, mỗi tuần đổi sách một lần.".into(),
            at: examples::CLOSES,
            remove_action: String::new(),
        }
    }
}

/// An awarded work with its steps.
#[derive(Clone, Debug, Serialize)]
pub struct FollowedWork {
    /// its code
    pub code: String,
    /// its title
    pub title: String,
    /// in order of time
    pub steps: Vec<StepLine>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct FollowUps {
    /// what was typed
    pub form: FollowUpForm,
    /// what is wrong
    pub errors: FormErrors,
    /// works with a prize
    pub works: Vec<Choice>,
    /// those with steps
    pub followed: Vec<FollowedWork>,
    /// whether it is time to write any down
    pub open: bool,
    /// the organisers' page
    pub back_href: String,
}

impl Page for FollowUps {
    const TEMPLATE: &'static str = "pages/afterwards/follow_ups.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            form: FollowUpForm {
                code: "S-0003-W".into(),
                stage: "adopted".into(),
                ..FollowUpForm::default()
            },
            errors: FormErrors::new().with("place", "follow-up-place-missing", &[]),
            works: vec![Choice::new(
                "S-0003-W",
                "Giải A – Thư viện xe đạp cho các bản xa (S-0003-W)",
            )],
            followed: vec![FollowedWork {
                code: "S-0003-W".into(),
                title: "Thư viện xe đạp cho các bản xa".into(),
                steps: vec![StepLine {
                    remove_action: format!("{}/organise/follow-ups/1/remove", examples::BASE),
                    ..StepLine::sample()
                }],
            }],
            open: true,
            back_href: format!("{}/organise", examples::BASE),
        };
        let early = Self {
            form: FollowUpForm::default(),
            errors: FormErrors::new(),
            works: Vec::new(),
            followed: Vec::new(),
            open: false,
            ..page.clone()
        };
        vec![page, early]
    }
}

/// `GET /{lang}/{contest}/organise/follow-ups`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = FollowUps::of(&mut tx, &app, &visitor, &contest).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/organise/follow-ups`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<FollowUpForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let entry = match tidy_code(&form.code) {
        Some(code) => entries::by_code(&mut tx, contest.id, &code).await?,
        None => None,
    };
    let stage = FollowUpStage::parse(&form.stage);
    let mut errors = FormErrors::new();
    if stage.is_none() {
        errors.add("stage", "follow-up-stage-missing");
    }
    match (entry, stage) {
        (None, _) => errors.add("code", "correction-no-prize"),
        (Some(entry), Some(stage)) => {
            let input = FollowUpInput {
                entry: entry.id,
                stage,
                place: &form.place,
                words: &form.words,
            };
            match follow_ups::add(&mut tx, &app.cx(), &visitor.actor(), &contest, input).await {
                Ok(()) => {
                    tx.commit().await?;
                    return Ok(back(&visitor, &contest));
                }
                Err(AddError::NoPrize) => errors.add("code", "correction-no-prize"),
                Err(AddError::Field(field)) => {
                    errors.add(field, &format!("follow-up-{field}-missing"));
                }
                Err(error) => return Err(refused(error)),
            }
        }
        (Some(_), None) => {}
    }
    let mut page = FollowUps::of(&mut tx, &app, &visitor, &contest).await?;
    page.form = form;
    page.errors = errors;
    visitor.again(&app, &page)
}

/// `POST …/{step}/remove`.
pub async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, String)>,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let id = FollowUpId(id.parse().map_err(|_| PageError::NotFound)?);
    let mut tx = app.db.begin().await?;
    follow_ups::remove(&mut tx, &app.cx(), &visitor.actor(), &contest, id)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(back(&visitor, &contest))
}

fn refused(error: AddError) -> PageError {
    match error {
        AddError::Store(error) => error.into(),
        AddError::Missing => PageError::NotFound,
        AddError::Denied(_) | AddError::NoPrize | AddError::Field(_) => PageError::Closed,
    }
}

fn back(visitor: &Visitor, contest: &Contest) -> axum::response::Response {
    let here = format!("/{}/organise/follow-ups", contest.slug);
    visitor.go_saying(&here, "notice-saved")
}

impl FollowUps {
    async fn of(
        tx: &mut Tx,
        app: &App,
        visitor: &Visitor,
        contest: &Contest,
    ) -> Result<Self, PageError> {
        let base = visitor.url(&format!("/{}/organise", contest.slug));
        let open = contest.is_announced(app.now());
        let (mut works, mut followed) = (Vec::new(), Vec::new());
        if open {
            let steps = follow_ups::of_contest(tx, contest.id).await?;
            for award in prizes::awards_of(tx, contest.id).await? {
                let entry = entries::by_id(tx, award.entry_id).await?;
                let entry = entry.ok_or(PageError::NotFound)?;
                let code = entry.code.unwrap_or_default();
                let tier = visitor.pick(&award.name_vi, &award.name_en);
                let label = format!("{tier} – {} ({code})", entry.title);
                works.push(Choice::new(&code, &label));
                let own = steps.iter().filter(|s| s.entry_id == award.entry_id);
                let own: Vec<StepLine> = own
                    .map(|step| StepLine {
                        remove_action: format!("{base}/follow-ups/{}/remove", step.id),
                        ..StepLine::of(step.clone())
                    })
                    .collect();
                if !own.is_empty() {
                    followed.push(FollowedWork {
                        code,
                        title: entry.title,
                        steps: own,
                    });
                }
            }
        }
        Ok(Self {
            form: FollowUpForm::default(),
            errors: FormErrors::new(),
            works,
            followed,
            open,
            back_href: base,
        })
    }
}
