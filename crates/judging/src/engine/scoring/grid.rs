//! Steps on whole numbers over one common denominator, for marks and sheets by the million.

use crate::engine::{
    exact::Exact,
    methods::TooLarge,
    rules::{Amount, Step},
    score::Fraction,
};

/// Applies constant steps to `values`, which are counted in units of 1 / `whole`; the unit changes with them.
pub(super) fn apply(steps: &[Step], values: &mut [i128], whole: &mut i128) -> Result<(), TooLarge> {
    for step in steps {
        one(step, values, whole).ok_or(TooLarge)?;
    }
    Ok(())
}

fn one(step: &Step, values: &mut [i128], whole: &mut i128) -> Option<()> {
    let small = |number: &Exact| number.fraction();
    match step {
        Step::Round(rounding) => {
            let Fraction { num, den } = rounding.unit;
            let unit = whole.checked_mul(num)?;
            for value in values {
                let steps = rounding.whole(value.checked_mul(den)?, unit)?;
                *value = steps.checked_mul(num)?;
            }
            *whole = den;
        }
        Step::Times(Amount::Fixed(by)) => {
            let Fraction { num, den } = small(by)?;
            for value in values {
                *value = value.checked_mul(num)?;
            }
            *whole = whole.checked_mul(den)?;
        }
        Step::Plus(Amount::Fixed(by)) => {
            let Fraction { num, den } = small(by)?;
            let add = num.checked_mul(*whole)?;
            for value in values {
                *value = value.checked_mul(den)?.checked_add(add)?;
            }
            *whole = whole.checked_mul(den)?;
        }
        Step::AtLeast(edge) | Step::AtMost(edge) => {
            let Fraction { num, den } = small(edge)?;
            let edge = num.checked_mul(*whole)?;
            for value in values {
                let fine = value.checked_mul(den)?;
                *value = match step {
                    Step::AtLeast(_) => fine.max(edge),
                    _ => fine.min(edge),
                };
            }
            *whole = whole.checked_mul(den)?;
        }
        // the reader lets neither of these stand on a single mark
        Step::Times(_) | Step::Plus(_) | Step::PlacePoints { .. } => return None,
    }
    Some(())
}
