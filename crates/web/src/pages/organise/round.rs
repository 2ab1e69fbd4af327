//! One round of a category: what jurors give, how sheets become a score, who goes on, who sits on the panel.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use contest::Tx;
use contest::contests::{Category, Contest, Phase};
use judging::rounds::{
    self, AdvanceBy, Criterion, CriterionInput, DefineError, FormInput, Round, RoundInput,
    RoundKind, RoundMethod, RoundState,
};
use serde::{Deserialize, Serialize};

use super::seats::{self, Seat};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::i18n::{Args, text};
use crate::pages::enter::work::category_called;
use crate::pages::parts::Choice;
use crate::pages::{examples, stages};
use crate::render::Page;

/// One criterion, as typed. The form sends `label-<n>`, `label_en-<n>`, `hint-<n>`, `hint_en-<n>`, `weight-<n>`, n from 0; an empty label removes the line.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CriterionForm {
    /// its name
    pub label: String,
    /// its name in English; as in Vietnamese where it is empty
    pub label_en: String,
    /// what it means
    pub hint: String,
    /// the same in English
    pub hint_en: String,
    /// a whole number; shares follow from all of them
    pub weight: String,
}

/// What was typed beside the criteria and the panel.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RoundForm {
    /// its own name in Vietnamese; may be empty
    pub name_vi: String,
    /// in English
    pub name_en: String,
    /// `yesno`, `rating` or `ranking`
    pub kind: String,
    /// `yes` where «maybe» may be answered
    pub maybe: String,
    /// how sheets become a score
    pub method: String,
    /// percent from the round before
    pub carry: String,
    /// percent by which sheets may lie apart; empty or 0 for any
    pub gap: String,
    /// works for the whole panel; empty for none
    pub anchors: String,
    /// which works go on
    pub advance_by: String,
    /// how many works, sheets or points that asks for
    pub advance_n: String,
    /// jurors who score each work
    pub sheets: String,
    /// fewer sheets, and a work counts as not judged
    pub least_sheets: String,
    /// lowest mark
    pub scale_low: String,
    /// highest mark
    pub scale_high: String,
    /// step of the grid
    pub scale_step: String,
    /// why, once the contest is open
    pub reason: String,
    /// the criteria, `label-0`, `weight-0` …, and the panel, see [`Seat`]
    #[serde(flatten, skip_serializing)]
    pub rest: BTreeMap<String, String>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct RoundPage {
    /// what the round is called
    pub name: String,
    /// the category's name
    pub category: String,
    /// its place, from 1
    pub position: i64,
    /// what was typed
    pub form: RoundForm,
    /// what jurors give
    pub kinds: Vec<Choice>,
    /// how sheets become a score
    pub methods: Vec<Choice>,
    /// which works go on
    pub advances: Vec<Choice>,
    /// the criteria, two empty lines at the end
    pub criteria: Vec<CriterionForm>,
    /// sum of the weights
    pub weight_sum: i64,
    /// everybody who judges in the category
    pub seats: Vec<Seat>,
    /// what is wrong; `label-<n>`, `weight-<n>` for criteria, `criteria` for all of them
    pub errors: FormErrors,
    /// whether changes are public amendments now
    pub amending: bool,
    /// whether the round has opened and its rules are frozen
    pub frozen: bool,
    /// the rounds of the category
    pub back_href: String,
}

impl Page for RoundPage {
    const TEMPLATE: &'static str = "pages/organise/round.html";

    fn samples() -> Vec<Self> {
        let criterion = |label: &str, weight: &str| CriterionForm {
            label: label.into(),
            weight: weight.into(),
            ..CriterionForm::default()
        };
        let choices = |prefix: &str, words: &[&str]| -> Vec<Choice> {
            let label = |word: &&str| {
                let key = format!("{prefix}-{word}");
                Choice::new(word, &text(crate::i18n::Lang::Vi, &key, &Args::new()))
            };
            words.iter().map(label).collect()
        };
        let page = Self {
            name: "Vòng 1".into(),
            category: "Tranh vẽ".into(),
            position: 1,
            form: RoundForm {
                kind: "rating".into(),
                method: "default".into(),
                carry: "0".into(),
                advance_by: "all".into(),
                sheets: "3".into(),
                least_sheets: "3".into(),
                scale_low: "1".into(),
                scale_high: "10".into(),
                scale_step: "1".into(),
                ..RoundForm::default()
            },
            kinds: choices("round-kind", &["yesno", "rating", "ranking"]),
            methods: choices("round-method", &["default", "mean", "trimmed", "median"]),
            advances: choices("round-advance", &["all", "top", "yes", "points", "hand"]),
            criteria: vec![
                criterion("Ý tưởng và chủ đề", "40"),
                criterion("Nghệ thuật", "30"),
                criterion("Sáng tạo", "30"),
                CriterionForm::default(),
                CriterionForm::default(),
            ],
            weight_sum: 100,
            seats: vec![
                Seat::sample("1", "Hà Thị Minh Châu", true),
                Seat::sample("2", "Tòng Văn Hưng", true),
                Seat::sample("3", "Nguyễn Thu Hà", false),
            ],
            errors: FormErrors::new(),
            amending: false,
            frozen: false,
            back_href: format!("{}/organise/rounds/painting", examples::BASE),
        };
        let wrong = Self {
            name: "Chung kết".into(),
            position: 2,
            form: RoundForm {
                name_vi: "Chung kết".into(),
                kind: "ranking".into(),
                carry: "95".into(),
                ..page.form.clone()
            },
            errors: FormErrors::new()
                .with(
                    "carry",
                    "error-number-range",
                    &[("min", 0.into()), ("max", 90.into())],
                )
                .with("reason", "error-reason", &[]),
            amending: true,
            ..page.clone()
        };
        let frozen = Self {
            frozen: true,
            ..page.clone()
        };
        vec![page, wrong, frozen]
    }
}

type RoundPath = (String, String, String, i64);

/// `GET /{lang}/{contest}/organise/rounds/{category}/{position}`; the place behind the last round is a new one.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug, position)): Path<RoundPath>,
) -> Answer {
    let category = category_called(&app, &contest, &slug).await?;
    let mut tx = app.db.read().await?;
    let rounds = rounds::rounds_of_category(&mut tx, category.id).await?;
    let known = rounds.iter().find(|r| r.position == position);
    let last = rounds.last();
    if known.is_none() && position != last.map_or(1, |r| r.position + 1) {
        return Err(PageError::NotFound);
    }
    // a new round begins as the one before it, so that little has to be typed
    let model = known.or(last);
    let criteria = match model {
        Some(round) => rounds::criteria_of_round(&mut tx, round.id).await?,
        None => Vec::new(),
    };
    let form = RoundForm::of(model, known.is_some(), &criteria);
    let rated = model.is_some_and(|r| r.kind == RoundKind::Rating);
    let rows = criteria
        .iter()
        .filter(|_| rated)
        .map(CriterionForm::of)
        .collect();
    let of = (&contest, &category, position);
    let page = RoundPage::of(&mut tx, &visitor, of, (form, rows)).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/organise/rounds/{category}/{position}`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug, position)): Path<RoundPath>,
    Posted { form, .. }: Posted<RoundForm>,
) -> Answer {
    let category = category_called(&app, &contest, &slug).await?;
    let rows = form.rows();
    let mut errors = FormErrors::new();
    let input = form.round(&rows, &mut errors);
    let mut tx = app.db.begin().await?;
    if errors.is_empty() {
        let at = (&contest, &category, position);
        save(&mut tx, (&app, &visitor), at, (&form, &input), &mut errors).await?;
    }
    if errors.is_empty() {
        tx.commit().await?;
        let here = format!("/{}/organise/rounds/{slug}", contest.slug);
        return Ok(visitor.go_saying(&here, "notice-saved"));
    }
    drop(tx);
    let mut tx = app.db.read().await?;
    let of = (&contest, &category, position);
    let mut page = RoundPage::of(&mut tx, &visitor, of, (form, rows)).await?;
    for seat in &mut page.seats {
        seat.typed(&page.form.rest);
    }
    page.errors = errors;
    visitor.again(&app, &page)
}

/// Sets the round and its panel; what is wrong goes to `errors`.
async fn save(
    tx: &mut Tx,
    (app, visitor): (&App, &Visitor),
    (contest, category, position): (&Contest, &Category, i64),
    (form, input): (&RoundForm, &RoundInput),
    errors: &mut FormErrors,
) -> Result<(), PageError> {
    let (cx, actor) = (app.cx(), visitor.actor());
    let at = (contest, category.id, position);
    let what = (input, form.reason.as_str());
    let id = match rounds::define_round(tx, &cx, &actor, at, what).await {
        Ok(id) => id,
        Err(DefineError::Denied | DefineError::Position) => return Err(PageError::Closed),
        Err(DefineError::Store(error)) => return Err(error.into()),
        Err(DefineError::ReasonMissing) => {
            errors.add("reason", "error-reason");
            return Ok(());
        }
        Err(DefineError::CriteriaCount) => {
            errors.add("criteria", "organise-categories-criteria-none");
            return Ok(());
        }
        Err(DefineError::Criterion(_)) => {
            errors.add("scale_high", "organise-categories-scale");
            return Ok(());
        }
        Err(DefineError::Sheets) => {
            errors.add_with("sheets", "error-number-range", range(1, 50));
            return Ok(());
        }
        Err(DefineError::Carry) => {
            let most = if position == 1 { 0 } else { 90 };
            errors.add_with("carry", "error-number-range", range(0, most));
            return Ok(());
        }
        Err(DefineError::Gap) => {
            errors.add_with("gap", "error-number-range", range(0, 100));
            return Ok(());
        }
        Err(DefineError::Anchors) => {
            errors.add_with("anchors", "error-number-range", range(0, 5));
            return Ok(());
        }
        Err(DefineError::Advance) => {
            errors.add("advance_n", "round-advance-wrong");
            return Ok(());
        }
    };
    let Some(round) = rounds::by_id(tx, id).await? else {
        return Err(PageError::NotFound);
    };
    let of = (contest, category, &round);
    seats::save(tx, (&cx, &actor), of, &form.rest, errors).await
}

fn range(min: i64, max: i64) -> Args {
    Args::from([
        ("min".to_owned(), min.into()),
        ("max".to_owned(), max.into()),
    ])
}

impl CriterionForm {
    fn of(criterion: &Criterion) -> Self {
        Self {
            label: criterion.name_vi.clone(),
            label_en: criterion.name_en.clone(),
            hint: criterion.guide_vi.clone(),
            hint_en: criterion.guide_en.clone(),
            weight: criterion.weight.to_string(),
        }
    }
}

impl RoundForm {
    /// The form of a round that is there, or of a new one after `model`.
    fn of(model: Option<&Round>, known: bool, criteria: &[Criterion]) -> Self {
        let rated = model.is_none_or(|r| r.kind == RoundKind::Rating);
        let scale = criteria.first();
        let say = |n: Option<i64>, without: i64| n.unwrap_or(without).to_string();
        let own = model.filter(|_| known);
        let (sheets, least) = model.map_or((3, 3), |r| (r.sheets_per_entry, r.least_sheets));
        let maybe = scale.is_some_and(|c| !rated && c.most == 2);
        let scale = scale.filter(|_| rated);
        Self {
            name_vi: own.map_or_else(String::new, |r| r.name_vi.clone()),
            name_en: own.map_or_else(String::new, |r| r.name_en.clone()),
            kind: own
                .map_or(RoundKind::Rating, |r| r.kind)
                .as_str()
                .to_owned(),
            maybe: if maybe { "yes" } else { "" }.to_owned(),
            method: model
                .map_or(RoundMethod::Default, |r| r.method)
                .as_str()
                .to_owned(),
            carry: say(own.map(|r| r.carry), 0),
            gap: say(model.filter(|r| r.gap > 0).map(|r| r.gap), 0),
            anchors: say(model.map(|r| r.anchors), 0),
            advance_by: own
                .map_or(AdvanceBy::All, |r| r.advance_by)
                .as_str()
                .to_owned(),
            advance_n: own
                .filter(|r| !matches!(r.advance_by, AdvanceBy::All | AdvanceBy::Hand))
                .map_or_else(String::new, |r| r.advance_n.to_string()),
            sheets: sheets.to_string(),
            least_sheets: least.to_string(),
            scale_low: say(scale.map(|c| c.least), 1),
            scale_high: say(scale.map(|c| c.most), 10),
            scale_step: say(scale.map(|c| c.step), 1),
            reason: String::new(),
            rest: BTreeMap::new(),
        }
    }

    /// The criteria as typed, without the lines whose name is empty.
    fn rows(&self) -> Vec<CriterionForm> {
        let typed = |name: &str, n: usize| {
            self.rest
                .get(&format!("{name}-{n}"))
                .cloned()
                .unwrap_or_default()
        };
        (0..64)
            .map(|n| CriterionForm {
                label: typed("label", n),
                label_en: typed("label_en", n),
                hint: typed("hint", n),
                hint_en: typed("hint_en", n),
                weight: typed("weight", n),
            })
            .filter(|row| !row.label.trim().is_empty())
            .collect()
    }

    fn round(&self, rows: &[CriterionForm], errors: &mut FormErrors) -> RoundInput {
        let mut number = |field: &str, typed: &str| {
            let read = typed.trim().parse::<i64>();
            if read.is_err() {
                errors.add(field, "error-number");
            }
            read.unwrap_or_default()
        };
        let kind = RoundKind::parse(&self.kind).unwrap_or(RoundKind::Rating);
        let form = match kind {
            RoundKind::YesNo => FormInput::YesNo {
                maybe: self.maybe == "yes",
            },
            RoundKind::Ranking => FormInput::Ranking,
            RoundKind::Rating => {
                let (least, most, step) = (
                    number("scale_low", &self.scale_low),
                    number("scale_high", &self.scale_high),
                    number("scale_step", &self.scale_step),
                );
                let criterion = |(n, row): (usize, &CriterionForm)| CriterionInput {
                    name_vi: row.label.clone(),
                    name_en: if row.label_en.trim().is_empty() {
                        row.label.clone()
                    } else {
                        row.label_en.clone()
                    },
                    guide_vi: row.hint.clone(),
                    guide_en: row.hint_en.clone(),
                    least,
                    most,
                    step,
                    weight: number(&format!("weight-{n}"), &row.weight),
                };
                FormInput::Rating(rows.iter().enumerate().map(criterion).collect())
            }
        };
        let advance_by = AdvanceBy::parse(&self.advance_by).unwrap_or(AdvanceBy::All);
        let carry = match self.carry.trim() {
            "" => 0,
            typed => number("carry", typed),
        };
        let gap = match (kind, self.gap.trim()) {
            (RoundKind::Rating, typed) if !typed.is_empty() => number("gap", typed),
            _ => 0,
        };
        let anchors = match (kind, self.anchors.trim()) {
            (RoundKind::Ranking, _) | (_, "") => 0,
            (_, typed) => number("anchors", typed),
        };
        RoundInput {
            gap,
            anchors,
            name_vi: self.name_vi.clone(),
            name_en: self.name_en.clone(),
            form,
            method: RoundMethod::parse(&self.method).unwrap_or(RoundMethod::Default),
            carry,
            advance_n: match advance_by {
                AdvanceBy::All | AdvanceBy::Hand => 0,
                _ => number("advance_n", &self.advance_n),
            },
            advance_by,
            sheets_per_entry: number("sheets", &self.sheets),
            least_sheets: number("least_sheets", &self.least_sheets),
        }
    }
}

impl RoundPage {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        (contest, category, position): (&Contest, &Category, i64),
        (form, mut criteria): (RoundForm, Vec<CriterionForm>),
    ) -> Result<Self, PageError> {
        let round = rounds::round_at(tx, category.id, position).await?;
        let panel = match &round {
            Some(round) => rounds::members_of_round(tx, round.id).await?,
            None => match rounds::round_at(tx, category.id, position - 1).await? {
                Some(before) => rounds::members_of_round(tx, before.id).await?,
                None => Vec::new(),
            },
        };
        let seats = Seat::all(tx, contest, category, &panel).await?;
        let weight_sum = criteria
            .iter()
            .filter_map(|c| c.weight.trim().parse::<i64>().ok())
            .sum();
        criteria.extend([CriterionForm::default(), CriterionForm::default()]);
        let choice = |key: String, value: &str, hint: Option<String>| Choice {
            hint,
            ..Choice::new(value, &text(visitor.lang, &key, &Args::new()))
        };
        let n = Args::from([("n".to_owned(), position.into())]);
        Ok(Self {
            name: round.as_ref().map_or_else(
                || text(visitor.lang, "round-called", &n),
                |r| stages::called(visitor, r),
            ),
            category: visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            position,
            kinds: RoundKind::ALL
                .iter()
                .map(|k| {
                    let hint = text(
                        visitor.lang,
                        &format!("round-kind-{}-hint", k.as_str()),
                        &Args::new(),
                    );
                    choice(format!("round-kind-{}", k.as_str()), k.as_str(), Some(hint))
                })
                .collect(),
            methods: RoundMethod::ALL
                .iter()
                .map(|m| choice(format!("round-method-{}", m.as_str()), m.as_str(), None))
                .collect(),
            advances: AdvanceBy::ALL
                .iter()
                .map(|a| choice(format!("round-advance-{}", a.as_str()), a.as_str(), None))
                .collect(),
            form,
            criteria,
            weight_sum,
            seats,
            errors: FormErrors::new(),
            amending: contest.phase > Phase::Setup,
            frozen: contest.phase > Phase::Judging
                || round.is_some_and(|r| r.state != RoundState::Draft),
            back_href: visitor.url(&format!(
                "/{}/organise/rounds/{}",
                contest.slug, category.slug
            )),
        })
    }
}
