//! The rules, generated from the contest's settings.

use serde::Serialize;

use crate::pages::examples;
use crate::pages::parts::{Contact, Phrase};
use crate::render::Page;

/// What a category asks for and how it is judged.
#[derive(Clone, Debug, Serialize)]
pub struct RulesCategory {
    /// part of the address of its heading
    pub slug: String,
    /// its name
    pub name: String,
    /// what to send
    pub limits: Vec<Phrase>,
    /// how many works one author may enter; 0 for any number
    pub per_author: i64,
    /// what is judged
    pub criteria: Vec<RulesCriterion>,
    /// lowest and highest mark, as written
    pub scale: (String, String),
    /// its prizes, highest first
    pub prizes: Vec<RulesPrize>,
    /// jurors' names, once the rules publish them
    pub jury: Vec<String>,
}

/// One criterion.
#[derive(Clone, Debug, Serialize)]
pub struct RulesCriterion {
    /// its name
    pub label: String,
    /// what it means
    pub hint: String,
    /// its share, as written: `30 %`
    pub weight: String,
}

/// One tier of a category.
#[derive(Clone, Debug, Serialize)]
pub struct RulesPrize {
    /// the tier's word
    pub tier: String,
    /// how many
    pub quantity: i64,
    /// đồng for each; 0 where the rules promise none
    pub money: i64,
}

/// A change after opening.
#[derive(Clone, Debug, Serialize)]
pub struct Amendment {
    /// when it took effect
    pub at: i64,
    /// what changed
    pub what: String,
    /// why
    pub why: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Rules {
    /// the contest's theme
    pub theme: String,
    /// who holds it
    pub host: String,
    /// who may enter, in words
    pub who: String,
    /// first moment of entering
    pub opens_at: i64,
    /// displayed deadline
    pub closes_at: i64,
    /// planned announcement
    pub announced_at: i64,
    /// in the rules' order
    pub categories: Vec<RulesCategory>,
    /// newest first
    pub amendments: Vec<Amendment>,
    /// whether the prize table is an assumption that the organisers have not confirmed
    pub prizes_assumed: bool,
    /// whom to ask
    pub contact: Contact,
    /// where to enter; absent while closed
    pub enter_href: Option<String>,
}

impl Page for Rules {
    const TEMPLATE: &'static str = "pages/public/rules.html";

    fn samples() -> Vec<Self> {
        let criterion = |label: &str, hint: &str, weight: &str| RulesCriterion {
            label: label.into(),
            hint: hint.into(),
            weight: weight.into(),
        };
        let prize = |tier: &str, quantity, money| RulesPrize {
            tier: tier.into(),
            quantity,
            money,
        };
        let category =
            |slug: &str, name: &str, limit: Phrase, prizes: Vec<RulesPrize>| RulesCategory {
                slug: slug.into(),
                name: name.into(),
                limits: vec![limit],
                per_author: 3,
                criteria: vec![
                    criterion(
                        "Ý tưởng và chủ đề",
                        "Nói được học tập suốt đời gắn với biến đổi khí hậu",
                        "40 %",
                    ),
                    criterion("Nghệ thuật", "Bố cục, màu sắc, ngôn ngữ, giai điệu", "30 %"),
                    criterion("Sáng tạo", "Cách nhìn riêng", "30 %"),
                ],
                scale: ("1".into(), "10".into()),
                prizes,
                jury: Vec::new(),
            };
        let mut painting = category(
            "painting",
            "Tranh vẽ",
            Phrase::new("limit-painting", &[("size", "20 MB".into())]),
            vec![
                prize("Giải Nhất", 1, 3_000_000),
                prize("Giải Nhì", 3, 2_000_000),
                prize("Giải Ba", 5, 1_000_000),
                prize("Khuyến khích", 8, 500_000),
            ],
        );
        painting.jury = vec![
            "Hà Thị Minh Châu (Chủ tịch)".into(),
            "Tòng Văn Hưng".into(),
            "Nguyễn Thu Hà".into(),
        ];
        vec![Self {
            theme: "Học tập suốt đời và biến đổi khí hậu".into(),
            host: "Ủy ban nhân dân thành phố Sơn La".into(),
            who: "Mọi công dân đang sống, học tập, làm việc tại thành phố Sơn La.".into(),
            opens_at: examples::OPENS,
            closes_at: examples::CLOSES,
            announced_at: examples::ANNOUNCED,
            categories: vec![
                painting,
                category(
                    "poem",
                    "Thơ",
                    Phrase::new("limit-poem", &[("lines", 60.into())]),
                    vec![
                        prize("Giải A", 1, 0),
                        prize("Giải B", 2, 0),
                        prize("Giải C", 3, 0),
                        prize("Khuyến khích", 4, 0),
                    ],
                ),
            ],
            amendments: vec![Amendment {
                at: examples::NOW,
                what: "Tranh khổ A2 cũng được nhận.".into(),
                why: "Nhiều trường đã vẽ trên giấy A2.".into(),
            }],
            prizes_assumed: true,
            contact: examples::contact(),
            enter_href: Some(format!("{}/enter", examples::BASE)),
        }]
    }
}
