//! Intraclass correlations from mean squares (Shrout & Fleiss, Psych. Bull. 86, 1979, 420–428; names of `McGraw` & Wong,
//! Psych. Methods 1, 1996, 30–46), and what follows from components of variance (Brennan, Generalizability Theory, 2001).

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::engine::advice::exact::{Ratio, quotient, whole};

/// Mean squares of a complete table: every juror marked every entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeanSquares {
    entries: usize,
    jurors: usize,
    /// Between entries, MSR.
    pub between: Ratio,
    /// Between jurors, MSC.
    pub jurors_square: Ratio,
    /// What neither explains, MSE.
    pub rest: Ratio,
    /// Within entries, MSW.
    pub within: Ratio,
}

/// The six intraclass correlations of a complete table; `None` where the denominator is zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intraclass {
    /// ICC(1,1): one mark, jurors not told apart.
    pub one_way: Option<Ratio>,
    /// ICC(2,1), also called ICC(A,1): one mark, agreement.
    pub agreement: Option<Ratio>,
    /// ICC(3,1), also called ICC(C,1): one mark, consistency.
    pub consistency: Option<Ratio>,
    /// ICC(1,k): the mean of all marks of an entry.
    pub one_way_mean: Option<Ratio>,
    /// ICC(2,k), also called ICC(A,k).
    pub agreement_mean: Option<Ratio>,
    /// ICC(3,k), also called ICC(C,k).
    pub consistency_mean: Option<Ratio>,
}

impl MeanSquares {
    /// From rows of entries, each with one mark of every juror. `None` for fewer than two entries or jurors, or rows of
    /// different lengths.
    #[must_use]
    pub fn of(rows: &[Vec<i64>]) -> Option<Self> {
        let (n, k) = (rows.len(), rows.first()?.len());
        if n < 2 || k < 2 || rows.iter().any(|row| row.len() != k) {
            return None;
        }
        let big = |x: &i64| BigInt::from(*x);
        let mut columns = vec![BigInt::zero(); k];
        let (mut squares, mut row_squares) = (BigInt::zero(), BigInt::zero());
        for row in rows {
            let sum: BigInt = row.iter().map(big).sum();
            row_squares += &sum * &sum;
            for (column, x) in columns.iter_mut().zip(row) {
                *column += *x;
                squares += big(x) * x;
            }
        }
        let total: BigInt = columns.iter().sum();
        let column_squares: BigInt = columns.iter().map(|c| c * c).sum();
        let all = Ratio::new(&total * &total, (n * k).into());
        let (by_row, by_column) = (
            Ratio::new(row_squares, k.into()),
            Ratio::new(column_squares, n.into()),
        );
        let squares = whole(squares);
        let of = |sum: Ratio, free: usize| sum / whole(free);
        Some(Self {
            entries: n,
            jurors: k,
            between: of(&by_row - &all, n - 1),
            jurors_square: of(&by_column - &all, k - 1),
            rest: of(&squares - &by_row - &by_column + &all, (n - 1) * (k - 1)),
            within: of(squares - by_row, n * (k - 1)),
        })
    }

    /// The six coefficients.
    #[must_use]
    pub fn intraclass(&self) -> Intraclass {
        let (jurors, more) = (whole(self.jurors), whole(self.jurors - 1));
        let (between, rest, within) = (&self.between, &self.rest, &self.within);
        let unequal = (&self.jurors_square - rest) / whole(self.entries);
        let (chance, beyond) = (between - within, between - rest);
        Intraclass {
            one_way: quotient(&chance, &(between + &more * within)),
            agreement: quotient(&beyond, &(between + &more * rest + jurors * &unequal)),
            consistency: quotient(&beyond, &(between + more * rest)),
            one_way_mean: quotient(&chance, between),
            agreement_mean: quotient(&beyond, &(between + unequal)),
            consistency_mean: quotient(&beyond, between),
        }
    }

    /// Components of variance from expected mean squares.
    #[must_use]
    pub fn components(&self) -> Components {
        Components {
            entry: (&self.between - &self.rest) / whole(self.jurors),
            juror: (&self.jurors_square - &self.rest) / whole(self.entries),
            rest: self.rest.clone(),
        }
    }
}

/// A one-way table with as many marks of each entry as there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneWay {
    /// Mean square between entries.
    pub between: Ratio,
    /// Mean square within entries.
    pub within: Ratio,
    /// n₀ = (N − Σn²/N)/(E − 1): how many marks an entry has, as the coefficient counts them.
    pub marks: Ratio,
}

impl OneWay {
    /// From (count, sum, sum of squares) of each entry's marks; entries without a mark are passed over. `None` for fewer
    /// than two entries or nobody twice.
    #[must_use]
    pub fn of(groups: impl IntoIterator<Item = (usize, i128, i128)>) -> Option<Self> {
        let (mut entries, mut count, mut count_squares) = (0_usize, 0_usize, 0_usize);
        let (mut sum, mut squares) = (BigInt::zero(), BigInt::zero());
        // Σ sum²/n over entries of one count are added before they are divided
        let mut by_count: Vec<BigInt> = Vec::new();
        for (n, group, group_squares) in groups.into_iter().filter(|g| g.0 > 0) {
            entries += 1;
            count += n;
            count_squares += n * n;
            sum += group;
            squares += group_squares;
            if by_count.len() <= n {
                by_count.resize(n + 1, BigInt::zero());
            }
            by_count[n] += BigInt::from(group) * group;
        }
        if entries < 2 || count == entries {
            return None;
        }
        let by_entry: Ratio = by_count
            .into_iter()
            .enumerate()
            .skip(1)
            .map(|(n, s)| Ratio::new(s, n.into()))
            .sum();
        let all = Ratio::new(&sum * &sum, count.into());
        Some(Self {
            between: (&by_entry - all) / whole(entries - 1),
            within: (whole(squares) - by_entry) / whole(count - entries),
            marks: (whole(count) - Ratio::new(count_squares.into(), count.into()))
                / whole(entries - 1),
        })
    }

    /// ICC(1,1), for as many marks as there are.
    #[must_use]
    pub fn intraclass(&self) -> Option<Ratio> {
        let more = (&self.marks - whole(1)) * &self.within;
        quotient(&(&self.between - &self.within), &(&self.between + more))
    }
}

/// Where differences of marks come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Components {
    /// Entries differ: what a contest is after. Estimates may be below zero; they then count as zero.
    pub entry: Ratio,
    /// Jurors are strict or generous.
    pub juror: Ratio,
    /// Taste, chance, order.
    pub rest: Ratio,
}

impl Components {
    /// Φ, how far the mean of `k` jurors' marks can be relied on when each entry may have other jurors.
    #[must_use]
    pub fn dependability(&self, k: usize) -> Option<Ratio> {
        let (entry, juror, rest) = self.counted();
        quotient(&entry, &(&entry + (juror + rest) / whole(k.max(1))))
    }

    /// The same when the same `k` jurors mark every entry: their strictness cancels out.
    #[must_use]
    pub fn generalizability(&self, k: usize) -> Option<Ratio> {
        let (entry, _, rest) = self.counted();
        quotient(&entry, &(&entry + rest / whole(k.max(1))))
    }

    fn counted(&self) -> (Ratio, Ratio, Ratio) {
        let at_least_zero = |x: &Ratio| if x.is_negative() { whole(0) } else { x.clone() };
        (
            at_least_zero(&self.entry),
            at_least_zero(&self.juror),
            at_least_zero(&self.rest),
        )
    }
}

/// Spearman and Brown: what the reliability `one` of a single mark becomes for the mean of `k` marks.
#[must_use]
pub fn spearman_brown(one: &Ratio, k: &Ratio) -> Option<Ratio> {
    quotient(&(k * one), &(whole(1) + (k - whole(1)) * one))
}

/// The fewest marks an entry needs for reliability `wanted` (below 1), when a single mark has `one`. `None` when no number
/// is enough, or more than a million.
#[must_use]
pub fn jurors_needed(one: &Ratio, wanted: &Ratio) -> Option<usize> {
    if !one.is_positive() || wanted >= &whole(1) {
        return None;
    }
    let k = wanted * (whole(1) - one) / (one * (whole(1) - wanted));
    let k = k.numer().div_ceil(k.denom()).to_usize()?.max(1);
    (k <= 1_000_000).then_some(k)
}
