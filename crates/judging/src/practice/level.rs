//! How strict a juror is beside the others who marked the same practice works.

use std::collections::{BTreeMap, BTreeSet};

use contest::people::PersonId;

use super::{PracticeMark, WORKS};
use crate::{
    engine::{FormError, Fraction, round_half_away},
    rounds::{self, Criterion, Round},
};

/// From so many other jurors on a mean tells nobody what one of them gave.
const LEAST_OTHERS: usize = 2;
/// Decimal places shown.
const PLACES: u32 = 1;

/// What a juror is told of their own practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The juror's own points of each work, on the form's shown range.
    pub own: Vec<String>,
    /// The mean of the other jurors' points of each work; empty until two others are done.
    pub others: Vec<String>,
    /// How many other jurors are done.
    pub jurors: usize,
    /// By how many points the juror's marks lie above those of the others, on average: below zero is stricter. Empty as long
    /// as `others` is.
    pub above: String,
}

/// A juror's level; `None` until every practice work has every mark. Marks of other forms than today's are left out.
pub fn level_of(
    round: &Round,
    criteria: &[Criterion],
    marks: &[PracticeMark],
    person: PersonId,
) -> Result<Option<Level>, FormError> {
    let form = rounds::engine_rules(round, criteria)?.form;
    let works = usize::try_from(WORKS).expect("three");
    let mut totals: BTreeMap<PersonId, Vec<i128>> = BTreeMap::new();
    let jurors: BTreeSet<PersonId> = marks.iter().map(|m| m.person_id).collect();
    for juror in jurors {
        let of_work = |work: i64| {
            let steps = criteria.iter().map(|c| {
                let own = |m: &&PracticeMark| {
                    m.person_id == juror && m.work == work && m.criterion_id == c.id
                };
                marks.iter().find(own).map(|m| m.steps)
            });
            form.total(&steps.collect::<Option<Vec<i64>>>()?).ok()
        };
        if let Some(all) = (0..WORKS).map(of_work).collect::<Option<Vec<i128>>>() {
            totals.insert(juror, all);
        }
    }
    let Some(own) = totals.remove(&person) else {
        return Ok(None);
    };
    let jurors = totals.len();
    let count = i128::try_from(jurors).unwrap_or(i128::MAX);
    let share = |total: i128, of: i128| Fraction::new(total, form.whole() * of);
    let shown = |total: i128, of: i128| {
        share(total, of).map_or_else(String::new, |share| form.show(&share, PLACES))
    };
    let mut level = Level {
        own: own.iter().map(|total| shown(*total, 1)).collect(),
        others: vec![],
        jurors,
        above: String::new(),
    };
    if jurors >= LEAST_OTHERS {
        let sum_of = |work: usize| totals.values().map(|t| t[work]).sum::<i128>();
        level.others = (0..works).map(|work| shown(sum_of(work), count)).collect();
        let difference = own.iter().sum::<i128>() * count - (0..works).map(sum_of).sum::<i128>();
        let (least, most) = form.points();
        let points = difference * i128::from(most - least);
        level.above = round_half_away(points, form.whole() * count * i128::from(WORKS), PLACES);
    }
    Ok(Some(level))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::rounds::{CriterionId, tests::round};

    fn criterion() -> Criterion {
        Criterion {
            id: CriterionId(Uuid::from_u128(5)),
            round_id: round().id,
            category_id: round().category_id,
            name_vi: String::new(),
            name_en: String::new(),
            guide_vi: String::new(),
            guide_en: String::new(),
            least: 1,
            most: 10,
            step: 1,
            weight: 100,
        }
    }

    fn marks(person: u128, given: [i64; 3]) -> Vec<PracticeMark> {
        (0..)
            .zip(given)
            .map(|(work, mark)| PracticeMark {
                person_id: PersonId(Uuid::from_u128(person)),
                work,
                criterion_id: criterion().id,
                steps: mark - 1,
            })
            .collect()
    }

    fn told(all: &[PracticeMark], person: u128) -> Option<Level> {
        let person = PersonId(Uuid::from_u128(person));
        level_of(&round(), &[criterion()], all, person).expect("a form")
    }

    #[test]
    fn a_strict_juror_is_told_by_how_many_points() {
        let all = [
            marks(1, [3, 5, 4]),
            marks(2, [5, 8, 6]),
            marks(3, [6, 7, 6]),
        ]
        .concat();
        let level = told(&all, 1).expect("done");
        assert_eq!(level.own, ["3.0", "5.0", "4.0"]);
        assert_eq!(level.others, ["5.5", "7.5", "6.0"]);
        assert_eq!((level.jurors, level.above.as_str()), (2, "-2.3"));
        assert_eq!(told(&all, 3).expect("done").above, "1.2");
    }

    #[test]
    fn nothing_is_told_of_a_single_other_juror_nor_of_one_who_is_not_done() {
        let two = [marks(1, [3, 5, 4]), marks(2, [5, 8, 6])].concat();
        let level = told(&two, 1).expect("done");
        assert!(level.others.is_empty() && level.above.is_empty());
        assert_eq!(told(&two[..5], 2), None, "a mark is missing");
        assert_eq!(told(&two, 9), None);
    }
}
