//! The reliability of a round's marks.

use num_bigint::BigInt;

use super::intraclass::{
    Components, Intraclass, MeanSquares, OneWay, jurors_needed, spearman_brown,
};
use super::{alpha, concordance};
use crate::engine::advice::Observed;
use crate::engine::advice::exact::{Ratio, ratio, whole};
use crate::engine::advice::severity::{self, EXACT_JURORS, Lambda};

/// How far a round's marks can be relied on; a figure is absent where the design does not give it.
#[derive(Clone, Debug)]
pub struct Reliability {
    /// Counted sheets of an entry: the fewest, the middle (lower of two), the most.
    pub marks: (usize, usize, usize),
    /// ICC(1,1): one juror's mark.
    pub one: Option<Ratio>,
    /// The mean of n₀ marks, by Spearman and Brown.
    pub mean: Option<Ratio>,
    /// All six coefficients, where every juror marked every entry.
    pub intraclass: Option<Intraclass>,
    /// Krippendorff's α of totals, interval level.
    pub alpha: Option<Ratio>,
    /// Kendall's W of the orders that totals give, corrected for ties; complete designs only.
    pub concordance: Option<Ratio>,
    /// Components of variance in squares of shares: from expected mean squares for complete designs, otherwise Henderson's
    /// method 3; up to [`EXACT_JURORS`] jurors.
    pub components: Option<Components>,
    /// How many jurors an entry needs for a reliability of .8 of its mean, when jurors differ from entry to entry.
    pub jurors_for_good: Option<usize>,
}

/// How reliable the mean of an entry's marks is, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Below .5.
    Poor,
    /// From .5.
    Moderate,
    /// From .75.
    Good,
    /// From .9.
    Excellent,
}

impl Reliability {
    /// The word for [`Reliability::mean`] (Koo & Li, J. Chiropr. Med. 15, 2016, 155–163).
    #[must_use]
    pub fn grade(&self) -> Option<Grade> {
        let mean = self.mean.as_ref()?;
        let from = |percent: i64| mean >= &Ratio::new(percent.into(), 100.into());
        Some(if from(90) {
            Grade::Excellent
        } else if from(75) {
            Grade::Good
        } else if from(50) {
            Grade::Moderate
        } else {
            Grade::Poor
        })
    }
}

/// Computes the reliability of a round; `None` without counted sheets.
#[must_use]
pub fn reliability<E: Ord + Clone, J: Ord + Clone>(seen: &Observed<E, J>) -> Option<Reliability> {
    if seen.sheets() == 0 {
        return None;
    }
    let groups: Vec<(usize, i128, i128)> =
        (0..seen.entries.len()).map(|e| group(seen, e)).collect();
    let mut counts: Vec<usize> = groups.iter().map(|g| g.0).collect();
    counts.sort_unstable();
    let one_way = OneWay::of(groups.iter().copied());
    let one = one_way.as_ref().and_then(OneWay::intraclass);
    let mean = one_way
        .as_ref()
        .zip(one.as_ref())
        .and_then(|(w, one)| spearman_brown(one, &w.marks));
    let table = seen.is_complete().then(|| table(seen));
    let squares = table.as_ref().and_then(|rows| MeanSquares::of(rows));
    let unit = BigInt::from(seen.whole()) * seen.whole();
    let components = match &squares {
        Some(squares) => Some(squares.components()),
        None => sparse_components(seen),
    };
    let components = components.map(|c| Components {
        entry: c.entry / &unit,
        juror: c.juror / &unit,
        rest: c.rest / &unit,
    });
    let good = ratio(4, 5)?;
    Some(Reliability {
        marks: (
            counts[0],
            counts[(counts.len() - 1) / 2],
            counts[counts.len() - 1],
        ),
        jurors_for_good: one.as_ref().and_then(|one| jurors_needed(one, &good)),
        one,
        mean,
        intraclass: squares.map(|s| s.intraclass()),
        alpha: alpha::interval(groups),
        concordance: table.and_then(|rows| concordance(&turned(&rows))?.corrected),
        components,
    })
}

fn group<E, J>(seen: &Observed<E, J>, entry: usize) -> (usize, i128, i128) {
    let of = seen.of_entry(entry);
    let sum = of.iter().map(|c| i128::from(c.total)).sum();
    let squares = of
        .iter()
        .map(|c| i128::from(c.total) * i128::from(c.total))
        .sum();
    (of.len(), sum, squares)
}

fn table<E, J>(seen: &Observed<E, J>) -> Vec<Vec<i64>> {
    (0..seen.entries.len())
        .map(|e| seen.of_entry(e).iter().map(|c| c.total).collect())
        .collect()
}

fn turned(rows: &[Vec<i64>]) -> Vec<Vec<i64>> {
    (0..rows[0].len())
        .map(|j| rows.iter().map(|row| row[j]).collect())
        .collect()
}

/// Henderson's method 3 (Biometrics 9, 1953, 226–252) for entries and jurors without interaction, in squares of T: the
/// reductions by jurors after entries and by entries after jurors, set equal to what is expected of them. The traces are
/// N − E and N − J, because each sheet has one entry and one juror.
pub(super) fn sparse_components<E, J>(seen: &Observed<E, J>) -> Option<Components> {
    let (sheets, entries, jurors) = (seen.cells.len(), seen.entries.len(), seen.jurors.len());
    let free = sheets + seen.components - entries - jurors;
    if jurors > EXACT_JURORS || free == 0 || sheets == entries || sheets == jurors {
        return None;
    }
    let solution = severity::solve(seen, Lambda::NONE, false).ok()?;
    let fine = BigInt::from(seen.fine());
    let left: i128 = severity::residuals(seen, &solution)
        .iter()
        .map(|r| r * r)
        .sum();
    let left = ratio(left, &fine * &fine)?;
    let squares: i128 = seen
        .cells
        .iter()
        .map(|c| i128::from(c.total) * i128::from(c.total))
        .sum();
    let by_entry = sum_of_means(
        (0..entries).map(|e| (i128::from(seen.sum_of_entry(e)), seen.of_entry(e).len())),
    );
    let by_juror = sum_of_means((0..jurors).map(|j| {
        let own = seen.of_juror(j);
        (
            own.iter().map(|c| i128::from(seen.cells[*c].total)).sum(),
            own.len(),
        )
    }));
    let rest = &left / whole(free);
    let explained = whole(squares) - left;
    let of = |other: Ratio, levels: usize, trace: usize| {
        (&explained - other - whole(levels - seen.components) * &rest) / whole(trace)
    };
    Some(Components {
        entry: of(by_juror, entries, sheets - jurors),
        juror: of(by_entry, jurors, sheets - entries),
        rest: rest.clone(),
    })
}

/// Σ sum²/n, sums of one n added before they are divided.
fn sum_of_means(groups: impl Iterator<Item = (i128, usize)>) -> Ratio {
    let mut by_count = std::collections::BTreeMap::new();
    for (sum, n) in groups {
        *by_count.entry(n).or_insert(BigInt::ZERO) += BigInt::from(sum) * sum;
    }
    by_count
        .into_iter()
        .map(|(n, s)| Ratio::new(s, n.into()))
        .sum()
}
