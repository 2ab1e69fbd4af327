//! How sure a prize is: the chance of each tier had another jury of this kind marked.
//!
//! Bayesian bootstrap over jurors (Rubin, Ann. Statist. 9, 1981, 130–134): jurors get weights from `Dirichlet(1, …, 1)`, and
//! scores, chain and prizes are computed anew. Weights are the gaps between J − 1 sorted draws, so no logarithm is needed;
//! they come from the engine's published generator, so anybody gets the same chances from the same seed.

use std::collections::BTreeMap;

use super::Observed;
use super::weigh::{Field, Score, Weighted};
use crate::engine::draw::{Prng, shuffled};
use crate::engine::score::Fraction;
use crate::engine::standing::{Sheet, StandingRules};

/// Draws of weights.
pub const REPLICATES: u32 = 2_000;
/// A chance is on the boundary when it lies strictly between one and nineteen twentieths.
const BAND_PARTS: u32 = 20;
/// A sum of weights before each juror is given at least 1.
const WEIGHT_BITS: u32 = 24;

/// A tier whose chances are wanted; the place above a cut is a tier as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slots {
    /// How many works get it.
    pub quota: usize,
    /// No work below this share of all points gets it.
    pub minimum: Option<Fraction>,
}

/// What is given, and to whom not twice.
#[derive(Clone, Copy)]
pub struct Prizes<'a, E> {
    /// Highest first.
    pub tiers: &'a [Slots],
    /// How many prizes one author may share in; needs `authors`.
    pub cap: Option<usize>,
    /// Authors of an entry, as any numbers.
    pub authors: &'a dyn Fn(&E) -> Vec<usize>,
}

/// The chances of one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chance<E> {
    /// The entry.
    pub entry: E,
    /// For each tier, in how many of [`REPLICATES`] draws the entry got it.
    pub tiers: Vec<u32>,
}

impl<E> Chance<E> {
    /// In how many draws the entry got a prize.
    #[must_use]
    pub fn any(&self) -> u32 {
        self.tiers.iter().sum()
    }

    /// A number of draws in percent, rounded down.
    #[must_use]
    pub const fn percent(draws: u32) -> u32 {
        draws * 100 / REPLICATES
    }

    /// Whether it is open that the entry gets a prize at all.
    #[must_use]
    pub fn is_on_the_line(&self) -> bool {
        is_open(self.any())
    }

    /// Whether any tier of it is open: 5 % < chance < 95 %.
    #[must_use]
    pub fn is_in_the_band(&self) -> bool {
        self.is_on_the_line() || self.tiers.iter().any(|n| is_open(*n))
    }
}

fn is_open(draws: u32) -> bool {
    (REPLICATES + 1..(BAND_PARTS - 1) * REPLICATES).contains(&(draws * BAND_PARTS))
}

/// The chances of every judged entry, in their order; those that never get anything too. `seen` is made from `sheets`.
/// `None` for a method of which weights say nothing.
#[must_use]
pub fn chances<E: Ord + Clone, J: Ord + Clone>(
    rules: &StandingRules,
    (entries, sheets): (&[E], &[Sheet<E, J>]),
    seen: &Observed<E, J>,
    prizes: &Prizes<'_, E>,
    key: &[u8; 32],
) -> Option<Vec<Chance<E>>> {
    let method = Weighted::of(rules, (entries, sheets), seen)?;
    let field = Field::new(seen, method, rules);
    let judged: Vec<&E> = field.judged().map(|e| &seen.entries()[e]).collect();
    let authors = judged.iter().map(|e| (prizes.authors)(e)).collect();
    let mut hall = Hall::new((prizes.tiers, prizes.cap), authors, seen.whole());
    let mut counts = vec![vec![0_u32; prizes.tiers.len()]; judged.len()];
    let mut prng = Prng::new(key, b"chances");
    for draw in 0..REPLICATES {
        let weights = dirichlet(&mut prng, seen.jurors().len());
        let scores = field.scores(&weights);
        let (mut order, tied) = field.order(&scores, &weights);
        for group in tied {
            // what the chain leaves tied is drawn by lot, anew in every draw
            let label = format!("lot {draw} {}", group.start);
            let drawn = shuffled(key, label.as_bytes(), &order[group.clone()]);
            order[group].copy_from_slice(&drawn);
        }
        hall.give(&order, &scores, |entry, tier| counts[entry][tier] += 1);
    }
    let chance = |(entry, tiers): (&E, Vec<u32>)| Chance {
        entry: entry.clone(),
        tiers,
    };
    Some(judged.into_iter().zip(counts).map(chance).collect())
}

/// Weights of jurors: gaps between sorted draws of 64 bits, kept to [`WEIGHT_BITS`] bits, and at least 1.
fn dirichlet(prng: &mut Prng, jurors: usize) -> Vec<u64> {
    let mut draws: Vec<u64> = (1..jurors)
        .map(|_| prng.word() >> (64 - WEIGHT_BITS))
        .collect();
    draws.sort_unstable();
    draws.push(1 << WEIGHT_BITS);
    let mut before = 0;
    draws
        .into_iter()
        .map(|draw| {
            let gap = draw - before;
            before = draw;
            gap.max(1)
        })
        .collect()
}

/// Gives prizes by position in the field: what `allocate` does, without a name for anything.
struct Hall<'a> {
    tiers: &'a [Slots],
    cap: Option<usize>,
    whole: i64,
    authors: Vec<Vec<usize>>,
    /// Prizes of each author.
    given: Vec<usize>,
    placed: Vec<bool>,
}

impl<'a> Hall<'a> {
    fn new(
        (tiers, cap): (&'a [Slots], Option<usize>),
        authors: Vec<Vec<usize>>,
        whole: i64,
    ) -> Self {
        let mut numbers = BTreeMap::new();
        let mut number = |author: usize| {
            let next = numbers.len();
            *numbers.entry(author).or_insert(next)
        };
        let authors: Vec<Vec<usize>> = authors
            .into_iter()
            .map(|of| of.into_iter().map(&mut number).collect())
            .collect();
        let given = vec![0; numbers.len()];
        Self {
            tiers,
            cap,
            whole,
            given,
            placed: vec![false; authors.len()],
            authors,
        }
    }

    fn give(&mut self, order: &[usize], scores: &[Score], mut award: impl FnMut(usize, usize)) {
        self.given.fill(0);
        self.placed.fill(false);
        let mut first = 0;
        for (tier, slots) in self.tiers.iter().enumerate() {
            let mut left = slots.quota;
            for entry in &order[first..] {
                if left == 0 {
                    break;
                }
                let is_capped = || {
                    self.cap.is_some_and(|cap| {
                        self.authors[*entry].iter().any(|a| self.given[*a] >= cap)
                    })
                };
                let is_low = || {
                    slots.minimum.is_some_and(|least| {
                        scores[*entry].share(self.whole).is_none_or(|s| s < least)
                    })
                };
                if self.placed[*entry] || is_capped() || is_low() {
                    continue;
                }
                self.placed[*entry] = true;
                for author in &self.authors[*entry] {
                    self.given[*author] += 1;
                }
                award(*entry, tier);
                left -= 1;
            }
            while first < order.len() && self.placed[order[first]] {
                first += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests;
