//! Each juror's figures, and what may be asked because of them. A flag is a question for the chair, never a finding:
//! collusion or carelessness cannot be proved from marks.

mod figures;

use std::cmp::Ordering;

use num_bigint::BigInt;

use super::Observed;
use super::severity::{self, SeverityView};
use crate::engine::advice::exact::{Ratio, ratio, root_shown, signed_root_shown, whole};
use figures::Panel;

/// No flag rests on fewer sheets.
pub const LEAST_SHEETS: usize = 8;

/// What stands out in a juror's sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// Marks lower than the others': the severity is below zero by more than two standard errors and half a step.
    Strict,
    /// Marks higher than the others', in the same sense.
    Generous,
    /// Agrees less with the panel than jurors do on average: mean square above 1.5 times what it is for all.
    Unpredictable,
    /// Agrees more closely with the panel than chance lets expect: mean square below half of what it is for all.
    Smooth,
    /// Marks lie close together: their standard deviation is below half the panel's.
    Central,
    /// All criteria of a work get much the same: the variance within sheets is below a quarter of the panel's.
    Halo,
    /// Became stricter or more generous during the run: the change is above one step and two standard errors.
    Drift,
    /// The order differs from that of the others: correlation below .2.
    Apart,
}

/// ±√square.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correlation {
    /// −1, 0 or 1.
    pub sign: i8,
    /// r².
    pub square: Ratio,
}

impl Correlation {
    /// Six places, cut.
    #[must_use]
    pub fn shown(&self) -> String {
        signed_root_shown(&BigInt::from(self.sign), &self.square, 6)
    }

    /// Whether r < num / den, for a bound above zero.
    pub(super) fn is_below(&self, num: i64, den: i64) -> bool {
        self.sign <= 0 || self.square < Ratio::new((num * num).into(), (den * den).into())
    }

    /// From `n·Σxy − ΣxΣy` and the two variances of the same kind; `None` when one of them is constant.
    pub(super) fn of(cross: &BigInt, (first, second): (&BigInt, &BigInt)) -> Option<Self> {
        let sign = match cross.cmp(&BigInt::ZERO) {
            Ordering::Less => -1,
            Ordering::Equal => 0,
            Ordering::Greater => 1,
        };
        Some(Self {
            sign,
            square: ratio(cross * cross, first * second)?,
        })
    }
}

/// How residuals go with the order of judging.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// From the first work to the last, along the fitted line, as a share of all points; below zero: stricter.
    pub change: Ratio,
    /// The square of its standard error.
    pub error_square: Ratio,
}

/// A juror's figures; each is absent where the sheets do not give it. Marks are shares of all points.
#[derive(Clone, Debug)]
pub struct JurorFigures {
    /// Counted sheets.
    pub sheets: usize,
    /// Mean mark.
    pub mean: Ratio,
    /// Variance of the marks (n − 1).
    pub variance: Option<Ratio>,
    /// Severity; above zero is generous.
    pub severity: Ratio,
    /// The square of its standard error.
    pub error_square: Option<Ratio>,
    /// `(Σ r² / m) / σ̂²`, r the residuals of the severity model. Over all jurors it averages `(N − E − J + components) / N`,
    /// which is well below 1 where entries have few sheets; flags compare with that.
    pub mean_square: Option<Ratio>,
    /// Mean variance of the criteria within the juror's sheets, over that of the others' sheets for the same entries.
    pub halo: Option<Ratio>,
    /// Change during the run.
    pub drift: Option<Drift>,
    /// Correlation with the mean of the others' marks, their severities taken out.
    pub correlation: Option<Correlation>,
    /// What stands out, in the order of [`Flag`].
    pub flags: Vec<Flag>,
}

impl JurorFigures {
    /// The standard deviation of the marks on the shown range, six places, cut.
    #[must_use]
    pub fn deviation_shown<E, J>(&self, seen: &Observed<E, J>) -> Option<String> {
        Some(shown_root(seen, self.variance.as_ref()?))
    }

    /// The severity's standard error on the shown range, six places, cut.
    #[must_use]
    pub fn error_shown<E, J>(&self, seen: &Observed<E, J>) -> Option<String> {
        Some(shown_root(seen, self.error_square.as_ref()?))
    }
}

fn shown_root<E, J>(seen: &Observed<E, J>, square: &Ratio) -> String {
    let (least, most) = seen.form().points();
    let range = BigInt::from(most - least);
    root_shown(&(square * whole(&range * &range)), 6)
}

/// The figures of every juror, in the order of [`Observed::jurors`].
#[must_use]
pub fn juror_figures<E: Ord + Clone, J: Ord + Clone>(
    seen: &Observed<E, J>,
    view: &SeverityView,
) -> Vec<JurorFigures> {
    let panel = Panel::of(seen, view, severity::residuals(seen, &view.solution));
    (0..seen.jurors().len())
        .map(|juror| {
            let mut figures = panel.figures(juror);
            if figures.sheets >= LEAST_SHEETS {
                figures.flags = panel.flags(&figures);
            }
            figures
        })
        .collect()
}

#[cfg(test)]
mod tests;
