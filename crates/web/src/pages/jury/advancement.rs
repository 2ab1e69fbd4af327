//! Which works of a closed round go on to the next: by the round's rule, and by hand with a reason.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use contest::Tx;
use contest::contests::{Category, Contest};
use judging::advancement::{self, Departure, SettleError};
use judging::rounds::{self, Round, RoundKind, RoundState};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::enter::work::category_called;
use crate::pages::parts::Phrase;
use crate::pages::{examples, stages};
use crate::render::Page;
use crate::render::words;

/// A work of the round.
#[derive(Clone, Debug, Serialize)]
pub struct AdvancementRow {
    /// its code in the round
    pub code: String,
    /// title
    pub title: String,
    /// place as written; empty where it is not judged
    pub place: String,
    /// score as written
    pub score: String,
    /// how many sheets say yes, in a round of yes and no
    pub yes: i64,
    /// counted sheets
    pub sheets: i64,
    /// what the rule says
    pub by_rule: bool,
    /// whether it goes on
    pub passes: bool,
}

/// What was typed: `pass-<code>` beside the reason.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AdvancementForm {
    /// why works are treated otherwise than the rule says
    pub reason: String,
    /// the works that go on
    #[serde(flatten, skip_serializing)]
    pub rest: BTreeMap<String, String>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Advancement {
    /// the category's name
    pub category: String,
    /// the round's name
    pub round: String,
    /// the round's rule
    pub rule: Phrase,
    /// whether the round asked for yes or no
    pub yesno: bool,
    /// best first
    pub rows: Vec<AdvancementRow>,
    /// how many go on
    pub passing: i64,
    /// how many authors have a work among these
    pub authors: i64,
    /// whether it was settled before
    pub settled: bool,
    /// whether it can still be settled
    pub open: bool,
    /// what was typed
    pub form: AdvancementForm,
    /// what is wrong; fields `works`, `reason`
    pub errors: FormErrors,
    /// where this page was come from
    pub back_href: String,
}

impl Page for Advancement {
    const TEMPLATE: &'static str = "pages/jury/advancement.html";

    fn samples() -> Vec<Self> {
        let row = |code: &str, title: &str, place: &str, yes, passes| AdvancementRow {
            code: code.into(),
            title: title.into(),
            place: place.into(),
            score: "0,67".into(),
            yes,
            sheets: 3,
            by_rule: yes >= 2,
            passes,
        };
        let page = Self {
            category: "Tranh vẽ".into(),
            round: "Sơ loại".into(),
            rule: Phrase::new(
                "round-advance-yes-text",
                &[("n", 2.into()), ("of", 3.into())],
            ),
            yesno: true,
            rows: vec![
                row("A7K", "Lớp học bên suối Nặm La", "1", 3, true),
                row("B2M", "Cả bản cùng trồng rừng", "2", 2, true),
                row(
                    "C9R",
                    "Dòng sông biết kể chuyện khí hậu của những năm mẹ còn bé",
                    "3–4",
                    1,
                    true,
                ),
                row("D4H", "Mưa", "3–4", 1, false),
                row("E1P", "Ngày hội sách", "", 0, false),
            ],
            passing: 3,
            authors: 3,
            settled: false,
            open: true,
            form: AdvancementForm::default(),
            errors: FormErrors::new().with("reason", "error-reason", &[]),
            back_href: format!("{}/organise/rounds/painting", examples::BASE),
        };
        let settled = Self {
            settled: true,
            open: false,
            errors: FormErrors::new(),
            yesno: false,
            rule: Phrase::new("round-advance-top-text", &[("n", 3.into())]),
            ..page.clone()
        };
        vec![page, settled]
    }
}

type AdvancementPath = (String, String, String, i64);

/// `GET /{lang}/{contest}/advancement/{category}/{position}`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug, position)): Path<AdvancementPath>,
) -> Answer {
    let category = category_called(&app, &contest, &slug).await?;
    let mut tx = app.db.read().await?;
    let round = stages::round_at(&mut tx, &category, position).await?;
    let of = (&contest, &category, &round);
    let page = Advancement::of(&mut tx, &visitor, of, AdvancementForm::default()).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/advancement/{category}/{position}`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug, position)): Path<AdvancementPath>,
    Posted { form, .. }: Posted<AdvancementForm>,
) -> Answer {
    let category = category_called(&app, &contest, &slug).await?;
    let mut tx = app.db.begin().await?;
    let round = stages::round_at(&mut tx, &category, position).await?;
    let (cx, actor, of) = (app.cx(), visitor.actor(), (&contest, &round));
    let known = advancement::preview(&mut tx, &actor, of)
        .await
        .map_err(stages::hidden)?;
    let departures: Vec<Departure> = known
        .works
        .iter()
        .map(|work| Departure {
            passes: form
                .rest
                .contains_key(&format!("pass-{}", work.placed.code)),
            code: work.placed.code.clone(),
        })
        .collect();
    let chosen = (departures.as_slice(), form.reason.as_str());
    let wrong = match advancement::settle(&mut tx, &cx, &actor, of, chosen).await {
        Ok(_) => {
            tx.commit().await?;
            let here = format!("/{}/advancement/{slug}/{position}", contest.slug);
            return Ok(visitor.go_saying(&here, "notice-saved"));
        }
        Err(SettleError::ReasonMissing) => ("reason", "error-reason"),
        Err(SettleError::Nobody) => ("works", "advancement-nobody"),
        Err(SettleError::NoNext | SettleError::Denied(_)) => return Err(PageError::Closed),
        Err(SettleError::Standings(error)) => return Err(PageError::internal(error)),
        Err(SettleError::Store(error)) => return Err(error.into()),
    };
    drop(tx);
    let mut tx = app.db.read().await?;
    let of = (&contest, &category, &round);
    let mut page = Advancement::of(&mut tx, &visitor, of, form).await?;
    for row in &mut page.rows {
        row.passes = page.form.rest.contains_key(&format!("pass-{}", row.code));
    }
    page.errors.add(wrong.0, wrong.1);
    visitor.again(&app, &page)
}

impl Advancement {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        (contest, category, round): (&Contest, &Category, &Round),
        form: AdvancementForm,
    ) -> Result<Self, PageError> {
        let actor = visitor.actor();
        let preview = advancement::preview(tx, &actor, (contest, round))
            .await
            .map_err(stages::hidden)?;
        let next = rounds::round_at(tx, category.id, round.position + 1).await?;
        let count = |n: usize| i64::try_from(n).unwrap_or(0);
        let shared = |place: usize| {
            let same = |w: &&advancement::Candidate| w.placed.standing.rank == Some(place);
            preview.works.iter().filter(same).count()
        };
        let rows = preview
            .works
            .iter()
            .map(|work| {
                let standing = &work.placed.standing;
                AdvancementRow {
                    code: work.placed.code.clone(),
                    title: work.placed.title.clone(),
                    place: standing
                        .rank
                        .map_or_else(String::new, |place| match shared(place) {
                            1 => place.to_string(),
                            n => format!("{place}–{}", place + n - 1),
                        }),
                    score: words::decimal(&standing.display, visitor.lang),
                    yes: count(work.yes),
                    sheets: count(standing.counted),
                    by_rule: work.by_rule,
                    passes: work.passes,
                }
            })
            .collect();
        let organiser = actor.has(contest.id, contest::people::Role::Organiser);
        let back = if organiser {
            format!("/{}/organise/rounds/{}", contest.slug, category.slug)
        } else {
            format!("/{}/standings/{}", contest.slug, category.slug)
        };
        Ok(Self {
            category: visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            round: stages::called(visitor, round),
            rule: stages::goes_on(round),
            yesno: round.kind == RoundKind::YesNo,
            rows,
            passing: count(preview.passing),
            authors: count(preview.authors),
            settled: preview.settled,
            open: next.is_some_and(|n| n.state == RoundState::Draft),
            form,
            errors: FormErrors::new(),
            back_href: visitor.url(&back),
        })
    }
}
