//! The severity view: what places would be if every juror were equally strict.
//!
//! The model is `T = q_entry + s_juror + rest`; `Σ(T − q − s)² + λ·Σs²` is made smallest, so that q is the mean of T − s
//! (`MacKay`, Kenna, Low & Parker, R. Soc. Open Sci. 2017, rsos.160760; the ridge λ is `σ²/σ²_juror`). Severities
//! of a component sum to zero, and entries of two components are never compared. This is advice: it changes no score.

mod approximate;
mod errors;
mod lift;

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;

use super::Observed;
use crate::engine::advice::exact::{Ratio, ratio, whole};

/// Up to so many jurors the equations are solved exactly; above, by conjugate gradients.
pub const EXACT_JURORS: usize = 200;
/// The largest numerator and denominator of λ.
pub const MAX_LAMBDA: i64 = 1_000_000;

/// How strongly severities are drawn to zero: a fraction, 0 or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lambda {
    num: i64,
    den: i64,
}

impl Lambda {
    /// 4, for rules that name none: between what large panels came to.
    pub const DEFAULT: Self = Self { num: 4, den: 1 };
    /// 0: plain least squares.
    pub const NONE: Self = Self { num: 0, den: 1 };

    /// num / den; `None` unless 0 ≤ num ≤ [`MAX_LAMBDA`] and 1 ≤ den ≤ [`MAX_LAMBDA`].
    #[must_use]
    pub fn new(num: i64, den: i64) -> Option<Self> {
        let fits = (0..=MAX_LAMBDA).contains(&num) && (1..=MAX_LAMBDA).contains(&den);
        fits.then_some(Self { num, den })
    }
}

/// Severities in units of T, over one denominator.
#[derive(Clone, Debug)]
pub(super) struct Solution {
    pub(super) nums: Vec<BigInt>,
    pub(super) den: BigInt,
}

impl Solution {
    /// The severity of a juror in `fine` parts of T, rounded.
    pub(super) fn fine(&self, juror: usize, fine: i128) -> i128 {
        lift::rounded(&self.nums[juror], &self.den, fine)
    }
}

/// Why there is no severity view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SeverityError {
    /// No counted sheet.
    #[error("no sheet counts")]
    NoSheets,
    /// λ is 0 and the round falls into this many parts that share no juror and no entry.
    #[error("the round falls into {0} parts that were never compared")]
    Apart(usize),
    /// The equations have no single solution.
    #[error("the severities are not determined")]
    Singular,
}

/// An entry with the severities of its jurors taken out.
#[derive(Clone, Debug)]
pub struct Adjusted {
    /// The place among the entries of its component by q; 1 is the best, equal ones share the smallest number.
    pub rank: usize,
    /// The component.
    pub component: usize,
    /// n·q over the solution's denominator, in units of T.
    sum: BigInt,
    /// n: its sheets.
    sheets: usize,
}

/// The severity view of a round; jurors and entries by the indices of the [`Observed`].
#[derive(Clone, Debug)]
pub struct SeverityView {
    /// Whether the digits are close rather than exact (more than [`EXACT_JURORS`] jurors).
    pub approximate: bool,
    /// How many parts were never compared with one another.
    pub components: usize,
    /// s of each juror as a share of all points; above zero is generous.
    pub severities: Vec<Ratio>,
    /// The square of each severity's standard error, `σ̂²·(A⁻¹)_jj`; `None` where it was not computed (approximate views) or
    /// no residual is free.
    pub error_squares: Vec<Option<Ratio>>,
    /// The entries.
    pub entries: Vec<Adjusted>,
    /// `σ̂² = RSS / (N − E − J + components)` as a square of shares; `None` when nothing is free.
    pub variance: Option<Ratio>,
    pub(super) solution: Solution,
}

/// Computes the severity view.
pub fn severity_view<E: Ord + Clone, J: Ord + Clone>(
    seen: &Observed<E, J>,
    lambda: Lambda,
) -> Result<SeverityView, SeverityError> {
    if seen.sheets() == 0 {
        return Err(SeverityError::NoSheets);
    }
    if lambda.num == 0 && seen.components() > 1 {
        return Err(SeverityError::Apart(seen.components()));
    }
    let approximate = seen.jurors().len() > EXACT_JURORS;
    let solution = solve(seen, lambda, approximate)?;
    let points = BigInt::from(seen.whole());
    let severities: Vec<Ratio> = solution
        .nums
        .iter()
        .map(|n| ratio(n.clone(), &solution.den * &points).expect("a denominator is above zero"))
        .collect();
    let variance = residual_variance(seen, &solution);
    let error_squares = match &variance {
        Some(variance) if !approximate => errors::inverse_diagonal(seen, lambda)
            .into_iter()
            .map(|d| Some(d * variance))
            .collect(),
        _ => vec![None; severities.len()],
    };
    Ok(SeverityView {
        approximate,
        components: seen.components(),
        severities,
        error_squares,
        entries: adjusted(seen, &solution),
        variance,
        solution,
    })
}

pub(super) fn solve<E, J>(
    seen: &Observed<E, J>,
    lambda: Lambda,
    approximate: bool,
) -> Result<Solution, SeverityError> {
    if approximate {
        Ok(approximate::solve(seen, lambda))
    } else {
        lift::solve(seen, lambda).ok_or(SeverityError::Singular)
    }
}

/// T − q − s of every cell, in fine parts of T, rounded.
pub(super) fn residuals<E, J>(seen: &Observed<E, J>, solution: &Solution) -> Vec<i128> {
    let fine = seen.fine();
    let s: Vec<i128> = (0..seen.jurors.len())
        .map(|j| solution.fine(j, fine))
        .collect();
    let mut out = Vec::with_capacity(seen.cells.len());
    for e in 0..seen.entries.len() {
        let of = seen.of_entry(e);
        let count = of.len() as i128;
        let left: i128 = of
            .iter()
            .map(|c| fine * i128::from(c.total) - s[c.juror])
            .sum();
        let q = (2 * left + count).div_euclid(2 * count);
        out.extend(
            of.iter()
                .map(|c| fine * i128::from(c.total) - s[c.juror] - q),
        );
    }
    out
}

/// `RSS / (N − E − J + components)` of residuals in fine parts, as a square of shares.
pub(super) fn residual_variance<E, J>(seen: &Observed<E, J>, solution: &Solution) -> Option<Ratio> {
    let free = seen.cells.len() + seen.components - seen.entries.len() - seen.jurors.len();
    let squares: i128 = residuals(seen, solution).iter().map(|r| r * r).sum();
    let unit = BigInt::from(seen.fine()) * seen.whole();
    ratio(squares, &unit * &unit * free)
}

/// q of every entry and its place, exactly.
fn adjusted<E, J>(seen: &Observed<E, J>, solution: &Solution) -> Vec<Adjusted> {
    let fine = seen.fine();
    // ⌊q⌋ in fine parts decides nearly every comparison; the rest is compared by multiplying with the other's n
    let sums: Vec<(BigInt, usize, BigInt)> = (0..seen.entries.len())
        .map(|e| {
            let of = seen.of_entry(e);
            let severities: BigInt = of.iter().map(|c| &solution.nums[c.juror]).sum();
            let sum = &solution.den * seen.sum_of_entry(e) - severities;
            let near = (&sum * fine).div_floor(&(&solution.den * of.len()));
            (sum, of.len(), near)
        })
        .collect();
    let component = |e: usize| seen.component[seen.of_entry(e)[0].juror];
    let higher = |a: usize, b: usize| -> Ordering {
        let exact = || (&sums[b].0 * sums[a].1).cmp(&(&sums[a].0 * sums[b].1));
        sums[b].2.cmp(&sums[a].2).then_with(exact)
    };
    let mut order: Vec<usize> = (0..sums.len()).collect();
    order.sort_by(|a, b| {
        component(*a)
            .cmp(&component(*b))
            .then_with(|| higher(*a, *b))
    });
    let mut ranks = vec![0; sums.len()];
    let (mut first, mut of) = (0, usize::MAX);
    for (at, e) in order.iter().enumerate() {
        let new = component(*e) != of;
        if new {
            (first, of) = (at, component(*e));
        }
        let tied = !new && higher(order[at - 1], *e) == Ordering::Equal;
        ranks[*e] = if tied {
            ranks[order[at - 1]]
        } else {
            at - first + 1
        };
    }
    sums.into_iter()
        .zip(ranks)
        .enumerate()
        .map(|(e, ((sum, sheets, _), rank))| Adjusted {
            rank,
            component: component(e),
            sum,
            sheets,
        })
        .collect()
}

impl SeverityView {
    /// q of the entry with this index, as a share of all points; may lie outside 0 to 1. Reducing the fraction takes time,
    /// so it is done for those who are looked at only.
    #[must_use]
    pub fn share<E, J>(&self, seen: &Observed<E, J>, entry: usize) -> Ratio {
        let adjusted = &self.entries[entry];
        let den = &self.solution.den * seen.whole() * adjusted.sheets;
        ratio(adjusted.sum.clone(), den).expect("a denominator is above zero")
    }
}

/// A share of all points on the form's shown range, for a difference of marks: without the range's lowest point.
#[must_use]
pub fn points_of_difference<E, J>(seen: &Observed<E, J>, share: &Ratio) -> Ratio {
    let (least, most) = seen.form().points();
    share * whole(most - least)
}

/// A share of all points on the form's shown range.
#[must_use]
pub fn points_of_score<E, J>(seen: &Observed<E, J>, share: &Ratio) -> Ratio {
    points_of_difference(seen, share) + whole(seen.form().points().0)
}

#[cfg(test)]
mod tests;
