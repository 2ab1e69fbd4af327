//! What was decided, beside what the formula gives.

use std::collections::BTreeMap;

use super::{
    super::{
        form::{Decided, Outcome},
        names,
    },
    Bundle, Findings, logged,
};

/// Checks the decision and returns how many awards it has.
pub(super) fn check(bundle: &Bundle, found: &mut Findings) -> usize {
    let digests: Vec<&String> = bundle
        .decisions
        .iter()
        .filter_map(|d| match d {
            Decided::Decision { digest, .. } => Some(digest),
            Decided::Award { .. } => None,
        })
        .collect();
    let [digest] = digests.as_slice() else {
        found.add(names::DECISIONS, "", "does not hold one decision");
        return 0;
    };
    for kind in ["decision.signed_by_chair", "decision.signed_by_organiser"] {
        // a signature may have been taken back for a second reading: the last one counts
        let signed = logged::events(bundle, kind).last();
        if signed.is_none_or(|(_, details)| details["digest"] != digest.as_str()) {
            found.add(
                names::DECISIONS,
                "line 1",
                format!("not the digest of {kind} in the log"),
            );
        }
    }
    let mut given: BTreeMap<(&str, i64), i64> = BTreeMap::new();
    let mut awards = 0;
    for (number, line) in (1..).zip(&bundle.decisions) {
        if let Decided::Award {
            category, level, ..
        } = line
        {
            awards += 1;
            *given.entry((category, *level)).or_default() += 1;
            award(bundle, (number, line), found);
        }
    }
    let Some(regulation) = &bundle.regulation else {
        return awards;
    };
    for ((category, level), n) in given {
        let rounds = regulation.rounds.iter().filter(|r| r.category == category);
        let mut tiers = rounds.flat_map(|r| &r.tiers).filter(|t| t.level == level);
        if tiers.next().is_none_or(|t| n > t.quota) {
            let place = format!("{category}, level {level}");
            found.add(
                names::DECISIONS,
                place,
                format!("{n} awards are more than the prize table has"),
            );
        }
    }
    awards
}

/// An award rests on the computed place, and a departure from the formula has a reason.
fn award(bundle: &Bundle, (number, line): (usize, &Decided), found: &mut Findings) {
    let Decided::Award {
        category,
        code,
        level,
        formula_level,
        rank,
        score,
        reason,
    } = line
    else {
        return;
    };
    let place = format!("line {number} ({category} {code})");
    let Some(outcome) = outcome(bundle, category, code) else {
        found.add(
            names::DECISIONS,
            place,
            "an award for a work without a result",
        );
        return;
    };
    if outcome.rank.and_then(|r| i64::try_from(r).ok()) != Some(*rank) {
        found.add(names::DECISIONS, &place, "another place than the results");
    }
    if outcome.display != *score {
        found.add(names::DECISIONS, &place, "another score than the results");
    }
    if outcome.formula_level != *formula_level {
        found.add(
            names::DECISIONS,
            &place,
            "another prize by the formula than the results",
        );
    }
    if Some(*level) != *formula_level && reason.is_empty() {
        found.add(
            names::DECISIONS,
            &place,
            "departs from the formula without a reason",
        );
    }
}

fn outcome<'a>(bundle: &'a Bundle, category: &str, code: &str) -> Option<&'a Outcome> {
    let rounds = &bundle.results.as_ref()?.rounds;
    let round = rounds.iter().find(|r| r.category == category)?;
    round.entries.iter().find(|o| o.code == code)
}
