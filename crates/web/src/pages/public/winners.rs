//! The results, once they are public.

use axum::extract::State;
use contest::contests::{Category, Contest};
use judging::ceremonies;
use judging::decisions;
use judging::prizes::{self, Tier};
use serde::Serialize;
use submissions::entries::{self, EntryState, Filter, Listed};

use crate::app::App;
use crate::extract::{Answer, InContest, Visitor};
use crate::pages::afterwards::cases::{CorrectionLine, corrections};
use crate::pages::examples;
use crate::pages::parts::{Award, Sharing, WorkCard};
use crate::pages::public::complaint::complaint_href;
use crate::pages::public::sharing;
use crate::pages::works;
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
    /// whether awards are being handed over, and public one by one
    pub live: bool,
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
    /// what is told of the page elsewhere
    pub sharing: Sharing,
    /// how the results were computed
    pub proof_href: String,
    /// prizes that were withdrawn since
    pub corrections: Vec<CorrectionLine>,
    /// complaining; absent once the days for it are over
    pub complaint_href: Option<String>,
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
            live: false,
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
            sharing: Sharing::sample(),
            proof_href: format!("{}/proof", examples::BASE),
            corrections: vec![CorrectionLine::sample()],
            complaint_href: Some(format!("{}/complaint", examples::BASE)),
            gallery_href: format!("{}/gallery", examples::BASE),
        };
        let before = Self {
            announced: false,
            decision: String::new(),
            entries: 0,
            awards: 0,
            categories: Vec::new(),
            corrections: Vec::new(),
            complaint_href: None,
            ..page.clone()
        };
        let evening = Self {
            live: true,
            awards: 3,
            categories: page.categories[1..].to_vec(),
            ..before.clone()
        };
        vec![page, before, evening]
    }
}

/// `GET /{lang}/{contest}/winners`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut page = Winners::empty(&app, &visitor, &contest);
    let mut tx = app.db.read().await?;
    let revealed = ceremonies::revealed(&mut tx, contest.id).await?;
    page.live = !page.announced && !revealed.is_empty();
    if !page.announced && !page.live {
        return visitor.show(&app, &page);
    }
    let mut awards = prizes::awards_of(&mut tx, contest.id).await?;
    if page.live {
        awards.retain(|award| revealed.contains(&award.entry_id));
    }
    let tiers = prizes::tiers_of(&mut tx, contest.id).await?;
    let among = Some(awards.iter().map(|a| a.entry_id).collect());
    let all = i64::try_from(awards.len()).unwrap_or(i64::MAX);
    let filter = Filter {
        among,
        ..Filter::default()
    };
    let mut listed = entries::list(&mut tx, contest.id, &filter, (0, all)).await?;
    if page.live {
        // works have no pages yet, only names and titles
        for one in &mut listed {
            one.displayed = false;
        }
    }
    let counted = entries::counts(&mut tx, contest.id).await?;
    let judged = |category: &Category| -> i64 {
        let own = counted
            .iter()
            .filter(|c| c.category_id == category.id && c.state == EntryState::Eligible);
        own.map(|c| c.count).sum()
    };
    for category in contest::contests::categories_of(&mut tx, contest.id).await? {
        let tiers: Vec<_> = tiers
            .iter()
            .filter(|t| t.category_id == category.id)
            .map(|tier| of_tier(&visitor, &contest, &category, (tier, &awards, &listed)))
            .filter(|tier| !tier.works.is_empty())
            .collect();
        page.categories.push(WinnersCategory {
            slug: category.slug.clone(),
            name: visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            entries: judged(&category),
            awards: i64::try_from(tiers.iter().map(|t| t.works.len()).sum::<usize>()).unwrap_or(0),
            tiers,
        });
    }
    page.awards = all;
    if page.live {
        page.categories.retain(|category| category.awards > 0);
        return visitor.show(&app, &page);
    }
    if let Some(decision) = decisions::decision_of(&mut tx, contest.id).await? {
        page.decision = decision.number;
    }
    page.corrections = corrections(&mut tx, &contest).await?;
    page.complaint_href = complaint_href(&mut tx, &app, &visitor, &contest).await?;
    page.entries = page.categories.iter().map(|c| c.entries).sum();
    visitor.show(&app, &page)
}

impl Winners {
    /// The page before anything is told.
    fn empty(app: &App, visitor: &Visitor, contest: &Contest) -> Self {
        let announced_at = contest
            .announce_at
            .filter(|_| contest.is_announced(app.now()))
            .unwrap_or(contest.results_at)
            .0;
        let gallery_href = visitor.url(&format!("/{}/gallery", contest.slug));
        Self {
            announced: contest.is_announced(app.now()),
            live: false,
            // The planned minute is part of what is not told before it has come.
            announced_at: if contest.is_announced(app.now()) {
                announced_at
            } else {
                contest.results_at.0
            },
            decision: String::new(),
            entries: 0,
            awards: 0,
            categories: Vec::new(),
            sharing: sharing::of_contest(
                visitor,
                contest,
                &visitor.say("public-winners-title", &[]),
                visitor.pick(&contest.name_vi, &contest.name_en),
            ),
            proof_href: visitor.url(&format!("/{}/proof", contest.slug)),
            corrections: Vec::new(),
            complaint_href: None,
            gallery_href,
        }
    }
}

fn of_tier(
    visitor: &Visitor,
    contest: &Contest,
    category: &Category,
    (tier, awards, listed): (&Tier, &[prizes::Award], &[Listed]),
) -> WinnersTier {
    let works = awards
        .iter()
        .filter(|a| a.tier_id == tier.id)
        .filter_map(|a| listed.iter().find(|l| l.entry.id == a.entry_id))
        .map(|l| works::card(visitor, contest, category.kind, l, None))
        .collect();
    let award = Award::new(
        works::rank_of(tier.level),
        visitor.pick(&tier.name_vi, &tier.name_en),
    );
    WinnersTier { award, works }
}
