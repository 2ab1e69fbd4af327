//! Numbers without a limit and without a rounding that nobody asked for: fractions of big integers.

use std::{cmp::Ordering, fmt};

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

use super::score::Fraction;

/// The longest text that is read as a number; it bounds what a stranger's file can make us compute with.
pub const MAX_NUMBER_CHARS: usize = 60;

/// An exact number of any size.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Exact(BigRational);

/// Where a rounding puts what lies between two steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundMode {
    /// To the nearer step, halves away from zero: 2.5 → 3, −2.5 → −3.
    HalfAway,
    /// To the nearer step, halves to the even one: 2.5 → 2, 3.5 → 4.
    HalfEven,
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
}

/// A rounding to multiples of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// The unit, above zero: 1/100 for two decimal places, 1/4 for quarters.
    pub unit: Fraction,
    /// What happens in between.
    pub mode: RoundMode,
}

impl Rounding {
    /// To decimal places (0 to 18), halves away from zero.
    ///
    /// # Panics
    /// Past 18 places.
    #[must_use]
    pub fn places(places: u32) -> Self {
        assert!(places <= 18, "a rule rounds to at most 18 places");
        Self {
            unit: Fraction {
                num: 1,
                den: 10_i128.pow(places),
            },
            mode: RoundMode::HalfAway,
        }
    }

    /// The nearest whole number to p / q (q above zero) by this mode; `None` where it passes 128 bits.
    pub(crate) fn whole(self, p: i128, q: i128) -> Option<i128> {
        let (floor, rest) = (p.div_euclid(q), p.rem_euclid(q));
        if rest == 0 {
            return Some(floor);
        }
        let up = match self.mode {
            RoundMode::Down => p < 0,
            RoundMode::Up => p > 0,
            RoundMode::HalfAway | RoundMode::HalfEven => match rest.cmp(&(q - rest)) {
                Ordering::Less => false,
                Ordering::Greater => true,
                Ordering::Equal if self.mode == RoundMode::HalfEven => floor % 2 != 0,
                Ordering::Equal => p > 0,
            },
        };
        floor.checked_add(i128::from(up))
    }
}

impl Exact {
    /// A whole number.
    #[must_use]
    pub fn whole(n: impl Into<BigInt>) -> Self {
        Self(BigRational::from_integer(n.into()))
    }

    /// p / q; `None` when q is 0.
    #[must_use]
    pub fn ratio(p: impl Into<BigInt>, q: impl Into<BigInt>) -> Option<Self> {
        let q = q.into();
        (!q.is_zero()).then(|| Self(BigRational::new(p.into(), q)))
    }

    /// Reads `12`, `-3.5`, `3,5`, `+2`, `43/52` and `30%`: at most [`MAX_NUMBER_CHARS`] characters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > MAX_NUMBER_CHARS {
            return None;
        }
        if let Some(percent) = text.strip_suffix('%') {
            return Some(&Self::decimal(percent.trim_end())? * &Self::ratio(1, 100)?);
        }
        if let Some((p, q)) = text.split_once('/') {
            let (p, q) = (Self::decimal(p.trim_end())?, Self::decimal(q.trim_start())?);
            return p.over(&q);
        }
        Self::decimal(text)
    }

    fn decimal(text: &str) -> Option<Self> {
        let (negative, digits) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, part) = digits
            .split_once(['.', ','])
            .map_or((digits, None), |(whole, part)| (whole, Some(part)));
        let plain = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !plain(whole) || part.is_some_and(|p| !plain(p)) {
            return None;
        }
        let part = part.unwrap_or_default();
        let joined: BigInt = format!("{whole}{part}").parse().ok()?;
        let places = u32::try_from(part.len()).ok()?;
        let value = Self::ratio(joined, BigInt::from(10).pow(places))?;
        Some(if negative { Self(-value.0) } else { value })
    }

    /// This number divided by another; `None` when that is 0.
    #[must_use]
    pub fn over(&self, other: &Self) -> Option<Self> {
        (!other.0.is_zero()).then(|| Self(&self.0 / &other.0))
    }

    /// Rounded to multiples of the rounding's unit.
    #[must_use]
    pub fn rounded(&self, rounding: &Rounding) -> Self {
        let unit = BigRational::new(rounding.unit.num.into(), rounding.unit.den.into());
        let steps = &self.0 / &unit;
        let two = BigInt::from(2);
        let (floor, rest) = steps.numer().div_mod_floor(steps.denom());
        let up = if rest.is_zero() {
            false
        } else {
            match rounding.mode {
                RoundMode::Down => steps.is_negative(),
                RoundMode::Up => steps.is_positive(),
                RoundMode::HalfAway | RoundMode::HalfEven => {
                    match (rest * &two).cmp(steps.denom()) {
                        Ordering::Less => false,
                        Ordering::Greater => true,
                        Ordering::Equal if rounding.mode == RoundMode::HalfEven => floor.is_odd(),
                        Ordering::Equal => steps.is_positive(),
                    }
                }
            }
        };
        let whole = if up { floor + 1 } else { floor };
        Self(BigRational::from_integer(whole) * unit)
    }

    /// As text with decimal places (0 to 18), halves away from zero, `.` before the places.
    #[must_use]
    pub fn show(&self, places: u32) -> String {
        let rounded = self.rounded(&Rounding::places(places));
        let steps = (rounded.0 * BigInt::from(10).pow(places)).to_integer();
        let digits = format!(
            "{:0>width$}",
            steps.abs().to_string(),
            width = places as usize + 1
        );
        let (whole, part) = digits.split_at(digits.len() - places as usize);
        let sign = if steps.is_negative() { "-" } else { "" };
        if part.is_empty() {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{part}")
        }
    }

    /// As a short decimal where it ends within 18 places, otherwise as `p/q`.
    #[must_use]
    pub fn plain(&self) -> String {
        (0..=18)
            .find(|places| self.rounded(&Rounding::places(*places)) == *self)
            .map_or_else(|| self.to_string(), |places| self.show(places))
    }

    /// p of the reduced p / q.
    #[must_use]
    pub fn numer(&self) -> &BigInt {
        self.0.numer()
    }

    /// q of the reduced p / q, above zero.
    #[must_use]
    pub fn denom(&self) -> &BigInt {
        self.0.denom()
    }

    /// As a fraction of 128 bits, where it fits.
    #[must_use]
    pub fn fraction(&self) -> Option<Fraction> {
        Fraction::new(self.numer().try_into().ok()?, self.denom().try_into().ok()?)
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Whether it is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }
}

impl From<Fraction> for Exact {
    fn from(fraction: Fraction) -> Self {
        // the same as a reduction of big integers, many times faster where a round has 100,000 entries
        let common = fraction.num.gcd(&fraction.den);
        let (num, den) = (fraction.num / common, fraction.den / common);
        Self(BigRational::new_raw(num.into(), den.into()))
    }
}

impl From<BigRational> for Exact {
    fn from(ratio: BigRational) -> Self {
        Self(ratio)
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    /// By cross products, in 128 bits where all four numbers fit 64: sorting is mostly comparing.
    fn cmp(&self, other: &Self) -> Ordering {
        let small = |n: &BigInt| n.to_i64().map(i128::from);
        let products = || {
            let left = small(self.numer())? * small(other.denom())?;
            let right = small(other.numer())? * small(self.denom())?;
            Some(left.cmp(&right))
        };
        products().unwrap_or_else(|| self.0.cmp(&other.0))
    }
}

impl fmt::Display for Exact {
    /// `p/q`, or `p` for a whole number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl std::ops::Mul for &Exact {
    type Output = Exact;

    fn mul(self, other: Self) -> Exact {
        Exact(&self.0 * &other.0)
    }
}

impl std::ops::Add for &Exact {
    type Output = Exact;

    fn add(self, other: Self) -> Exact {
        Exact(&self.0 + &other.0)
    }
}

impl std::ops::Sub for &Exact {
    type Output = Exact;

    fn sub(self, other: Self) -> Exact {
        Exact(&self.0 - &other.0)
    }
}

impl<'a> std::iter::Sum<&'a Exact> for Exact {
    fn sum<I: Iterator<Item = &'a Exact>>(all: I) -> Self {
        let mut total = BigRational::zero();
        for one in all {
            total += &one.0;
        }
        Self(total)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn e(text: &str) -> Exact {
        Exact::parse(text).expect("a number")
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, value) in [
            ("7", "7"),
            ("7.50", "15/2"),
            ("7,5", "15/2"),
            ("-0,1", "-1/10"),
            ("+3", "3"),
            ("43/52", "43/52"),
            ("30%", "3/10"),
            (" 2 ", "2"),
        ] {
            assert_eq!(e(text).to_string(), value, "{text}");
        }
        for text in [
            "", "-", ".", "7.", ".5", "1e3", "1.234,5", "1/0", "0x1", "７", "--1", "NaN",
        ] {
            assert_eq!(Exact::parse(text), None, "{text}");
        }
        assert_eq!(Exact::parse(&"9".repeat(MAX_NUMBER_CHARS + 1)), None);
    }

    #[test]
    fn every_mode_rounds_both_signs() {
        use RoundMode::{Down, HalfAway, HalfEven, Up};

        let by = |mode, text: &str| {
            let unit = Fraction { num: 1, den: 4 };
            e(text).rounded(&Rounding { unit, mode }).plain()
        };
        for (mode, text, rounded) in [
            (HalfAway, "0.375", "0.5"),
            (HalfAway, "-0.375", "-0.5"),
            (HalfEven, "0.375", "0.5"),
            (HalfEven, "0.125", "0"),
            (HalfEven, "-0.125", "0"),
            (Down, "0.49", "0.25"),
            (Down, "-0.49", "-0.25"),
            (Up, "0.26", "0.5"),
            (Up, "-0.26", "-0.5"),
            (Up, "0.25", "0.25"),
        ] {
            assert_eq!(by(mode, text), rounded, "{mode:?} {text}");
        }
    }

    #[test]
    fn what_is_shown_has_its_sign_and_its_zeros() {
        assert_eq!(e("-0.05").show(1), "-0.1");
        assert_eq!(e("-0.04").show(1), "0.0");
        assert_eq!(e("2/3").show(0), "1");
        assert_eq!(e("1000000").show(2), "1000000.00");
        assert_eq!(e("1/3").plain(), "1/3");
        assert_eq!(e("12.50").plain(), "12.5");
    }

    proptest! {
        // §4, property 20: the rounding of big and of 128-bit numbers agree, and both are at most half a step off
        #[test]
        fn both_roundings_agree(p in -100_000_i128..100_000, q in 1_i128..500, num in 1_i128..20, den in 1_i128..200, mode in 0..4) {
            let mode = [RoundMode::HalfAway, RoundMode::HalfEven, RoundMode::Down, RoundMode::Up][usize::try_from(mode).expect("small")];
            let rounding = Rounding { unit: Fraction { num, den }, mode };
            let value = Exact::ratio(p, q).expect("not zero");
            let steps = rounding.whole(p * den, q * num).expect("fits");
            let rounded = value.rounded(&rounding);
            prop_assert_eq!(&rounded, &Exact::ratio(steps * num, den).expect("not zero"));
            let off = &rounded - &value;
            let unit = Exact::from(rounding.unit);
            let off = if off.is_negative() { &Exact::whole(0) - &off } else { off };
            if matches!(mode, RoundMode::HalfAway | RoundMode::HalfEven) {
                prop_assert!(&off + &off <= unit);
            } else {
                prop_assert!(off < unit);
            }
        }

        #[test]
        fn comparing_is_the_sign_of_the_difference(a in any::<i64>(), b in 1_i64.., c in any::<i64>(), d in 1_i64.., shift in 0_u32..40) {
            let big = |n: i64| BigInt::from(n) << shift;
            let (x, y) = (Exact::ratio(big(a), b).expect("not zero"), Exact::ratio(c, big(d)).expect("not zero"));
            let sign = (&x - &y).0.numer().cmp(&BigInt::zero());
            prop_assert_eq!(x.cmp(&y), sign);
            prop_assert_eq!(x.cmp(&x.clone()), Ordering::Equal);
        }

        #[test]
        fn a_fraction_is_reduced_as_big_numbers_are(p in any::<i128>(), q in 1_i128..) {
            prop_assert_eq!(Exact::from(Fraction { num: p, den: q }), Exact::ratio(p, q).expect("not zero"));
        }

        #[test]
        fn reading_random_text_never_panics(text in ".{0,80}") {
            let _ = Exact::parse(&text);
        }
    }
}
