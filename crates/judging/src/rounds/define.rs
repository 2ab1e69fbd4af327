//! Setting up a round: what jurors give, how many of them, how sheets become a score, and who goes on.

use contest::{
    Actor, Context, Tx,
    amendments::{self, Changes, RecordError, Value, What, Words},
    audit,
    contests::{CategoryId, Contest, Phase},
    folding::tidy_line,
    people::Role,
};
use serde_json::json;

use super::{
    AdvanceBy, Criterion, CriterionId, Round, RoundId, RoundKind, RoundMethod, RoundState, store,
};

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

/// What jurors give, as set.
#[derive(Clone, Debug)]
pub enum FormInput {
    /// Yes or no.
    YesNo {
        /// Whether «maybe» stands between them.
        maybe: bool,
    },
    /// Marks by 1 to 32 criteria.
    Rating(Vec<CriterionInput>),
    /// A place among all works of the round.
    Ranking,
}

/// A round as set.
#[derive(Clone, Debug)]
pub struct RoundInput {
    /// May be empty, as the English one.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// What jurors give.
    pub form: FormInput,
    /// How sheets become a score.
    pub method: RoundMethod,
    /// Percent of the score from the round before, 0 to 90; 0 in the first round.
    pub carry: i64,
    /// Percent of all points by which sheets may lie apart before one more juror is asked, 0 to 100; 0 where nobody is.
    pub gap: i64,
    /// Works that the whole panel judges, 0 to 5; 0 where jurors rank.
    pub anchors: i64,
    /// Which works go on.
    pub advance_by: AdvanceBy,
    /// How many works (1 to 100,000), sheets (1 to `sheets_per_entry`) or points `advance_by` asks for.
    pub advance_n: i64,
    /// 1 to 50.
    pub sheets_per_entry: i64,
    /// 1 to `sheets_per_entry`.
    pub least_sheets: i64,
}

impl RoundInput {
    /// A round as it is set up now, to be set up elsewhere.
    #[must_use]
    pub fn of(round: &Round, criteria: &[Criterion]) -> Self {
        let form = match round.kind {
            RoundKind::YesNo => FormInput::YesNo {
                maybe: criteria.first().is_some_and(|c| c.steps() > 1),
            },
            RoundKind::Ranking => FormInput::Ranking,
            RoundKind::Rating => FormInput::Rating(
                criteria
                    .iter()
                    .map(|c| CriterionInput {
                        name_vi: c.name_vi.clone(),
                        name_en: c.name_en.clone(),
                        guide_vi: c.guide_vi.clone(),
                        guide_en: c.guide_en.clone(),
                        least: c.least,
                        most: c.most,
                        step: c.step,
                        weight: c.weight,
                    })
                    .collect(),
            ),
        };
        Self {
            name_vi: round.name_vi.clone(),
            name_en: round.name_en.clone(),
            form,
            method: round.method,
            carry: round.carry,
            gap: round.gap,
            anchors: round.anchors,
            advance_by: round.advance_by,
            advance_n: round.advance_n,
            sheets_per_entry: round.sheets_per_entry,
            least_sheets: round.least_sheets,
        }
    }

    /// A round of marks by criteria, on its own.
    #[must_use]
    pub const fn rating(criteria: Vec<CriterionInput>, sheets: i64, least_sheets: i64) -> Self {
        Self {
            name_vi: String::new(),
            name_en: String::new(),
            form: FormInput::Rating(criteria),
            method: RoundMethod::Default,
            carry: 0,
            gap: 0,
            anchors: 0,
            advance_by: AdvanceBy::All,
            advance_n: 0,
            sheets_per_entry: sheets,
            least_sheets,
        }
    }
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
    /// The share of the round before is out of range, or there is no round before.
    #[error("the share of the round before is out of range")]
    Carry,
    /// The marking gap is out of range, or jurors give no marks.
    #[error("the marking gap is out of range")]
    Gap,
    /// The number of works for the whole panel is out of range, or jurors rank.
    #[error("the number of works for the whole panel is out of range")]
    Anchors,
    /// The rule by which works go on does not fit the round, or its number is out of range.
    #[error("the rule for going on does not fit")]
    Advance,
    /// There is no place for this round: rounds follow each other without a gap, nine at most.
    #[error("no place for this round")]
    Position,
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

/// The most works that the whole panel judges.
const MAX_ANCHORS: i64 = 5;
/// Bounds under which every product of the engine fits 128 bits.
const MAX_CRITERIA: usize = 32;
const MAX_WEIGHT: i64 = 10_000;
const MAX_STEPS: i64 = 1_000_000;
const MAX_ROUNDS: i64 = 9;
const MAX_CARRY: i64 = 90;

/// Sets up the round at `position` (from 1) of a category, or sets it anew while it is a draft; in an open contest for a
/// `reason` that the rules page tells. A new round after another one starts with its panel.
pub async fn define_round(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, category, position): (&Contest, CategoryId, i64),
    (input, reason): (&RoundInput, &str),
) -> Result<RoundId, DefineError> {
    if !actor.has(contest.id, Role::Organiser) || contest.phase > Phase::Judging {
        return Err(DefineError::Denied);
    }
    check(input, position)?;
    let rounds = store::rounds_of_category(tx, category).await?;
    let known = rounds.iter().find(|r| r.position == position);
    if known.is_some_and(|r| r.state != RoundState::Draft) {
        return Err(DefineError::Denied);
    }
    let next = rounds.last().map_or(1, |r| r.position + 1);
    if position > next || position > MAX_ROUNDS {
        return Err(DefineError::Position);
    }
    let before = match known {
        Some(round) => store::criteria_of_round(tx, round.id).await?,
        None => Vec::new(),
    };
    let id = known.map_or_else(|| RoundId(cx.id()), |r| r.id);
    let round = drafted(id, (contest, category, position), input);
    store::upsert_round(tx, &round).await?;
    store::clear_criteria(tx, round.id).await?;
    if known.is_none()
        && let Some(last) = rounds.last()
    {
        store::copy_panel(tx, (round.id, last.id)).await?;
    }
    let mut after = Vec::new();
    for (place, typed) in (1..).zip(input.form.criteria()) {
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
        store::insert_criterion(tx, &criterion, place).await?;
        after.push(criterion);
    }
    let changes = changes((known, &before), (&round, &after));
    amendments::record(tx, cx, actor, (contest, Some(category)), changes, reason).await?;
    let details = json!({
        "category": category, "round": round.id, "position": position, "kind": round.kind,
        "criteria": after.len(), "sheets_per_entry": input.sheets_per_entry,
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

/// The round that an input describes.
fn drafted(
    id: RoundId,
    (contest, category, position): (&Contest, CategoryId, i64),
    input: &RoundInput,
) -> Round {
    Round {
        id,
        contest_id: contest.id,
        category_id: category,
        position,
        name_vi: tidy_line(&input.name_vi),
        name_en: tidy_line(&input.name_en),
        kind: input.form.kind(),
        method: input.method,
        carry: input.carry,
        gap: input.gap,
        anchors: input.anchors,
        advance_by: input.advance_by,
        advance_n: input.advance_n,
        state: RoundState::Draft,
        sheets_per_entry: input.sheets_per_entry,
        least_sheets: input.least_sheets,
        opened_at: None,
        closed_at: None,
    }
}

/// What of a round's rules the public is told when it changes.
fn changes(
    (known, before): (Option<&Round>, &[Criterion]),
    (round, after): (&Round, &[Criterion]),
) -> Changes {
    let mut changes = Changes::default();
    match known {
        Some(was) => {
            changes.number(What::Sheets, was.sheets_per_entry, round.sheets_per_entry);
            changes.number(What::LeastSheets, was.least_sheets, round.least_sheets);
            changes.choice(What::RoundKind, was.kind.as_str(), round.kind.as_str());
            changes.choice(What::Method, was.method.as_str(), round.method.as_str());
            changes.number(What::Carry, was.carry, round.carry);
            changes.number(What::Gap, was.gap, round.gap);
            changes.choice(
                What::AdvanceBy,
                was.advance_by.as_str(),
                round.advance_by.as_str(),
            );
            changes.number(What::AdvanceN, was.advance_n, round.advance_n);
        }
        None if round.position > 1 => {
            let now = Value::Number(round.position);
            changes.compare(What::Rounds, Value::Number(round.position - 1), now);
        }
        None => {}
    }
    changes.compare_lists(
        (before, after),
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
    changes
}

impl FormInput {
    const fn kind(&self) -> RoundKind {
        match self {
            Self::YesNo { .. } => RoundKind::YesNo,
            Self::Rating(_) => RoundKind::Rating,
            Self::Ranking => RoundKind::Ranking,
        }
    }

    /// The criteria that the form comes to. A ranking's scale ends at the number of works, which its opening sets.
    fn criteria(&self) -> Vec<CriterionInput> {
        let single = |vi: &str, en: &str, least, most| {
            vec![CriterionInput {
                name_vi: vi.to_owned(),
                name_en: en.to_owned(),
                least,
                most,
                step: 1,
                weight: 1,
                ..CriterionInput::default()
            }]
        };
        match self {
            Self::YesNo { maybe } => {
                single("Vào vòng sau", "Goes on", 0, if *maybe { 2 } else { 1 })
            }
            Self::Rating(criteria) => criteria.clone(),
            Self::Ranking => single("Thứ hạng", "Place", 1, 2),
        }
    }
}

fn check(input: &RoundInput, position: i64) -> Result<(), DefineError> {
    if let FormInput::Rating(criteria) = &input.form {
        check_criteria(criteria)?;
    }
    let sheets = (1..=50).contains(&input.sheets_per_entry)
        && (1..=input.sheets_per_entry).contains(&input.least_sheets);
    if !sheets {
        return Err(DefineError::Sheets);
    }
    if !(0..=MAX_CARRY).contains(&input.carry) || (position == 1 && input.carry != 0) {
        return Err(DefineError::Carry);
    }
    let rated = matches!(input.form, FormInput::Rating(_));
    if !(0..=100).contains(&input.gap) || (input.gap > 0 && !rated) {
        return Err(DefineError::Gap);
    }
    let ranked = matches!(input.form, FormInput::Ranking);
    if !(0..=MAX_ANCHORS).contains(&input.anchors) || (input.anchors > 0 && ranked) {
        return Err(DefineError::Anchors);
    }
    let n = input.advance_n;
    let fits = match input.advance_by {
        AdvanceBy::All | AdvanceBy::Hand => n == 0,
        AdvanceBy::Top => (1..=100_000).contains(&n),
        AdvanceBy::Yes => {
            matches!(input.form, FormInput::YesNo { .. })
                && (1..=input.sheets_per_entry).contains(&n)
        }
        AdvanceBy::Points => {
            matches!(input.form, FormInput::Rating(_)) && (0..=1_000_000).contains(&n)
        }
    };
    if fits {
        Ok(())
    } else {
        Err(DefineError::Advance)
    }
}

fn check_criteria(criteria: &[CriterionInput]) -> Result<(), DefineError> {
    if !(1..=MAX_CRITERIA).contains(&criteria.len()) {
        return Err(DefineError::CriteriaCount);
    }
    for (index, c) in criteria.iter().enumerate() {
        let scale = c.step > 0 && c.least < c.most && (c.most - c.least) % c.step == 0;
        let bounds = scale
            && (c.most - c.least) / c.step <= MAX_STEPS
            && (1..=MAX_WEIGHT).contains(&c.weight);
        if !bounds || c.name_vi.trim().is_empty() || c.name_en.trim().is_empty() {
            return Err(DefineError::Criterion(index));
        }
    }
    Ok(())
}
