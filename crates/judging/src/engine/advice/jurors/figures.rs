//! How the figures are computed, in whole numbers throughout.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Signed;

use super::{Correlation, Drift, Flag, JurorFigures};
use crate::engine::advice::Observed;
use crate::engine::advice::exact::{Ratio, quotient, ratio, whole};
use crate::engine::advice::severity::SeverityView;

/// What figures of single jurors are compared with.
pub(super) struct Panel<'a, E, J> {
    seen: &'a Observed<E, J>,
    view: &'a SeverityView,
    /// T − q − s of each cell, in fine parts.
    residuals: Vec<i128>,
    /// s of each juror, in fine parts.
    severities: Vec<i128>,
    /// C·Σz² − (Σz)² over the criteria of each cell, z on a common scale; empty for one criterion.
    within: Vec<i128>,
    /// Σ within over the cells of each entry.
    within_of_entries: Vec<i128>,
    /// Σ (T − s) of each entry, in fine parts.
    sums: Vec<i128>,
    /// The variance of marks within jurors, in squares of T.
    pooled: Option<Ratio>,
}

/// n, Σx, Σx² of marks; n·(n − 1) times their variance.
fn spread(marks: impl Iterator<Item = i64>) -> (usize, i128, BigInt) {
    let (mut n, mut sum, mut squares) = (0_usize, 0_i128, 0_i128);
    for x in marks.map(i128::from) {
        n += 1;
        sum += x;
        squares += x * x;
    }
    (n, sum, BigInt::from(squares) * n - BigInt::from(sum) * sum)
}

/// Sums over pairs of numbers.
#[derive(Default)]
struct Pairs {
    n: usize,
    x: i128,
    y: i128,
    xx: i128,
    yy: i128,
    xy: i128,
}

impl Pairs {
    fn of(pairs: impl Iterator<Item = (i128, i128)>) -> Self {
        let mut out = Self::default();
        for (x, y) in pairs {
            out.n += 1;
            out.x += x;
            out.y += y;
            out.xx += x * x;
            out.yy += y * y;
            out.xy += x * y;
        }
        out
    }

    /// `n·Σab − ΣaΣb` for xx, yy and xy.
    fn centred(&self) -> (BigInt, BigInt, BigInt) {
        let of = |products: i128, sum: i128, other: i128| {
            BigInt::from(products) * self.n - BigInt::from(sum) * other
        };
        (
            of(self.xx, self.x, self.x),
            of(self.yy, self.y, self.y),
            of(self.xy, self.x, self.y),
        )
    }
}

impl<'a, E, J> Panel<'a, E, J> {
    pub(super) fn of(
        seen: &'a Observed<E, J>,
        view: &'a SeverityView,
        residuals: Vec<i128>,
    ) -> Self {
        let fine = seen.fine();
        let severities: Vec<i128> = (0..seen.jurors.len())
            .map(|j| view.solution.fine(j, fine))
            .collect();
        let within = within_sheets(seen);
        let mut within_of_entries = vec![0; seen.entries.len()];
        let mut sums = vec![0; seen.entries.len()];
        for (at, cell) in seen.cells().iter().enumerate() {
            sums[cell.entry] += fine * i128::from(cell.total) - severities[cell.juror];
            within_of_entries[cell.entry] += within.get(at).copied().unwrap_or(0);
        }
        let (mut squares, mut free) = (whole(0), 0);
        for j in 0..seen.jurors.len() {
            let (n, _, centred) = spread(seen.of_juror(j).iter().map(|c| seen.cells[*c].total));
            squares += Ratio::new(centred, n.into());
            free += n - 1;
        }
        let pooled = quotient(&squares, &whole(free));
        Self {
            seen,
            view,
            residuals,
            severities,
            within,
            within_of_entries,
            sums,
            pooled,
        }
    }

    pub(super) fn figures(&self, juror: usize) -> JurorFigures {
        let cells = self.seen.of_juror(juror);
        let unit = whole(self.seen.whole());
        let square = &unit * &unit;
        let (n, sum, centred) = spread(cells.iter().map(|c| self.seen.cells[*c].total));
        JurorFigures {
            sheets: n,
            mean: ratio(sum, BigInt::from(n) * self.seen.whole()).expect("a juror has a sheet"),
            variance: ratio(centred, n * (n - 1)).map(|v| v / square),
            severity: self.view.severities[juror].clone(),
            error_square: self.view.error_squares[juror].clone(),
            mean_square: self.mean_square(cells),
            halo: self.halo(cells),
            drift: self.drift(cells),
            correlation: self.correlation(cells, juror),
            flags: Vec::new(),
        }
    }

    fn mean_square(&self, cells: &[usize]) -> Option<Ratio> {
        let squares: i128 = cells
            .iter()
            .map(|c| self.residuals[*c] * self.residuals[*c])
            .sum();
        let unit = BigInt::from(self.seen.fine()) * self.seen.whole();
        let own = ratio(squares, &unit * &unit * cells.len())?;
        quotient(&own, self.view.variance.as_ref()?)
    }

    fn halo(&self, cells: &[usize]) -> Option<Ratio> {
        if self.within.is_empty() {
            return None;
        }
        let (mut own, mut others, mut sheets) = (0_i128, 0_i128, 0_usize);
        for at in cells {
            let entry = self.seen.cells[*at].entry;
            own += self.within[*at];
            others += self.within_of_entries[entry] - self.within[*at];
            sheets += self.seen.of_entry(entry).len() - 1;
        }
        ratio(
            BigInt::from(own) * sheets,
            BigInt::from(others) * cells.len(),
        )
    }

    fn drift(&self, cells: &[usize]) -> Option<Drift> {
        let places: Vec<i128> = cells
            .iter()
            .map(|c| self.seen.position(*c).map(i128::from))
            .collect::<Option<_>>()?;
        let run = places.iter().max()? - places.iter().min()?;
        let pairs = Pairs::of(
            places
                .iter()
                .copied()
                .zip(cells.iter().map(|c| self.residuals[*c])),
        );
        let (xx, yy, xy) = pairs.centred();
        let free = pairs.n.checked_sub(2)?;
        let run = ratio(run, BigInt::from(self.seen.fine()) * self.seen.whole())?;
        let error = ratio(&xx * yy - &xy * &xy, &xx * &xx * free)?;
        Some(Drift {
            change: ratio(xy, xx)? * &run,
            error_square: error * &run * &run,
        })
    }

    fn correlation(&self, cells: &[usize], juror: usize) -> Option<Correlation> {
        let fine = self.seen.fine();
        let pairs = Pairs::of(cells.iter().filter_map(|c| {
            let cell = self.seen.cells[*c];
            let others = i128::try_from(self.seen.of_entry(cell.entry).len()).ok()? - 1;
            let own = fine * i128::from(cell.total);
            let sum = self.sums[cell.entry] - (own - self.severities[juror]);
            (others > 0).then(|| (own, sum.div_euclid(others)))
        }));
        if pairs.n < super::LEAST_SHEETS {
            return None;
        }
        let (xx, yy, xy) = pairs.centred();
        Correlation::of(&xy, (&xx, &yy))
    }

    pub(super) fn flags(&self, of: &JurorFigures) -> Vec<Flag> {
        let step = ratio(self.seen.step(), self.seen.whole()).expect("a whole is above zero");
        let beyond = |value: &Ratio, error_square: &Ratio, least: Ratio| {
            value * value > error_square * whole(4) && value.abs() > least
        };
        let mut flags = Vec::new();
        if of
            .error_square
            .as_ref()
            .is_some_and(|e| beyond(&of.severity, e, &step / whole(2)))
        {
            flags.push(if of.severity.is_negative() {
                Flag::Strict
            } else {
                Flag::Generous
            });
        }
        let free = self.seen.sheets() + self.seen.components()
            - self.seen.entries.len()
            - self.seen.jurors.len();
        if let Some(square) = of
            .mean_square
            .as_ref()
            .map(|m| m * whole(2 * self.seen.sheets()) / whole(free))
        {
            if square > whole(3) {
                flags.push(Flag::Unpredictable);
            } else if square < whole(1) {
                flags.push(Flag::Smooth);
            }
        }
        let unit = whole(self.seen.whole());
        let own = of.variance.as_ref().map(|v| v * &unit * &unit * whole(4));
        if own
            .zip(self.pooled.clone())
            .is_some_and(|(own, pooled)| own < pooled)
        {
            flags.push(Flag::Central);
        }
        if of.halo.as_ref().is_some_and(|h| h * whole(4) < whole(1)) {
            flags.push(Flag::Halo);
        }
        if of
            .drift
            .as_ref()
            .is_some_and(|d| beyond(&d.change, &d.error_square, step))
        {
            flags.push(Flag::Drift);
        }
        if of.correlation.as_ref().is_some_and(|c| c.is_below(1, 5)) {
            flags.push(Flag::Apart);
        }
        flags
    }
}

fn within_sheets<E, J>(seen: &Observed<E, J>) -> Vec<i128> {
    let scales = seen.form().scales();
    let count = scales.len() as i128;
    if count < 2 {
        return Vec::new();
    }
    let common = scales
        .iter()
        .fold(1_i128, |l, s| l.lcm(&i128::from(s.steps())));
    let factors: Vec<i128> = scales
        .iter()
        .map(|s| common / i128::from(s.steps()))
        .collect();
    (0..seen.cells().len())
        .map(|at| {
            let (sum, squares) =
                seen.steps(at)
                    .iter()
                    .zip(&factors)
                    .fold((0, 0), |(sum, squares), (k, f)| {
                        let z = i128::from(*k) * f;
                        (sum + z, squares + z * z)
                    });
            count * squares - sum * sum
        })
        .collect()
}
