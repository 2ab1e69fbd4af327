//! Krippendorff's α (Computing Krippendorff's Alpha-Reliability, 2011): agreement that allows for gaps.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_traits::Zero;

use crate::engine::advice::exact::{Ratio, quotient, whole};

/// What may be said of two values that differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Only that they differ.
    Nominal,
    /// Which is higher, and how many lie between.
    Ordinal,
    /// By how much.
    Interval,
    /// By what part; zero is nothing.
    Ratio,
}

/// α of units with the values that observers gave each; units with one value are passed over. `None` when nothing can be
/// paired or all values are equal.
#[must_use]
pub fn alpha(units: &[Vec<i64>], level: Level) -> Option<Ratio> {
    let paired = || units.iter().filter(|u| u.len() > 1);
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for value in paired().flatten() {
        *counts.entry(*value).or_insert(0) += 1;
    }
    let values: Vec<(i64, usize)> = counts.into_iter().collect();
    let total: usize = values.iter().map(|v| v.1).sum();
    let delta = |c: usize, d: usize| delta(&values, level, c.min(d), c.max(d));
    let mut expected = whole(0);
    for c in 0..values.len() {
        for d in c + 1..values.len() {
            expected += delta(c, d) * whole(2 * values[c].1) * whole(values[d].1);
        }
    }
    let at = |value: &i64| {
        values
            .binary_search_by_key(value, |v| v.0)
            .expect("every value is listed")
    };
    let mut observed = whole(0);
    for unit in paired() {
        let mut own = whole(0);
        for (i, a) in unit.iter().enumerate() {
            for b in unit[..i].iter().filter(|b| *b != a) {
                own += delta(at(a), at(b)) * whole(2);
            }
        }
        observed += own / whole(unit.len() - 1);
    }
    Some(whole(1) - quotient(&(observed * whole(total.checked_sub(1)?)), &expected)?)
}

/// α for the interval level from (count, sum, sum of squares) of each entry's marks, without looking at pairs:
/// Σ over ordered pairs of (a − b)² = 2·(n·Σx² − (Σx)²).
pub(super) fn interval(groups: impl IntoIterator<Item = (usize, i128, i128)>) -> Option<Ratio> {
    let (mut count, mut sum, mut squares) = (0_usize, BigInt::zero(), BigInt::zero());
    let mut by_count: Vec<BigInt> = Vec::new();
    for (n, group, group_squares) in groups.into_iter().filter(|g| g.0 > 1) {
        count += n;
        sum += group;
        squares += group_squares;
        if by_count.len() <= n {
            by_count.resize(n + 1, BigInt::zero());
        }
        by_count[n] += BigInt::from(group_squares) * n - BigInt::from(group) * group;
    }
    let observed: Ratio = by_count
        .into_iter()
        .enumerate()
        .skip(2)
        .map(|(n, s)| Ratio::new(s, (n - 1).into()))
        .sum();
    let expected = whole(squares * count - &sum * &sum);
    Some(whole(1) - quotient(&(observed * whole(count.checked_sub(1)?)), &expected)?)
}

/// The squared difference of the values with indices c < d.
fn delta(values: &[(i64, usize)], level: Level, c: usize, d: usize) -> Ratio {
    let (low, high) = (BigInt::from(values[c].0), BigInt::from(values[d].0));
    match level {
        Level::Nominal => whole(1),
        Level::Interval => whole((&high - &low) * (&high - &low)),
        Level::Ratio => {
            let part =
                quotient(&whole(&high - &low), &whole(high + low)).unwrap_or_else(|| whole(0));
            &part * &part
        }
        Level::Ordinal => {
            let between: usize = values[c..=d].iter().map(|v| v.1).sum();
            let x = Ratio::new((2 * between - values[c].1 - values[d].1).into(), 2.into());
            &x * &x
        }
    }
}
