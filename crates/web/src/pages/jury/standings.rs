//! The order that the marks give, and what the jury proposes.

use axum::extract::{Path, State};
use contest::Tx;
use contest::contests::{self, Category, Contest, Phase};
use contest::people::Role;
use judging::assignments;
use judging::deliberation::{self, HandOverError, StandingsError, Table, rules};
use judging::engine::Step;
use judging::prizes::{self, ChangeError, ProposeError, Tier};
use judging::rounds::Round;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::pages::jury::advice::AdviceView;
use crate::pages::jury::today::seat_of;
use crate::pages::organise::people::NoForm;
use crate::pages::parts::{Award, Choice, Phrase};
use crate::pages::{stages, works};
use crate::render::{Page, words};

/// An entry's place.
#[derive(Clone, Debug, Serialize)]
pub struct StandingRow {
    /// place as written: `1`, `2`, `3–4`
    pub place: String,
    /// the round's code
    pub code: String,
    /// title
    pub title: String,
    /// the work, blind
    pub href: String,
    /// exact score as written
    pub score: String,
    /// highest minus lowest juror's score, as written
    pub spread: String,
    /// sheets counted
    pub sheets: i64,
    /// whether it shares its place or stands on a tier's line
    pub tied: bool,
    /// locale keys of remarks, `jury-standings-flag-…`
    pub flags: Vec<String>,
    /// the proposed tier
    pub award: Option<Award>,
    /// why the proposal departs from the formula; empty where it does not
    pub reason: String,
    /// whether the last award of the formula falls on this row
    pub line_below: bool,
}

/// How many awards of a tier are given.
#[derive(Clone, Debug, Serialize)]
pub struct Quota {
    /// the tier
    pub award: Award,
    /// proposed
    pub given: i64,
    /// allowed
    pub quantity: i64,
}

/// A departure from the formula, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangeForm {
    /// the round's code
    pub code: String,
    /// a tier's value, or empty for none
    pub tier: String,
    /// why
    pub reason: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Standings {
    /// slug of the category shown
    pub category: String,
    /// all categories: `value` is the slug, `hint` this page for it
    pub categories: Vec<Choice>,
    /// the round's name
    pub round: String,
    /// whether the round is closed; nothing else is shown before
    pub closed: bool,
    /// how scores are made, in sentences
    pub method: Vec<Phrase>,
    /// best first
    pub rows: Vec<StandingRow>,
    /// highest tier first
    pub quotas: Vec<Quota>,
    /// tiers to choose from
    pub tiers: Vec<Choice>,
    /// codes to choose from
    pub codes: Vec<Choice>,
    /// what was typed
    pub form: ChangeForm,
    /// what is wrong
    pub errors: FormErrors,
    /// what statistics tell the chair; absent for everybody else, and before the round is closed
    pub advice: Option<AdviceView>,
    /// the panel's meeting; absent while the round is not closed
    pub meeting_href: Option<String>,
    /// whether the viewer may change the proposal
    pub may_change: bool,
    /// where a change posts
    pub change_action: String,
    /// sets the proposal to what the formula gives; absent when that is not possible
    pub formula_action: Option<String>,
    /// hands the proposal to the advisory board; absent when that is not possible
    pub propose_action: Option<String>,
}

fn sample_rows() -> Vec<StandingRow> {
    let row =
        |place: &str, code: &str, title: &str, score: &str, award: Option<Award>| StandingRow {
            place: place.into(),
            code: code.into(),
            title: title.into(),
            href: format!("{}/jury/1/{code}/look", examples::BASE),
            score: score.into(),
            spread: "1,5".into(),
            sheets: 5,
            tied: place.contains('–'),
            flags: Vec::new(),
            award,
            reason: String::new(),
            line_below: false,
        };
    let mut rows = vec![
        row(
            "1",
            "A7K",
            "Lớp học bên suối Nặm La",
            "9,24",
            Some(Award::new("first", "Giải Nhất")),
        ),
        row(
            "2",
            "B2M",
            "Cả bản cùng trồng rừng",
            "9,06",
            Some(Award::new("second", "Giải Nhì")),
        ),
        row(
            "3–4",
            "C9R",
            "Dòng sông biết kể chuyện",
            "8,80",
            Some(Award::new("second", "Giải Nhì")),
        ),
        row(
            "3–4",
            "D4H",
            "Mưa",
            "8,80",
            Some(Award::new("third", "Giải Ba")),
        ),
        row("5", "E1P", "Ngày hội sách", "8,62", None),
    ];
    rows[3].reason = "Hội đồng bỏ phiếu 4/5 vì bố cục chắc hơn.".into();
    rows[3].line_below = true;
    rows[2].flags = vec!["jury-standings-flag-spread".into()];
    rows
}

impl Page for Standings {
    const TEMPLATE: &'static str = "pages/jury/standings.html";

    fn samples() -> Vec<Self> {
        let rows = sample_rows();
        let quota = |rank: &str, label: &str, given, quantity| Quota {
            award: Award::new(rank, label),
            given,
            quantity,
        };
        let page = Self {
            category: "painting".into(),
            categories: examples::category_tabs("standings"),
            round: "Vòng chấm điểm".into(),
            closed: true,
            method: vec![Phrase::new("round-method-default-text", &[])],
            codes: rows
                .iter()
                .map(|row| Choice::new(&row.code, &format!("{} {}", row.code, row.title)))
                .collect(),
            rows,
            quotas: vec![
                quota("first", "Giải Nhất", 1, 1),
                quota("second", "Giải Nhì", 2, 3),
                quota("third", "Giải Ba", 1, 5),
                quota("mention", "Khuyến khích", 0, 8),
            ],
            tiers: vec![
                Choice::new("first", "Giải Nhất"),
                Choice::new("second", "Giải Nhì"),
                Choice::new("third", "Giải Ba"),
            ],
            form: ChangeForm::default(),
            errors: FormErrors::new(),
            advice: Some(AdviceView::sample()),
            meeting_href: Some(format!("{}/meeting/painting", examples::BASE)),
            may_change: true,
            change_action: format!("{}/standings/painting/change", examples::BASE),
            formula_action: Some(format!("{}/standings/painting/formula", examples::BASE)),
            propose_action: Some(format!("{}/standings/painting/propose", examples::BASE)),
        };
        let wrong = Self {
            form: ChangeForm {
                code: "E1P".into(),
                tier: "first".into(),
                reason: String::new(),
            },
            errors: FormErrors::new()
                .with(
                    "tier",
                    "jury-standings-quota",
                    &[("tier", "Giải Nhất".into())],
                )
                .with("reason", "error-reason", &[]),
            advice: Some(AdviceView::quiet_sample(false)),
            ..page.clone()
        };
        let organiser = Self {
            advice: None,
            may_change: false,
            formula_action: None,
            propose_action: None,
            ..page.clone()
        };
        let apart = Self {
            advice: Some(AdviceView::quiet_sample(true)),
            ..page.clone()
        };
        let running = Self {
            advice: None,
            closed: false,
            rows: Vec::new(),
            quotas: Vec::new(),
            may_change: false,
            formula_action: Some(format!("{}/standings/painting/formula", examples::BASE)),
            propose_action: None,
            ..page.clone()
        };
        vec![page, wrong, running, organiser, apart]
    }
}

/// `GET /{lang}/{contest}/standings`: the first category.
pub async fn choose(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let tabs = tabs(&mut tx, &visitor, &contest, "standings").await?;
    let first = tabs.first().ok_or(PageError::NotFound)?;
    Ok(visitor.go(&format!("/{}/standings/{}", contest.slug, first.value)))
}

/// `GET /{lang}/{contest}/standings/{category}`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = Standings::of(&mut tx, &visitor, &contest, &slug).await?;
    visitor.show(&app, &page)
}

/// `POST …/change`: a departure from the formula, or a tie settled.
pub async fn change(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
    Posted { form, .. }: Posted<ChangeForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let (_, round) = seat_of(&mut tx, &contest, &slug).await?;
    let errors = changed(&mut tx, (&app, &visitor), (&contest, &round), &form).await?;
    if errors.is_empty() {
        tx.commit().await?;
        let here = format!("/{}/standings/{slug}", contest.slug);
        return Ok(visitor.go_saying(&here, "notice-saved"));
    }
    let mut page = Standings::of(&mut tx, &visitor, &contest, &slug).await?;
    page.form = form;
    page.errors = errors;
    visitor.again(&app, &page)
}

/// Changes an award as typed; what is wrong is returned.
pub(super) async fn changed(
    tx: &mut Tx,
    (app, visitor): (&App, &Visitor),
    (contest, round): (&Contest, &Round),
    form: &ChangeForm,
) -> Result<FormErrors, PageError> {
    let mut errors = FormErrors::new();
    let entry = assignments::entry_by_code(tx, round.id, &form.code).await?;
    let tiers = prizes::tiers_of(tx, contest.id).await?;
    let tier = tiers
        .iter()
        .find(|t| t.id.to_string() == form.tier)
        .map(|t| t.id);
    let Some(entry) = entry else {
        errors.add("code", "error-choice");
        return Ok(errors);
    };
    if tier.is_none() && !form.tier.is_empty() {
        errors.add("tier", "error-choice");
        return Ok(errors);
    }
    let of = (contest, round.category_id);
    let what = (entry, tier, form.reason.as_str());
    match prizes::change_award(tx, &app.cx(), &visitor.actor(), of, what).await {
        Ok(()) => {}
        Err(ChangeError::ReasonMissing) => errors.add("reason", "error-reason"),
        Err(ChangeError::NoSuchWork) => errors.add("code", "error-choice"),
        Err(ChangeError::NoSuchTier) => errors.add("tier", "error-choice"),
        Err(ChangeError::TierFull) => errors.add("tier", "jury-standings-full"),
        Err(ChangeError::NoQuorum) => errors.add("tier", "meeting-no-quorum"),
        Err(ChangeError::Denied(_)) => return Err(PageError::Closed),
        Err(ChangeError::Standings(error)) => return Err(PageError::internal(error)),
        Err(ChangeError::Store(error)) => return Err(error.into()),
    }
    Ok(errors)
}

/// `POST …/formula`: sets the category's awards to what the formula gives.
pub async fn formula(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let (category, _) = seat_of(&mut tx, &contest, &slug).await?;
    match prizes::propose(&mut tx, &app.cx(), &visitor.actor(), &contest, category.id).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(visitor.go_saying(
                &format!("/{}/standings/{slug}", contest.slug),
                "notice-proposed",
            ))
        }
        Err(ProposeError::Store(error)) => Err(error.into()),
        Err(ProposeError::Denied(_)) => Err(PageError::Closed),
        Err(ProposeError::Standings(error)) => Err(PageError::internal(error)),
    }
}

/// `POST …/hand-over`: gives the proposal of all categories to the advisory board.
pub async fn hand_over(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<(String, String, String)>,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let mut errors = FormErrors::new();
    match deliberation::hand_over(&mut tx, &app.cx(), &visitor.actor(), &contest).await {
        Ok(()) => {
            tx.commit().await?;
            return Ok(visitor.go_saying("/account", "notice-advanced"));
        }
        Err(HandOverError::NothingProposed) => errors.add("code", "jury-standings-nothing"),
        Err(HandOverError::MeetingRuns) => errors.add("code", "meeting-still-runs"),
        Err(HandOverError::TieUnsettled(codes)) => {
            errors.add_with(
                "code",
                "jury-standings-unsettled",
                [("codes".to_owned(), codes.join(", ").into())].into(),
            );
        }
        Err(HandOverError::Store(error)) => return Err(error.into()),
        Err(HandOverError::Standings(error)) => return Err(PageError::internal(error)),
        Err(_) => return Err(PageError::Closed),
    }
    let mut page = Standings::of(&mut tx, &visitor, &contest, &slug).await?;
    page.errors = errors;
    visitor.again(&app, &page)
}

/// The tabs over a page that shows one category: those of the visitor's own categories.
pub async fn tabs(
    tx: &mut Tx,
    visitor: &Visitor,
    contest: &Contest,
    place: &str,
) -> Result<Vec<Choice>, sqlx::Error> {
    let base = visitor.url(&format!("/{}/{place}", contest.slug));
    let categories = contests::categories_of(tx, contest.id).await?;
    let actor = visitor.actor();
    let seated = |c: &&Category| {
        let roles = [Role::Chair, Role::Juror, Role::Advisor];
        actor.has(contest.id, Role::Organiser)
            || roles
                .iter()
                .any(|role| actor.has_in(contest.id, c.id, *role))
    };
    Ok(categories
        .iter()
        .filter(seated)
        .map(|c| Choice {
            hint: Some(format!("{base}/{}", c.slug)),
            ..Choice::new(&c.slug, visitor.pick(&c.name_vi, &c.name_en))
        })
        .collect())
}

/// A place as written: shared ones as a range.
#[must_use]
pub fn place_of(table: &Table, rank: Option<usize>) -> String {
    let Some(rank) = rank else {
        return "–".to_owned();
    };
    match table
        .rows
        .iter()
        .filter(|r| r.standing.rank == Some(rank))
        .count()
    {
        0 | 1 => rank.to_string(),
        n => format!("{rank}–{}", rank + n - 1),
    }
}

impl Standings {
    async fn of(
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        slug: &str,
    ) -> Result<Self, PageError> {
        let (category, round) = seat_of(tx, contest, slug).await?;
        let actor = visitor.actor();
        let base = visitor.url(&format!("/{}/standings/{slug}", contest.slug));
        let may_change = rules::may_change_awards(&actor, contest, &round).is_ok();
        let mut page = Self {
            category: slug.to_owned(),
            categories: tabs(tx, visitor, contest, "standings").await?,
            round: visitor
                .pick(&category.name_vi, &category.name_en)
                .to_owned(),
            closed: false,
            method: stages::told(&round, false),
            rows: Vec::new(),
            quotas: Vec::new(),
            tiers: Vec::new(),
            codes: Vec::new(),
            form: ChangeForm::default(),
            errors: FormErrors::new(),
            advice: None,
            meeting_href: None,
            may_change,
            change_action: format!("{base}/change"),
            formula_action: may_change.then(|| format!("{base}/formula")),
            propose_action: may_change.then(|| format!("{base}/hand-over")),
        };
        let table = match deliberation::standings_of(tx, &actor, contest, category.id).await {
            Ok(table) => table,
            Err(StandingsError::Denied(contests::rules::Denied::NotYours)) => {
                return Err(PageError::NotFound);
            }
            Err(StandingsError::Denied(_)) => return Ok(page),
            Err(StandingsError::Store(error)) => return Err(error.into()),
            Err(error) => return Err(PageError::internal(error)),
        };
        page.closed = true;
        page.meeting_href = (contest.phase == Phase::Deliberating)
            .then(|| visitor.url(&format!("/{}/meeting/{slug}", contest.slug)));
        page.fill(tx, visitor, contest, (&category, &round, &table))
            .await?;
        Ok(page)
    }

    async fn fill(
        &mut self,
        tx: &mut Tx,
        visitor: &Visitor,
        contest: &Contest,
        (category, round, table): (&Category, &Round, &Table),
    ) -> Result<(), PageError> {
        let awards = works::awards_by_entry(tx, contest).await?;
        let all = prizes::tiers_of(tx, contest.id).await?;
        let tiers: Vec<&Tier> = all
            .iter()
            .filter(|t| t.category_id == category.id)
            .collect();
        let slots: usize = tiers
            .iter()
            .map(|t| usize::try_from(t.quota).unwrap_or(0))
            .sum();
        let least = usize::try_from(round.sheets_per_entry).unwrap_or(0);
        let unseen = assignments::recused_of(tx, round.id, &visitor.actor()).await?;
        for (index, row) in table.rows.iter().enumerate() {
            let standing = &row.standing;
            if unseen.contains(&standing.entry) {
                continue;
            }
            let award = awards.get(&standing.entry);
            self.rows.push(StandingRow {
                place: place_of(table, standing.rank),
                code: row.code.clone(),
                title: row.title.clone(),
                href: visitor.url(&format!(
                    "/{}/shortlist/{}/{}",
                    contest.slug, category.slug, row.code
                )),
                score: words::decimal(&standing.display, visitor.lang),
                spread: words::decimal(&short(&standing.spread), visitor.lang),
                sheets: i64::try_from(standing.counted).unwrap_or(0),
                tied: standing.decided_by == Step::Unresolved,
                flags: [
                    (standing.counted < least).then_some("jury-standings-flag-few"),
                    (standing.counted > least).then_some("jury-standings-flag-gap"),
                ]
                .into_iter()
                .flatten()
                .map(str::to_owned)
                .collect(),
                award: award.map(|a| works::badge(visitor, a)),
                reason: award.map_or_else(String::new, |a| a.reason.clone()),
                line_below: index + 1 == slots,
            });
        }
        self.advice =
            AdviceView::of(tx, visitor, contest, (category, round, table), &tiers).await?;
        for tier in tiers {
            let name = visitor.pick(&tier.name_vi, &tier.name_en);
            let given = awards.values().filter(|a| a.tier_id == tier.id).count();
            self.quotas.push(Quota {
                award: Award::new(works::rank_of(tier.level), name),
                given: i64::try_from(given).unwrap_or(0),
                quantity: tier.quota,
            });
            self.tiers.push(Choice::new(&tier.id.to_string(), name));
        }
        self.codes = self
            .rows
            .iter()
            .map(|r| Choice::new(&r.code, &format!("{} · {}", r.code, r.title)))
            .collect();
        Ok(())
    }
}

/// A spread with two places: more would pretend to know more.
#[must_use]
pub fn short(spread: &str) -> String {
    spread
        .split_once('.')
        .map_or(spread, |(whole, _)| {
            spread.get(..whole.len() + 3).unwrap_or(spread)
        })
        .to_owned()
}
