//! Fractions of any size, and how they are shown: no digit of a statistic depends on a machine.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use crate::engine::{exact::Exact, score::Fraction};

/// An exact fraction of whole numbers of any size, in lowest terms.
pub type Ratio = BigRational;

/// p / q; `None` when q is 0.
pub(in crate::engine::advice) fn ratio(
    num: impl Into<BigInt>,
    den: impl Into<BigInt>,
) -> Option<Ratio> {
    let den = den.into();
    (!den.is_zero()).then(|| Ratio::new(num.into(), den))
}

/// a / b; `None` when b is 0.
pub(in crate::engine::advice) fn quotient(a: &Ratio, b: &Ratio) -> Option<Ratio> {
    (!b.is_zero()).then(|| a / b)
}

/// A whole number as a fraction.
pub(in crate::engine::advice) fn whole(n: impl Into<BigInt>) -> Ratio {
    Ratio::from_integer(n.into())
}

impl From<&Fraction> for Ratio {
    fn from(f: &Fraction) -> Self {
        Self::new(f.num.into(), f.den.into())
    }
}

/// The number to `places` decimal places, halves away from zero.
#[must_use]
pub fn shown(number: &Ratio, places: u32) -> String {
    Exact::from(number.clone()).show(places)
}

/// The square root of a number, cut after `places` decimal places: ⌊√(x · 10^(2·places))⌋. A negative number counts
/// as zero.
#[must_use]
pub fn root_shown(square: &Ratio, places: u32) -> String {
    text(&root(square, places), false, places)
}

/// ±√square, cut after `places` decimal places, with the sign of `sign`.
pub(in crate::engine::advice) fn signed_root_shown(
    sign: &BigInt,
    square: &Ratio,
    places: u32,
) -> String {
    text(&root(square, places), sign.is_negative(), places)
}

fn root(square: &Ratio, places: u32) -> BigInt {
    if square.is_negative() {
        return BigInt::zero();
    }
    let unit = BigInt::from(10).pow(2 * places);
    (square.numer() * unit).div_floor(square.denom()).sqrt()
}

fn text(scaled: &BigInt, negative: bool, places: u32) -> String {
    let (whole, part) = scaled.div_rem(&BigInt::from(10).pow(places));
    let sign = if negative && !scaled.is_zero() {
        "-"
    } else {
        ""
    };
    if places == 0 {
        format!("{sign}{whole}")
    } else {
        format!(
            "{sign}{whole}.{part:0>width$}",
            part = part.to_string(),
            width = places as usize
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_like_the_engine_shows_them() {
        let third = Ratio::new(1.into(), 3.into());
        assert_eq!(shown(&third, 6), "0.333333");
        assert_eq!(shown(&-third, 6), "-0.333333");
        assert_eq!(shown(&Ratio::new((-1).into(), 8.into()), 2), "-0.13");
        assert_eq!(shown(&Ratio::new((-1).into(), 1000.into()), 2), "0.00");
        assert_eq!(shown(&whole(7), 0), "7");
    }

    #[test]
    fn roots_are_cut_not_rounded() {
        assert_eq!(root_shown(&whole(2), 6), "1.414213");
        assert_eq!(root_shown(&Ratio::new(1.into(), 4.into()), 3), "0.500");
        assert_eq!(root_shown(&whole(-2), 3), "0.000");
        assert_eq!(signed_root_shown(&BigInt::from(-5), &whole(3), 3), "-1.732");
    }
}
