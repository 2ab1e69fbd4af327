//! Kendall's W for orders (Kendall & Babington Smith, Ann. Math. Stat. 10, 1939; ties as in Siegel, Nonparametric
//! Statistics, 1956) and Fleiss' κ for categories (Fleiss, Psych. Bull. 76, 1971, 378–382).

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_traits::Zero;

use crate::engine::advice::exact::{Ratio, quotient, ratio, whole};

/// How far orders agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concordance {
    /// W as if there were no ties.
    pub plain: Ratio,
    /// W corrected for ties; `None` when every judge ties everything.
    pub corrected: Option<Ratio>,
    /// S: the sum of squared deviations of the rank sums from their mean.
    pub squares: Ratio,
}

/// W of judges who each valued the same things; equal values share the mean of their ranks. `None` for fewer than two
/// judges or two things, or rows of different lengths.
#[must_use]
pub fn concordance(judges: &[Vec<i64>]) -> Option<Concordance> {
    let (m, n) = (judges.len(), judges.first()?.len());
    if m < 2 || n < 2 || judges.iter().any(|j| j.len() != n) {
        return None;
    }
    // twice the rank, so that mean ranks stay whole
    let mut sums = vec![BigInt::zero(); n];
    let mut ties = BigInt::zero();
    for judge in judges {
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by_key(|i| judge[*i]);
        let mut before = 0;
        for equal in order.chunk_by(|a, b| judge[*a] == judge[*b]) {
            let t = equal.len();
            for i in equal {
                sums[*i] += 2 * before + t + 1;
            }
            ties += BigInt::from(t).pow(3) - t;
            before += t;
        }
    }
    let mean = m * (n + 1);
    let deviations: BigInt = sums.iter().map(|s| (s - mean) * (s - mean)).sum();
    let squares = Ratio::new(deviations, 4.into());
    let most = (BigInt::from(n).pow(3) - n) * (m * m);
    let twelve = &squares * whole(12);
    Some(Concordance {
        plain: &twelve / whole(most.clone()),
        corrected: quotient(&twelve, &whole(most - ties * m)),
        squares,
    })
}

/// How far raters agree on categories beyond chance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kappa {
    /// Over all categories; `None` when only one occurs.
    pub overall: Option<Ratio>,
    /// For each category that occurs, in its order.
    pub categories: Vec<(i64, Option<Ratio>)>,
}

/// κ of subjects, each with the category that every rater chose. `None` for no subject, fewer than two raters, or rows of
/// different lengths.
#[must_use]
pub fn kappa(subjects: &[Vec<i64>]) -> Option<Kappa> {
    let (subjects_count, raters) = (subjects.len(), subjects.first()?.len());
    if raters < 2 || subjects.iter().any(|s| s.len() != raters) {
        return None;
    }
    // for each category: how often chosen, and Σ n·(raters − n), its disagreements
    let mut found: BTreeMap<i64, (usize, usize)> = BTreeMap::new();
    for subject in subjects {
        let mut own: BTreeMap<i64, usize> = BTreeMap::new();
        for category in subject {
            *own.entry(*category).or_insert(0) += 1;
        }
        for (category, n) in own {
            let (chosen, apart) = found.entry(category).or_insert((0, 0));
            *chosen += n;
            *apart += n * (raters - n);
        }
    }
    let marks = subjects_count * raters;
    let share = |chosen: usize| ratio(chosen, marks).expect("somebody was rated");
    let pairs = whole(marks * (raters - 1));
    let apart_by_chance = |chosen: usize| share(chosen) * (whole(1) - share(chosen));
    let categories = found
        .iter()
        .map(|(category, (chosen, apart))| {
            let missed = quotient(&whole(*apart), &(&pairs * apart_by_chance(*chosen)));
            (*category, missed.map(|m| whole(1) - m))
        })
        .collect();
    let apart: usize = found.values().map(|f| f.1).sum();
    let by_chance: Ratio = found.values().map(|f| apart_by_chance(f.0)).sum();
    let overall = quotient(&whole(apart), &(pairs * by_chance)).map(|m| whole(1) - m);
    Some(Kappa {
        overall,
        categories,
    })
}
