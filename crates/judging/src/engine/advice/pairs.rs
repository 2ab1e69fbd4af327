//! Jurors whose marks go together more than their works explain, and jurors who favour works that are close to them.
//! Tested by permutation with a published seed; p is exact for the permutations drawn.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;

use super::Observed;
use super::jurors::{Correlation, LEAST_SHEETS};
use super::severity::{self, SeverityView};
use crate::engine::advice::exact::{Ratio, ratio, whole};
use crate::engine::draw::Prng;

/// A test ends when so many permutations are as extreme as what was seen: p is then known well enough (Besag & Clifford,
/// Biometrika 78, 1991, 301–304).
const ENOUGH: u64 = 10;
/// The most permutations of one test.
const MOST: u64 = 100_000;
/// Residuals lose so many bits, so that sums of their products fit.
const COARSER: u32 = 10;

/// Two jurors with at least [`LEAST_SHEETS`] entries in common.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Index of the first.
    pub first: usize,
    /// Index of the second.
    pub second: usize,
    /// Entries that both marked.
    pub common: usize,
    /// Of the residuals. In a panel of J it is about −1/(J − 1) by construction, so only the upside is tested.
    pub correlation: Correlation,
    /// The chance of such a correlation or a higher one when residuals are dealt out anew, after Holm's correction
    /// (Scand. J. Statist. 6, 1979, 65–70) over all pairs.
    pub p: Ratio,
}

impl Pair {
    /// Whether it is worth a question: p below .01.
    #[must_use]
    pub fn is_flagged(&self) -> bool {
        self.p < Ratio::new(1.into(), 100.into())
    }
}

/// A juror's marks for works that are close to them (declared, or of one organisation).
#[derive(Clone, Debug)]
pub struct Affinity {
    /// Index of the juror.
    pub juror: usize,
    /// Marked works that are close.
    pub close: usize,
    /// Mean residual of these, minus that of the others, as a share of all points.
    pub lead: Ratio,
    /// The chance of such a lead or a higher one when any as many of the juror's works were the close ones.
    pub p: Ratio,
}

/// Tests every pair of jurors. The result is in the order of indices and depends on nothing but marks and seed.
#[must_use]
pub fn pair_tests<E: Ord + Clone, J: Ord + Clone>(
    seen: &Observed<E, J>,
    view: &SeverityView,
    key: &[u8; 32],
) -> Vec<Pair> {
    let residuals = severity::residuals(seen, &view.solution);
    let mut common: BTreeMap<(usize, usize), Vec<(i128, i128)>> = BTreeMap::new();
    for e in 0..seen.entries().len() {
        let (of, from) = (seen.of_entry(e), seen.start_of(e));
        for (i, a) in of.iter().enumerate() {
            for (k, b) in of.iter().enumerate().skip(i + 1) {
                let both = (
                    residuals[from + i] >> COARSER,
                    residuals[from + k] >> COARSER,
                );
                common.entry((a.juror, b.juror)).or_default().push(both);
            }
        }
    }
    common.retain(|_, both| both.len() >= LEAST_SHEETS);
    let most = (400 * common.len() as u64).clamp(2_000, MOST) - 1;
    let mut out: Vec<Pair> = common
        .into_iter()
        .filter_map(|((first, second), both)| {
            let (x, y): (Vec<i128>, Vec<i128>) = both.into_iter().unzip();
            let (x, y) = (centred(&x), centred(&y));
            let dot = |a: &[i128], b: &[i128]| -> BigInt {
                a.iter().zip(b).map(|(a, b)| BigInt::from(*a) * b).sum()
            };
            let correlation = Correlation::of(&dot(&x, &y), (&dot(&x, &x), &dot(&y, &y)))?;
            let label = format!("pair {first} {second}");
            let p = tested(
                &mut Prng::new(key, label.as_bytes()),
                most,
                &mut (x.as_slice(), y.clone()),
            );
            Some(Pair {
                first,
                second,
                common: y.len(),
                correlation,
                p,
            })
        })
        .collect();
    holm(&mut out);
    out
}

/// n·x − Σx, shifted so that products of two sum without overflow.
fn centred(x: &[i128]) -> Vec<i128> {
    let (n, sum) = (x.len() as i128, x.iter().sum::<i128>());
    x.iter().map(|x| x - sum / n).collect()
}

/// p of Σ x·y against permutations of y.
fn tested(prng: &mut Prng, most: u64, (x, y): &mut (&[i128], Vec<i128>)) -> Ratio {
    let sum = |y: &[i128]| x.iter().zip(y).map(|(x, y)| x * y).sum::<i128>();
    let seen = sum(y);
    sequential(most, || {
        for last in (1..y.len()).rev() {
            let other = prng.below(last as u64 + 1);
            y.swap(last, usize::try_from(other).expect("an index"));
        }
        sum(y) >= seen
    })
}

/// p of a test whose permutations are drawn until enough are as extreme, or `most` are drawn.
fn sequential(most: u64, mut is_as_extreme: impl FnMut() -> bool) -> Ratio {
    let mut extreme = 0;
    for drawn in 1..=most {
        extreme += u64::from(is_as_extreme());
        if extreme == ENOUGH {
            return Ratio::new(extreme.into(), drawn.into());
        }
    }
    Ratio::new((extreme + 1).into(), (most + 1).into())
}

/// Holm's correction: the smallest p times the number of tests, the next times one less, and never falling.
fn holm(pairs: &mut [Pair]) {
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    order.sort_by(|a, b| pairs[*a].p.cmp(&pairs[*b].p));
    let mut highest = whole(0);
    for (at, index) in order.iter().enumerate() {
        let p = (&pairs[*index].p * whole(pairs.len() - at)).min(whole(1));
        highest = highest.max(p);
        pairs[*index].p = highest.clone();
    }
}

/// Tests each juror who marked at least one work that is `close` to them and one that is not.
#[must_use]
pub fn affinities<E: Ord + Clone, J: Ord + Clone>(
    seen: &Observed<E, J>,
    view: &SeverityView,
    close: &BTreeSet<(E, J)>,
    key: &[u8; 32],
) -> Vec<Affinity> {
    let residuals = severity::residuals(seen, &view.solution);
    let mut out = Vec::new();
    for juror in 0..seen.jurors().len() {
        let cells = seen.of_juror(juror);
        let is_close = |c: &usize| {
            close.contains(&(
                seen.entries()[seen.cells()[*c].entry].clone(),
                seen.jurors()[juror].clone(),
            ))
        };
        let (near, far): (Vec<usize>, Vec<usize>) = cells.iter().partition(|c| is_close(c));
        let values: Vec<i128> = near.iter().chain(&far).map(|c| residuals[*c]).collect();
        let sum: i128 = values[..near.len()].iter().sum();
        let rest: i128 = values[near.len()..].iter().sum();
        let unit = BigInt::from(seen.fine()) * seen.whole();
        let (Some(high), Some(low)) = (ratio(sum, near.len()), ratio(rest, far.len())) else {
            continue;
        };
        let mut prng = Prng::new(key, format!("affinity {juror}").as_bytes());
        let mut dealt = values;
        let p = sequential(1_999, || {
            for at in 0..near.len() {
                let left = (dealt.len() - at) as u64;
                dealt.swap(
                    at,
                    at + usize::try_from(prng.below(left)).expect("an index"),
                );
            }
            dealt[..near.len()].iter().sum::<i128>() >= sum
        });
        out.push(Affinity {
            juror,
            close: near.len(),
            lead: (high - low) / whole(unit),
            p,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::advice::severity::{Lambda, severity_view};
    use crate::engine::score::{Form, Scale};
    use crate::engine::standing::{Answer, Sheet};

    fn chance(entry: usize, juror: usize) -> i64 {
        let mut prng = Prng::new(&[4; 32], format!("{entry} {juror}").as_bytes());
        i64::try_from(prng.below(13)).expect("small")
    }

    /// 30 works, six jurors; `own` is what a juror adds to a work's quality.
    fn round(own: impl Fn(usize, usize) -> i64) -> Observed<usize, usize> {
        let form = Form::new(vec![Scale {
            least: 0,
            most: 100,
            step: 1,
            weight: 1,
        }])
        .expect("usable");
        let mut sheets = Vec::new();
        for entry in 0..30 {
            for juror in 0..6 {
                let mark = 40 + i64::try_from(entry % 7).expect("small") * 3 + own(entry, juror);
                sheets.push(Sheet {
                    entry,
                    juror,
                    answer: Answer::Marks(vec![Some(mark)]),
                });
            }
        }
        Observed::new(&form, &sheets).expect("reads")
    }

    fn tested_pairs(seen: &Observed<usize, usize>) -> Vec<Pair> {
        let view = severity_view(seen, Lambda::DEFAULT).expect("solved");
        pair_tests(seen, &view, &[9; 32])
    }

    #[test]
    fn two_who_copy_from_each_other_are_found_and_nobody_else() {
        let seen = round(|entry, juror| chance(entry, if juror == 4 { 1 } else { juror }));
        let all = tested_pairs(&seen);
        assert_eq!(all.len(), 15);
        let flagged: Vec<_> = all
            .iter()
            .filter(|p| p.is_flagged())
            .map(|p| (p.first, p.second))
            .collect();
        assert_eq!(flagged, [(1, 4)]);
    }

    #[test]
    fn chance_alone_is_not_flagged_and_one_seed_gives_one_answer() {
        let seen = round(chance);
        let (one, two) = (tested_pairs(&seen), tested_pairs(&seen));
        assert!(one.iter().all(|p| !p.is_flagged() && p.common == 30));
        assert_eq!(format!("{one:?}"), format!("{two:?}"));
    }

    #[test]
    fn favours_are_found() {
        let favoured = |entry: usize, juror: usize| juror == 2 && entry % 10 == 3;
        let seen = round(|entry, juror| {
            chance(entry, juror) + if favoured(entry, juror) { 25 } else { 0 }
        });
        let view = severity_view(&seen, Lambda::DEFAULT).expect("solved");
        let close: BTreeSet<(usize, usize)> = [(3, 2), (13, 2), (23, 2), (4, 5), (14, 5)].into();
        let found = affinities(&seen, &view, &close, &[9; 32]);
        assert_eq!(
            found.iter().map(|a| (a.juror, a.close)).collect::<Vec<_>>(),
            [(2, 3), (5, 2)]
        );
        let hundredth = Ratio::new(1.into(), 100.into());
        assert!(found[0].p < hundredth && found[0].lead > Ratio::new(15.into(), 100.into()));
        assert!(found[1].p > hundredth);
    }

    #[test]
    fn holm_never_falls() {
        let pair = |p: i64| Pair {
            first: 0,
            second: 1,
            common: 8,
            correlation: Correlation {
                sign: 1,
                square: whole(1),
            },
            p: Ratio::new(p.into(), 1_000.into()),
        };
        let mut all = [pair(40), pair(1), pair(30), pair(900)];
        holm(&mut all);
        let thousandths: Vec<_> = all
            .iter()
            .map(|p| (&p.p * whole(1_000)).to_integer())
            .collect();
        assert_eq!(thousandths, [90, 4, 90, 900].map(BigInt::from));
    }
}
