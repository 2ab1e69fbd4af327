//! The normal equations for panels too large to solve exactly: conjugate gradients (Hestenes & Stiefel, J. Res. NBS 49,
//! 1952, 409–436) on whole numbers of fine parts, so that the digits are the same everywhere although they are not exact.

use num_bigint::BigInt;
use num_traits::{ToPrimitive, Zero};

use super::{Lambda, Solution};
use crate::engine::advice::Observed;

/// It ends when no equation is off by more than a 2³⁰th of the whole.
const CLOSE_BITS: u32 = 30;

/// Severities close to the solution, in units of T.
pub(super) fn solve<E, J>(seen: &Observed<E, J>, lambda: Lambda) -> Solution {
    let fine = seen.fine();
    let close = (fine * i128::from(seen.whole())) >> CLOSE_BITS;
    let jurors = seen.jurors.len();
    let mut s = vec![0_i128; jurors];
    let mut rest = right_side(seen, fine);
    let mut step = rest.clone();
    let mut square = dot(&rest, &rest);
    for _ in 0..2 * jurors + 100 {
        if rest.iter().all(|r| r.abs() <= close) {
            break;
        }
        let image = times(seen, lambda, &step);
        let curve = dot(&step, &image);
        if curve.is_zero() {
            break;
        }
        for j in 0..jurors {
            s[j] += scaled(step[j], &square, &curve);
            rest[j] -= scaled(image[j], &square, &curve);
        }
        let next = dot(&rest, &rest);
        for j in 0..jurors {
            step[j] = rest[j] + scaled(step[j], &next, &square);
        }
        square = next;
    }
    Solution {
        nums: s.into_iter().map(BigInt::from).collect(),
        den: fine.into(),
    }
}

/// Σ (T − the entry's mean), in fine parts.
fn right_side<E, J>(seen: &Observed<E, J>, fine: i128) -> Vec<i128> {
    let mut out = vec![0; seen.jurors.len()];
    for e in 0..seen.entries.len() {
        let of = seen.of_entry(e);
        let mean = fine * i128::from(seen.sum_of_entry(e)) / of.len() as i128;
        for c in of {
            out[c.juror] += fine * i128::from(c.total) - mean;
        }
    }
    out
}

/// The jurors' matrix times a vector, without writing the matrix down.
fn times<E, J>(seen: &Observed<E, J>, lambda: Lambda, v: &[i128]) -> Vec<i128> {
    let (a, b) = (i128::from(lambda.num), i128::from(lambda.den));
    let mut out: Vec<i128> = (0..v.len())
        .map(|j| v[j] * seen.of_juror(j).len() as i128 + v[j] * a / b)
        .collect();
    for e in 0..seen.entries.len() {
        let of = seen.of_entry(e);
        let mean = of.iter().map(|c| v[c.juror]).sum::<i128>() / of.len() as i128;
        for c in of {
            out[c.juror] -= mean;
        }
    }
    if a == 0 {
        let mut sums = vec![0; seen.components];
        for (j, v) in v.iter().enumerate() {
            sums[seen.component[j]] += v;
        }
        for (j, x) in out.iter_mut().enumerate() {
            *x += sums[seen.component[j]];
        }
    }
    out
}

fn dot(a: &[i128], b: &[i128]) -> BigInt {
    a.iter().zip(b).map(|(x, y)| BigInt::from(*x) * y).sum()
}

fn scaled(x: i128, num: &BigInt, den: &BigInt) -> i128 {
    (BigInt::from(x) * num / den)
        .to_i128()
        .expect("a step stays near the marks")
}
