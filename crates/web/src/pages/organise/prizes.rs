//! The prize table.

use std::collections::BTreeMap;

use axum::extract::State;
use contest::Tx;
use contest::contests::{self, Contest, Phase};
use judging::prizes::{self, Tier, TierInput, TiersError};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::render::Page;

/// A tier of a category. The form sends `label-<category>-<n>`, `label_en-…`, `quantity-…`, `money-…`, n from 0, highest first; an empty label removes it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TierForm {
    /// the tier's word
    pub label: String,
    /// the same in English; as in Vietnamese where it is empty
    pub label_en: String,
    /// how many
    pub quantity: String,
    /// đồng for each; empty where there is none
    pub money: String,
}

/// Why the table changes, once the contest is open.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReasonForm {
    /// as typed
    pub reason: String,
}

/// The tiers of one category.
#[derive(Clone, Debug, Serialize)]
pub struct PrizeCategory {
    /// slug
    pub slug: String,
    /// its name
    pub name: String,
    /// highest first, one empty line at the end
    pub tiers: Vec<TierForm>,
    /// awards in this category
    pub sum: i64,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Prizes {
    /// in the rules' order
    pub categories: Vec<PrizeCategory>,
    /// awards in all
    pub total: i64,
    /// awards that were announced to the public; 0 where no number was
    pub promised: i64,
    /// money in all, đồng
    pub money: i64,
    /// why the table changes, as typed
    pub form: ReasonForm,
    /// what is wrong; fields as sent
    pub errors: FormErrors,
    /// whether changes are public amendments now
    pub amending: bool,
    /// whether the decision is signed and the table frozen
    pub frozen: bool,
    /// the organisers' page
    pub back_href: String,
}

impl Page for Prizes {
    const TEMPLATE: &'static str = "pages/organise/prizes.html";

    fn samples() -> Vec<Self> {
        let tier = |label: &str, label_en: &str, quantity: &str, money: &str| TierForm {
            label: label.into(),
            label_en: label_en.into(),
            quantity: quantity.into(),
            money: money.into(),
        };
        let category = |slug: &str, name: &str, numbers: [&str; 4], sum| PrizeCategory {
            slug: slug.into(),
            name: name.into(),
            tiers: vec![
                tier("Giải A", "A prize", numbers[0], "3000000"),
                tier("Giải B", "B prize", numbers[1], "2000000"),
                tier("Giải C", "C prize", numbers[2], "1000000"),
                tier("Khuyến khích", "Consolation", numbers[3], "500000"),
                TierForm::default(),
            ],
            sum,
        };
        let page = Self {
            categories: vec![
                category("song", "Bài hát", ["1", "1", "1", "1"], 4),
                category("painting", "Tranh vẽ", ["1", "3", "5", "8"], 17),
                category("poem", "Thơ", ["1", "2", "3", "4"], 10),
                category(
                    "initiative",
                    "Sáng kiến, giải pháp",
                    ["1", "1", "2", "3"],
                    7,
                ),
            ],
            total: 38,
            promised: 38,
            money: 47_500_000,
            form: ReasonForm::default(),
            errors: FormErrors::new(),
            amending: false,
            frozen: false,
            back_href: format!("{}/organise", examples::BASE),
        };
        let wrong = Self {
            total: 37,
            errors: FormErrors::new()
                .with("quantity-song-1", "error-number", &[])
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

/// What the table sends: `label-<category>-<n>` and so on.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct PrizesForm {
    #[serde(default)]
    reason: String,
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

impl PrizesForm {
    /// The lines of a category as typed, without those whose name is empty.
    fn tiers(&self, category: &str) -> Vec<TierForm> {
        let typed = |name: &str, n: usize| {
            self.rest
                .get(&format!("{name}-{category}-{n}"))
                .cloned()
                .unwrap_or_default()
        };
        (0..12)
            .map(|n| TierForm {
                label: typed("label", n),
                label_en: typed("label_en", n),
                quantity: typed("quantity", n),
                money: typed("money", n),
            })
            .filter(|tier| !tier.label.trim().is_empty())
            .collect()
    }
}

/// A number as people type it: grouped by points, commas or spaces, or not at all.
fn number(typed: &str) -> Option<i64> {
    let digits: String = typed
        .chars()
        .filter(|c| !matches!(c, '.' | ',' | ' '))
        .collect();
    if digits.is_empty() {
        Some(0)
    } else {
        digits.parse().ok()
    }
}

/// `GET /{lang}/{contest}/organise/prizes`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let tiers = prizes::tiers_of(&mut tx, contest.id).await?;
    let page = Prizes::of(&mut tx, &visitor, &contest, |category| {
        tiers
            .iter()
            .filter(|t| t.category_id == category.id)
            .map(TierForm::of)
            .collect()
    })
    .await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/organise/prizes`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<PrizesForm>,
) -> Answer {
    let mut errors = FormErrors::new();
    let mut tx = app.db.begin().await?;
    let (cx, actor) = (app.cx(), visitor.actor());
    for category in contests::categories_of(&mut tx, contest.id).await? {
        let mut inputs = Vec::new();
        for (n, tier) in form.tiers(&category.slug).iter().enumerate() {
            let mut read = |field: &str, typed: &str| {
                number(typed).unwrap_or_else(|| {
                    errors.add(&format!("{field}-{}-{n}", category.slug), "error-number");
                    0
                })
            };
            inputs.push(TierInput {
                name_vi: tier.label.clone(),
                name_en: if tier.label_en.trim().is_empty() {
                    tier.label.clone()
                } else {
                    tier.label_en.clone()
                },
                quota: read("quantity", &tier.quantity),
                money_vnd: read("money", &tier.money),
            });
        }
        match prizes::define_tiers(
            &mut tx,
            &cx,
            &actor,
            (&contest, category.id),
            &inputs,
            &form.reason,
        )
        .await
        {
            Ok(()) => {}
            Err(TiersError::ReasonMissing) => errors.add("reason", "error-reason"),
            Err(TiersError::Denied(_)) => return Err(PageError::Closed),
            Err(TiersError::Store(error)) => return Err(error.into()),
            Err(TiersError::Count) => {
                errors.add(&format!("label-{}-0", category.slug), "error-required");
            }
            Err(TiersError::Tier(n)) => {
                errors.add(&format!("quantity-{}-{n}", category.slug), "error-number");
            }
        }
    }
    if errors.is_empty() {
        tx.commit().await?;
        return Ok(visitor.go_saying(
            &format!("/{}/organise/prizes", contest.slug),
            "notice-saved",
        ));
    }
    drop(tx);
    let mut tx = app.db.read().await?;
    let mut page = Prizes::of(&mut tx, &visitor, &contest, |category| {
        form.tiers(&category.slug)
    })
    .await?;
    page.form.reason = form.reason;
    page.errors = errors;
    visitor.again(&app, &page)
}

impl TierForm {
    fn of(tier: &Tier) -> Self {
        Self {
            label: tier.name_vi.clone(),
            label_en: tier.name_en.clone(),
            quantity: tier.quota.to_string(),
            money: tier.money_vnd.to_string(),
        }
    }
}

impl Prizes {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        tiers_of: impl Fn(&contests::Category) -> Vec<TierForm>,
    ) -> Result<Self, PageError> {
        let mut page = Self {
            categories: Vec::new(),
            total: 0,
            promised: contest.awards_promised,
            money: 0,
            form: ReasonForm::default(),
            errors: FormErrors::new(),
            amending: contest.phase > Phase::Setup,
            frozen: contest.phase > Phase::Open,
            back_href: visitor.url(&format!("/{}/organise", contest.slug)),
        };
        for category in contests::categories_of(tx, contest.id).await? {
            let mut tiers = tiers_of(&category);
            let quantity = |t: &TierForm| number(&t.quantity).unwrap_or(0);
            let sum = tiers.iter().map(quantity).sum();
            page.total += sum;
            page.money += tiers
                .iter()
                .map(|t| quantity(t).saturating_mul(number(&t.money).unwrap_or(0)))
                .sum::<i64>();
            tiers.push(TierForm::default());
            page.categories.push(PrizeCategory {
                slug: category.slug.clone(),
                name: visitor
                    .pick(&category.name_vi, &category.name_en)
                    .to_owned(),
                tiers,
                sum,
            });
        }
        Ok(page)
    }
}
