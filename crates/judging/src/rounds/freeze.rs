//! The rules of a round as the engine reads them, and the digest that freezes them.

use contest::db::Digest;
use serde_json::json;

use super::{AdvanceBy, Criterion, Round, RoundKind, RoundMethod};
use crate::engine::{Form, FormError, Method, Middle, Scale, StandingRules, TieBreak};

/// Decimal places of shown scores.
const PLACES: u32 = 2;

impl RoundMethod {
    /// The method of the engine.
    #[must_use]
    pub const fn of_engine(self) -> Method {
        match self {
            Self::Default => Method::Default,
            Self::Mean => Method::Mean,
            Self::Trimmed => Method::trimmed(1),
            Self::Median => Method::Median(Middle::Mid),
        }
    }
}

/// A round's criteria and method as rules of the engine. Ties fall to the
/// heaviest criterion first (equal weights in their order), then to the median, the lowest sheet, the majority.
pub fn engine_rules(round: &Round, criteria: &[Criterion]) -> Result<StandingRules, FormError> {
    let scales = criteria
        .iter()
        .map(|c| Scale {
            least: c.least,
            most: c.most,
            step: c.step,
            weight: c.weight,
        })
        .collect();
    let mut order: Vec<usize> = (0..criteria.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(criteria[*i].weight));
    let mut chain: Vec<TieBreak> = order.into_iter().map(TieBreak::Criterion).collect();
    chain.extend([TieBreak::Median, TieBreak::Lowest, TieBreak::Majority]);
    Ok(StandingRules {
        form: Form::new(scales)?,
        method: round.method.of_engine(),
        least_sheets: usize::try_from(round.least_sheets).unwrap_or(usize::MAX),
        chain,
        places: PLACES,
    })
}

/// SHA-256 over everything that decides a result, in one fixed form.
pub(crate) fn digest(round: &Round, criteria: &[Criterion]) -> Digest {
    let criteria: Vec<_> = criteria
        .iter()
        .map(|c| {
            json!([
                c.id, c.name_vi, c.name_en, c.guide_vi, c.guide_en, c.least, c.most, c.step,
                c.weight
            ])
        })
        .collect();
    let mut rules = json!([
        "round-rules-v1",
        round.id,
        round.category_id,
        round.sheets_per_entry,
        round.least_sheets,
        round.method,
        "criteria by weight, median, lowest, majority",
        criteria,
    ]);
    // a single round of marks is sealed as it was before there were others
    let plain = round.position == 1
        && round.kind == RoundKind::Rating
        && round.gap == 0
        && round.advance_by == AdvanceBy::All;
    if !plain && let Some(list) = rules.as_array_mut() {
        list[0] = json!("round-rules-v2");
        list.push(json!([
            round.position,
            round.kind,
            round.carry,
            round.gap,
            round.advance_by,
            round.advance_n
        ]));
    }
    Digest::of(rules.to_string().as_bytes())
}
