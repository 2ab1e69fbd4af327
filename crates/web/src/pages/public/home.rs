//! All contests of this installation.

use serde::Serialize;

use crate::pages::examples;
use crate::render::Page;

/// A contest in the list.
#[derive(Clone, Debug, Serialize)]
pub struct ContestCard {
    /// its landing page
    pub href: String,
    /// its name
    pub name: String,
    /// one sentence about its theme
    pub theme: String,
    /// `before`, `open`, `judging` or `announced`
    pub phase: String,
    /// the displayed deadline
    pub closes_at: i64,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Home {
    /// newest first
    pub contests: Vec<ContestCard>,
}

impl Page for Home {
    const TEMPLATE: &'static str = "pages/public/home.html";

    fn samples() -> Vec<Self> {
        let card = |name: &str, phase: &str| ContestCard {
            href: examples::BASE.into(),
            name: name.into(),
            theme: "Học tập suốt đời và biến đổi khí hậu".into(),
            phase: phase.into(),
            closes_at: examples::CLOSES,
        };
        vec![
            Self {
                contests: vec![
                    card("Sơn La – Thành phố học tập toàn cầu tôi yêu", "open"),
                    card("Em vẽ cuốn sách em yêu", "announced"),
                ],
            },
            Self {
                contests: Vec::new(),
            },
        ]
    }
}
