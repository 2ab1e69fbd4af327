//! Marks on a grid, weighted, into one exact number.
//!
//! A mark is `least + k · step` with `0 ≤ k ≤ K`. With L the least common multiple of all K and W the sum of weights, a
//! sheet's total is T = Σ w · k · (L / K), a whole number from 0 to D = W · L. T / D is the sheet's share of all points.

use std::cmp::Ordering;

/// The most criteria of one form.
pub const MAX_CRITERIA: usize = 32;
/// The highest weight.
pub const MAX_WEIGHT: i64 = 10_000;
/// The widest scale, and the farthest from zero that it may begin.
pub const MAX_RANGE: i64 = 1_000_000_000_000;
/// The most steps of one scale.
pub const MAX_STEPS: i64 = 1_000_000;
/// The most sheets of one entry.
pub const MAX_SHEETS: usize = 1_000;
/// The most that a sheet can total: 2⁴⁰. With [`MAX_SHEETS`] every product of a round fits 128 bits.
pub const MAX_WHOLE: i128 = 1 << 40;

/// One criterion's scale and weight, in whole units of the mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Lowest mark.
    pub least: i64,
    /// Highest mark.
    pub most: i64,
    /// Distance of two marks; divides `most - least`.
    pub step: i64,
    /// Weight, 0 to [`MAX_WEIGHT`]; at least one criterion weighs more than 0.
    pub weight: i64,
}

impl Scale {
    /// K: how many steps lie between the lowest and the highest mark.
    #[must_use]
    pub const fn steps(&self) -> i64 {
        (self.most - self.least) / self.step
    }
}

/// Why a form cannot be scored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// None, or more than [`MAX_CRITERIA`].
    #[error("a form has 1 to 32 criteria")]
    Count,
    /// The criterion with this index has an impossible scale or weight.
    #[error("criterion {0} has an impossible scale or weight")]
    Criterion(usize),
    /// All weights are zero.
    #[error("all weights are zero")]
    Weightless,
    /// The scales have too little in common: D would pass [`MAX_WHOLE`].
    #[error("the scales have too little in common to be added exactly")]
    TooFine,
}

/// Why a sheet cannot be totalled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarkError {
    /// Not one mark for each criterion.
    #[error("a sheet needs one mark for each criterion")]
    Count,
    /// The mark of the criterion with this index is off its scale.
    #[error("the mark of criterion {0} is off its scale")]
    OffScale(usize),
}

/// The criteria of a round, checked and prepared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    scales: Vec<Scale>,
    factors: Vec<i128>,
    whole: i128,
}

impl Form {
    /// Checks the bounds under which nothing can overflow.
    pub fn new(scales: Vec<Scale>) -> Result<Self, FormError> {
        if !(1..=MAX_CRITERIA).contains(&scales.len()) {
            return Err(FormError::Count);
        }
        for (index, s) in scales.iter().enumerate() {
            let range = s
                .most
                .checked_sub(s.least)
                .filter(|range| (1..=MAX_RANGE).contains(range));
            let usable = s.step > 0
                && (-MAX_RANGE..=MAX_RANGE).contains(&s.least)
                && (0..=MAX_WEIGHT).contains(&s.weight)
                && range.is_some_and(|range| range % s.step == 0 && range / s.step <= MAX_STEPS);
            if !usable {
                return Err(FormError::Criterion(index));
            }
        }
        let weights: i128 = scales.iter().map(|s| i128::from(s.weight)).sum();
        if weights == 0 {
            return Err(FormError::Weightless);
        }
        let mut common = 1_i128;
        for s in &scales {
            let steps = i128::from(s.steps());
            common = common / gcd(common, steps) * steps;
            if common > MAX_WHOLE {
                return Err(FormError::TooFine);
            }
        }
        let whole = weights * common;
        if whole > MAX_WHOLE {
            return Err(FormError::TooFine);
        }
        let factors = scales
            .iter()
            .map(|s| i128::from(s.weight) * (common / i128::from(s.steps())))
            .collect();
        Ok(Self {
            scales,
            factors,
            whole,
        })
    }

    /// The criteria.
    #[must_use]
    pub fn scales(&self) -> &[Scale] {
        &self.scales
    }

    /// D: the total of a sheet with the highest mark everywhere.
    #[must_use]
    pub const fn whole(&self) -> i128 {
        self.whole
    }

    /// T of a sheet on which marks may still be missing: `None` then, once those that are set are on their scales.
    pub(crate) fn total_set(&self, marks: &[Option<i64>]) -> Result<Option<i128>, MarkError> {
        if marks.len() != self.scales.len() {
            return Err(MarkError::Count);
        }
        let mut total = Some(0);
        for (index, mark) in marks.iter().enumerate() {
            match mark {
                Some(k) if !(0..=self.scales[index].steps()).contains(k) => {
                    return Err(MarkError::OffScale(index));
                }
                Some(k) => total = total.map(|t| t + i128::from(*k) * self.factors[index]),
                None => total = None,
            }
        }
        Ok(total)
    }

    /// T: the total of a sheet, `marks` being the steps k in the order of the criteria.
    pub fn total(&self, marks: &[i64]) -> Result<i128, MarkError> {
        let set: Vec<Option<i64>> = marks.iter().copied().map(Some).collect();
        self.total_set(&set)
            .map(|total| total.expect("every mark is set"))
    }

    /// The range of shown points: the criteria's own when they share one, otherwise 0 to 100.
    #[must_use]
    pub fn points(&self) -> (i64, i64) {
        let first = self.scales[0];
        let shared = self
            .scales
            .iter()
            .all(|s| s.least == first.least && s.most == first.most);
        if shared {
            (first.least, first.most)
        } else {
            (0, 100)
        }
    }

    /// Whether a share of all points comes to at least `points` on the range of [`Form::points`], exactly.
    #[must_use]
    pub fn reaches(&self, share: &Fraction, points: i64) -> bool {
        let (least, most) = self.points();
        let (range, wanted) = (
            i128::from(most - least),
            i128::from(points) - i128::from(least),
        );
        match (range.checked_mul(share.num), wanted.checked_mul(share.den)) {
            (Some(has), Some(wants)) => has >= wants,
            _ => false,
        }
    }

    /// A share of all points as text on the range of [`Form::points`].
    #[must_use]
    pub fn show(&self, share: &Fraction, places: u32) -> String {
        let (least, most) = self.points();
        let points = i128::from(most - least)
            .checked_mul(share.num)
            .and_then(|p| {
                i128::from(least)
                    .checked_mul(share.den)
                    .and_then(|l| p.checked_add(l))
            });
        points.map_or_else(String::new, |p| round_half_away(p, share.den, places))
    }
}

/// An exact number p / q with q > 0.
#[derive(Clone, Copy, Debug)]
pub struct Fraction {
    /// p.
    pub num: i128,
    /// q, above zero.
    pub den: i128,
}

impl Fraction {
    /// p / q; a negative q moves its sign to p. `None` when q is 0.
    #[must_use]
    pub fn new(num: i128, den: i128) -> Option<Self> {
        match den.cmp(&0) {
            Ordering::Equal => None,
            Ordering::Greater => Some(Self { num, den }),
            Ordering::Less => Some(Self {
                num: num.checked_neg()?,
                den: den.checked_neg()?,
            }),
        }
    }

    /// The same value in lowest terms.
    #[must_use]
    pub fn reduced(self) -> Self {
        let common = gcd(self.den, self.num.checked_abs().unwrap_or(self.den)).max(1);
        Self {
            num: self.num / common,
            den: self.den / common,
        }
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Fraction {}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    /// Compares whole parts, then the reciprocals of what is left (Euclid's algorithm): exact for every value, where
    /// a cross product could overflow.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = ((self.num, self.den), (other.num, other.den));
        loop {
            let whole = a.0.div_euclid(a.1).cmp(&b.0.div_euclid(b.1));
            if whole != Ordering::Equal {
                return whole;
            }
            let (rest_a, rest_b) = (a.0.rem_euclid(a.1), b.0.rem_euclid(b.1));
            match (rest_a, rest_b) {
                (0, 0) => return Ordering::Equal,
                (0, _) => return Ordering::Less,
                (_, 0) => return Ordering::Greater,
                // a < b exactly when 1/b < 1/a
                _ => (a, b) = ((b.1, rest_b), (a.1, rest_a)),
            }
        }
    }
}

/// p / q to `places` decimal places, halves away from zero: sgn(p) · ⌊(2·|p|·10^r + q) / (2q)⌋ / 10^r.
///
/// # Panics
/// When q is not above zero, or |p| · 2 · 10^places passes 2¹²⁷; both are excluded by the bounds of a [`Form`] and at
/// most 9 places.
#[must_use]
pub fn round_half_away(p: i128, q: i128, places: u32) -> String {
    assert!(q > 0, "a denominator is above zero");
    let unit = 10_u128.pow(places);
    let (p_abs, q_abs) = (p.unsigned_abs(), q.unsigned_abs());
    // whole part first, so that the products stay small
    let (whole, rest) = (p_abs / q_abs, p_abs % q_abs);
    let part = rest
        .checked_mul(2 * unit)
        .and_then(|twice| twice.checked_add(q_abs))
        .expect("a denominator stays below 2^90")
        / (2 * q_abs);
    let (whole, part) = (whole + part / unit, part % unit);
    let sign = if p < 0 && (whole, part) != (0, 0) {
        "-"
    } else {
        ""
    };
    if places == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part:0width$}", width = places as usize)
    }
}

fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn scale(least: i64, most: i64, step: i64, weight: i64) -> Scale {
        Scale {
            least,
            most,
            step,
            weight,
        }
    }

    #[test]
    fn a_sheet_of_mixed_scales_totals_exactly() {
        // 7 of 0–10 at weight 40, 3 of 1–5 (2 steps of 4) at weight 60: 100·(40·0.7 + 60·0.5)/100 = 58
        let form = Form::new(vec![scale(0, 10, 1, 40), scale(1, 5, 1, 60)]).expect("usable");
        let total = form.total(&[7, 2]).expect("on the scale");
        assert_eq!(Fraction::new(total, form.whole()), Fraction::new(58, 100));
        assert_eq!(
            form.show(
                &Fraction {
                    num: total,
                    den: form.whole()
                },
                2
            ),
            "58.00"
        );
    }

    #[test]
    fn a_shared_scale_is_shown_as_itself() {
        let form = Form::new(vec![scale(1, 10, 1, 1), scale(1, 10, 3, 2)]).expect("usable");
        assert_eq!(
            form.show(
                &Fraction {
                    num: form.whole(),
                    den: form.whole()
                },
                1
            ),
            "10.0"
        );
        assert_eq!(
            form.show(
                &Fraction {
                    num: 0,
                    den: form.whole()
                },
                1
            ),
            "1.0"
        );
    }

    #[test]
    fn impossible_forms_and_marks_are_refused() {
        assert_eq!(Form::new(vec![]), Err(FormError::Count));
        assert_eq!(
            Form::new(vec![scale(0, 10, 1, 1); 33]),
            Err(FormError::Count)
        );
        for bad in [
            scale(0, 10, 0, 1),
            scale(5, 5, 1, 1),
            scale(0, 10, 3, 1),
            scale(0, 10, 1, -1),
            scale(0, 10, 1, 10_001),
            scale(i64::MIN, i64::MAX, 1, 1),
            scale(0, 1_000_001, 1, 1),
        ] {
            assert_eq!(
                Form::new(vec![scale(0, 10, 1, 1), bad]),
                Err(FormError::Criterion(1)),
                "{bad:?}"
            );
        }
        assert_eq!(
            Form::new(vec![scale(0, 10, 1, 0)]),
            Err(FormError::Weightless)
        );
        let primes = [999_983, 999_979, 999_961]
            .map(|p| scale(0, p, 1, 1))
            .to_vec();
        assert_eq!(Form::new(primes), Err(FormError::TooFine));
        let form = Form::new(vec![scale(0, 10, 1, 1)]).expect("usable");
        assert_eq!(form.total(&[11]), Err(MarkError::OffScale(0)));
        assert_eq!(form.total(&[-1]), Err(MarkError::OffScale(0)));
        assert_eq!(form.total(&[1, 2]), Err(MarkError::Count));
    }

    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!(round_half_away(5, 2, 0), "3");
        assert_eq!(round_half_away(-5, 2, 0), "-3");
        assert_eq!(round_half_away(1, 8, 2), "0.13");
        assert_eq!(round_half_away(-1, 8, 2), "-0.13");
        assert_eq!(round_half_away(2, 3, 4), "0.6667");
        assert_eq!(round_half_away(1, 3, 4), "0.3333");
        assert_eq!(round_half_away(999_999, 1_000_000, 2), "1.00");
        assert_eq!(round_half_away(-1, 1_000, 2), "0.00");
    }

    #[test]
    fn fractions_compare_where_products_overflow() {
        let big = i128::MAX;
        let (a, b) = (
            Fraction {
                num: big - 1,
                den: big,
            },
            Fraction {
                num: big - 2,
                den: big - 1,
            },
        );
        assert!(a > b);
        assert_eq!(Fraction { num: 2, den: 4 }, Fraction { num: 1, den: 2 });
        assert!(Fraction { num: -1, den: 2 } < Fraction { num: -1, den: 3 });
    }

    proptest! {
        #[test]
        fn comparing_agrees_with_cross_products(a in -1_000_i128..1_000, b in 1_i128..1_000, c in -1_000_i128..1_000, d in 1_i128..1_000) {
            let order = Fraction { num: a, den: b }.cmp(&Fraction { num: c, den: d });
            prop_assert_eq!(order, (a * d).cmp(&(c * b)));
        }

        #[test]
        fn rounding_is_at_most_half_a_unit_off(p in -1_000_000_i128..1_000_000, q in 1_i128..10_000) {
            let text = round_half_away(p, q, 3);
            let value: i128 = text.replace('.', "").parse().expect("digits");
            prop_assert!((value * q - p * 1_000).abs() * 2 <= q);
        }

        #[test]
        fn a_higher_mark_never_lowers_a_total(k in 0_i64..10, other in 0_i64..=4, w in 1_i64..100, v in 1_i64..100) {
            let form = Form::new(vec![scale(0, 10, 1, w), scale(1, 5, 1, v)]).expect("usable");
            let (low, high) = (form.total(&[k, other]).expect("on scale"), form.total(&[k + 1, other]).expect("on scale"));
            prop_assert!(low < high && high <= form.whole());
        }

        #[test]
        fn scaling_all_weights_changes_no_score(k in 0_i64..=10, l in 0_i64..=4, w in 1_i64..90, v in 1_i64..90, by in 2_i64..50) {
            let share = |w, v| {
                let form = Form::new(vec![scale(0, 10, 1, w), scale(1, 5, 1, v)]).expect("usable");
                Fraction { num: form.total(&[k, l]).expect("on scale"), den: form.whole() }
            };
            prop_assert_eq!(share(w, v), share(w * by, v * by));
        }
    }
}
