//! The prize table.

use serde::Serialize;

use crate::forms::FormErrors;
use crate::pages::examples;
use crate::render::Page;

/// A tier of a category. The form sends `label-<category>-<n>`, `quantity-…`, `money-…`, `rank-…`, n from 0; an empty label removes it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TierForm {
    /// the tier's word
    pub label: String,
    /// `first`, `second`, `third` or `mention`
    pub rank: String,
    /// how many
    pub quantity: String,
    /// đồng for each; empty where there is none
    pub money: String,
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
    /// what is wrong; fields as sent
    pub errors: FormErrors,
    /// whether the decision is signed and the table frozen
    pub frozen: bool,
    /// whether the table is an assumption to be confirmed
    pub assumed: bool,
    /// the organisers' page
    pub back_href: String,
}

impl Page for Prizes {
    const TEMPLATE: &'static str = "pages/organise/prizes.html";

    fn samples() -> Vec<Self> {
        let tier = |rank: &str, label: &str, quantity: &str, money: &str| TierForm {
            label: label.into(),
            rank: rank.into(),
            quantity: quantity.into(),
            money: money.into(),
        };
        let category = |slug: &str, name: &str, numbers: [&str; 4], sum| PrizeCategory {
            slug: slug.into(),
            name: name.into(),
            tiers: vec![
                tier("first", "Giải A", numbers[0], "3000000"),
                tier("second", "Giải B", numbers[1], "2000000"),
                tier("third", "Giải C", numbers[2], "1000000"),
                tier("mention", "Khuyến khích", numbers[3], "500000"),
                TierForm::default(),
            ],
            sum,
        };
        let page = Self {
            categories: vec![
                category("song", "Bài hát", ["1", "1", "1", "1"], 4),
                category("painting", "Tranh vẽ", ["1", "3", "5", "8"], 17),
                category("poem", "Thơ", ["1", "2", "3", "4"], 10),
                category("initiative", "Sáng kiến, giải pháp", ["1", "1", "2", "3"], 7),
            ],
            total: 38,
            promised: 38,
            money: 47_500_000,
            errors: FormErrors::new(),
            frozen: false,
            assumed: true,
            back_href: format!("{}/organise", examples::BASE),
        };
        let wrong = Self {
            total: 37,
            errors: FormErrors::new().with("quantity-song-1", "error-number", &[]),
            assumed: false,
            ..page.clone()
        };
        let frozen = Self {
            frozen: true,
            assumed: false,
            ..page.clone()
        };
        vec![page, wrong, frozen]
    }
}
