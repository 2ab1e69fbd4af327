//! How sure a severity is: the diagonal of the inverse of the jurors' matrix.

use num_bigint::BigInt;

use super::Lambda;
use crate::engine::advice::Observed;
use crate::engine::advice::exact::{Ratio, ratio};

/// Numbers are whole parts of 2⁻⁴⁸. An element of the matrix is at most the number of entries plus λ; up to 2¹⁴ of them
/// every product fits, above that parts are coarser.
const BITS: u32 = 48;

/// `(A⁻¹)_jj` for each juror, by `A = LDLᵀ` in fixed point: the same digits everywhere, true to about ten places for a panel
/// in its usual condition. For λ = 0 the pseudo-inverse, Σ s = 0 within each component.
pub(super) fn inverse_diagonal<E, J>(seen: &Observed<E, J>, lambda: Lambda) -> Vec<Ratio> {
    let n = seen.jurors.len();
    let most = (0..n).map(|j| seen.of_juror(j).len()).max().unwrap_or(0) as u64
        + lambda.num.unsigned_abs();
    let size = 64 - most.leading_zeros();
    let bits = BITS.min(62_u32.saturating_sub(size));
    let unit = 1_i128 << bits;
    let mut a = matrix(seen, lambda, unit);
    let pivots = decompose(&mut a, n, bits);
    let mut sizes = vec![0_i128; seen.components];
    for c in &seen.component {
        sizes[*c] += 1;
    }
    (0..n)
        .map(|j| {
            let own = diagonal_of_inverse(&a, &pivots, n, (j, bits));
            let tie = if lambda.num == 0 {
                let size = sizes[seen.component[j]];
                ratio(1, size * size).expect("a component has a juror")
            } else {
                Ratio::from_integer(BigInt::ZERO)
            };
            ratio(own, unit).expect("a unit is above zero") - tie
        })
        .collect()
}

fn matrix<E, J>(seen: &Observed<E, J>, lambda: Lambda, unit: i128) -> Vec<i128> {
    let n = seen.jurors.len();
    let mut a = vec![0_i128; n * n];
    for e in 0..seen.entries.len() {
        let of = seen.of_entry(e);
        let share = unit / of.len() as i128;
        for x in of {
            for y in of {
                a[x.juror * n + y.juror] -= share;
            }
        }
    }
    for j in 0..n {
        let own = unit * seen.of_juror(j).len() as i128;
        a[j * n + j] += own + unit * i128::from(lambda.num) / i128::from(lambda.den);
        if lambda.num == 0 {
            for k in (0..n).filter(|k| seen.component[*k] == seen.component[j]) {
                a[j * n + k] += unit;
            }
        }
    }
    a
}

/// Leaves L below the diagonal; the pivots D are returned.
fn decompose(a: &mut [i128], n: usize, bits: u32) -> Vec<i128> {
    let mut pivots = Vec::with_capacity(n);
    for k in 0..n {
        // the matrix is positive definite; a pivot that rounding ate is the smallest part
        let pivot = a[k * n + k].max(1);
        pivots.push(pivot);
        let column: Vec<i128> = (k + 1..n).map(|i| a[i * n + k]).collect();
        for (i, x) in (k + 1..n).zip(&column) {
            let factor = (x << bits) / pivot;
            a[i * n + k] = factor;
            for (j, y) in (k + 1..=i).zip(&column) {
                a[i * n + j] -= (factor * y) >> bits;
            }
        }
    }
    pivots
}

/// `Σ x_k² / D_k` over k, x being column j of the inverse of L.
fn diagonal_of_inverse(l: &[i128], pivots: &[i128], n: usize, (j, bits): (usize, u32)) -> i128 {
    let mut x = vec![0_i128; n];
    x[j] = 1 << bits;
    for i in j + 1..n {
        x[i] = -(j..i).map(|k| (l[i * n + k] * x[k]) >> bits).sum::<i128>();
    }
    (j..n).map(|k| x[k] * x[k] / pivots[k]).sum()
}
