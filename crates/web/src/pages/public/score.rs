//! How one work's score came about, for a citizen who wants to follow it.

use axum::extract::{Path, State};
use judging::bundles::{self, Explained};
use judging::deliberation::StandingsError;
use judging::engine::{Step, TieBreak};
use judging::prizes::{self, Tier};
use serde::Serialize;

use super::work::shown;
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Visitor};
use crate::pages::examples;
use crate::pages::parts::Award;
use crate::pages::{stages, works};
use crate::render::Page;

/// A criterion.
#[derive(Clone, Debug, Serialize)]
pub struct ScoreCriterion {
    /// its name
    pub name: String,
    /// its weight
    pub weight: i64,
    /// lowest mark
    pub least: i64,
    /// highest mark
    pub most: i64,
}

/// One juror's sheet.
#[derive(Clone, Debug, Serialize)]
pub struct ScoreSheet {
    /// `J1`, or a name
    pub juror: String,
    /// in the order of the criteria
    pub marks: Vec<String>,
    /// the sheet's total
    pub total: String,
    /// whether it was left out as the highest or the lowest
    pub dropped: bool,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Score {
    /// title of the work
    pub title: String,
    /// entry code
    pub code: String,
    /// code of the round, by which the archive names the work
    pub round_code: String,
    /// `A`, `B` or `C`
    pub openness: String,
    /// what was scored
    pub criteria: Vec<ScoreCriterion>,
    /// sum of the weights
    pub weights: i64,
    /// counted sheets, lowest first; empty where only totals are published
    pub sheets: Vec<ScoreSheet>,
    /// how many sheets count
    pub counted: i64,
    /// how many of them were left out
    pub dropped: i64,
    /// jurors who stepped back
    pub recused: i64,
    /// jurors who could not judge
    pub abstained: i64,
    /// numerator of the exact share of all points; empty when not judged
    pub num: String,
    /// denominator
    pub den: String,
    /// the rounded score
    pub display: String,
    /// place; 0 when not judged
    pub rank: i64,
    /// works judged in the category
    pub judged: i64,
    /// works with the same score, this one included
    pub tied: i64,
    /// `criterion`, `median`, `lowest`, `majority`, `unresolved`, or `score` without a tie
    pub step: String,
    /// name of the criterion of a step `criterion`
    pub step_name: String,
    /// the tier by the formula
    pub formula: Option<Award>,
    /// the tier that was given
    pub award: Option<Award>,
    /// why the jury departed from the formula, or settled a tie
    pub reason: String,
    /// the work
    pub work_href: String,
    /// the archive and how to count it again
    pub proof_href: String,
}

impl Page for Score {
    const TEMPLATE: &'static str = "pages/public/score.html";

    fn samples() -> Vec<Self> {
        let criterion = |name: &str, weight| ScoreCriterion {
            name: name.into(),
            weight,
            least: 0,
            most: 10,
        };
        let sheet = |juror: &str, marks: [i64; 2], total: &str, dropped| ScoreSheet {
            juror: juror.into(),
            marks: marks.iter().map(ToString::to_string).collect(),
            total: total.into(),
            dropped,
        };
        let page = Self {
            title: "Lớp học bên suối Nặm La".into(),
            code: "T-0014-H".into(),
            round_code: "A7K".into(),
            openness: "B".into(),
            criteria: vec![criterion("Ý tưởng", 60), criterion("Bố cục, màu sắc", 40)],
            weights: 100,
            sheets: vec![
                sheet("J4", [6, 7], "6,40", true),
                sheet("J1", [8, 8], "8,00", false),
                sheet("J2", [9, 8], "8,60", true),
            ],
            counted: 3,
            dropped: 2,
            recused: 1,
            abstained: 1,
            num: "4".into(),
            den: "5".into(),
            display: "8,00".into(),
            rank: 2,
            judged: 179,
            tied: 2,
            step: "criterion".into(),
            step_name: "Ý tưởng".into(),
            formula: Some(Award::new("second", "Giải Nhì")),
            award: Some(Award::new("first", "Giải Nhất")),
            reason: "Hội đồng biểu quyết 4/5.".into(),
            work_href: format!("{}/works/T-0014-H", examples::BASE),
            proof_href: format!("{}/proof", examples::BASE),
        };
        let totals = Self {
            openness: "C".into(),
            sheets: Vec::new(),
            award: None,
            formula: None,
            reason: String::new(),
            tied: 1,
            step: "score".into(),
            ..page.clone()
        };
        let unjudged = Self {
            rank: 0,
            num: String::new(),
            ..totals.clone()
        };
        vec![page, totals, unjudged]
    }
}

/// `GET /{lang}/{contest}/works/{code}/score`, for works that the public may see.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, code)): Path<(String, String, String)>,
) -> Answer {
    let mut tx = app.db.read().await?;
    let listed = shown(&mut tx, &app, &contest, &code).await?;
    let of = (listed.entry.category_id, listed.entry.id);
    let found = match bundles::explain(&mut tx, &contest, of).await {
        Ok(found) => found.ok_or(PageError::NotFound)?,
        Err(StandingsError::NoRound) => return Err(PageError::NotFound),
        Err(StandingsError::Store(error)) => return Err(error.into()),
        Err(other) => return Err(PageError::internal(other)),
    };
    let award = prizes::award_of(&mut tx, listed.entry.id).await?;
    let tiers = prizes::tiers_of(&mut tx, contest.id).await?;
    let mut page = told(&visitor, &found, &tiers);
    page.title.clone_from(&listed.entry.title);
    contest.openness.as_str().clone_into(&mut page.openness);
    page.work_href = visitor.url(&format!("/{}/works/{code}", contest.slug));
    page.proof_href = visitor.url(&format!("/{}/proof", contest.slug));
    page.code = code;
    page.reason = award
        .as_ref()
        .map_or_else(String::new, |a| a.reason.clone());
    page.award = award.map(|a| works::badge(&visitor, &a));
    visitor.show(&app, &page)
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// What follows from the sheets; everything else is empty.
fn told(visitor: &Visitor, found: &Explained, tiers: &[Tier]) -> Score {
    let standing = &found.standing;
    let name = |index: usize| {
        let criterion = found.criteria.get(index);
        criterion.map_or_else(String::new, |c| {
            visitor.pick(&c.name_vi, &c.name_en).to_owned()
        })
    };
    let (step, step_name) = match standing.decided_by {
        Step::Score => ("score", String::new()),
        Step::Chain(TieBreak::Criterion(index)) => ("criterion", name(index)),
        Step::Chain(TieBreak::Median) => ("median", String::new()),
        Step::Chain(TieBreak::Lowest) => ("lowest", String::new()),
        Step::Chain(TieBreak::Majority) => ("majority", String::new()),
        Step::Unresolved => ("unresolved", String::new()),
    };
    let formula = tiers.iter().find(|t| Some(t.id) == found.formula);
    Score {
        title: String::new(),
        code: String::new(),
        round_code: found.code.clone(),
        openness: String::new(),
        criteria: (0..)
            .zip(&found.criteria)
            .map(|(index, c)| ScoreCriterion {
                name: name(index),
                weight: c.weight,
                least: c.least,
                most: c.most,
            })
            .collect(),
        weights: found.criteria.iter().map(|c| c.weight).sum(),
        sheets: found
            .sheets
            .iter()
            .map(|s| ScoreSheet {
                juror: s.juror.clone(),
                marks: found
                    .criteria
                    .iter()
                    .zip(&s.marks)
                    .map(|(c, mark)| {
                        let steps = c.steps_of(*mark).unwrap_or_default();
                        stages::mark_shown(visitor, &found.round, c, steps)
                    })
                    .collect(),
                total: s.total.clone(),
                dropped: s.dropped,
            })
            .collect(),
        counted: count(standing.counted),
        dropped: count(standing.dropped),
        recused: count(standing.recused),
        abstained: count(standing.abstained),
        num: standing
            .score
            .map_or_else(String::new, |f| f.num.to_string()),
        den: standing
            .score
            .map_or_else(String::new, |f| f.den.to_string()),
        display: standing.display.clone(),
        rank: standing.rank.map_or(0, count),
        judged: count(found.judged),
        tied: count(found.tied),
        step: step.to_owned(),
        step_name,
        formula: formula.map(|t| {
            Award::new(
                works::rank_of(t.level),
                visitor.pick(&t.name_vi, &t.name_en),
            )
        }),
        award: None,
        reason: String::new(),
        work_href: String::new(),
        proof_href: String::new(),
    }
}
