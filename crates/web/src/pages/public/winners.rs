//! The results, once they are public.

use serde::Serialize;

use crate::pages::examples;
use crate::pages::parts::{Award, WorkCard};
use crate::render::Page;

/// The works of one tier.
#[derive(Clone, Debug, Serialize)]
pub struct WinnersTier {
    /// the tier
    pub award: Award,
    /// its works, by code; their own `award` stays empty
    pub works: Vec<WorkCard>,
}

/// One category's results.
#[derive(Clone, Debug, Serialize)]
pub struct WinnersCategory {
    /// part of the address of its heading
    pub slug: String,
    /// its name
    pub name: String,
    /// entries that were judged
    pub entries: i64,
    /// awards given
    pub awards: i64,
    /// highest first
    pub tiers: Vec<WinnersTier>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Winners {
    /// whether the announcement has happened; everything but `announced_at` is empty before
    pub announced: bool,
    /// planned or real
    pub announced_at: i64,
    /// number and date of the decision, as printed on certificates
    pub decision: String,
    /// all entries
    pub entries: i64,
    /// all awards
    pub awards: i64,
    /// in the rules' order
    pub categories: Vec<WinnersCategory>,
    /// the exhibition
    pub gallery_href: String,
}

impl Page for Winners {
    const TEMPLATE: &'static str = "pages/public/winners.html";

    fn samples() -> Vec<Self> {
        let tier = |rank: &str, label: &str, at: &[usize]| WinnersTier {
            award: Award::new(rank, label),
            works: at
                .iter()
                .filter_map(|place| examples::cards().into_iter().nth(*place))
                .map(|card| WorkCard {
                    award: None,
                    ..card
                })
                .collect(),
        };
        let page = Self {
            announced: true,
            announced_at: examples::ANNOUNCED,
            decision: "Quyết định số 1268/QĐ-UBND ngày 04/10/2024".into(),
            entries: 290,
            awards: 38,
            categories: vec![
                WinnersCategory {
                    slug: "painting".into(),
                    name: "Tranh vẽ".into(),
                    entries: 179,
                    awards: 17,
                    tiers: vec![
                        tier("first", "Giải Nhất", &[0]),
                        tier("second", "Giải Nhì", &[2, 5]),
                        tier("mention", "Khuyến khích", &[0, 2, 5]),
                    ],
                },
                WinnersCategory {
                    slug: "poem".into(),
                    name: "Thơ".into(),
                    entries: 62,
                    awards: 10,
                    tiers: vec![
                        tier("first", "Giải A", &[1]),
                        tier("second", "Giải B", &[1, 1]),
                    ],
                },
            ],
            gallery_href: format!("{}/gallery", examples::BASE),
        };
        let before = Self {
            announced: false,
            decision: String::new(),
            entries: 0,
            awards: 0,
            categories: Vec::new(),
            ..page.clone()
        };
        vec![page, before]
    }
}
