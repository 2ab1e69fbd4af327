//! A juror does not come back: three plans side by side with what each comes to, one of them done.

use axum::extract::{Path, State};
use contest::Tx;
use contest::contests::{Category, Contest};
use contest::people::{self, PersonId, Role};
use judging::assignments::{self, Effect, Heirs, ReleaseError};
use judging::rounds::{self, Round};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::enter::work::category_called;
use crate::pages::{examples, stages};
use crate::render::Page;

/// Works that somebody gets.
#[derive(Clone, Debug, Serialize)]
pub struct Gain {
    /// the juror
    pub name: String,
    /// how many more
    pub works: i64,
}

/// One way to go on.
#[derive(Clone, Debug, Serialize)]
pub struct PlanCard {
    /// `panel`, `nobody`, or the key of a juror in reserve
    pub value: String,
    /// the juror in reserve; empty for the others
    pub heir: String,
    /// who gets what
    pub gains: Vec<Gain>,
    /// works without an heir
    pub unplaced: i64,
    /// codes of works that would stand as not judged
    pub short: Vec<String>,
}

/// What was chosen.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AbsentForm {
    /// value of a plan
    pub plan: String,
    /// told in the log
    pub reason: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Absent {
    /// the juror
    pub name: String,
    /// the category's name
    pub category: String,
    /// the round's name
    pub round: String,
    /// open works
    pub works: i64,
    /// the ways to go on
    pub plans: Vec<PlanCard>,
    /// what was typed
    pub form: AbsentForm,
    /// what is wrong
    pub errors: FormErrors,
    /// the progress of the panels
    pub back_href: String,
}

impl Page for Absent {
    const TEMPLATE: &'static str = "pages/organise/absent.html";

    fn samples() -> Vec<Self> {
        let gain = |name: &str, works| Gain {
            name: name.into(),
            works,
        };
        let page = Self {
            name: "Tòng Văn Hưng".into(),
            category: "Tranh vẽ".into(),
            round: "Vòng 1".into(),
            works: 67,
            plans: vec![
                PlanCard {
                    value: "panel".into(),
                    heir: String::new(),
                    gains: vec![gain("Hà Thị Minh Châu", 34), gain("Nguyễn Thu Hà", 31)],
                    unplaced: 2,
                    short: vec!["A7K".into()],
                },
                PlanCard {
                    value: "9".into(),
                    heir: "Lường Văn Sơn".into(),
                    gains: vec![gain("Lường Văn Sơn", 67)],
                    unplaced: 0,
                    short: Vec::new(),
                },
                PlanCard {
                    value: "nobody".into(),
                    heir: String::new(),
                    gains: Vec::new(),
                    unplaced: 67,
                    short: vec!["A7K".into(), "B2M".into()],
                },
            ],
            form: AbsentForm {
                plan: "panel".into(),
                reason: String::new(),
            },
            errors: FormErrors::new().with("reason", "error-reason", &[]),
            back_href: format!("{}/organise/progress", examples::BASE),
        };
        vec![page]
    }
}

type AbsentPath = (String, String, String, i64, PersonId);

/// `GET /{lang}/{contest}/organise/rounds/{category}/{position}/absent/{person}`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug, position, person)): Path<AbsentPath>,
) -> Answer {
    let category = category_called(&app, &contest, &slug).await?;
    let mut tx = app.db.read().await?;
    let round = stages::round_at(&mut tx, &category, position).await?;
    let form = AbsentForm {
        plan: "panel".to_owned(),
        reason: String::new(),
    };
    let of = (&contest, &category, &round);
    let page = Absent::of(&mut tx, &visitor, of, (person, form)).await?;
    visitor.show(&app, &page)
}

/// `POST` to the same address: does what was chosen.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug, position, person)): Path<AbsentPath>,
    Posted { form, .. }: Posted<AbsentForm>,
) -> Answer {
    let category = category_called(&app, &contest, &slug).await?;
    let mut tx = app.db.begin().await?;
    let round = stages::round_at(&mut tx, &category, position).await?;
    let heirs = match form.plan.as_str() {
        "panel" => Some(Heirs::Panel),
        "nobody" => Some(Heirs::Nobody),
        key => key.parse().ok().map(Heirs::One),
    };
    let mut errors = FormErrors::new();
    if let Some(heirs) = heirs {
        let of = (&contest, &round);
        let what = ((person, heirs), form.reason.as_str());
        match assignments::release(&mut tx, &app.cx(), &visitor.actor(), of, what).await {
            Ok(_) => {
                tx.commit().await?;
                let here = format!("/{}/organise/progress", contest.slug);
                return Ok(visitor.go_saying(&here, "notice-saved"));
            }
            Err(ReleaseError::ReasonMissing) => errors.add("reason", "error-reason"),
            Err(ReleaseError::NoSuchJuror) => errors.add("plan", "error-choice"),
            Err(ReleaseError::Denied(_)) => return Err(PageError::Closed),
            Err(ReleaseError::Store(error)) => return Err(error.into()),
        }
    } else {
        errors.add("plan", "error-choice");
    }
    let of = (&contest, &category, &round);
    let mut page = Absent::of(&mut tx, &visitor, of, (person, form)).await?;
    page.errors = errors;
    visitor.again(&app, &page)
}

impl Absent {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        (contest, category, round): (&Contest, &Category, &Round),
        (person, form): (PersonId, AbsentForm),
    ) -> Result<Self, PageError> {
        let panel = rounds::members_of_round(tx, round.id).await?;
        let gone = panel.iter().find(|m| m.person_id == person);
        let gone = gone.ok_or(PageError::NotFound)?;
        let mut reserve: Vec<(PersonId, String)> = people::holders_of(tx, contest.id)
            .await?
            .into_iter()
            .filter(|h| h.role == Role::Juror && h.category_id == Some(category.id))
            .map(|h| (h.person.id, h.person.name))
            .filter(|(id, _)| panel.iter().all(|m| m.person_id != *id))
            .collect();
        reserve.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
        reserve.dedup();
        let name_of = |id: PersonId| {
            let member = panel.iter().find(|m| m.person_id == id).map(|m| &m.name);
            let other = reserve.iter().find(|(r, _)| *r == id).map(|(_, name)| name);
            member.or(other).cloned().unwrap_or_default()
        };
        let mut all = vec![("panel".to_owned(), Heirs::Panel)];
        all.extend(
            reserve
                .iter()
                .map(|(id, _)| (id.to_string(), Heirs::One(*id))),
        );
        all.push(("nobody".to_owned(), Heirs::Nobody));
        let mut plans = Vec::new();
        let mut works = 0;
        let count = |n: usize| i64::try_from(n).unwrap_or(0);
        for (value, heirs) in all {
            let of = (contest, round);
            let who = (person, heirs);
            let effect: Effect =
                match assignments::preview_release(tx, &visitor.actor(), of, who).await {
                    Ok(effect) => effect,
                    Err(ReleaseError::Store(error)) => return Err(error.into()),
                    Err(_) => return Err(PageError::NotFound),
                };
            works = count(effect.works);
            plans.push(PlanCard {
                value,
                heir: match heirs {
                    Heirs::One(id) => name_of(id),
                    Heirs::Panel | Heirs::Nobody => String::new(),
                },
                gains: effect
                    .gains
                    .iter()
                    .map(|(id, n)| Gain {
                        name: name_of(*id),
                        works: count(*n),
                    })
                    .collect(),
                unplaced: count(effect.unplaced),
                short: effect.short,
            });
        }
        Ok(Self {
            name: gone.name.clone(),
            category: visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            round: stages::called(visitor, round),
            works,
            plans,
            form,
            errors: FormErrors::new(),
            back_href: visitor.url(&format!("/{}/organise/progress", contest.slug)),
        })
    }
}
