//! Statistics of anybody's spreadsheet: what jurors marked in each part of its rules, read as a form.
//!
//! Looked at are the marks as jurors gave them, weighted as the rules say; steps of the rules that turn marks into
//! something else change standings and not this view. Where lower marks are better they are turned round, so that a
//! severity above zero is generous everywhere.

use std::collections::BTreeMap;

use num_integer::Integer;
use sha2::{Digest as _, Sha256};

use super::{
    Observed, Statistics,
    chances::{Chance, Prizes, Slots, chances},
    exact::{Ratio, root_shown, whole},
    severity::Lambda,
    statistics,
};
use crate::engine::{
    exact::Exact,
    rows::{Cell, Row, Sheets},
    rules::{Better, MARK_UNIT, Marks, Panel, Part, Rules, Source, Step},
    score::{Form, MAX_WEIGHT, Scale},
    scoring::{Placed, named},
    standing::{Answer, Sheet, StandingRules},
};

/// Rounds with more sheets get no chances: they would take longer than their standings.
const LARGE: usize = 50_000;

/// The statistics of a part that jurors mark.
#[derive(Clone, Debug)]
pub struct PartStatistics {
    /// Its index in the rules.
    pub part: usize,
    /// The criterion, where each one is looked at by itself because nobody marked all of them.
    pub criterion: Option<String>,
    /// The counted sheets, by index into the sheets' entries and jurors.
    pub seen: Observed<u32, u32>,
    /// What is computed from them.
    pub found: Statistics,
    sheets: Vec<Sheet<u32, u32>>,
}

/// The chances of entries when jurors count more or less: for each tier in how many draws.
#[derive(Clone, Debug)]
pub struct Chances {
    /// How many entries each tier takes: those that advance, or the first, second and third place.
    pub tiers: Vec<usize>,
    /// In the order of the sheets' entries; the judged only.
    pub entries: Vec<Chance<u32>>,
}

/// The statistics of every part that jurors mark, in the order of the rules; none for a part without a counted sheet, or
/// whose marks have too little in common to be added.
#[must_use]
pub fn of_parts(rules: &Rules, sheets: &Sheets) -> Vec<PartStatistics> {
    let mut all = Vec::new();
    for (index, part) in rules.parts.iter().enumerate() {
        let Source::Marks(marks) = &part.source else {
            continue;
        };
        let known: Vec<&str> = sheets.criteria.iter().map(String::as_str).collect();
        let names: Vec<&str> = named(&marks.criteria, &known)
            .into_iter()
            .filter(|name| known.contains(name))
            .collect();
        let read = |names: &[&str]| of_criteria(rules, sheets, (index, part, marks), names);
        match read(&names) {
            Some(found) => all.push(found),
            None if names.len() > 1 && !marks.per_sheet => {
                let each = names.iter().filter_map(|name| {
                    let mut one = read(&[name])?;
                    one.criterion = Some((*name).to_owned());
                    Some(one)
                });
                all.extend(each);
            }
            None => {}
        }
    }
    all
}

fn of_criteria(
    rules: &Rules,
    sheets: &Sheets,
    (index, part, marks): (usize, &Part, &Marks),
    names: &[&str],
) -> Option<PartStatistics> {
    let columns: Vec<usize> = names
        .iter()
        .filter_map(|name| sheets.criteria.iter().position(|c| c == name))
        .collect();
    let turned = |row: &Row| match row.cell {
        Cell::Mark(mark) if marks.unmarked.contains(&mark) => None,
        Cell::Mark(mark) if part.better == Better::Lower => Some(-mark),
        Cell::Mark(mark) => Some(mark),
        Cell::Recused | Cell::Abstained | Cell::NotYet => None,
    };
    let mut given: BTreeMap<(u32, u32), Vec<Option<i64>>> = BTreeMap::new();
    let mut places = BTreeMap::new();
    for row in &sheets.rows {
        let Some(at) = columns.iter().position(|c| *c == row.criterion as usize) else {
            continue;
        };
        let key = (row.entry, row.juror);
        given
            .entry(key)
            .or_insert_with(|| vec![None; columns.len()])[at] = turned(row);
        if row.position > 0 {
            places.insert(key, i64::from(row.position));
        }
    }
    given.retain(|_, marks| marks.iter().all(Option::is_some));
    let form = Form::new(scales(rules, part, names, &given)?).ok()?;
    let steps = |mark: &Option<i64>, scale: &Scale| mark.map(|m| (m - scale.least) / scale.step);
    let counted: Vec<Sheet<u32, u32>> = given
        .iter()
        .map(|((entry, juror), marks)| Sheet {
            entry: *entry,
            juror: *juror,
            answer: Answer::Marks(
                marks
                    .iter()
                    .zip(form.scales())
                    .map(|(m, s)| steps(m, s))
                    .collect(),
            ),
        })
        .collect();
    let seen = Observed::new(&form, &counted).ok()?.with_positions(&places);
    let found = statistics(&seen, Lambda::DEFAULT).ok()?;
    Some(PartStatistics {
        part: index,
        criterion: None,
        seen,
        found,
        sheets: counted,
    })
}

/// Scale and weight of each criterion, in millionths: the rules' own, or from the lowest to the highest mark.
fn scales(
    rules: &Rules,
    part: &Part,
    names: &[&str],
    given: &BTreeMap<(u32, u32), Vec<Option<i64>>>,
) -> Option<Vec<Scale>> {
    let weights: Vec<Exact> = names.iter().map(|name| part.weight(name)).collect();
    let common = weights
        .iter()
        .fold(num_bigint::BigInt::from(1), |all, w| all.lcm(w.denom()));
    let scale = |(at, name): (usize, &&str)| {
        let marks = || given.values().filter_map(|sheet| sheet[at]);
        let (mut least, mut most) = (marks().min()?, marks().max()?);
        let own = rules.scales.iter().find(|s| s.of.takes(name));
        if let Some(own) = own {
            let turned = part.better == Better::Lower;
            let (low, high) = if turned {
                (-own.most, -own.least)
            } else {
                (own.least, own.most)
            };
            (least, most) = (least.min(low), most.max(high));
        }
        if least == most {
            most += i64::try_from(MARK_UNIT).ok()?;
        }
        let step = match own.map_or(0, |own| own.step) {
            0 => marks().fold(most - least, |step, mark| step.gcd(&(mark - least))),
            step => step,
        };
        let weight = i64::try_from(weights[at].numer() * (&common / weights[at].denom())).ok()?;
        let usable = (0..=MAX_WEIGHT).contains(&weight);
        usable.then_some(Scale {
            least,
            most,
            step,
            weight,
        })
    };
    names.iter().enumerate().map(scale).collect()
}

impl PartStatistics {
    /// The width of the shown range: that of the marks where all criteria share one, otherwise 100.
    #[must_use]
    pub fn range(&self) -> Ratio {
        let (least, most) = self.seen.form().points();
        if (least, most) == (0, 100) {
            whole(100)
        } else {
            Ratio::new((most - least).into(), MARK_UNIT.into())
        }
    }

    /// A square of shares of all points as a root on the shown range, cut after `places` decimal places.
    #[must_use]
    pub fn root(&self, square: &Ratio, places: u32) -> String {
        let range = self.range();
        root_shown(&(square * &range * &range), places)
    }

    /// The places of the judged as they are, and as they would be if all jurors were equally strict, place by place; none
    /// when parts of the round were never compared. It speaks of the contest's places only for the part that is the
    /// score.
    #[must_use]
    pub fn adjusted(&self, placed: &[Placed]) -> Option<Vec<(u32, usize, usize)>> {
        if self.found.severity.components > 1 {
            return None;
        }
        let mut all: Vec<(u32, usize, usize)> = placed
            .iter()
            .filter_map(|one| {
                let entry = u32::try_from(one.entry).ok()?;
                let at = self.seen.entries().binary_search(&entry).ok()?;
                Some((entry, one.place?, self.found.severity.entries[at].rank))
            })
            .collect();
        // whoever takes no place had one among the adjusted: it closes up
        let mut ranks: Vec<usize> = all.iter().map(|one| one.2).collect();
        ranks.sort_unstable();
        for one in &mut all {
            one.2 = ranks.partition_point(|rank| *rank < one.2) + 1;
        }
        Some(all)
    }

    /// What the result would be had jurors other weights (the Bayesian bootstrap of Rubin, Ann. Stat. 9, 1981, 130–134),
    /// where the score is jurors' marks without steps that look at something else, and the round is not very large. The
    /// draws follow from the sheets themselves.
    #[must_use]
    pub fn chances(&self, rules: &Rules) -> Option<Chances> {
        let part = &rules.parts[self.part];
        let Source::Marks(marks) = &part.source else {
            return None;
        };
        let Panel::Totals(method) = marks.panel else {
            return None;
        };
        let steps = [&part.each, &part.then, &marks.each_mark, &marks.each_sheet];
        let plain = steps
            .iter()
            .all(|steps| steps.iter().all(|step| matches!(step, Step::Round(_))));
        let is_score = self.part == rules.score && self.criterion.is_none();
        if !is_score || !plain || self.sheets.len() > LARGE {
            return None;
        }
        let tiers = match rules.advance.as_ref().and_then(|a| a.first) {
            Some(first) => vec![first],
            None => vec![1; 3],
        };
        let slots: Vec<Slots> = tiers
            .iter()
            .map(|quota| Slots {
                quota: *quota,
                minimum: None,
            })
            .collect();
        let prizes = Prizes {
            tiers: &slots,
            cap: None,
            authors: &|_| vec![],
        };
        let standing = StandingRules {
            form: self.seen.form().clone(),
            method,
            least_sheets: marks.least,
            chain: vec![],
            places: rules.show,
        };
        let given = (self.seen.entries(), &self.sheets[..]);
        let entries = chances(&standing, given, &self.seen, &prizes, &self.key())?;
        Some(Chances { tiers, entries })
    }

    /// From the sheets: whoever has them draws the same.
    fn key(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for sheet in &self.sheets {
            hash.update(sheet.entry.to_be_bytes());
            hash.update(sheet.juror.to_be_bytes());
            if let Answer::Marks(marks) = &sheet.answer {
                for mark in marks {
                    hash.update(mark.unwrap_or(-1).to_be_bytes());
                }
            }
        }
        hash.finalize().into()
    }
}

#[cfg(test)]
mod tests;
