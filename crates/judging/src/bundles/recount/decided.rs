//! What was decided, beside what the formula gives.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{
        compute::{self, name_before},
        form::{Decided, Outcome, Results, RoundRules},
        names,
    },
    Bundle, Findings, logged,
};
use crate::{engine::Fraction, rounds::AdvanceBy};

/// Checks the decision and returns how many awards it has.
pub(super) fn check(bundle: &Bundle, found: &mut Findings) -> usize {
    let digests: Vec<&String> = bundle
        .decisions
        .iter()
        .filter_map(|d| match d {
            Decided::Decision { digest, .. } => Some(digest),
            Decided::Award { .. } | Decided::Advanced { .. } => None,
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
    advanced(bundle, found);
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

/// Who went on did so by the rule or for a reason, and the next round judged them and nobody else.
fn advanced(bundle: &Bundle, found: &mut Findings) {
    let (Some(regulation), Some(results)) = (&bundle.regulation, &bundle.results) else {
        return;
    };
    let mut passing: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut told: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (number, line) in (1..).zip(&bundle.decisions) {
        let Decided::Advanced {
            category,
            code,
            passes,
            by_rule,
            reason,
        } = line
        else {
            continue;
        };
        let place = format!("line {number} ({category} {code})");
        if passes != by_rule && reason.is_empty() {
            found.add(
                names::DECISIONS,
                &place,
                "departs from the rule without a reason",
            );
        }
        let rules = regulation.rounds.iter().find(|r| r.category == *category);
        let outcome = outcome(results, category, code);
        let says = rules
            .zip(outcome)
            .and_then(|(r, o)| rule_says(bundle, r, o));
        if says.is_some_and(|says| says != *by_rule) {
            found.add(
                names::DECISIONS,
                &place,
                "the rule of the round says otherwise",
            );
        }
        told.insert((category, code));
        if *passes {
            passing.insert((category, code));
        }
    }
    for round in &regulation.rounds {
        let Some(before) = name_before(regulation, round) else {
            continue;
        };
        for entry in bundle
            .entries
            .iter()
            .filter(|e| e.category == round.category)
        {
            let came = entry.before.as_deref();
            if !came.is_some_and(|code| passing.contains(&(before, code))) {
                let place = format!("{} {}", entry.category, entry.code);
                found.add(names::ENTRIES, place, "did not go on from the round before");
            }
        }
        for work in outcomes(results, before) {
            if !told.contains(&(before, work.code.as_str())) {
                let place = format!("{before} {}", work.code);
                found.add(
                    names::DECISIONS,
                    place,
                    "says not whether this work went on",
                );
            }
        }
    }
}

/// What the rule of a round says of a work, from its published result; `None` where that does not tell.
fn rule_says(bundle: &Bundle, rules: &RoundRules, outcome: &Outcome) -> Option<bool> {
    let number = |text: &Option<String>| text.as_ref()?.parse::<i128>().ok();
    let score = number(&outcome.num).zip(number(&outcome.den));
    let n = rules.advance_n;
    match rules.advance_by {
        AdvanceBy::All => Some(true),
        AdvanceBy::Hand => Some(false),
        AdvanceBy::Top => Some(
            outcome
                .rank
                .and_then(|r| i64::try_from(r).ok())
                .is_some_and(|r| r <= n),
        ),
        AdvanceBy::Points => {
            let form = compute::rules_of(rules).ok()?.form;
            let score = score.and_then(|(num, den)| Fraction::new(num, den));
            Some(score.is_some_and(|score| form.reaches(&score, n)))
        }
        AdvanceBy::Yes => {
            let most = rules
                .criteria
                .first()
                .map(|c| (c.most - c.least) / c.step)?;
            let sheets = bundle
                .sheets
                .iter()
                .filter(|s| s.category == rules.category);
            let mut own = sheets.filter(|s| s.code.as_deref() == Some(outcome.code.as_str()));
            // where sheets are withheld nobody can count them
            if bundle.sheets.iter().all(|s| s.answer == "withheld") {
                return None;
            }
            let yes = own
                .by_ref()
                .filter(|s| s.marks.as_slice() == [most])
                .count();
            Some(outcome.rank.is_some() && i64::try_from(yes).is_ok_and(|yes| yes >= n))
        }
    }
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
    let results = bundle.results.as_ref();
    let Some(outcome) = results.and_then(|r| outcome(r, category, code)) else {
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

fn outcomes<'a>(results: &'a Results, category: &str) -> &'a [Outcome] {
    let round = results.rounds.iter().find(|r| r.category == category);
    round.map_or(&[], |r| r.entries.as_slice())
}

fn outcome<'a>(results: &'a Results, category: &str, code: &str) -> Option<&'a Outcome> {
    outcomes(results, category).iter().find(|o| o.code == code)
}
