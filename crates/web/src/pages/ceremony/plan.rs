//! The plan of the ceremony: when and where, who hands over what, how names are read, how long it takes.

use std::collections::BTreeMap;

use axum::extract::State;
use contest::contests::Contest;
use contest::{Timestamp, Tx};
use judging::ceremonies::{self, Ceremony, PlanError, TierPlan, WorkPlan};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::papers::{Honour, honours};
use crate::pages::parts::Award;
use crate::pages::works::rank_of;
use crate::render::{Page, words};

/// What is typed about the evening.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CeremonyForm {
    /// day and time
    pub held_at: String,
    /// where
    pub place: String,
    /// what is said first
    pub opening: String,
    /// seconds for each award
    pub seconds_each: String,
    /// `yes`: each award is public once the screen shows it
    pub step_by_step: String,
    /// `presenter-<tier>`, `deputy-…`, `gift-…`, `reading-<entry>`, `receiver-…`, `cue-…`, `minutes-…`
    #[serde(flatten, skip_serializing)]
    pub rest: BTreeMap<String, String>,
}

/// An award in the order of the evening.
#[derive(Clone, Debug, Serialize)]
pub struct CeremonyWork {
    /// part of its fields' names
    pub id: String,
    /// code of the entry
    pub code: String,
    /// the work
    pub title: String,
    /// whom it honours
    pub name: String,
    /// as typed
    pub reading: String,
    /// as typed
    pub receiver: String,
    /// as typed
    pub cue: String,
    /// as typed, whole minutes
    pub minutes: String,
    /// when it begins, by the plan
    pub at: Option<i64>,
}

/// A tier in the order of the evening.
#[derive(Clone, Debug, Serialize)]
pub struct CeremonyTier {
    /// part of its fields' names
    pub id: String,
    /// the tier
    pub award: Award,
    /// as typed
    pub presenter: String,
    /// as typed
    pub deputy: String,
    /// as typed
    pub gift: String,
    /// its works
    pub works: Vec<CeremonyWork>,
}

/// A category in the order of the evening.
#[derive(Clone, Debug, Serialize)]
pub struct CeremonyCategory {
    /// its name
    pub name: String,
    /// the lowest first
    pub tiers: Vec<CeremonyTier>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct CeremonyPlan {
    /// what was typed
    pub form: CeremonyForm,
    /// what is wrong
    pub errors: FormErrors,
    /// in the rules' order
    pub categories: Vec<CeremonyCategory>,
    /// whether a plan is kept
    pub planned: bool,
    /// awards in all
    pub awards: i64,
    /// how long the awards take, whole minutes
    pub minutes: i64,
    /// when the last award is handed over, by the plan
    pub ends_at: Option<i64>,
    /// what the screen shows
    pub screen_href: String,
    /// all papers
    pub papers_href: String,
}

impl Page for CeremonyPlan {
    const TEMPLATE: &'static str = "pages/ceremony/plan.html";

    fn samples() -> Vec<Self> {
        let work = |id: &str, title: &str, name: &str, cue: &str| CeremonyWork {
            id: id.into(),
            code: "T-0179-K".into(),
            title: title.into(),
            name: name.into(),
            reading: "Sùng A Páo (đọc: Xùng A Páo)".into(),
            receiver: String::new(),
            cue: cue.into(),
            minutes: if cue.is_empty() { "" } else { "4" }.into(),
            at: Some(examples::ANNOUNCED),
        };
        let page = Self {
            form: CeremonyForm {
                held_at: "19:30 07/10/2024".into(),
                place: "Nhà văn hóa trung tâm, thành phố Sơn La".into(),
                opening: "Kính thưa quý vị đại biểu!".into(),
                seconds_each: "45".into(),
                step_by_step: "yes".into(),
                rest: BTreeMap::new(),
            },
            errors: FormErrors::new(),
            categories: vec![CeremonyCategory {
                name: "Bài hát".into(),
                tiers: vec![
                    CeremonyTier {
                        id: "a".into(),
                        award: Award::new("mention", "Khuyến khích"),
                        presenter: "Ông Hà Trung Dũng, Phó Trưởng ban Tổ chức".into(),
                        deputy: String::new(),
                        gift: "Giấy chứng nhận, phong bì, hoa".into(),
                        works: vec![work("b", "Mưa", "Lò Thị Mai Hương", "")],
                    },
                    CeremonyTier {
                        id: "c".into(),
                        award: Award::new("first", "Giải A"),
                        presenter: "Bà Nguyễn Thị Ngọc Ánh, Trưởng ban Tổ chức".into(),
                        deputy: "Ông Hà Trung Dũng".into(),
                        gift: String::new(),
                        works: vec![work(
                            "d",
                            "Thành phố mùa ban, thành phố học",
                            "Nhóm Ban Trắng (Lò Thị Ban, Cà Văn Thuận)",
                            "Hát trên sân khấu",
                        )],
                    },
                ],
            }],
            planned: true,
            awards: 2,
            minutes: 6,
            ends_at: Some(examples::ANNOUNCED),
            screen_href: format!("{}/ceremony/screen", examples::BASE),
            papers_href: format!("{}/papers", examples::BASE),
        };
        let wrong = Self {
            form: CeremonyForm {
                held_at: "tối mùng bảy".into(),
                place: String::new(),
                ..page.form.clone()
            },
            errors: FormErrors::new()
                .with("held_at", "organise-calendar-wrong", &[])
                .with("place", "ceremony-line", &[]),
            planned: false,
            ends_at: None,
            ..page.clone()
        };
        vec![page, wrong]
    }
}

/// `GET /{lang}/{contest}/ceremony`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = CeremonyPlan::of(&mut tx, &visitor, &contest).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/ceremony`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Posted { form, .. }: Posted<CeremonyForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    ceremonies::may_plan(&visitor.actor(), &contest).map_err(|_| PageError::NotFound)?;
    let all = honours(&mut tx, &contest).await?;
    let (typed, mut errors) = read(&form, &all, &contest);
    if errors.is_empty() {
        match ceremonies::plan(&mut tx, &app.cx(), &visitor.actor(), &contest, &typed).await {
            Ok(()) => {
                tx.commit().await?;
                let here = format!("/{}/ceremony", contest.slug);
                return Ok(visitor.go_saying(&here, "notice-saved"));
            }
            Err(PlanError::Line(field)) => errors.add(field, "ceremony-line"),
            Err(PlanError::Seconds(field)) => errors.add(field, "ceremony-seconds"),
            Err(PlanError::Denied(_)) => return Err(PageError::Closed),
            Err(PlanError::Store(error)) => return Err(error.into()),
        }
    }
    let mut page = CeremonyPlan::of(&mut tx, &visitor, &contest).await?;
    page.categories = categories(&visitor, &all, &typed, false);
    page.form = form;
    page.errors = errors;
    visitor.again(&app, &page)
}

/// The plan as typed. Fields that cannot be read are named, and keep nothing else from being read.
fn read(form: &CeremonyForm, all: &[Honour], contest: &Contest) -> (Ceremony, FormErrors) {
    let mut errors = FormErrors::new();
    let held_at = words::read_moment(&form.held_at, &contest.zone);
    if held_at.is_none() {
        errors.add("held_at", "organise-calendar-wrong");
    }
    let seconds_each = form.seconds_each.trim().parse().unwrap_or(0);
    let field = |name: &str, id: String| {
        let key = format!("{name}-{id}");
        form.rest.get(&key).cloned().unwrap_or_default()
    };
    let mut plan = Ceremony {
        place: form.place.clone(),
        opening: form.opening.clone(),
        seconds_each,
        step_by_step: form.step_by_step == "yes",
        ..Ceremony::at(Timestamp(held_at.unwrap_or(0)))
    };
    for honour in all {
        let (tier, entry) = (honour.tier.id, honour.award.entry_id);
        let hands = TierPlan {
            presenter: field("presenter", tier.to_string()),
            deputy: field("deputy", tier.to_string()),
            gift: field("gift", tier.to_string()),
        };
        plan.tiers.insert(tier, hands);
        let typed = field("minutes", entry.to_string());
        let minutes: i64 = match typed.trim() {
            "" => 0,
            typed => typed.parse().unwrap_or(-1),
        };
        if !(0..=ceremonies::MOST_CUE_SECONDS / 60).contains(&minutes) {
            errors.add(&format!("minutes-{entry}"), "ceremony-minutes-wrong");
        }
        let work = WorkPlan {
            reading: field("reading", entry.to_string()),
            receiver: field("receiver", entry.to_string()),
            cue: field("cue", entry.to_string()),
            cue_seconds: minutes.saturating_mul(60),
        };
        plan.works.insert(entry, work);
    }
    (plan, errors)
}

/// The evening in its order; with times where there is a plan to count from.
fn categories(
    visitor: &Visitor,
    all: &[Honour],
    plan: &Ceremony,
    timed: bool,
) -> Vec<CeremonyCategory> {
    let mut seconds = 0;
    let mut work = |honour: &Honour| {
        let at = plan.held_at.plus_ms(seconds * 1_000).0;
        seconds += plan.seconds_of(&honour.award);
        let typed = plan.works.get(&honour.award.entry_id);
        let typed = typed.cloned().unwrap_or_default();
        CeremonyWork {
            id: honour.award.entry_id.to_string(),
            code: honour.people.entry.code.clone().unwrap_or_default(),
            title: honour.people.entry.title.clone(),
            name: honour.people.name.clone(),
            minutes: match typed.cue_seconds / 60 {
                0 => String::new(),
                minutes => minutes.to_string(),
            },
            reading: typed.reading,
            receiver: typed.receiver,
            cue: typed.cue,
            at: timed.then_some(at),
        }
    };
    let mut out = Vec::new();
    for of in all.chunk_by(|a, b| a.category.id == b.category.id) {
        let mut tiers = Vec::new();
        for tier in of.chunk_by(|a, b| a.tier.id == b.tier.id) {
            let row = &tier[0].tier;
            let hands = plan.tiers.get(&row.id).cloned().unwrap_or_default();
            tiers.push(CeremonyTier {
                id: row.id.to_string(),
                award: Award::new(rank_of(row.level), visitor.pick(&row.name_vi, &row.name_en)),
                presenter: hands.presenter,
                deputy: hands.deputy,
                gift: hands.gift,
                works: tier.iter().map(&mut work).collect(),
            });
        }
        let category = &of[0].category;
        out.push(CeremonyCategory {
            name: visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            tiers,
        });
    }
    out
}

impl CeremonyPlan {
    async fn of(tx: &mut Tx, visitor: &Visitor, contest: &Contest) -> Result<Self, PageError> {
        ceremonies::may_plan(&visitor.actor(), contest).map_err(|_| PageError::NotFound)?;
        let kept = ceremonies::plan_of(tx, contest.id).await?;
        let all = honours(tx, contest).await?;
        let planned = kept.is_some();
        // what is usual, until somebody says otherwise
        let usual = Ceremony::at(contest.announce_at.unwrap_or(contest.results_at));
        let plan = kept.unwrap_or(usual);
        let seconds: i64 = all.iter().map(|h| plan.seconds_of(&h.award)).sum();
        let base = visitor.url(&format!("/{}", contest.slug));
        Ok(Self {
            form: CeremonyForm {
                held_at: words::typed_moment(plan.held_at.0, &contest.zone),
                place: plan.place.clone(),
                opening: plan.opening.clone(),
                seconds_each: plan.seconds_each.to_string(),
                step_by_step: if plan.step_by_step { "yes" } else { "" }.to_owned(),
                rest: BTreeMap::new(),
            },
            errors: FormErrors::new(),
            categories: categories(visitor, &all, &plan, planned),
            planned,
            awards: i64::try_from(all.len()).unwrap_or(0),
            minutes: crate::pages::papers::minutes(seconds),
            ends_at: planned.then(|| plan.held_at.plus_ms(seconds * 1_000).0),
            screen_href: format!("{base}/ceremony/screen"),
            papers_href: format!("{base}/papers"),
        })
    }
}
