//! The rules of a round as the engine reads them, and the digest that freezes them.

use contest::db::Digest;
use serde_json::json;

use super::{Criterion, Round};
use crate::engine::{Form, FormError, Method, Scale, StandingRules, TieBreak};

/// Decimal places of shown scores.
const PLACES: u32 = 2;

/// A round's criteria as rules of the engine: the engine's own choice between mean and trimmed mean; ties fall to the
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
        method: Method::Default,
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
    let rules = json!([
        "round-rules-v1",
        round.id,
        round.category_id,
        round.sheets_per_entry,
        round.least_sheets,
        "default",
        "criteria by weight, median, lowest, majority",
        criteria,
    ]);
    Digest::of(rules.to_string().as_bytes())
}
