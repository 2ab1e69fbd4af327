//! The sheets: every commitment opens to what is published, and none is missing, added or given twice.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use contest::contests::Openness;

use super::{
    super::{
        form::{BundleSheet, Manifest},
        log, names,
    },
    Bundle, Findings, logged,
};
use crate::engine::{
    merkle::Hash,
    sealed::{SealedSheet, round_seal},
};

/// Checks the sheets and returns how many commitments were opened.
pub(super) fn check(bundle: &Bundle, manifest: &Manifest, found: &mut Findings) -> usize {
    order(bundle, found);
    known(bundle, manifest, found);
    let leaves = log::commitments(&bundle.leaves);
    let mut seen = HashSet::new();
    let mut opened = 0;
    for (number, sheet) in (1..).zip(&bundle.sheets) {
        let place = place(number, sheet);
        if manifest.openness == Openness::Totals && sheet.answer != "withheld" {
            found.add(names::SHEETS, &place, "must be withheld");
        }
        let Some(commitment) = &sheet.commitment else {
            if sheet.answer != "abstained" || sheet.salt.is_some() || sheet.leaf.is_some() {
                found.add(
                    names::SHEETS,
                    &place,
                    "was never sealed, so it does not count",
                );
            }
            continue;
        };
        if !seen.insert(commitment) {
            found.add(names::SHEETS, &place, "is given twice");
        }
        if sheet.leaf.is_none() || leaves.get(commitment).copied() != sheet.leaf {
            found.add(
                names::SHEETS,
                &place,
                "the log has no such commitment at this leaf",
            );
        }
        match sheet.answer.as_str() {
            "withheld" => {}
            "marks" | "abstained" if opens(bundle, sheet) => opened += 1,
            _ => found.add(names::SHEETS, &place, "is not the sheet that was sealed"),
        }
    }
    for (commitment, leaf) in &leaves {
        if !seen.contains(commitment) {
            let what =
                format!("the sheet with the commitment {commitment} of leaf {leaf} is missing");
            found.add(names::SHEETS, "", what);
        }
    }
    seals(bundle, found);
    opened
}

fn place(number: usize, sheet: &BundleSheet) -> String {
    match (&sheet.code, &sheet.juror) {
        (Some(code), Some(juror)) => format!("line {number} ({} {code}, {juror})", sheet.category),
        _ => format!("line {number}"),
    }
}

/// Whether salt and contents of a sheet give its commitment.
fn opens(bundle: &Bundle, sheet: &BundleSheet) -> bool {
    let attempt = || {
        let regulation = bundle.regulation.as_ref()?;
        let round = regulation
            .rounds
            .iter()
            .find(|r| r.category == sheet.category)?;
        let juror = bundle
            .roster
            .jurors
            .iter()
            .find(|j| Some(&j.juror) == sheet.juror.as_ref())?;
        let salt: Hash = hex::decode(sheet.salt.as_ref()?).ok()?.try_into().ok()?;
        let sealed = SealedSheet {
            answer: sheet.answer.clone(),
            code: sheet.code.clone()?,
            juror: juror.key.clone(),
            marks: sheet.marks.clone(),
            round: round.round.clone(),
        };
        let made = sealed.commitment(&salt).ok()?;
        Some(Some(hex::encode(made)) == sheet.commitment)
    };
    attempt().unwrap_or(false)
}

/// Lines are sorted and name a pair once.
fn order(bundle: &Bundle, found: &mut Findings) {
    let keys = |s: &BundleSheet| {
        let last = s.code.is_none().then(|| s.commitment.clone());
        (s.category.clone(), s.code.clone(), s.juror.clone(), last)
    };
    for (number, pair) in (2..).zip(bundle.sheets.windows(2)) {
        if keys(&pair[0]) >= keys(&pair[1]) {
            found.add(
                names::SHEETS,
                format!("line {number}"),
                "out of order, or given twice",
            );
        }
    }
    for (name, pairs) in [
        (names::ASSIGNMENTS, &bundle.assignments),
        (names::RECUSALS, &bundle.recusals),
    ] {
        for (number, two) in (2..).zip(pairs.windows(2)) {
            if two[0] >= two[1] {
                found.add(
                    name,
                    format!("line {number}"),
                    "out of order, or given twice",
                );
            }
        }
    }
}

/// Sheets and recusals belong to assignments, assignments to works and jurors.
fn known(bundle: &Bundle, manifest: &Manifest, found: &mut Findings) {
    if manifest.openness == Openness::Totals {
        return;
    }
    let works: BTreeSet<(&str, &str)> = bundle
        .entries
        .iter()
        .map(|e| (e.category.as_str(), e.code.as_str()))
        .collect();
    let jurors: BTreeSet<&str> = bundle
        .roster
        .jurors
        .iter()
        .map(|j| j.juror.as_str())
        .collect();
    let mut assigned = BTreeSet::new();
    for (number, pair) in (1..).zip(&bundle.assignments) {
        let (category, code, juror) = (
            pair.category.as_str(),
            pair.code.as_str(),
            pair.juror.as_str(),
        );
        if !works.contains(&(category, code)) || !jurors.contains(juror) {
            found.add(
                names::ASSIGNMENTS,
                format!("line {number}"),
                "an unknown work or juror",
            );
        }
        assigned.insert((category, code, juror));
    }
    let mut recused = BTreeSet::new();
    for (number, pair) in (1..).zip(&bundle.recusals) {
        let pair = (
            pair.category.as_str(),
            pair.code.as_str(),
            pair.juror.as_str(),
        );
        if !assigned.contains(&pair) {
            found.add(
                names::RECUSALS,
                format!("line {number}"),
                "was not assigned",
            );
        }
        recused.insert(pair);
    }
    for (number, sheet) in (1..).zip(&bundle.sheets) {
        let (Some(code), Some(juror)) = (&sheet.code, &sheet.juror) else {
            found.add(
                names::SHEETS,
                format!("line {number}"),
                "names no work or no juror",
            );
            continue;
        };
        let pair = (sheet.category.as_str(), code.as_str(), juror.as_str());
        if !assigned.contains(&pair) {
            found.add(names::SHEETS, place(number, sheet), "was not assigned");
        }
        if recused.contains(&pair) {
            found.add(
                names::SHEETS,
                place(number, sheet),
                "is of a juror who stepped back",
            );
        }
    }
}

/// The commitments of each round are those under its seal.
fn seals(bundle: &Bundle, found: &mut Findings) {
    let Some(regulation) = &bundle.regulation else {
        return;
    };
    let mut of: BTreeMap<&str, Vec<Hash>> = BTreeMap::new();
    for sheet in &bundle.sheets {
        let read = |text: &String| Hash::try_from(hex::decode(text).ok()?).ok();
        let hash = sheet.commitment.as_ref().and_then(read);
        of.entry(&sheet.category).or_default().extend(hash);
    }
    let sealed: HashMap<String, String> = logged::events(bundle, "round.closed")
        .filter_map(|(_, details)| {
            let text = |field: &str| Some(details[field].as_str()?.to_owned());
            Some((text("round")?, text("seal")?))
        })
        .collect();
    for round in &regulation.rounds {
        let made = of.remove(round.category.as_str()).unwrap_or_default();
        match sealed.get(&round.round) {
            None => found.add(
                names::LEAVES,
                &round.category,
                "the log has no closing of this round",
            ),
            Some(seal) if *seal != hex::encode(round_seal(&made)) => {
                found.add(
                    names::SHEETS,
                    &round.category,
                    "not the sheets under the seal of the round",
                );
            }
            Some(_) => {}
        }
    }
    for category in of.keys() {
        found.add(names::SHEETS, *category, "the regulation has no such round");
    }
}
