//! Places, ties and prizes by the formula.

use contest::contests::Openness;

use super::{
    super::{
        compute::{self, Basis},
        form::{BundleEntry, Manifest, Outcome, Regulation, RoundResults},
        names,
    },
    Bundle, Findings,
};
use crate::engine::Fraction;

/// Compares the published results with what follows from the sheets; where sheets are withheld, with what follows from
/// the published scores.
pub(super) fn check(bundle: &Bundle, manifest: &Manifest, found: &mut Findings) {
    let (Some(regulation), Some(results)) = (&bundle.regulation, &bundle.results) else {
        return;
    };
    if !bundle
        .entries
        .is_sorted_by(|a, b| (&a.category, &a.code) < (&b.category, &b.code))
    {
        found.add(names::ENTRIES, "", "out of order, or a work is given twice");
    }
    if manifest.openness == Openness::Totals {
        for (rules, round) in regulation.rounds.iter().zip(&results.rounds) {
            from_scores((regulation, rules), round, &bundle.entries, found);
        }
        return;
    }
    let basis = Basis {
        regulation,
        entries: &bundle.entries,
        assignments: &bundle.assignments,
        recusals: &bundle.recusals,
        sheets: &bundle.sheets,
    };
    let computed = match compute::results(&basis) {
        Ok(computed) => computed,
        Err(error) => {
            found.add(names::SHEETS, "", format!("cannot be counted: {error}"));
            return;
        }
    };
    if computed.rounds.len() != results.rounds.len() {
        found.add(names::RESULTS, "", "not the rounds of the regulation");
    }
    for (computed, published) in computed.rounds.iter().zip(&results.rounds) {
        compare(computed, published, found);
    }
}

fn compare(computed: &RoundResults, published: &RoundResults, found: &mut Findings) {
    let category = &computed.category;
    if published.category != *category {
        found.add(
            names::RESULTS,
            category,
            format!("stands as {}", published.category),
        );
        return;
    }
    if published.entries.len() != computed.entries.len() {
        let (n, counted) = (published.entries.len(), computed.entries.len());
        found.add(
            names::RESULTS,
            category,
            format!("{n} works, and the sheets give {counted}"),
        );
    }
    for (is, says) in computed.entries.iter().zip(&published.entries) {
        if is != says {
            outcome(category, is, says, found);
        }
    }
    if computed.empty != published.empty {
        found.add(
            names::RESULTS,
            format!("{category}, empty"),
            "other slots stay empty",
        );
    }
    if computed.line_ties != published.line_ties {
        found.add(
            names::RESULTS,
            format!("{category}, line_ties"),
            "other ties stand on a line",
        );
    }
}

/// Names the fields in which two outcomes differ.
fn outcome(category: &str, is: &Outcome, says: &Outcome, found: &mut Findings) {
    let fields = |o: &Outcome| {
        let value = serde_json::to_value(o).unwrap_or_default();
        value.as_object().cloned().unwrap_or_default()
    };
    let said = fields(says);
    for (field, value) in fields(is) {
        let published = said.get(&field).cloned().unwrap_or_default();
        if published != value {
            let place = format!("{category} {}, {field}", says.code);
            found.add(
                names::RESULTS,
                place,
                format!("says {published}, computed {value}"),
            );
        }
    }
}

/// Without sheets: places follow the scores, and prizes follow the places.
fn from_scores(
    (regulation, rules): (&Regulation, &super::super::form::RoundRules),
    round: &RoundResults,
    entries: &[BundleEntry],
    found: &mut Findings,
) {
    let own = |e: &&BundleEntry| e.category == round.category && e.counts;
    let entries: Vec<&BundleEntry> = entries.iter().filter(own).collect();
    let read = |o: &'_ Outcome| {
        let number = |text: &Option<String>| text.as_ref()?.parse::<i128>().ok();
        let score = Fraction::new(number(&o.num)?, number(&o.den)?)?;
        Some((usize::try_from(o.rank?).ok()?, score))
    };
    let mut ranked: Vec<(&str, usize, Fraction)> = Vec::new();
    for outcome in &round.entries {
        let place = || format!("{} {}", round.category, outcome.code);
        if !entries.iter().any(|e| e.code == outcome.code) {
            found.add(names::RESULTS, place(), "an unknown work");
        }
        let Some((rank, score)) = read(outcome) else {
            continue;
        };
        if ranked
            .last()
            .is_some_and(|(_, before, better)| *before > rank || *better < score)
        {
            found.add(names::RESULTS, place(), "stands before a better score");
        }
        ranked.push((&outcome.code, rank, score));
    }
    let proposal = compute::allocation(regulation, rules, &entries, ranked.into_iter());
    for outcome in &round.entries {
        let given = proposal
            .given
            .iter()
            .find(|g| g.entry == outcome.code)
            .map(|g| g.tier);
        if given != outcome.formula_level {
            let place = format!("{} {}, formula_level", round.category, outcome.code);
            found.add(names::RESULTS, place, "the prize table gives another");
        }
    }
}
