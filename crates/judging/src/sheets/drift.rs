//! Whether a juror's own level changed on the way through a long list.

use std::collections::HashMap;

use super::Mark;
use crate::{
    assignments::{Assignment, AssignmentId},
    engine::{Form, advice::exact::Ratio, round_half_away},
    rounds::{self, Criterion, CriterionId, Round, RoundKind},
};

/// Nothing is said of shorter lists.
const LONG: usize = 50;

/// The drift of a juror's list, given in the juror's own order: only sheets with every mark count. Nothing for
/// rounds without marks.
#[must_use]
pub fn drift_of(
    round: &Round,
    criteria: &[&Criterion],
    list: &[Assignment],
    marks: &[Mark],
) -> Option<String> {
    if round.kind != RoundKind::Rating || list.len() < LONG {
        return None;
    }
    let owned: Vec<Criterion> = criteria.iter().map(|c| (*c).clone()).collect();
    let form = rounds::engine_rules(round, &owned).ok()?.form;
    let steps: HashMap<(AssignmentId, CriterionId), i64> = marks
        .iter()
        .map(|m| ((m.assignment_id, m.criterion_id), m.steps))
        .collect();
    let total = |a: &Assignment| {
        let steps = criteria.iter().map(|c| steps.get(&(a.id, c.id)).copied());
        form.total(&steps.collect::<Option<Vec<i64>>>()?).ok()
    };
    let totals: Vec<i128> = list.iter().filter_map(total).collect();
    drift(&form, &totals)
}

/// By how many points on the form's shown range the later half of a juror's whole sheets lies above the earlier half, in
/// the order in which they were judged; below zero is stricter. `None` for fewer than 50 sheets, and for a difference
/// below half a point of ten or two standard errors (Welch): works differ, and their order is drawn by lot.
fn drift(form: &Form, totals: &[i128]) -> Option<String> {
    if totals.len() < LONG {
        return None;
    }
    let (early, late) = totals.split_at(totals.len() / 2);
    let (early, late) = (Half::of(early), Half::of(late));
    let change = &late.mean - &early.mean;
    let noise = (early.error_square + late.error_square) * Ratio::from_integer(4.into());
    let whole = Ratio::from_integer(form.whole().into());
    let twentieth = &whole / Ratio::from_integer(20.into());
    let large = &change * &change;
    if large <= noise || large < &twentieth * &twentieth {
        return None;
    }
    let (least, most) = form.points();
    let points = change / whole * Ratio::from_integer((most - least).into()) * hundred();
    let hundredths = i128::try_from(points.round().to_integer()).ok()?;
    Some(round_half_away(hundredths, 100, 1))
}

fn hundred() -> Ratio {
    Ratio::from_integer(100.into())
}

/// Mean of some totals, and the square of its standard error.
struct Half {
    mean: Ratio,
    error_square: Ratio,
}

impl Half {
    fn of(totals: &[i128]) -> Self {
        let n = i128::try_from(totals.len()).expect("a list fits memory");
        let sum: i128 = totals.iter().sum();
        // totals are at most 2^40, lists far below 2^40
        let squares: i128 = totals.iter().map(|t| t * t).sum();
        Self {
            mean: Ratio::new(sum.into(), n.into()),
            error_square: Ratio::new((n * squares - sum * sum).into(), (n * n * (n - 1)).into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Scale;

    fn form() -> Form {
        let scale = Scale {
            least: 0,
            most: 10,
            step: 1,
            weight: 1,
        };
        Form::new(vec![scale]).expect("usable")
    }

    /// 30 marks around each level.
    fn run(first: i128, second: i128) -> Vec<i128> {
        let around = |level: i128| (0..30).map(move |n| level + [-2, 0, 2][n % 3]);
        around(first).chain(around(second)).collect()
    }

    #[test]
    fn a_level_that_falls_is_told_in_points() {
        assert_eq!(drift(&form(), &run(7, 5)).as_deref(), Some("-2.0"));
        assert_eq!(drift(&form(), &run(4, 6)).as_deref(), Some("2.0"));
    }

    #[test]
    fn a_level_that_stays_or_a_short_list_is_not() {
        assert_eq!(drift(&form(), &run(6, 6)), None);
        assert_eq!(drift(&form(), &run(7, 5)[6..54]), None, "48 sheets");
        let mut wild: Vec<i128> = (0..60).map(|n| if n % 2 == 0 { 0 } else { 10 }).collect();
        wild[59] = 0;
        wild[57] = 0;
        assert_eq!(drift(&form(), &wild), None, "within what chance gives");
    }
}
