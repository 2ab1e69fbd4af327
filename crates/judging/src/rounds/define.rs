//! Setting up a round: how many sheets, and the criteria with scales and weights.

use contest::{
    Actor, Context, Tx,
    amendments::{self, Changes, RecordError, Value, What, Words},
    audit,
    contests::{CategoryId, Contest},
    folding::tidy_line,
    people::Role,
};
use serde_json::json;

use super::{Criterion, CriterionId, Round, RoundId, RoundState, store};

/// A criterion as set.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "each field is told in `Criterion`")]
pub struct CriterionInput {
    pub name_vi: String,
    pub name_en: String,
    pub guide_vi: String,
    pub guide_en: String,
    pub least: i64,
    pub most: i64,
    pub step: i64,
    pub weight: i64,
}

/// A round as set.
#[derive(Clone, Debug)]
pub struct RoundInput {
    /// 1 to 50.
    pub sheets_per_entry: i64,
    /// 1 to `sheets_per_entry`.
    pub least_sheets: i64,
    /// 1 to 32.
    pub criteria: Vec<CriterionInput>,
}

/// Why a round could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum DefineError {
    /// Not the organiser, or the round has opened.
    #[error("not allowed")]
    Denied,
    /// No criterion, or more than 32.
    #[error("between 1 and 32 criteria")]
    CriteriaCount,
    /// The criterion with this index lacks a name, or its scale or weight is out of range.
    #[error("criterion {0} is not usable")]
    Criterion(usize),
    /// The numbers of sheets are out of range.
    #[error("the numbers of sheets are out of range")]
    Sheets,
    /// The contest is open and no reason was given.
    #[error("a reason is needed")]
    ReasonMissing,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

impl From<RecordError> for DefineError {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::ReasonMissing => Self::ReasonMissing,
            RecordError::Store(error) => Self::Store(error),
        }
    }
}

/// Bounds under which every product of the engine fits 128 bits.
const MAX_CRITERIA: usize = 32;
const MAX_WEIGHT: i64 = 10_000;
const MAX_STEPS: i64 = 1_000_000;

/// Sets a category's round up, or anew while it is a draft; in an open contest for a `reason` that the rules page tells.
pub async fn define_round(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, category): (&Contest, CategoryId),
    input: &RoundInput,
    reason: &str,
) -> Result<RoundId, DefineError> {
    if !actor.has(contest.id, Role::Organiser) {
        return Err(DefineError::Denied);
    }
    check(input)?;
    let known = store::round_of(tx, category).await?;
    if known.as_ref().is_some_and(|r| r.state != RoundState::Draft) {
        return Err(DefineError::Denied);
    }
    let before = match &known {
        Some(round) => store::criteria_of_round(tx, round.id).await?,
        None => Vec::new(),
    };
    let mut changes = Changes::default();
    if let Some(round) = &known {
        changes.number(What::Sheets, round.sheets_per_entry, input.sheets_per_entry);
        changes.number(What::LeastSheets, round.least_sheets, input.least_sheets);
    }
    let round = Round {
        id: known.map_or_else(|| RoundId(cx.id()), |r| r.id),
        contest_id: contest.id,
        category_id: category,
        state: RoundState::Draft,
        sheets_per_entry: input.sheets_per_entry,
        least_sheets: input.least_sheets,
        opened_at: None,
        closed_at: None,
    };
    store::upsert_round(tx, &round).await?;
    store::clear_criteria(tx, round.id).await?;
    let mut after = Vec::new();
    for (position, typed) in (1..).zip(&input.criteria) {
        let criterion = Criterion {
            id: CriterionId(cx.id()),
            round_id: round.id,
            category_id: category,
            name_vi: tidy_line(&typed.name_vi),
            name_en: tidy_line(&typed.name_en),
            guide_vi: tidy_line(&typed.guide_vi),
            guide_en: tidy_line(&typed.guide_en),
            least: typed.least,
            most: typed.most,
            step: typed.step,
            weight: typed.weight,
        };
        store::insert_criterion(tx, &criterion, position).await?;
        after.push(criterion);
    }
    changes.compare_lists(
        (&before, &after),
        |c| Words::new(&c.name_vi, &c.name_en),
        &[
            (What::Weight, |c| Value::Number(c.weight)),
            (What::Least, |c| Value::Number(c.least)),
            (What::Most, |c| Value::Number(c.most)),
            (What::Step, |c| Value::Number(c.step)),
            (What::Guide, |c| {
                Value::Text(Words::new(&c.guide_vi, &c.guide_en))
            }),
        ],
    );
    amendments::record(tx, cx, actor, (contest, Some(category)), changes, reason).await?;
    let details = json!({
        "category": category, "criteria": input.criteria.len(), "sheets_per_entry": input.sheets_per_entry,
    });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "round.defined",
        &format!("round:{}", round.id),
        &details,
    )
    .await?;
    Ok(round.id)
}

fn check(input: &RoundInput) -> Result<(), DefineError> {
    if !(1..=MAX_CRITERIA).contains(&input.criteria.len()) {
        return Err(DefineError::CriteriaCount);
    }
    for (index, c) in input.criteria.iter().enumerate() {
        let scale = c.step > 0 && c.least < c.most && (c.most - c.least) % c.step == 0;
        let bounds = scale
            && (c.most - c.least) / c.step <= MAX_STEPS
            && (1..=MAX_WEIGHT).contains(&c.weight);
        if !bounds || c.name_vi.trim().is_empty() || c.name_en.trim().is_empty() {
            return Err(DefineError::Criterion(index));
        }
    }
    let sheets = (1..=50).contains(&input.sheets_per_entry)
        && (1..=input.sheets_per_entry).contains(&input.least_sheets);
    if sheets {
        Ok(())
    } else {
        Err(DefineError::Sheets)
    }
}
