//! The digest of a round's rules, from the rules as they stand in a bundle.

use contest::{
    contests::{CategoryId, ContestId},
    db::Digest,
};

use super::form::RoundRules;
use crate::rounds::{self, Criterion, CriterionId, Round, RoundId, RoundState};

/// What the round's opening put into the log; `None` where a key is none.
pub(super) fn of(rules: &RoundRules, contest: &str) -> Option<Digest> {
    let category_id: CategoryId = rules.category_key.parse().ok()?;
    let contest_id: ContestId = contest.parse().ok()?;
    let id: RoundId = rules.round.parse().ok()?;
    let criteria: Option<Vec<Criterion>> = rules
        .criteria
        .iter()
        .map(|c| {
            let criterion: CriterionId = c.id.parse().ok()?;
            Some(Criterion {
                id: criterion,
                round_id: id,
                category_id,
                name_vi: c.name_vi.clone(),
                name_en: c.name_en.clone(),
                guide_vi: c.guide_vi.clone(),
                guide_en: c.guide_en.clone(),
                least: c.least,
                most: c.most,
                step: c.step,
                weight: c.weight,
            })
        })
        .collect();
    let round = Round {
        id,
        contest_id,
        category_id,
        position: rules.position,
        name_vi: String::new(),
        name_en: String::new(),
        kind: rules.kind,
        method: rules.method,
        carry: rules.carry,
        gap: rules.gap,
        anchors: 0,
        advance_by: rules.advance_by,
        advance_n: rules.advance_n,
        state: RoundState::Closed,
        sheets_per_entry: rules.sheets_per_entry,
        least_sheets: rules.least_sheets,
        opened_at: None,
        closed_at: None,
    };
    Some(rounds::rules_digest(&round, &criteria?))
}
