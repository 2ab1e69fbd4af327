//! The normal equations solved exactly, by p-adic lifting (Dixon, Numer. Math. 40, 1982, 137–141).
//!
//! With λ = a/b the equations are, for every entry, `n·q + Σ s = ΣT`, and for every juror
//! `b·Σ q + (b·m + a)·s [+ Σ s of the component, when a = 0] = b·ΣT`. They are solved modulo a prime once; every further
//! step finds one more digit of the solution in base p. When there are enough digits, the fractions are read off and put
//! back into the equations: only a solution that satisfies all of them exactly is returned. The digits are those that
//! elimination would give, at a fraction of the work.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::{Lambda, Solution};
use crate::engine::advice::Observed;

/// Mersenne primes 2^k − 1, largest first; a smaller one is taken only when the equations are singular modulo all above.
const EXPONENTS: [u32; 4] = [61, 31, 19, 17];
/// No solution of 200 jurors needs as many digits.
const MAX_DIGITS: usize = 1 << 14;

/// A prime 2^k − 1.
#[derive(Clone, Copy)]
struct Mersenne {
    bits: u32,
    p: u64,
    /// 1/p modulo 2⁶⁴.
    inverse: u64,
}

impl Mersenne {
    fn new(bits: u32) -> Self {
        let p = (1_u64 << bits) - 1;
        // Newton: each step doubles the right bits, and any odd number is its own inverse modulo 8
        let inverse = (0..5).fold(p, |x, _| {
            x.wrapping_mul(2_u64.wrapping_sub(p.wrapping_mul(x)))
        });
        Self { bits, p, inverse }
    }

    fn reduce(self, mut x: u128) -> u64 {
        while x >> self.bits != 0 {
            x = (x & u128::from(self.p)) + (x >> self.bits);
        }
        let x = u64::try_from(x).expect("below 2^bits");
        if x == self.p { 0 } else { x }
    }

    fn of(self, x: i128) -> u64 {
        let abs = self.reduce(x.unsigned_abs());
        if x < 0 { self.minus(0, abs) } else { abs }
    }

    fn times(self, a: u64, b: u64) -> u64 {
        self.reduce(u128::from(a) * u128::from(b))
    }

    const fn minus(self, a: u64, b: u64) -> u64 {
        if a >= b { a - b } else { a + self.p - b }
    }

    fn invert(self, a: u64) -> u64 {
        let (mut out, mut base, mut power) = (1, a, self.p - 2);
        while power > 0 {
            if power & 1 == 1 {
                out = self.times(out, base);
            }
            base = self.times(base, base);
            power >>= 1;
        }
        out
    }

    /// x / p for an x that p divides, when the quotient fits 63 bits.
    #[expect(
        clippy::cast_possible_wrap,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "arithmetic modulo 2^64 gives the exact quotient"
    )]
    const fn exact_quotient(self, x: i128) -> i64 {
        (x as u64).wrapping_mul(self.inverse) as i64
    }
}

/// Severities as whole numerators over one denominator, in units of T; `None` when the equations are singular.
pub(super) fn solve<E, J>(seen: &Observed<E, J>, lambda: Lambda) -> Option<Solution> {
    EXPONENTS
        .iter()
        .find_map(|bits| Lifting::new(seen, lambda, Mersenne::new(*bits)))
        .and_then(Lifting::run)
}

struct Lifting<'a, E, J> {
    seen: &'a Observed<E, J>,
    field: Mersenne,
    a: i128,
    b: i128,
    /// 1/n of every count that occurs.
    inverse_count: Vec<u64>,
    /// The inverse of the jurors' matrix modulo p, row after row.
    inverse: Vec<u64>,
    rest_of_entries: Vec<i64>,
    rest_of_jurors: Vec<i128>,
    /// Digits of each juror's severity, lowest first.
    digits: Vec<Vec<u64>>,
}

impl<'a, E, J> Lifting<'a, E, J> {
    fn new(seen: &'a Observed<E, J>, lambda: Lambda, field: Mersenne) -> Option<Self> {
        let jurors = seen.jurors.len();
        let (a, b) = (i128::from(lambda.num), i128::from(lambda.den));
        let most = (0..seen.entries.len())
            .map(|e| seen.of_entry(e).len())
            .max()?;
        let inverse_count: Vec<u64> = (0..=most).map(|n| field.invert(n as u64)).collect();
        let matrix = matrix(seen, (a, b), field, &inverse_count);
        let inverse = invert(matrix, jurors, field)?;
        let sum = |j: usize| -> i128 {
            seen.of_juror(j)
                .iter()
                .map(|c| i128::from(seen.cells[*c].total))
                .sum()
        };
        Some(Self {
            seen,
            field,
            a,
            b,
            inverse_count,
            inverse,
            rest_of_entries: (0..seen.entries.len())
                .map(|e| seen.sum_of_entry(e))
                .collect(),
            rest_of_jurors: (0..jurors).map(|j| b * sum(j)).collect(),
            digits: vec![Vec::new(); jurors],
        })
    }

    fn run(mut self) -> Option<Solution> {
        let mut wanted = 4;
        while wanted <= MAX_DIGITS {
            while self.digits[0].len() < wanted {
                self.digit();
            }
            if let Some(found) = self.read().filter(|s| self.satisfied_by(s)) {
                return Some(found);
            }
            wanted += wanted / 8 + 1;
        }
        None
    }

    /// Finds the next digit of every unknown and what is left of the equations.
    fn digit(&mut self) {
        let (field, jurors) = (self.field, self.digits.len());
        let share: Vec<u64> = (0..self.rest_of_entries.len())
            .map(|e| {
                field.times(
                    self.inverse_count[self.seen.of_entry(e).len()],
                    field.of(self.rest_of_entries[e].into()),
                )
            })
            .collect();
        let mut told = vec![0_u128; jurors];
        for cell in self.seen.cells() {
            told[cell.juror] += u128::from(share[cell.entry]);
        }
        let b = field.of(self.b);
        let right: Vec<u64> = (0..jurors)
            .map(|j| {
                field.minus(
                    field.of(self.rest_of_jurors[j]),
                    field.times(b, field.reduce(told[j])),
                )
            })
            .collect();
        let s: Vec<u64> = (0..jurors)
            .map(|j| {
                let row = &self.inverse[j * jurors..(j + 1) * jurors];
                // 64 products of 122 bits may be added before they are reduced
                row.chunks(32)
                    .zip(right.chunks(32))
                    .fold(0, |sum, (row, right)| {
                        let part: u128 = row
                            .iter()
                            .zip(right)
                            .map(|(x, y)| u128::from(*x) * u128::from(*y))
                            .sum();
                        field.reduce(part + u128::from(sum))
                    })
            })
            .collect();
        let mut quality = vec![0_i128; jurors];
        for e in 0..self.rest_of_entries.len() {
            let of = self.seen.of_entry(e);
            let sum: i128 = of.iter().map(|c| i128::from(s[c.juror])).sum();
            let left = i128::from(self.rest_of_entries[e]) - sum;
            let q = i128::from(field.times(self.inverse_count[of.len()], field.of(left)));
            self.rest_of_entries[e] = field.exact_quotient(left - q * of.len() as i128);
            for c in of {
                quality[c.juror] += q;
            }
        }
        let together = self.together(&s);
        for j in 0..jurors {
            let count = self.seen.of_juror(j).len() as i128;
            let used = self.b * quality[j]
                + (self.b * count + self.a) * i128::from(s[j])
                + together[self.seen.component[j]];
            self.rest_of_jurors[j] = (self.rest_of_jurors[j] - used) / i128::from(field.p);
            self.digits[j].push(s[j]);
        }
    }

    /// Σ s of each component where λ is 0, otherwise nothing.
    fn together(&self, s: &[u64]) -> Vec<i128> {
        let mut sums = vec![0; self.seen.components];
        if self.a == 0 {
            for (j, s) in s.iter().enumerate() {
                sums[self.seen.component[j]] += i128::from(*s);
            }
        }
        sums
    }

    /// The fractions of which the digits are the beginning, if there are simple ones.
    fn read(&self) -> Option<Solution> {
        let modulus = BigInt::from(self.field.p).pow(u32::try_from(self.digits[0].len()).ok()?);
        // well below √(modulus/2), so that digits which are still random do not look like a fraction
        let bound = (&modulus >> 65_u32).sqrt();
        let images: Vec<BigInt> = self.digits.iter().map(|d| value(d, self.field.p)).collect();
        let near = |image: &BigInt, den: &BigInt| {
            let x = (image * den).mod_floor(&modulus);
            if &x * 2_u8 > modulus { x - &modulus } else { x }
        };
        let mut den = BigInt::one();
        for image in &images {
            let x = near(image, &den);
            if x.abs() > bound {
                den *= denominator(x.mod_floor(&modulus), &modulus, &bound);
                if den > bound {
                    return None;
                }
            }
        }
        let nums: Vec<BigInt> = images.iter().map(|image| near(image, &den)).collect();
        nums.iter()
            .all(|n| n.abs() <= bound)
            .then_some(Solution { nums, den })
    }

    /// Whether the severities satisfy the normal equations, to the last digit.
    fn satisfied_by(&self, found: &Solution) -> bool {
        residual_of(self.seen, (self.a, self.b), found)
            .iter()
            .all(Zero::is_zero)
    }
}

/// What is left of each juror's normal equation, times every denominator: all zero for the exact solution.
pub(super) fn residual_of<E, J>(
    seen: &Observed<E, J>,
    (a, b): (i128, i128),
    found: &Solution,
) -> Vec<BigInt> {
    let most = (0..seen.entries.len())
        .map(|e| seen.of_entry(e).len())
        .max()
        .unwrap_or(0);
    let jurors = seen.jurors.len();
    // Σ (T − s) over entries of one count, entry's part over juror's part: q times the count
    let mut by_count = vec![vec![BigInt::zero(); jurors]; most + 1];
    for e in 0..seen.entries.len() {
        let of = seen.of_entry(e);
        let severities: BigInt = of.iter().map(|c| &found.nums[c.juror]).sum();
        let q = &found.den * seen.sum_of_entry(e) - severities;
        for c in of {
            by_count[of.len()][c.juror] += &q;
        }
    }
    let counts: Vec<usize> = (1..=most)
        .filter(|n| by_count[*n].iter().any(|x| !x.is_zero()))
        .collect();
    let common = counts
        .iter()
        .fold(BigInt::one(), |l, n| l.lcm(&BigInt::from(*n)));
    let mut together = vec![BigInt::zero(); seen.components];
    for (j, s) in found.nums.iter().enumerate() {
        together[seen.component[j]] += s;
    }
    (0..jurors)
        .map(|j| {
            let marks: i128 = seen
                .of_juror(j)
                .iter()
                .map(|c| i128::from(seen.cells[*c].total))
                .sum();
            let s = &found.nums[j];
            let qualities: BigInt = counts
                .iter()
                .map(|n| &by_count[*n][j] * (&common / BigInt::from(*n)))
                .sum();
            let own = (&found.den * marks - s * seen.of_juror(j).len()) * b - s * a;
            let tie = if a == 0 {
                together[seen.component[j]].clone()
            } else {
                BigInt::zero()
            };
            (own - tie) * &common - qualities * b
        })
        .collect()
}

/// The number with these digits in base p.
fn value(digits: &[u64], p: u64) -> BigInt {
    digits
        .iter()
        .rev()
        .fold(BigInt::zero(), |sum, digit| sum * p + digit)
}

/// The denominator of the fraction n/d ≡ image with |n| ≤ bound (half of Euclid's algorithm).
fn denominator(image: BigInt, modulus: &BigInt, bound: &BigInt) -> BigInt {
    let (mut high, mut low) = (modulus.clone(), image);
    let (mut before, mut now) = (BigInt::zero(), BigInt::one());
    while &low > bound {
        let (times, rest) = high.div_rem(&low);
        (high, low) = (low, rest);
        let next = before - times * &now;
        (before, now) = (now, next);
    }
    now.abs()
}

/// b·diag(m) + a − b·Σ 1/n over shared entries, modulo p; where λ is 0, one is added within each component.
fn matrix<E, J>(
    seen: &Observed<E, J>,
    (a, b): (i128, i128),
    field: Mersenne,
    inverse_count: &[u64],
) -> Vec<u64> {
    let jurors = seen.jurors.len();
    let mut shared = vec![0_u128; jurors * jurors];
    for e in 0..seen.entries.len() {
        let of = seen.of_entry(e);
        for x in of {
            for y in of {
                shared[x.juror * jurors + y.juror] += u128::from(inverse_count[of.len()]);
            }
        }
    }
    let b_mod = field.of(b);
    let mut out: Vec<u64> = shared
        .into_iter()
        .map(|x| field.minus(0, field.times(b_mod, field.reduce(x))))
        .collect();
    for j in 0..jurors {
        let own = field.of(b * seen.of_juror(j).len() as i128 + a);
        let at = j * jurors + j;
        out[at] = field.reduce(u128::from(out[at]) + u128::from(own));
        if a == 0 {
            for k in (0..jurors).filter(|k| seen.component[*k] == seen.component[j]) {
                out[j * jurors + k] = field.reduce(u128::from(out[j * jurors + k]) + 1);
            }
        }
    }
    out
}

/// Gauss and Jordan, in place, modulo p; `None` when singular.
fn invert(mut m: Vec<u64>, n: usize, field: Mersenne) -> Option<Vec<u64>> {
    let mut order: Vec<usize> = (0..n).collect();
    for at in 0..n {
        let pivot = (at..n).find(|row| m[row * n + at] != 0)?;
        if pivot != at {
            order.swap(at, pivot);
            for column in 0..n {
                m.swap(at * n + column, pivot * n + column);
            }
        }
        let scale = field.invert(m[at * n + at]);
        m[at * n + at] = 1;
        for x in &mut m[at * n..(at + 1) * n] {
            *x = field.times(*x, scale);
        }
        let lead = m[at * n..(at + 1) * n].to_vec();
        for row in (0..n).filter(|row| *row != at) {
            let line = &mut m[row * n..(row + 1) * n];
            let factor = line[at];
            if factor != 0 {
                line[at] = 0;
                for (x, l) in line.iter_mut().zip(&lead) {
                    *x = field.minus(*x, field.times(factor, *l));
                }
            }
        }
    }
    // rows were exchanged while reducing, so columns are put back
    let mut out = vec![0; n * n];
    for row in 0..n {
        for (column, from) in order.iter().enumerate() {
            out[row * n + from] = m[row * n + column];
        }
    }
    Some(out)
}

/// The nearest whole number of parts of T, `fine` parts to one.
pub(super) fn rounded(num: &BigInt, den: &BigInt, fine: i128) -> i128 {
    let twice: BigInt = num * fine * 2_u8 + den;
    twice
        .div_floor(&(den * 2_u8))
        .to_i128()
        .expect("a severity is smaller than the whole")
}
