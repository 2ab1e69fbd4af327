//! Categories: what may be sent.

use axum::extract::{Path, State};
use contest::Tx;
use contest::contests::{self, AmendError, Category, CategoryChange, Contest, Kind, Limits, Phase};
use contest::folding::tidy_line;
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

/// What was typed.
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
    /// why, once the contest is open
    pub reason: String,
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
    /// what is wrong
    pub errors: FormErrors,
    /// whether changes are public amendments now
    pub amending: bool,
    /// whether works are no longer taken and the rules for them frozen
    pub frozen: bool,
    /// the rounds of this category
    pub rounds_href: String,
    /// the organisers' page
    pub back_href: String,
}

impl Page for Categories {
    const TEMPLATE: &'static str = "pages/organise/categories.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            category: "painting".into(),
            categories: examples::category_tabs("organise/categories"),
            form: CategoryForm {
                name_vi: "Tranh vẽ".into(),
                name_en: "Paintings".into(),
                per_author: "3".into(),
                ..CategoryForm::default()
            },
            limits: limit_fields(Kind::Painting),
            errors: FormErrors::new(),
            amending: false,
            frozen: false,
            rounds_href: format!("{}/organise/rounds/painting", examples::BASE),
            back_href: format!("{}/organise", examples::BASE),
        };
        let wrong = Self {
            errors: FormErrors::new()
                .with("weight-1", "error-number", &[])
                .with("name_en", "error-required", &[])
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
    let form = CategoryForm::of(&category);
    let page = Categories::of(&mut tx, &visitor, (&contest, &category), form).await?;
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
    if change.name_vi.is_empty() || change.name_en.is_empty() {
        errors.add("name_vi", "error-required");
    }
    if !(1..=100).contains(&change.max_per_author) {
        errors.add_with("per_author", "error-number-range", range(1, 100));
    }
    let mut tx = app.db.begin().await?;
    if errors.is_empty() {
        let (cx, actor) = (app.cx(), visitor.actor());
        let change = (category.id, &change);
        match contests::amend_category(&mut tx, &cx, &actor, &contest, change, &form.reason).await {
            Ok(()) => {
                tx.commit().await?;
                let here = format!("/{}/organise/categories/{slug}", contest.slug);
                return Ok(visitor.go_saying(&here, "notice-saved"));
            }
            Err(AmendError::ReasonMissing) => errors.add("reason", "error-reason"),
            Err(AmendError::Store(error)) => return Err(error.into()),
            Err(_) => return Err(PageError::Closed),
        }
    }
    drop(tx);
    let mut tx = app.db.read().await?;
    let mut page = Categories::of(&mut tx, &visitor, (&contest, &category), form).await?;
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

impl CategoryForm {
    fn of(category: &Category) -> Self {
        let set = |limit: i64| match limit {
            0 => String::new(),
            limit => limit.to_string(),
        };
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
            reason: String::new(),
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
}

impl Categories {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        (contest, category): (&Contest, &Category),
        form: CategoryForm,
    ) -> Result<Self, PageError> {
        let base = visitor.url(&format!("/{}/organise", contest.slug));
        let categories = contests::categories_of(tx, contest.id)
            .await?
            .iter()
            .map(|c| Choice {
                hint: Some(format!("{base}/categories/{}", c.slug)),
                ..Choice::new(&c.slug, visitor.pick(&c.name_vi, &c.name_en))
            })
            .collect();
        Ok(Self {
            category: category.slug.clone(),
            categories,
            form,
            limits: limit_fields(category.kind),
            errors: FormErrors::new(),
            amending: contest.phase > Phase::Setup,
            frozen: contest.phase > Phase::Open,
            rounds_href: format!("{base}/rounds/{}", category.slug),
            back_href: base,
        })
    }
}
