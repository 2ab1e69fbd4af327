//! Scores and places when jurors weigh differently, as in one draw of the Bayesian bootstrap.
//!
//! Weights act on sheets: a sheet of weight w counts like w sheets. The mean becomes the weighted mean, the sum n times it;
//! the trimmed mean takes the share g/n of an entry's weight off an end, a sheet on the edge counting with what is left of
//! it; clipping is to the weighted mean ± d, and the weighted mean of what is clipped counts; the median is the total at
//! which half the weight is reached (weighted order statistics as in Cormen et al., Introduction to Algorithms, problem
//! 9-2). Equal weights give the plain methods. Of a method that looks at one sheet, or that leaves sheets out by a limit,
//! weights say nothing.

use std::cmp::Ordering;

use super::Observed;
use crate::engine::exact::Rounding;
use crate::engine::methods::{Method, Middle, Trim};
use crate::engine::score::Fraction;
use crate::engine::standing::{Answer, Sheet, StandingRules, TieBreak};

/// A method of which it is known how weights act on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weighted {
    Mean,
    Sum,
    Trimmed(Trim),
    Clip(Fraction, Option<Rounding>),
    Median(Middle),
}

impl Weighted {
    /// The rules' method, or what the default comes to for these sheets, by the condition of [`Method::Default`]. `None`
    /// for methods of which weights say nothing.
    pub(super) fn of<E: Ord + Clone, J: Ord + Clone>(
        rules: &StandingRules,
        (entries, sheets): (&[E], &[Sheet<E, J>]),
        seen: &Observed<E, J>,
    ) -> Option<Self> {
        let method = match rules.method {
            Method::Default if is_complete(entries, sheets, seen) => Method::trimmed(1),
            method => method,
        };
        match method {
            Method::Mean | Method::Default => Some(Self::Mean),
            Method::Sum => Some(Self::Sum),
            Method::Trimmed(trim) => Some(Self::Trimmed(trim)),
            Method::Clip { within, round } => Some(Self::Clip(within, round)),
            Method::Median(middle) => Some(Self::Median(middle)),
            Method::DropOutside(_) | Method::Lowest | Method::Highest => None,
        }
    }
}

/// Whether every entry has seven counted sheets and nobody but the recused is missing.
fn is_complete<E: Ord + Clone, J: Ord + Clone>(
    entries: &[E],
    sheets: &[Sheet<E, J>],
    seen: &Observed<E, J>,
) -> bool {
    let mut recused = vec![0; seen.entries().len()];
    let mut jurors: Vec<&J> = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        jurors.push(&sheet.juror);
        if sheet.answer == Answer::Recused
            && let Ok(e) = seen.entries().binary_search(&sheet.entry)
        {
            recused[e] += 1;
        }
    }
    jurors.sort_unstable();
    jurors.dedup();
    entries.iter().all(|entry| {
        seen.entries().binary_search(entry).is_ok_and(|e| {
            let n = seen.of_entry(e).len();
            n >= 7 && n + recused[e] == jurors.len()
        })
    })
}

/// A sheet as weights see it.
#[derive(Clone, Copy, Debug)]
struct Leaf {
    juror: usize,
    total: i64,
    cell: usize,
}

/// A score in units of T.
#[derive(Clone, Copy, Debug)]
pub(super) struct Score {
    value: Fraction,
    /// ⌊score · 2²⁰⌋: decides nearly every comparison.
    near: i128,
}

impl Score {
    /// num / den, den above zero; |num| below 2¹⁰⁶.
    pub(super) fn new(num: i128, den: i128) -> Self {
        Self {
            value: Fraction { num, den },
            near: (num << 20).div_euclid(den),
        }
    }

    fn cmp(&self, other: &Self) -> Ordering {
        self.near
            .cmp(&other.near)
            .then_with(|| self.value.cmp(&other.value))
    }

    /// As a share of all points.
    pub(super) fn share(&self, whole: i64) -> Option<Fraction> {
        let den = self.value.den.checked_mul(i128::from(whole))?;
        Fraction::new(self.value.num, den)
    }
}

/// The judged entries of a round, ready to be scored many times.
pub(super) struct Field<'a, E, J> {
    seen: &'a Observed<E, J>,
    method: Weighted,
    chain: &'a [TieBreak],
    /// For each judged entry its index among the observed and its sheets, lowest total first.
    entries: Vec<(usize, Vec<Leaf>)>,
}

impl<'a, E: Ord + Clone, J: Ord + Clone> Field<'a, E, J> {
    pub(super) fn new(
        seen: &'a Observed<E, J>,
        method: Weighted,
        rules: &'a StandingRules,
    ) -> Self {
        let entries = (0..seen.entries().len())
            .filter(|e| seen.of_entry(*e).len() >= rules.least_sheets.max(1))
            .map(|e| {
                let leaf = |(cell, c): (usize, &super::observed::Cell)| Leaf {
                    juror: c.juror,
                    total: c.total,
                    cell,
                };
                let mut leaves: Vec<Leaf> = (seen.start_of(e)..)
                    .zip(seen.of_entry(e))
                    .map(leaf)
                    .collect();
                leaves.sort_by_key(|l| l.total);
                (e, leaves)
            })
            .collect();
        Self {
            seen,
            method,
            chain: &rules.chain,
            entries,
        }
    }

    /// Indices of the judged entries among the observed.
    pub(super) fn judged(&self) -> impl Iterator<Item = usize> + '_ {
        self.entries.iter().map(|e| e.0)
    }

    /// The score of every judged entry. A weight is at least 1 and all weights together at most 2²⁵.
    pub(super) fn scores(&self, weights: &[u64]) -> Vec<Score> {
        self.entries
            .iter()
            .map(|(_, leaves)| score(self.method, self.seen.whole(), leaves, weights))
            .collect()
    }

    /// Positions in the field from the best down. A group that the chain leaves tied stays together and is named.
    pub(super) fn order(
        &self,
        scores: &[Score],
        weights: &[u64],
    ) -> (Vec<usize>, Vec<std::ops::Range<usize>>) {
        let mut order: Vec<usize> = (0..self.entries.len()).collect();
        order.sort_unstable_by(|a, b| scores[*b].cmp(&scores[*a]).then(a.cmp(b)));
        let mut tied = Vec::new();
        let mut at = 0;
        while at < order.len() {
            let same = order[at..]
                .iter()
                .take_while(|i| scores[**i].cmp(&scores[order[at]]) == Ordering::Equal)
                .count();
            if same > 1 {
                self.part(
                    self.chain,
                    weights,
                    (&mut order[at..at + same], at),
                    &mut tied,
                );
            }
            at += same;
        }
        (order, tied)
    }

    /// The chain, as `standing::ties` applies it: to a whole group, then to what it leaves.
    fn part(
        &self,
        chain: &[TieBreak],
        weights: &[u64],
        (group, from): (&mut [usize], usize),
        tied: &mut Vec<std::ops::Range<usize>>,
    ) {
        let Some((step, rest)) = chain.split_first() else {
            tied.push(from..from + group.len());
            return;
        };
        let size = group.len();
        let compare = |a: usize, b: usize| self.compare(*step, weights, (size, a, b));
        group.sort_by(|a, b| compare(*b, *a));
        let mut at = 0;
        while at < size {
            let same = group[at..]
                .iter()
                .take_while(|i| compare(**i, group[at]) == Ordering::Equal)
                .count();
            if same > 1 {
                self.part(rest, weights, (&mut group[at..at + same], from + at), tied);
            }
            at += same;
        }
    }

    fn compare(
        &self,
        step: TieBreak,
        weights: &[u64],
        (size, a, b): (usize, usize, usize),
    ) -> Ordering {
        let (a, b) = (&self.entries[a].1, &self.entries[b].1);
        match step {
            TieBreak::Criterion(index) => {
                let mean = |leaves: &[Leaf]| {
                    let num = leaves
                        .iter()
                        .map(|l| {
                            i128::from(weights[l.juror])
                                * i128::from(self.seen.steps(l.cell)[index])
                        })
                        .sum();
                    Score::new(num, together(leaves, weights))
                };
                mean(a).cmp(&mean(b))
            }
            TieBreak::Median => {
                median(Middle::Mid, a, weights).cmp(&median(Middle::Mid, b, weights))
            }
            TieBreak::Lowest => a[0].total.cmp(&b[0].total),
            TieBreak::Majority if size != 2 => Ordering::Equal,
            TieBreak::Majority => {
                let (mut for_a, mut for_b) = (0, 0);
                for x in a {
                    match b
                        .iter()
                        .find(|y| y.juror == x.juror)
                        .map(|y| x.total.cmp(&y.total))
                    {
                        Some(Ordering::Greater) => for_a += weights[x.juror],
                        Some(Ordering::Less) => for_b += weights[x.juror],
                        _ => {}
                    }
                }
                for_a.cmp(&for_b)
            }
        }
    }
}

fn together(leaves: &[Leaf], weights: &[u64]) -> i128 {
    leaves.iter().map(|l| i128::from(weights[l.juror])).sum()
}

/// The score of sheets sorted by total.
fn score(method: Weighted, whole: i64, leaves: &[Leaf], weights: &[u64]) -> Score {
    let n = leaves.len();
    match method {
        Weighted::Trimmed(trim) if n >= trim.needs && n > trim.high + trim.low => {
            trimmed(trim, leaves, weights)
        }
        Weighted::Trimmed(Trim { sum: true, .. }) | Weighted::Sum => {
            let (num, den) = mean(leaves, weights);
            Score::new(num * n as i128, den)
        }
        Weighted::Trimmed(_) | Weighted::Mean => {
            let (num, den) = mean(leaves, weights);
            Score::new(num, den)
        }
        Weighted::Clip(within, round) => clipped((within, round), whole, leaves, weights),
        Weighted::Median(middle) => median(middle, leaves, weights),
    }
}

/// Σ w·T and Σ w.
fn mean(leaves: &[Leaf], weights: &[u64]) -> (i128, i128) {
    let num = leaves
        .iter()
        .map(|l| i128::from(weights[l.juror]) * i128::from(l.total))
        .sum();
    (num, together(leaves, weights))
}

fn trimmed(trim: Trim, leaves: &[Leaf], weights: &[u64]) -> Score {
    // weights times n, so that the shares low/n and high/n are whole
    let (n, all) = (leaves.len(), together(leaves, weights));
    let mut low = trim.low as i128 * all;
    let kept = n - trim.low - trim.high;
    let mut keep = kept as i128 * all;
    let den = keep;
    let mut num = 0;
    for leaf in leaves {
        let weight = n as i128 * i128::from(weights[leaf.juror]);
        let cut = weight.min(low);
        let counted = (weight - cut).min(keep);
        low -= cut;
        keep -= counted;
        num += counted * i128::from(leaf.total);
    }
    Score::new(if trim.sum { num * kept as i128 } else { num }, den)
}

/// With m = S/W and within = p/q, in units of 1 / (W·q): T lies between S·q ∓ W·p·D.
fn clipped(
    (within, round): (Fraction, Option<Rounding>),
    whole: i64,
    leaves: &[Leaf],
    weights: &[u64],
) -> Score {
    let (sum, all) = mean(leaves, weights);
    let scale = all * within.den;
    let (middle, reach) = (sum * within.den, all * within.num * i128::from(whole));
    let fine = scale * i128::from(whole);
    let each = |leaf: &Leaf| -> Option<i128> {
        let moved = (i128::from(leaf.total) * scale).clamp(middle - reach, middle + reach);
        let Some(rounding) = round else {
            return Some(moved);
        };
        let steps = rounding.whole(
            moved.checked_mul(rounding.unit.den)?,
            fine.checked_mul(rounding.unit.num)?,
        )?;
        steps.checked_mul(rounding.unit.num)
    };
    let num: Option<i128> = leaves
        .iter()
        .map(|l| each(l)?.checked_mul(i128::from(weights[l.juror])))
        .sum();
    let num = num.expect("a limit and a unit of a few digits");
    match round {
        None => Score::new(num, all * scale),
        // rounded marks are shares of the whole in units of 1 / den
        Some(rounding) => Score::new(num * i128::from(whole), all * rounding.unit.den),
    }
}

fn median(middle: Middle, leaves: &[Leaf], weights: &[u64]) -> Score {
    let all = together(leaves, weights);
    let mut reached = 0;
    for (at, leaf) in leaves.iter().enumerate() {
        reached += 2 * i128::from(weights[leaf.juror]);
        let own = i128::from(leaf.total);
        match reached.cmp(&all) {
            Ordering::Less => {}
            Ordering::Greater => return Score::new(own, 1),
            Ordering::Equal => {
                let next = i128::from(leaves[at + 1].total);
                return match middle {
                    Middle::Low => Score::new(own, 1),
                    Middle::Mid => Score::new(own + next, 2),
                    Middle::High => Score::new(next, 1),
                };
            }
        }
    }
    unreachable!("the last sheet reaches the whole weight")
}
