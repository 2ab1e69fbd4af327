//! Withdrawing a prize by a decision: what it would do is shown first, then done with the password once more.

use std::collections::HashMap;

use axum::extract::{Query, State};
use contest::Tx;
use contest::contests::Contest;
use judging::certificates::{self, WithdrawError};
use judging::prizes::{self, CorrectError, CorrectionPlan, Filling, Tier, TierId};
use serde::{Deserialize, Serialize};
use submissions::entries::{self, Entry, EntryId, tidy_code};

use super::cases::{CorrectionLine, corrections};
use crate::accounts::{self, Limit, allow};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::parts::{Award, Choice};
use crate::pages::works;
use crate::render::Page;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CorrectionForm {
    /// code of the work that loses its prize
    pub code: String,
    /// `move_up` or `empty`
    pub filling: String,
    /// code of the work that the jury chose, of those that are equal
    pub chosen: String,
    /// number of the decision
    pub decision: String,
    /// why; public
    pub reason: String,
    /// the organiser's own, once more
    #[serde(skip_serializing)]
    pub password: String,
}

/// What becomes of one work.
#[derive(Clone, Debug, Serialize)]
pub struct MoveLine {
    /// its code
    pub code: String,
    /// its title
    pub title: String,
    /// computed place in the category
    pub rank: i64,
    /// its prize before
    pub from: Option<Award>,
    /// its prize afterwards
    pub to: Option<Award>,
}

/// What a correction would do.
#[derive(Clone, Debug, Serialize)]
pub struct Preview {
    /// the work that loses its prize first, then whoever moves
    pub moves: Vec<MoveLine>,
    /// works that are equal on the last line, so that none comes in before one is chosen
    pub tied: Vec<Choice>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionPage {
    /// what was typed
    pub form: CorrectionForm,
    /// what is wrong
    pub errors: FormErrors,
    /// works with a prize
    pub works: Vec<Choice>,
    /// what it would do; absent until a work is chosen
    pub preview: Option<Preview>,
    /// what was corrected before
    pub earlier: Vec<CorrectionLine>,
    /// where it is done
    pub action: String,
    /// complaints and corrections
    pub back_href: String,
}

impl Page for CorrectionPage {
    const TEMPLATE: &'static str = "pages/afterwards/correction.html";

    fn samples() -> Vec<Self> {
        let line =
            |code: &str, title: &str, rank, from: Option<Award>, to: Option<Award>| MoveLine {
                code: code.into(),
                title: title.into(),
                rank,
                from,
                to,
            };
        let (first, second) = (
            Award::new("first", "Giải Nhất"),
            Award::new("second", "Giải Nhì"),
        );
        let page = Self {
            form: CorrectionForm {
                code: "T-0014-H".into(),
                filling: "move_up".into(),
                ..CorrectionForm::default()
            },
            errors: FormErrors::new()
                .with("decision", "correction-missing", &[])
                .with("password", "correction-password-wrong", &[]),
            works: vec![
                Choice::new("T-0014-H", "Giải Nhất – Lớp học bên suối Nặm La (T-0014-H)"),
                Choice::new("T-0102-M", "Giải Nhì – Cả bản cùng trồng rừng (T-0102-M)"),
            ],
            preview: Some(Preview {
                moves: vec![
                    line(
                        "T-0014-H",
                        "Lớp học bên suối Nặm La",
                        1,
                        Some(first.clone()),
                        None,
                    ),
                    line(
                        "T-0102-M",
                        "Cả bản cùng trồng rừng",
                        2,
                        Some(second.clone()),
                        Some(first),
                    ),
                    line(
                        "T-0179-K",
                        "Dòng sông biết kể chuyện",
                        3,
                        None,
                        Some(second),
                    ),
                ],
                tied: vec![
                    Choice::new("T-0150-B", "Mưa (T-0150-B)"),
                    Choice::new("T-0151-D", "Nắng (T-0151-D)"),
                ],
            }),
            earlier: vec![CorrectionLine::sample()],
            action: format!("{}/organise/correction", examples::BASE),
            back_href: format!("{}/organise/complaints", examples::BASE),
        };
        let choosing = Self {
            form: CorrectionForm::default(),
            errors: FormErrors::new(),
            preview: None,
            earlier: Vec::new(),
            ..page.clone()
        };
        vec![page, choosing]
    }
}

/// `GET /{lang}/{contest}/organise/correction`; `?code=&filling=` shows what it would do.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Query(form): Query<CorrectionForm>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let form = CorrectionForm {
        code: form.code,
        filling: form.filling,
        chosen: form.chosen,
        ..CorrectionForm::default()
    };
    let page = CorrectionPage::of(&mut tx, &visitor, &contest, form).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/organise/correction`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<CorrectionForm>,
) -> Answer {
    let actor = visitor.actor();
    let person = actor.person().ok_or(PageError::SignIn)?;
    let cx = app.cx();
    let mut tx = app.db.begin().await?;
    let allowed = allow(&mut tx, &cx, Limit::SIGN_IN, &format!("sign:{person}")).await?;
    tx.commit().await?;
    if !allowed {
        return Err(PageError::TooMany);
    }
    let known = accounts::check_password(&app, Some(person), &form.password).await?;
    let mut tx = app.db.begin().await?;
    let mut page = CorrectionPage::of(&mut tx, &visitor, &contest, form).await?;
    page.errors = missing(&page.form);
    if !known {
        page.errors.add("password", "correction-password-wrong");
    }
    if !page.errors.is_empty() {
        return visitor.again(&app, &page);
    }
    let Some(entry) = called(&mut tx, &contest, &page.form.code).await? else {
        page.errors.add("code", "correction-no-prize");
        return visitor.again(&app, &page);
    };
    let what = (entry.id, filling(&mut tx, &contest, &page.form).await?);
    let why = (page.form.decision.as_str(), page.form.reason.as_str());
    match prizes::correct(&mut tx, &cx, &actor, &contest, what, why).await {
        Ok(_) => {
            let reason = format!("{}: {}", page.form.decision, page.form.reason);
            certificates::withdraw_stale(&mut tx, &cx, &actor, &contest, &reason)
                .await
                .map_err(|error| match error {
                    WithdrawError::Store(error) => error.into(),
                    other => PageError::internal(other),
                })?;
            tx.commit().await?;
            let there = format!("/{}/organise/complaints", contest.slug);
            Ok(visitor.go_saying(&there, "notice-corrected"))
        }
        Err(CorrectError::Missing) => {
            page.errors = missing(&page.form);
            visitor.again(&app, &page)
        }
        Err(CorrectError::NoPrize) => {
            page.errors.add("code", "correction-no-prize");
            visitor.again(&app, &page)
        }
        Err(CorrectError::NotEqual) => {
            page.errors.add("chosen", "correction-not-equal");
            visitor.again(&app, &page)
        }
        Err(CorrectError::Denied(_)) => Err(PageError::Closed),
        Err(CorrectError::Store(error)) => Err(error.into()),
        Err(error @ CorrectError::Standings(_)) => Err(PageError::internal(error)),
    }
}

/// What has to be typed and was not.
fn missing(form: &CorrectionForm) -> FormErrors {
    let mut errors = FormErrors::new();
    for (name, typed) in [("decision", &form.decision), ("reason", &form.reason)] {
        if typed.trim().is_empty() {
            errors.add(name, "correction-missing");
        }
    }
    errors
}

/// What becomes of the free place. A chosen work that there is not is none of those that are equal.
async fn filling(
    tx: &mut Tx,
    contest: &Contest,
    form: &CorrectionForm,
) -> Result<Filling, sqlx::Error> {
    if form.filling == "empty" {
        return Ok(Filling::Empty);
    }
    if form.chosen.trim().is_empty() {
        return Ok(Filling::MoveUp);
    }
    let chosen = called(tx, contest, &form.chosen).await?;
    let nobody = EntryId(uuid::Uuid::nil());
    Ok(Filling::Chosen(chosen.map_or(nobody, |entry| entry.id)))
}

async fn called(tx: &mut Tx, contest: &Contest, typed: &str) -> Result<Option<Entry>, sqlx::Error> {
    match tidy_code(typed) {
        Some(code) => entries::by_code(tx, contest.id, &code).await,
        None => Ok(None),
    }
}

impl CorrectionPage {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        form: CorrectionForm,
    ) -> Result<Self, PageError> {
        let base = visitor.url(&format!("/{}/organise", contest.slug));
        let tiers: HashMap<TierId, Tier> = prizes::tiers_of(tx, contest.id)
            .await?
            .into_iter()
            .map(|t| (t.id, t))
            .collect();
        let mut works = Vec::new();
        for award in prizes::awards_of(tx, contest.id).await? {
            let entry = entries::by_id(tx, award.entry_id).await?;
            let entry = entry.ok_or(PageError::NotFound)?;
            let code = entry.code.unwrap_or_default();
            let tier = visitor.pick(&award.name_vi, &award.name_en);
            works.push(Choice::new(
                &code,
                &format!("{tier} – {} ({code})", entry.title),
            ));
        }
        let mut errors = FormErrors::new();
        let preview = match called(tx, contest, &form.code).await? {
            None if form.code.trim().is_empty() => None,
            None => {
                errors.add("code", "correction-no-prize");
                None
            }
            Some(entry) => {
                let filling = filling(tx, contest, &form).await?;
                match prizes::plan_correction(tx, contest, (entry.id, filling)).await {
                    Ok(plan) => Some(Preview::of(tx, visitor, &tiers, plan).await?),
                    Err(CorrectError::Store(error)) => return Err(error.into()),
                    Err(CorrectError::NoPrize) => {
                        errors.add("code", "correction-no-prize");
                        None
                    }
                    Err(CorrectError::NotEqual) => {
                        errors.add("chosen", "correction-not-equal");
                        None
                    }
                    Err(error) => return Err(PageError::internal(error)),
                }
            }
        };
        Ok(Self {
            form,
            errors,
            works,
            preview,
            earlier: corrections(tx, contest).await?,
            action: format!("{base}/correction"),
            back_href: format!("{base}/complaints"),
        })
    }
}

impl Preview {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        tiers: &HashMap<TierId, Tier>,
        plan: CorrectionPlan,
    ) -> Result<Self, PageError> {
        let award = |tier: Option<TierId>| {
            let tier = tiers.get(&tier?)?;
            let name = visitor.pick(&tier.name_vi, &tier.name_en);
            Some(Award::new(works::rank_of(tier.level), name))
        };
        let mut moves = Vec::new();
        for change in plan.moves {
            let entry = entries::by_id(tx, change.entry).await?;
            let entry = entry.ok_or(PageError::NotFound)?;
            moves.push(MoveLine {
                code: entry.code.unwrap_or_default(),
                title: entry.title,
                rank: change.rank,
                from: award(change.from),
                to: award(change.to),
            });
        }
        let mut tied = Vec::new();
        for id in plan.tied {
            let entry = entries::by_id(tx, id).await?.ok_or(PageError::NotFound)?;
            let code = entry.code.unwrap_or_default();
            tied.push(Choice::new(&code, &format!("{} ({code})", entry.title)));
        }
        Ok(Self { moves, tied })
    }
}
