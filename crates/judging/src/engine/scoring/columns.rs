//! Rows of marks into columns: for each entry, the sheets that count.

use std::collections::BTreeSet;

use super::{grid, of_part};
use crate::engine::{
    exact::Exact,
    methods::{Method, TooLarge},
    problems::Problem,
    rows::{Cell, Row, Sheets},
    rules::{AddUp, MARK_UNIT, Marks, Part, Pattern},
    score::MAX_SHEETS,
};

/// What was handed in for an entry and does not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SheetCounts {
    /// The juror must not judge.
    pub recused: u32,
    /// The juror could not judge.
    pub abstained: u32,
    /// Marks are missing.
    pub not_yet: u32,
}

/// Jurors' marks of one column.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Marks are counted in units of 1 / `whole`.
    pub whole: i128,
    /// For each entry (juror, mark), in the order of jurors.
    pub marks: Vec<Vec<(u32, i128)>>,
    /// For each entry, what does not count.
    pub not_counted: Vec<SheetCounts>,
    /// Whether every juror's sheet stands for one.
    pub votes_are_one: bool,
    /// How totals became one number, where each entry stands on its own.
    pub method: Option<Method>,
    /// For each entry, its majority grade and whether it is a «+»; empty for other methods.
    pub majority: Vec<Option<(i128, bool)>>,
    /// For each entry, how many of the lowest and of the highest marks the method left out.
    pub dropped: Vec<(usize, usize)>,
}

impl Panel {
    fn new(entries: usize) -> Self {
        Self {
            whole: MARK_UNIT,
            marks: vec![vec![]; entries],
            not_counted: vec![SheetCounts::default(); entries],
            votes_are_one: true,
            method: None,
            majority: vec![],
            dropped: vec![(0, 0); entries],
        }
    }

    /// Whether anything was handed in for an entry.
    pub(super) fn has(&self, entry: usize) -> bool {
        !self.marks[entry].is_empty() || self.not_counted[entry] != SheetCounts::default()
    }

    fn refuse(&mut self, entry: u32, cell: Cell) {
        let counts = &mut self.not_counted[entry as usize];
        match cell {
            Cell::Recused => counts.recused += 1,
            Cell::Abstained => counts.abstained += 1,
            Cell::Mark(_) | Cell::NotYet => counts.not_yet += 1,
        }
    }
}

/// The names that patterns stand for among `known`, which is sorted: plain names in their order, known or not, and what
/// a `*` finds by name. None twice.
pub(in crate::engine) fn named<'a>(patterns: &'a [Pattern], known: &[&'a str]) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for pattern in patterns {
        if pattern.is_plain() {
            if seen.insert(&pattern.0) {
                names.push(&pattern.0);
            }
            continue;
        }
        for name in known.iter().filter(|name| pattern.takes(name)) {
            if seen.insert(name) {
                names.push(name);
            }
        }
    }
    names
}

/// The panels of a part with their names: one for each criterion, or a single nameless one of sheets.
pub(super) fn of_marks(
    (part, at): (&Part, &str),
    marks: &Marks,
    sheets: &Sheets,
) -> Result<Vec<(String, Panel)>, Vec<Problem>> {
    let known: Vec<&str> = sheets.criteria.iter().map(String::as_str).collect();
    let names = named(&marks.criteria, &known);
    let too_large = |TooLarge| of_part(at, "too-large", &[]);
    let panels: Vec<(String, Panel)> = if marks.per_sheet {
        let weights = whole_weights(part, &names).map_err(too_large)?;
        if part.add_up == AddUp::Mean && weights.sum <= 0 {
            return Err(of_part(at, "above-zero", &[]));
        }
        let panel = of_sheets(part, marks, sheets, (&names, &weights)).map_err(too_large)?;
        vec![(String::new(), panel)]
    } else {
        let panels = names.iter().map(|name| {
            let panel = of_criterion(marks, sheets, name).map_err(too_large)?;
            Ok(((*name).to_owned(), panel))
        });
        panels.collect::<Result<_, Vec<Problem>>>()?
    };
    let too_many = |panel: &Panel| panel.marks.iter().any(|m| m.len() > MAX_SHEETS);
    if panels.iter().any(|(_, panel)| too_many(panel)) {
        return Err(of_part(at, "sheets-many", &[]));
    }
    Ok(panels)
}

/// The rows of a criterion, sorted by entry and juror.
pub(super) fn rows_of<'a>(sheets: &'a Sheets, criterion: &str) -> &'a [Row] {
    let Ok(index) = sheets
        .criteria
        .binary_search_by(|c| c.as_str().cmp(criterion))
    else {
        return &[];
    };
    let first = sheets
        .rows
        .partition_point(|r| (r.criterion as usize) < index);
    let end = sheets
        .rows
        .partition_point(|r| (r.criterion as usize) <= index);
    &sheets.rows[first..end]
}

/// The mark that counts, or why none does.
pub(super) fn counted(marks: &Marks, cell: Cell) -> Result<i128, Cell> {
    match cell {
        Cell::Mark(mark) if marks.unmarked.contains(&mark) => Err(Cell::NotYet),
        Cell::Mark(mark) => Ok(i128::from(mark)),
        other => Err(other),
    }
}

fn of_criterion(marks: &Marks, sheets: &Sheets, name: &str) -> Result<Panel, TooLarge> {
    let mut panel = Panel::new(sheets.entries.len());
    let mut kept: Vec<(u32, u32)> = Vec::new();
    let mut values: Vec<i128> = Vec::new();
    for row in rows_of(sheets, name) {
        match counted(marks, row.cell) {
            Ok(mark) => {
                kept.push((row.entry, row.juror));
                values.push(mark);
            }
            Err(cell) => panel.refuse(row.entry, cell),
        }
    }
    grid::apply(&marks.each_mark, &mut values, &mut panel.whole)?;
    grid::apply(&marks.each_sheet, &mut values, &mut panel.whole)?;
    for ((entry, juror), value) in kept.into_iter().zip(values) {
        panel.marks[entry as usize].push((juror, value));
    }
    Ok(panel)
}

/// Weights as whole numbers over one denominator.
pub(super) struct WholeWeights {
    pub(super) each: Vec<i128>,
    pub(super) den: i128,
    pub(super) sum: i128,
}

pub(super) fn whole_weights(part: &Part, names: &[&str]) -> Result<WholeWeights, TooLarge> {
    let weights: Vec<Exact> = names.iter().map(|name| part.weight(name)).collect();
    let read = || {
        let mut den = 1_i128;
        for weight in &weights {
            let own: i128 = weight.denom().try_into().ok()?;
            den = (den / num_integer::gcd(den, own)).checked_mul(own)?;
        }
        let each: Option<Vec<i128>> = weights
            .iter()
            .map(|w| (w * &Exact::whole(den)).fraction().map(|f| f.num))
            .collect();
        let each = each?;
        let sum = each.iter().try_fold(0_i128, |sum, w| sum.checked_add(*w))?;
        Some(WholeWeights { each, den, sum })
    };
    read().ok_or(TooLarge)
}

fn of_sheets(
    part: &Part,
    marks: &Marks,
    sheets: &Sheets,
    (names, weights): (&[&str], &WholeWeights),
) -> Result<Panel, TooLarge> {
    let mut panel = Panel::new(sheets.entries.len());
    let mut rows: Vec<(u32, u32, u32, Cell)> = Vec::new();
    for (column, name) in (0..).zip(names) {
        let of = rows_of(sheets, name);
        rows.extend(
            of.iter()
                .map(|row| (row.entry, row.juror, column, row.cell)),
        );
    }
    rows.sort_unstable_by_key(|row| (row.0, row.1, row.2));
    let mut kept: Vec<(u32, u32)> = Vec::new();
    let mut values: Vec<i128> = Vec::new();
    for sheet in rows.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (entry, juror) = (sheet[0].0, sheet[0].1);
        match whole_sheet(marks, sheet, names.len()) {
            Ok(()) => {
                kept.push((entry, juror));
                values.extend(sheet.iter().filter_map(|row| counted(marks, row.3).ok()));
            }
            Err(cell) => panel.refuse(entry, cell),
        }
    }
    let mut whole = MARK_UNIT;
    grid::apply(&marks.each_mark, &mut values, &mut whole)?;
    let total = |sheet: &[i128]| {
        let mut weighted = sheet.iter().zip(&weights.each);
        let total = weighted.try_fold(0_i128, |sum, (mark, w)| {
            sum.checked_add(mark.checked_mul(*w)?)
        });
        total.ok_or(TooLarge)
    };
    let totals: Result<Vec<i128>, TooLarge> =
        values.chunks(names.len().max(1)).map(total).collect();
    let mut totals = totals?;
    let by = if part.add_up == AddUp::Mean {
        weights.sum
    } else {
        weights.den
    };
    whole = whole.checked_mul(by).ok_or(TooLarge)?;
    grid::apply(&marks.each_sheet, &mut totals, &mut whole)?;
    panel.whole = whole;
    for ((entry, juror), total) in kept.into_iter().zip(totals) {
        panel.marks[entry as usize].push((juror, total));
    }
    Ok(panel)
}

/// Whether a sheet has a mark for each of `n` criteria; otherwise the strongest reason why not.
fn whole_sheet(marks: &Marks, sheet: &[(u32, u32, u32, Cell)], n: usize) -> Result<(), Cell> {
    let mut worst = if sheet.len() < n {
        Some(Cell::NotYet)
    } else {
        None
    };
    for row in sheet {
        match counted(marks, row.3) {
            Ok(_) => {}
            Err(Cell::Recused) => return Err(Cell::Recused),
            Err(Cell::Abstained) => worst = Some(Cell::Abstained),
            Err(_) => worst = worst.or(Some(Cell::NotYet)),
        }
    }
    worst.map_or(Ok(()), Err)
}
