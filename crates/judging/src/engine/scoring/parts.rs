//! Columns into parts: steps on each column, how they add up, steps on the sum.

use std::collections::BTreeSet;

use super::{
    Notice,
    columns::{self, Panel},
    of_part,
    panels::{self, Task},
};
use crate::engine::{
    ballots::{in_groups, shared_points},
    exact::Exact,
    problems::{Place, Problem},
    rows::Sheets,
    rules::{AddUp, Amount, Better, IfMissing, Part, Rules, Source, Step},
};

/// A column of a part: a criterion, a given number, an earlier part, or the jurors' sheets.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name; empty for sheets.
    pub name: String,
    /// Jurors' marks, where it has some.
    pub panel: Option<Panel>,
    /// For each entry: the number that it begins with, and the number after each step.
    pub trail: Vec<Vec<Option<Exact>>>,
}

impl Column {
    /// The numbers after all steps.
    #[must_use]
    pub fn values(&self) -> &[Option<Exact>] {
        self.trail.last().map_or(&[], Vec::as_slice)
    }
}

/// A part, computed.
#[derive(Clone, Debug)]
pub struct PartResult {
    /// Its columns.
    pub columns: Vec<Column>,
    /// One number for each entry, after all steps.
    pub values: Vec<Option<Exact>>,
}

/// Where a part stands and what it may look at.
type Before<'a> = (&'a [PartResult], &'a mut Vec<Notice>);

pub(super) fn compute(
    (part, at): (&Part, &str),
    rules: &Rules,
    sheets: &Sheets,
    (done, notices): Before,
) -> Result<PartResult, Vec<Problem>> {
    let mut columns = begin((part, at), rules, sheets, (done, notices))?;
    for column in &mut columns {
        let start = column.trail.pop().unwrap_or_default();
        let of = Stepping {
            sheets,
            name: &column.name,
            better: part.column_better(),
        };
        column.trail = of.all(&part.each, start)?;
    }
    let sums = add_up((part, at), &columns, sheets.entries.len())?;
    let of = Stepping {
        sheets,
        name: "",
        better: part.sum_better(),
    };
    let values = of.all(&part.then, sums)?.pop().unwrap_or_default();
    Ok(PartResult { columns, values })
}

/// The columns with the numbers that they begin with.
fn begin(
    (part, at): (&Part, &str),
    rules: &Rules,
    sheets: &Sheets,
    (done, notices): Before,
) -> Result<Vec<Column>, Vec<Problem>> {
    match &part.source {
        Source::Marks(marks) => {
            let mut columns = Vec::new();
            for (name, mut panel) in columns::of_marks((part, at), marks, sheets)? {
                let task = Task {
                    part,
                    marks,
                    name: &name,
                    at,
                    rules,
                    sheets,
                };
                let values = panels::compute(&task, &mut panel, notices)?;
                columns.push(Column {
                    name,
                    panel: Some(panel),
                    trail: vec![values],
                });
            }
            Ok(columns)
        }
        Source::Given(patterns) => {
            let known: BTreeSet<&str> =
                sheets.given.keys().map(|(_, name)| name.as_str()).collect();
            let known: Vec<&str> = known.into_iter().collect();
            let names = columns::named(patterns, &known).into_iter();
            Ok(names.map(|name| given(sheets, name)).collect())
        }
        Source::Parts(parts) => {
            let columns = parts.iter().map(|index| Column {
                name: rules.parts[*index].name.clone(),
                panel: None,
                trail: vec![done[*index].values.clone()],
            });
            Ok(columns.collect())
        }
    }
}

fn given(sheets: &Sheets, name: &str) -> Column {
    let values = (0..).zip(&sheets.entries);
    let values = values.map(|(entry, _)| sheets.given.get(&(entry, name.to_owned())).cloned());
    Column {
        name: name.to_owned(),
        panel: None,
        trail: vec![values.collect()],
    }
}

/// Steps on the numbers of a column.
struct Stepping<'a> {
    sheets: &'a Sheets,
    name: &'a str,
    better: Better,
}

impl Stepping<'_> {
    /// The numbers before and after each step.
    fn all(
        &self,
        steps: &[Step],
        start: Vec<Option<Exact>>,
    ) -> Result<Vec<Vec<Option<Exact>>>, Vec<Problem>> {
        let mut trail = vec![start];
        let mut better = self.better;
        for step in steps {
            let before = &trail[trail.len() - 1];
            let after = if let Step::PlacePoints { table, share } = step {
                let points = place_points(before, better, (table, *share));
                better = Better::Higher;
                points
            } else {
                let numbered = before.iter().enumerate();
                let each = numbered.map(|(entry, value)| match value {
                    Some(value) => self.one(step, entry, value).map(Some),
                    None => Ok(None),
                });
                each.collect::<Result<_, _>>()
                    .map_err(|problem| vec![problem])?
            };
            trail.push(after);
        }
        Ok(trail)
    }

    fn one(&self, step: &Step, entry: usize, value: &Exact) -> Result<Exact, Problem> {
        Ok(match step {
            Step::Round(rounding) => value.rounded(rounding),
            Step::Times(amount) => value * &self.amount(amount, entry)?,
            Step::Plus(amount) => value + &self.amount(amount, entry)?,
            Step::AtLeast(edge) => value.max(edge).clone(),
            Step::AtMost(edge) => value.min(edge).clone(),
            Step::PlacePoints { .. } => value.clone(),
        })
    }

    fn amount(&self, amount: &Amount, entry: usize) -> Result<Exact, Problem> {
        let name = match amount {
            Amount::Fixed(number) => return Ok(number.clone()),
            Amount::Given(name) => name.replace("{criterion}", self.name),
        };
        let key = (u32::try_from(entry).unwrap_or(u32::MAX), name);
        self.sheets.given.get(&key).cloned().ok_or_else(|| {
            let words = [("entry", &*self.sheets.entries[entry]), ("name", &*key.1)];
            Problem::new(Place::Sheets(0), "given-missing", &words)
        })
    }
}

fn place_points(
    values: &[Option<Exact>],
    better: Better,
    (table, share): (&[Exact], bool),
) -> Vec<Option<Exact>> {
    let field: Vec<(usize, &Exact)> = values
        .iter()
        .enumerate()
        .filter_map(|(e, v)| v.as_ref().map(|v| (e, v)))
        .collect();
    let mut points = vec![None; values.len()];
    let mut first = 0;
    let order = |a: &(usize, &Exact), b: &(usize, &Exact)| match better {
        Better::Higher => a.1.cmp(b.1),
        Better::Lower => b.1.cmp(a.1),
    };
    for group in in_groups(field, order) {
        let each = shared_points(table, first, if share { group.len() } else { 1 });
        for (entry, _) in &group {
            points[*entry] = Some(each.clone());
        }
        first += group.len();
    }
    points
}

fn add_up(
    (part, at): (&Part, &str),
    columns: &[Column],
    entries: usize,
) -> Result<Vec<Option<Exact>>, Vec<Problem>> {
    // jurors' own totals were added up before: there is one column, and it stands for itself
    let sheets = matches!(&part.source, Source::Marks(marks) if marks.per_sheet);
    let weights: Vec<Exact> = columns
        .iter()
        .map(|c| {
            if sheets {
                Exact::whole(1)
            } else {
                part.weight(&c.name)
            }
        })
        .collect();
    let all: Exact = weights.iter().sum();
    if part.add_up == AddUp::Mean && (all.is_zero() || all.is_negative()) {
        return Err(of_part(at, "above-zero", &[]));
    }
    Ok((0..entries)
        .map(|entry| sum_of(part, columns, (&weights, entry)))
        .collect())
}

fn sum_of(part: &Part, columns: &[Column], (weights, entry): (&[Exact], usize)) -> Option<Exact> {
    let mut values: Vec<(Exact, &Exact)> = Vec::with_capacity(columns.len());
    let some = matches!(part.add_up, AddUp::Best(_) | AddUp::Worst(_));
    let mut present = false;
    for (column, weight) in columns.iter().zip(weights) {
        match (&column.values()[entry], &part.if_missing) {
            (Some(value), _) => {
                present = true;
                values.push((value * weight, weight));
            }
            (None, IfMissing::Count(number)) => values.push((number * weight, weight)),
            (None, IfMissing::Skip) => {}
            (None, IfMissing::NotJudged) if some => {}
            (None, IfMissing::NotJudged) => return None,
        }
    }
    let given = matches!(part.source, Source::Given(_));
    let counts = given && matches!(part.if_missing, IfMissing::Count(_));
    // an entry of which nothing at all is known is not judged, unless the rules count what was not given
    if !counts && (!present || values.is_empty()) {
        return None;
    }
    let chosen = match part.add_up {
        AddUp::Sum | AddUp::Mean => values.len(),
        AddUp::Best(n) | AddUp::Worst(n) => n,
    };
    if values.len() < chosen && part.if_missing == IfMissing::NotJudged {
        return None;
    }
    let high_first = match part.add_up {
        AddUp::Worst(_) => part.sum_better() == Better::Lower,
        _ => part.sum_better() == Better::Higher,
    };
    if some {
        values.sort_by(|a, b| {
            if high_first {
                b.0.cmp(&a.0)
            } else {
                a.0.cmp(&b.0)
            }
        });
        values.truncate(chosen);
    }
    let total: Exact = values.iter().map(|v| &v.0).sum();
    if part.add_up != AddUp::Mean {
        return Some(total);
    }
    let weight: Exact = values.iter().map(|v| v.1).sum();
    total.over(&weight)
}
