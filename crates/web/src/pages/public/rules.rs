//! The rules, generated from the contest's settings.

use axum::extract::State;
use contest::contests::{Category, Kind, Limits, rules};
use judging::prizes::{self, Tier};
use judging::rounds::{self, Criterion, Round, RoundKind};
use serde::Serialize;
use submissions::kinds::{Extent, Slot, slots};

use crate::app::App;
use crate::extract::{Answer, InContest, Visitor};
use crate::i18n::{Arg, Args, text};
use crate::judgements::told_size;
use crate::pages::parts::{Contact, Phrase};
use crate::pages::public::amendments::{AmendmentView, amendments_of};
use crate::pages::{examples, stages};
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
    /// what is taken as a file
    pub files: Vec<Phrase>,
    /// how many works one author may enter; 0 for any number
    pub per_author: i64,
    /// how it is judged, round after round
    pub stages: Vec<RulesStage>,
    /// its prizes, highest first
    pub prizes: Vec<RulesPrize>,
    /// jurors' names, once the rules publish them
    pub jury: Vec<String>,
}

/// A round of judging.
#[derive(Clone, Debug, Serialize)]
pub struct RulesStage {
    /// what it is called; absent where it is the only one
    pub name: Option<String>,
    /// its rules in sentences
    pub said: Vec<Phrase>,
    /// what is judged; none where jurors give no marks
    pub criteria: Vec<RulesCriterion>,
    /// lowest and highest mark, as written
    pub scale: (String, String),
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
    pub amendments: Vec<AmendmentView>,
    /// a remark of the organisers; may be empty
    pub note: String,
    /// whom to ask
    pub contact: Contact,
    /// where to enter; absent while closed
    pub enter_href: Option<String>,
}

impl RulesStage {
    fn sample() -> Self {
        let criterion = |label: &str, hint: &str, weight: &str| RulesCriterion {
            label: label.into(),
            hint: hint.into(),
            weight: weight.into(),
        };
        Self {
            name: None,
            said: vec![
                Phrase::new("round-kind-rating-text", &[]),
                Phrase::new("round-method-default-text", &[]),
            ],
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
        }
    }

    fn screening() -> Self {
        Self {
            name: Some("Sơ loại".into()),
            said: vec![
                Phrase::new("round-kind-yesno-text", &[]),
                Phrase::new(
                    "round-advance-yes-text",
                    &[("n", 2.into()), ("of", 3.into())],
                ),
            ],
            criteria: Vec::new(),
            scale: (String::new(), String::new()),
        }
    }
}

impl Page for Rules {
    const TEMPLATE: &'static str = "pages/public/rules.html";

    fn samples() -> Vec<Self> {
        let prize = |tier: &str, quantity, money| RulesPrize {
            tier: tier.into(),
            quantity,
            money,
        };
        let stage = RulesStage::sample();
        let category =
            |slug: &str, name: &str, kind: Kind, limit: Phrase, prizes: Vec<RulesPrize>| {
                RulesCategory {
                    slug: slug.into(),
                    name: name.into(),
                    limits: vec![limit],
                    files: slots(kind)
                        .iter()
                        .map(|s| file_rule(*s, &Limits::default()))
                        .collect(),
                    per_author: 3,
                    stages: vec![stage.clone()],
                    prizes,
                    jury: Vec::new(),
                }
            };
        let mut painting = category(
            "painting",
            "Tranh vẽ",
            Kind::Painting,
            Phrase::new("limit-painting", &[("size", "20 MB".into())]),
            vec![
                prize("Giải Nhất", 1, 3_000_000),
                prize("Giải Nhì", 3, 2_000_000),
                prize("Giải Ba", 5, 1_000_000),
                prize("Khuyến khích", 8, 500_000),
            ],
        );
        painting.stages.insert(0, RulesStage::screening());
        painting.stages[1].name = Some("Chung kết".into());
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
                    Kind::Poem,
                    Phrase::new("limit-poem", &[]),
                    vec![
                        prize("Giải A", 1, 0),
                        prize("Giải B", 2, 0),
                        prize("Giải C", 3, 0),
                        prize("Khuyến khích", 4, 0),
                    ],
                ),
            ],
            amendments: AmendmentView::samples(),
            note: "Cách chia giải trên trang này là giả định, chưa phải thể lệ chính thức.".into(),
            contact: examples::contact(),
            enter_href: Some(format!("{}/enter", examples::BASE)),
        }]
    }
}

/// `GET /{lang}/{contest}/rules`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let criteria = rounds::criteria_of_contest(&mut tx, contest.id).await?;
    let rounds = rounds::rounds_of(&mut tx, contest.id).await?;
    let tiers = prizes::tiers_of(&mut tx, contest.id).await?;
    // Who judged is told with the results; before, nobody should be able to write to a juror.
    let members = if contest.is_announced(app.now()) {
        rounds::members_of(&mut tx, contest.id).await?
    } else {
        Vec::new()
    };
    let categories = contest::contests::categories_of(&mut tx, contest.id)
        .await?
        .iter()
        .map(|category| {
            let own: Vec<_> = criteria
                .iter()
                .filter(|c| c.category_id == category.id)
                .collect();
            let mut jury: Vec<String> = Vec::new();
            for member in members.iter().filter(|m| m.category_id == category.id) {
                // who sits in several rounds is named once
                if !jury.contains(&member.name) {
                    jury.push(member.name.clone());
                }
            }
            RulesCategory {
                slug: category.slug.clone(),
                name: visitor
                    .pick(&category.name_vi, &category.name_en)
                    .to_owned(),
                limits: vec![limits(category)],
                files: slots(category.kind)
                    .iter()
                    .map(|s| file_rule(*s, &category.limits))
                    .collect(),
                per_author: category.max_per_author,
                stages: stages_of(&visitor, (&rounds, category), &own),
                prizes: prizes_of(&visitor, category, &tiers),
                jury,
            }
        })
        .collect();
    let amendments = amendments_of(&mut tx, &visitor, &contest).await?;
    let enter = rules::may_begin_entry(&contest, app.now()).is_ok();
    visitor.show(
        &app,
        &Rules {
            theme: visitor
                .pick(&contest.theme_vi, &contest.theme_en)
                .to_owned(),
            host: visitor
                .pick(&contest.organiser_vi, &contest.organiser_en)
                .to_owned(),
            who: text(visitor.lang, "public-rules-who-all", &Args::new()),
            opens_at: contest.opens_at.0,
            closes_at: contest.closes_at.0,
            announced_at: contest
                .announce_at
                .filter(|_| contest.is_announced(app.now()))
                .unwrap_or(contest.results_at)
                .0,
            categories,
            amendments,
            note: visitor.pick(&contest.note_vi, &contest.note_en).to_owned(),
            contact: Contact::of(&visitor, &contest),
            enter_href: enter.then(|| visitor.url(&format!("/{}/enter", contest.slug))),
        },
    )
}

/// What may be sent, from the same rules by which files are judged.
pub(crate) fn limits(category: &Category) -> Phrase {
    let rules_of = |slot: Slot| slot.rules_of(&category.limits);
    let audio = rules_of(Slot::SongAudio);
    match category.kind {
        Kind::Song | Kind::Speech => {
            let minutes = match audio.extent {
                Extent::Sound { most_ms, .. } => i64::try_from(most_ms / 60_000).unwrap_or(0),
                _ => 0,
            };
            Phrase::new(
                &format!("limit-{}", category.kind.as_str()),
                &[
                    ("minutes", minutes.into()),
                    ("size", told_size(&audio).into()),
                ],
            )
        }
        Kind::Painting => Phrase::new(
            "limit-painting",
            &[("size", told_size(&rules_of(Slot::PaintingImage)).into())],
        ),
        Kind::Poem => Phrase::new("limit-poem", &[]),
        Kind::Initiative => {
            let pages = match rules_of(Slot::InitiativeDocument).extent {
                Extent::Pages { most } => i64::try_from(most).unwrap_or(0),
                _ => 0,
            };
            Phrase::new("limit-initiative", &[("pages", pages.into())])
        }
    }
}

/// One file of a slot, from the same data by which it is judged.
fn file_rule(slot: Slot, limits: &Limits) -> Phrase {
    let rules = slot.rules_of(limits);
    let number = |n: u64| Arg::from(i64::try_from(n).unwrap_or(i64::MAX));
    let count = |n: usize| Arg::from(i64::try_from(n).unwrap_or(i64::MAX));
    let (least, most) = match rules.extent {
        Extent::Pixels { least_side, most } => {
            (number(least_side.into()), number(most / 1_000_000))
        }
        Extent::Sound { least_ms, most_ms } => (number(least_ms / 1_000), number(most_ms / 60_000)),
        Extent::Pages { most } => (count(1), count(most)),
        Extent::Text { most, lines } => (count(lines), count(most / 1_024)),
    };
    let args = [
        ("types", rules.types.into()),
        ("size", told_size(&rules).into()),
        ("least", least),
        ("most", most),
    ];
    Phrase::new(&format!("rule-{}", slot.as_str().replace('.', "-")), &args)
}

/// The rounds of a category as the rules tell them.
fn stages_of(
    visitor: &Visitor,
    (rounds, category): (&[Round], &Category),
    criteria: &[&Criterion],
) -> Vec<RulesStage> {
    let own: Vec<&Round> = rounds
        .iter()
        .filter(|r| r.category_id == category.id)
        .collect();
    own.iter()
        .enumerate()
        .map(|(at, round)| {
            let rated = round.kind == RoundKind::Rating;
            let of: Vec<&Criterion> = criteria
                .iter()
                .filter(|c| rated && c.round_id == round.id)
                .copied()
                .collect();
            RulesStage {
                name: (own.len() > 1).then(|| stages::called(visitor, round)),
                said: stages::told(round, at + 1 < own.len()),
                scale: of.first().map_or_else(Default::default, |c| {
                    (c.least.to_string(), c.most.to_string())
                }),
                criteria: shares(visitor, &of),
            }
        })
        .collect()
}

fn shares(visitor: &Visitor, criteria: &[&Criterion]) -> Vec<RulesCriterion> {
    let all: i64 = criteria.iter().map(|c| c.weight).sum();
    criteria
        .iter()
        .map(|c| RulesCriterion {
            label: visitor.pick(&c.name_vi, &c.name_en).to_owned(),
            hint: visitor.pick(&c.guide_vi, &c.guide_en).to_owned(),
            weight: format!("{} %", (c.weight * 100 + all / 2) / all.max(1)),
        })
        .collect()
}

fn prizes_of(visitor: &Visitor, category: &Category, tiers: &[Tier]) -> Vec<RulesPrize> {
    tiers
        .iter()
        .filter(|t| t.category_id == category.id)
        .map(|t| RulesPrize {
            tier: visitor.pick(&t.name_vi, &t.name_en).to_owned(),
            quantity: t.quota,
            money: t.money_vnd,
        })
        .collect()
}
