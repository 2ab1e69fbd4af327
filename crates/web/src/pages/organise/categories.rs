//! Categories: what may be sent, and how it is judged.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use contest::Tx;
use contest::contests::{self, AmendError, Category, CategoryChange, Contest, Kind, Limits, Phase};
use contest::folding::tidy_line;
use judging::rounds::{self, Criterion, CriterionInput, DefineError, RoundInput, RoundState};
use serde::{Deserialize, Serialize};
use submissions::kinds::{Extent, Slot, slots};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::i18n::Args;
use crate::pages::enter::work::category_called;
use crate::pages::examples;
use crate::pages::parts::Choice;
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

/// What was typed beside the criteria.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CategoryForm {
    /// the category's name in Vietnamese
    pub name_vi: String,
    /// in English
    pub name_en: String,
    /// works an author may enter; 0 for any number
    pub per_author: String,
    /// MiB of the largest file; empty where the program's own limit counts, as in the four that follow
    pub max_file: String,
    /// pixels of a picture's shortest side
    pub min_side: String,
    /// minutes of the longest recording
    pub max_minutes: String,
    /// lines of the longest poem
    pub max_lines: String,
    /// pages of the longest document
    pub max_pages: String,
    /// what to send, in Vietnamese
    pub brief_vi: String,
    /// in English
    pub brief_en: String,
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
    /// the criteria: `label-0`, `weight-0` …
    #[serde(flatten, skip_serializing)]
    pub rest: BTreeMap<String, String>,
}

/// A limit that may be set.
#[derive(Clone, Debug, Serialize)]
pub struct LimitField {
    /// name of the field
    pub name: String,
    /// as far as the program goes; 0 where it sets no limit
    pub bound: i64,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Categories {
    /// slug of the category shown
    pub category: String,
    /// all categories: `value` is the slug, `hint` this page for it
    pub categories: Vec<Choice>,
    /// what was typed
    pub form: CategoryForm,
    /// the limits that this kind of work has
    pub limits: Vec<LimitField>,
    /// the criteria, two empty lines at the end
    pub criteria: Vec<CriterionForm>,
    /// sum of the weights
    pub weight_sum: i64,
    /// what is wrong; `label-<n>`, `weight-<n>` for criteria, `criteria` for all of them
    pub errors: FormErrors,
    /// whether changes are public amendments now
    pub amending: bool,
    /// whether the round is open and its rules frozen
    pub frozen: bool,
    /// the organisers' page
    pub back_href: String,
}

impl Page for Categories {
    const TEMPLATE: &'static str = "pages/organise/categories.html";

    fn samples() -> Vec<Self> {
        let criterion = |label: &str, weight: &str| CriterionForm {
            label: label.into(),
            weight: weight.into(),
            ..CriterionForm::default()
        };
        let page = Self {
            category: "painting".into(),
            categories: examples::category_tabs("organise/categories"),
            form: CategoryForm {
                name_vi: "Tranh vẽ".into(),
                name_en: "Paintings".into(),
                per_author: "3".into(),
                sheets: "3".into(),
                least_sheets: "3".into(),
                scale_low: "1".into(),
                scale_high: "10".into(),
                scale_step: "1".into(),
                ..CategoryForm::default()
            },
            limits: limit_fields(Kind::Painting),
            criteria: vec![
                criterion("Ý tưởng và chủ đề", "40"),
                criterion("Nghệ thuật", "30"),
                criterion("Sáng tạo", "30"),
                CriterionForm::default(),
                CriterionForm::default(),
            ],
            weight_sum: 100,
            errors: FormErrors::new(),
            amending: false,
            frozen: false,
            back_href: format!("{}/organise", examples::BASE),
        };
        let wrong = Self {
            errors: FormErrors::new()
                .with("weight-1", "error-number", &[])
                .with("scale_high", "organise-categories-scale", &[])
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

/// `GET /{lang}/{contest}/organise/categories`: the first one.
pub async fn choose(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let categories = contests::categories_of(&mut tx, contest.id).await?;
    let first = categories.first().ok_or(PageError::NotFound)?;
    Ok(visitor.go(&format!(
        "/{}/organise/categories/{}",
        contest.slug, first.slug
    )))
}

/// `GET /{lang}/{contest}/organise/categories/{category}`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
) -> Answer {
    let category = category_called(&app, &contest, &slug).await?;
    let mut tx = app.db.read().await?;
    let round = rounds::round_of(&mut tx, category.id).await?;
    let criteria = match &round {
        Some(round) => rounds::criteria_of_round(&mut tx, round.id).await?,
        None => Vec::new(),
    };
    let form = CategoryForm::of(
        &category,
        &criteria,
        round.map_or((3, 3), |r| (r.sheets_per_entry, r.least_sheets)),
    );
    let rows = criteria.iter().map(CriterionForm::of).collect();
    let page = Categories::of(&mut tx, &visitor, (&contest, &category), (form, rows)).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/organise/categories/{category}`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
    Posted { form, .. }: Posted<CategoryForm>,
) -> Answer {
    let category = category_called(&app, &contest, &slug).await?;
    let rows = form.rows();
    let mut errors = FormErrors::new();
    let number = |typed: &str| typed.trim().parse::<i64>().ok();
    let change = CategoryChange {
        name_vi: tidy_line(&form.name_vi),
        name_en: tidy_line(&form.name_en),
        brief_vi: tidy_line(&form.brief_vi),
        brief_en: tidy_line(&form.brief_en),
        max_per_author: number(&form.per_author).unwrap_or(0),
        limits: form.limits(category.kind, &mut errors),
    };
    let round = form.round(&rows, &mut errors);
    if change.name_vi.is_empty() || change.name_en.is_empty() {
        errors.add("name_vi", "error-required");
    }
    if !(1..=100).contains(&change.max_per_author) {
        errors.add_with("per_author", "error-number-range", range(1, 100));
    }
    let mut tx = app.db.begin().await?;
    if errors.is_empty() {
        let (cx, actor) = (app.cx(), visitor.actor());
        let (of, reason) = ((&contest, category.id), form.reason.as_str());
        let change = (category.id, &change);
        match contests::amend_category(&mut tx, &cx, &actor, &contest, change, reason).await {
            Ok(()) => {}
            Err(AmendError::ReasonMissing) => errors.add("reason", "error-reason"),
            Err(AmendError::Store(error)) => return Err(error.into()),
            Err(_) => return Err(PageError::Closed),
        }
        match rounds::define_round(&mut tx, &cx, &actor, of, &round, reason).await {
            Ok(_) if errors.is_empty() => {
                tx.commit().await?;
                let here = format!("/{}/organise/categories/{slug}", contest.slug);
                return Ok(visitor.go_saying(&here, "notice-saved"));
            }
            Ok(_) => {}
            Err(DefineError::ReasonMissing) => errors.add("reason", "error-reason"),
            Err(DefineError::Denied) => return Err(PageError::Closed),
            Err(DefineError::CriteriaCount) => {
                errors.add("criteria", "organise-categories-criteria-none");
            }
            Err(DefineError::Criterion(_)) => errors.add("scale_high", "organise-categories-scale"),
            Err(DefineError::Sheets) => {
                errors.add_with("sheets", "error-number-range", range(1, 50));
            }
            Err(DefineError::Store(error)) => return Err(error.into()),
        }
    }
    drop(tx);
    let mut tx = app.db.read().await?;
    let mut page = Categories::of(&mut tx, &visitor, (&contest, &category), (form, rows)).await?;
    page.errors = errors;
    visitor.again(&app, &page)
}

fn range(min: i64, max: i64) -> Args {
    Args::from([
        ("min".to_owned(), min.into()),
        ("max".to_owned(), max.into()),
    ])
}

/// What may be limited in works of a kind, and how far the program goes itself.
fn limit_fields(kind: Kind) -> Vec<LimitField> {
    let mut fields = Vec::new();
    let mut add = |name: &str, bound: u64| {
        if fields.iter().all(|f: &LimitField| f.name != name) {
            fields.push(LimitField {
                name: name.to_owned(),
                bound: i64::try_from(bound).unwrap_or(i64::MAX),
            });
        }
    };
    for slot in slots(kind) {
        let rules = slot.rules();
        let mib = (rules.max_bytes / (1024 * 1024)) as u64;
        match rules.extent {
            Extent::Pixels { least_side, .. } => add("min_side", least_side.into()),
            Extent::Sound { most_ms, .. } => add("max_minutes", most_ms / 60_000),
            Extent::Pages { most } => add("max_pages", most as u64),
            Extent::Text { .. } if *slot == Slot::PoemText => add("max_lines", 0),
            Extent::Text { .. } => {}
        }
        if !matches!(rules.extent, Extent::Text { .. }) {
            add("max_file", mib);
        }
    }
    fields
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

impl CategoryForm {
    fn of(category: &Category, criteria: &[Criterion], (sheets, least): (i64, i64)) -> Self {
        let scale = criteria.first();
        let set = |limit: i64| match limit {
            0 => String::new(),
            limit => limit.to_string(),
        };
        let say = |n: Option<i64>| n.map_or_else(String::new, |n| n.to_string());
        Self {
            name_vi: category.name_vi.clone(),
            name_en: category.name_en.clone(),
            brief_vi: category.brief_vi.clone(),
            brief_en: category.brief_en.clone(),
            per_author: category.max_per_author.to_string(),
            max_file: set(category.limits.max_file_mb),
            min_side: set(category.limits.min_side_px),
            max_minutes: set(category.limits.max_minutes),
            max_lines: set(category.limits.max_lines),
            max_pages: set(category.limits.max_pages),
            sheets: sheets.to_string(),
            least_sheets: least.to_string(),
            scale_low: say(scale.map(|c| c.least)),
            scale_high: say(scale.map(|c| c.most)),
            scale_step: say(scale.map(|c| c.step)),
            reason: String::new(),
            rest: BTreeMap::new(),
        }
    }

    /// The limits as typed; those that a kind does not have are not set.
    fn limits(&self, kind: Kind, errors: &mut FormErrors) -> Limits {
        let fields = limit_fields(kind);
        let mut read = |name: &str, typed: &str| {
            let Some(field) = fields.iter().find(|f| f.name == name) else {
                return 0;
            };
            let typed = typed.trim();
            if typed.is_empty() {
                return 0;
            }
            // A picture's side has a least, everything else a most.
            let allowed = match (name, field.bound) {
                ("min_side", least) => least..=20_000,
                (_, 0) => 1..=10_000,
                (_, most) => 1..=most,
            };
            match typed.parse::<i64>() {
                Ok(limit) if allowed.contains(&limit) => limit,
                _ => {
                    let (min, max) = allowed.into_inner();
                    errors.add_with(name, "error-number-range", range(min, max));
                    0
                }
            }
        };
        Limits {
            max_file_mb: read("max_file", &self.max_file),
            min_side_px: read("min_side", &self.min_side),
            max_minutes: read("max_minutes", &self.max_minutes),
            max_lines: read("max_lines", &self.max_lines),
            max_pages: read("max_pages", &self.max_pages),
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
        let (least, most, step) = (
            number("scale_low", &self.scale_low),
            number("scale_high", &self.scale_high),
            number("scale_step", &self.scale_step),
        );
        let criteria = rows
            .iter()
            .enumerate()
            .map(|(n, row)| CriterionInput {
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
            })
            .collect();
        RoundInput {
            sheets_per_entry: number("sheets", &self.sheets),
            least_sheets: number("least_sheets", &self.least_sheets),
            criteria,
        }
    }
}

impl Categories {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        (contest, category): (&Contest, &Category),
        (form, mut criteria): (CategoryForm, Vec<CriterionForm>),
    ) -> Result<Self, PageError> {
        let base = visitor.url(&format!("/{}/organise", contest.slug));
        let round = rounds::round_of(tx, category.id).await?;
        let categories = contests::categories_of(tx, contest.id)
            .await?
            .iter()
            .map(|c| Choice {
                hint: Some(format!("{base}/categories/{}", c.slug)),
                ..Choice::new(&c.slug, visitor.pick(&c.name_vi, &c.name_en))
            })
            .collect();
        let weight_sum = criteria
            .iter()
            .filter_map(|c| c.weight.trim().parse::<i64>().ok())
            .sum();
        criteria.extend([CriterionForm::default(), CriterionForm::default()]);
        Ok(Self {
            category: category.slug.clone(),
            categories,
            form,
            limits: limit_fields(category.kind),
            criteria,
            weight_sum,
            errors: FormErrors::new(),
            amending: contest.phase > Phase::Setup,
            frozen: contest.phase > Phase::Open
                || round.is_some_and(|r| r.state != RoundState::Draft),
            back_href: base,
        })
    }
}
