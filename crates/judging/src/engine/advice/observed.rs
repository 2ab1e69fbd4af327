//! The counted sheets of a round, numbered and sorted: what all statistics are made from.

use std::collections::BTreeMap;

use crate::engine::score::{Form, MAX_SHEETS, MarkError};
use crate::engine::standing::{Answer, Sheet};

/// Residuals and means of marks are kept to a 2⁵⁰th of the whole, far below the six places shown.
const FINE_BITS: u32 = 50;
/// The most sheets of a round: 2²⁴. Sums of squared residuals then fit 128 bits.
const MAX_CELLS: usize = 1 << 24;

/// One counted sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) entry: usize,
    pub(super) juror: usize,
    /// T, 0 to the form's whole.
    pub(super) total: i64,
}

/// The counted sheets of a round. Recused, abstained and incomplete sheets are not there, nor works and jurors without a
/// counted sheet.
#[derive(Clone, Debug)]
pub struct Observed<E, J> {
    pub(super) form: Form,
    pub(super) entries: Vec<E>,
    pub(super) jurors: Vec<J>,
    /// By entry, then by juror.
    pub(super) cells: Vec<Cell>,
    /// Where the cells of each entry begin; one more than there are entries.
    pub(super) starts: Vec<usize>,
    /// The cells of each juror, in the order of entries.
    pub(super) of_juror: Vec<Vec<usize>>,
    /// Steps k of each criterion, cell after cell.
    steps: Vec<i64>,
    /// The place of each cell in its juror's order of judging; empty when unknown.
    positions: Vec<i64>,
    pub(super) component: Vec<usize>,
    pub(super) components: usize,
}

/// Why sheets could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ObservedError {
    /// The sheet with this index has an impossible mark.
    #[error("sheet {0}: {1}")]
    Mark(usize, MarkError),
    /// A juror has two sheets for one entry.
    #[error("a juror has two sheets for one entry")]
    Twice,
    /// More than 1,000 sheets of one entry, or more than 2²⁴ sheets.
    #[error("more sheets than can be added exactly")]
    TooMany,
}

impl<E: Ord + Clone, J: Ord + Clone> Observed<E, J> {
    /// Reads the counted sheets; their order does not matter.
    pub fn new(form: &Form, sheets: &[Sheet<E, J>]) -> Result<Self, ObservedError> {
        let mut counted: Vec<(&E, &J, i64, Vec<i64>)> = Vec::with_capacity(sheets.len());
        for (index, sheet) in sheets.iter().enumerate() {
            let Answer::Marks(marks) = &sheet.answer else {
                continue;
            };
            let Some(marks) = marks.iter().copied().collect::<Option<Vec<i64>>>() else {
                continue;
            };
            let total = form
                .total(&marks)
                .map_err(|e| ObservedError::Mark(index, e))?;
            let total = i64::try_from(total).expect("a total is at most 2^40");
            counted.push((&sheet.entry, &sheet.juror, total, marks));
        }
        if counted.len() > MAX_CELLS {
            return Err(ObservedError::TooMany);
        }
        counted.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        if counted
            .windows(2)
            .any(|w| w[0].0 == w[1].0 && w[0].1 == w[1].1)
        {
            return Err(ObservedError::Twice);
        }
        let mut jurors: Vec<J> = counted
            .iter()
            .map(|c| c.1)
            .collect::<Vec<_>>()
            .into_iter()
            .cloned()
            .collect();
        jurors.sort_unstable();
        jurors.dedup();
        Self::build(form, jurors, counted)
    }

    fn build(
        form: &Form,
        jurors: Vec<J>,
        counted: Vec<(&E, &J, i64, Vec<i64>)>,
    ) -> Result<Self, ObservedError> {
        let mut out = Self {
            form: form.clone(),
            entries: Vec::new(),
            of_juror: vec![Vec::new(); jurors.len()],
            jurors,
            cells: Vec::with_capacity(counted.len()),
            starts: Vec::new(),
            steps: Vec::with_capacity(counted.len() * form.scales().len()),
            positions: Vec::new(),
            component: Vec::new(),
            components: 0,
        };
        for (entry, juror, total, marks) in counted {
            if out.entries.last() != Some(entry) {
                out.starts.push(out.cells.len());
                out.entries.push(entry.clone());
            }
            let juror = out
                .jurors
                .binary_search(juror)
                .expect("every juror is listed");
            out.of_juror[juror].push(out.cells.len());
            out.cells.push(Cell {
                entry: out.entries.len() - 1,
                juror,
                total,
            });
            out.steps.extend(marks);
        }
        out.starts.push(out.cells.len());
        if out.starts.windows(2).any(|w| w[1] - w[0] > MAX_SHEETS) {
            return Err(ObservedError::TooMany);
        }
        out.connect();
        Ok(out)
    }

    /// Adds the place of each work in each juror's order of judging. A sheet without one gets none of the figures that
    /// need it.
    #[must_use]
    pub fn with_positions(mut self, places: &BTreeMap<(E, J), i64>) -> Self {
        let place = |cell: &Cell| {
            let key = (
                self.entries[cell.entry].clone(),
                self.jurors[cell.juror].clone(),
            );
            places.get(&key).copied()
        };
        self.positions = self
            .cells
            .iter()
            .map(place)
            .collect::<Option<Vec<_>>>()
            .unwrap_or_default();
        self
    }

    /// Numbers the components of the graph of jurors and entries: marks of two components were never compared.
    fn connect(&mut self) {
        fn top(parent: &mut [usize], mut at: usize) -> usize {
            while parent[at] != at {
                parent[at] = parent[parent[at]];
                at = parent[at];
            }
            at
        }
        let mut parent: Vec<usize> = (0..self.jurors.len()).collect();
        for pair in self.cells.windows(2).filter(|w| w[0].entry == w[1].entry) {
            let (a, b) = (
                top(&mut parent, pair[0].juror),
                top(&mut parent, pair[1].juror),
            );
            parent[a.max(b)] = a.min(b);
        }
        let mut numbers = BTreeMap::new();
        self.component = (0..parent.len())
            .map(|juror| {
                let next = numbers.len();
                *numbers.entry(top(&mut parent, juror)).or_insert(next)
            })
            .collect();
        self.components = numbers.len();
    }
}

impl<E, J> Observed<E, J> {
    /// The form.
    #[must_use]
    pub const fn form(&self) -> &Form {
        &self.form
    }

    /// Entries with a counted sheet, sorted.
    #[must_use]
    pub fn entries(&self) -> &[E] {
        &self.entries
    }

    /// Jurors with a counted sheet, sorted.
    #[must_use]
    pub fn jurors(&self) -> &[J] {
        &self.jurors
    }

    /// How many sheets count.
    #[must_use]
    pub fn sheets(&self) -> usize {
        self.cells.len()
    }

    /// How many parts of the round have no juror and no entry in common. 1 when all marks can be compared.
    #[must_use]
    pub const fn components(&self) -> usize {
        self.components
    }

    /// The component of the juror with this index.
    #[must_use]
    pub fn component_of(&self, juror: usize) -> usize {
        self.component[juror]
    }

    /// Whether every juror marked every entry.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.cells.len() == self.entries.len() * self.jurors.len()
    }

    pub(super) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The cells of an entry, by juror.
    pub(super) fn of_entry(&self, entry: usize) -> &[Cell] {
        &self.cells[self.starts[entry]..self.starts[entry + 1]]
    }

    /// Indices of a juror's cells, by entry.
    pub(super) fn of_juror(&self, juror: usize) -> &[usize] {
        &self.of_juror[juror]
    }

    pub(super) fn start_of(&self, entry: usize) -> usize {
        self.starts[entry]
    }

    pub(super) fn steps(&self, cell: usize) -> &[i64] {
        let criteria = self.form.scales().len();
        &self.steps[cell * criteria..(cell + 1) * criteria]
    }

    pub(super) fn position(&self, cell: usize) -> Option<i64> {
        self.positions.get(cell).copied()
    }

    /// ΣT of an entry.
    pub(super) fn sum_of_entry(&self, entry: usize) -> i64 {
        self.of_entry(entry).iter().map(|c| c.total).sum()
    }

    /// D.
    pub(super) fn whole(&self) -> i64 {
        i64::try_from(self.form.whole()).expect("a whole is at most 2^40")
    }

    /// Into how many parts one unit of T is cut where a residual is rounded.
    pub(super) fn fine(&self) -> i128 {
        1 << (FINE_BITS - (64 - self.whole().leading_zeros()).min(FINE_BITS))
    }

    /// T of one step of every criterion: the smallest difference of two sheets that marks a difference everywhere.
    pub(super) fn step(&self) -> i128 {
        let ones = vec![1; self.form.scales().len()];
        self.form.total(&ones).expect("every scale has a step")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::score::Scale;

    fn sheet(entry: u8, juror: u8, mark: Option<i64>) -> Sheet<u8, u8> {
        Sheet {
            entry,
            juror,
            answer: Answer::Marks(vec![mark]),
        }
    }

    fn form() -> Form {
        Form::new(vec![Scale {
            least: 1,
            most: 10,
            step: 1,
            weight: 1,
        }])
        .expect("usable")
    }

    #[test]
    fn only_counted_sheets_are_read_and_parts_are_told_apart() {
        let sheets = [
            sheet(1, 1, Some(3)),
            sheet(1, 2, Some(4)),
            sheet(2, 3, Some(9)),
            sheet(3, 9, None),
            Sheet {
                entry: 2,
                juror: 1,
                answer: Answer::Recused,
            },
        ];
        let seen = Observed::new(&form(), &sheets).expect("reads");
        assert_eq!(seen.entries(), [1, 2]);
        assert_eq!(seen.jurors(), [1, 2, 3]);
        assert_eq!(seen.components(), 2);
        assert_eq!([0, 1, 2].map(|j| seen.component_of(j)), [0, 0, 1]);
        assert!(!seen.is_complete());
    }

    #[test]
    fn impossible_sheets_are_refused() {
        let twice = Observed::new(&form(), &[sheet(1, 1, Some(3)), sheet(1, 1, Some(4))]);
        assert_eq!(twice.err(), Some(ObservedError::Twice));
        let off = Observed::new(&form(), &[sheet(1, 1, Some(3)), sheet(1, 2, Some(10))]);
        assert_eq!(
            off.err(),
            Some(ObservedError::Mark(1, MarkError::OffScale(0)))
        );
    }

    #[test]
    fn one_way_around_is_as_good_as_another() {
        let mut sheets = vec![
            sheet(1, 1, Some(3)),
            sheet(1, 2, Some(4)),
            sheet(2, 2, Some(9)),
        ];
        let one = Observed::new(&form(), &sheets).expect("reads");
        sheets.reverse();
        let other = Observed::new(&form(), &sheets).expect("reads");
        assert_eq!(format!("{one:?}"), format!("{other:?}"));
    }
}
