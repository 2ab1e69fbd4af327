//! Majority judgment: M. Balinski and R. Laraki, HAL hal-00243076.
//!
//! The majority grade is the lower middle grade. With p the share of grades above and q the share below it, the grade
//! is «+» if p > q, else «−»; the order is by grade, then sign, then a larger p for «+» and a smaller q for «−», then
//! by taking the middle grade away from each, again and again.

use std::cmp::Ordering;

use super::score::Fraction;

/// An entry's grades, prepared for comparing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gauge {
    /// The majority grade.
    pub(super) grade: i128,
    /// Whether p > q.
    pub(super) plus: bool,
    /// p for «+», −q for «−».
    share: Fraction,
    /// The middle grades as they are taken away.
    taken: Vec<i128>,
}

impl Gauge {
    /// Of sorted grades, higher is better; `None` without any.
    pub(super) fn of(grades: &[i128]) -> Option<Self> {
        let n = grades.len();
        let grade = *grades.get(n.checked_sub(1)? / 2)?;
        let count = |side: Ordering| {
            let on_side = grades.iter().filter(|g| (*g).cmp(&grade) == side);
            i128::try_from(on_side.count()).ok()
        };
        let (above, below) = (count(Ordering::Greater)?, count(Ordering::Less)?);
        let plus = above > below;
        let share = if plus { above } else { -below };
        let mut left = grades.to_vec();
        let taken = (0..n).map(|_| left.remove((left.len() - 1) / 2)).collect();
        Some(Self {
            grade,
            plus,
            share: Fraction::new(share, i128::try_from(n).ok()?)?,
            taken,
        })
    }
}

impl PartialOrd for Gauge {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Gauge {
    /// With unequal numbers of grades the sequence that ends first is the lower one, all else being equal.
    fn cmp(&self, other: &Self) -> Ordering {
        self.grade
            .cmp(&other.grade)
            .then(self.plus.cmp(&other.plus))
            .then_with(|| self.share.cmp(&other.share))
            .then_with(|| self.taken.cmp(&other.taken))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gauge(grades: &[i128]) -> Gauge {
        let mut grades = grades.to_vec();
        grades.sort_unstable();
        Gauge::of(&grades).expect("there are grades")
    }

    #[test]
    fn each_step_can_decide() {
        // by grade, although the mean of the second is higher
        assert!(gauge(&[1, 3, 3]) > gauge(&[2, 2, 5]));
        // 3+ before 3−
        assert!(gauge(&[3, 3, 4]) > gauge(&[2, 3, 3]));
        // both 3+: two above before one above
        assert!(gauge(&[1, 3, 3, 4, 5, 5, 3]) > gauge(&[3, 3, 3, 3, 3, 3, 4]));
        // both 3−: fewer below is better
        assert!(gauge(&[2, 3, 3, 3, 3]) > gauge(&[1, 2, 3, 3, 4]));
        // the same gauge; without the middle grade 3 the next ones are 3 and 1, then 5 and 4
        assert!(gauge(&[1, 3, 5]) > gauge(&[1, 3, 4]));
        assert_eq!(gauge(&[1, 3, 4]).cmp(&gauge(&[4, 1, 3])), Ordering::Equal);
        assert_eq!(Gauge::of(&[]), None);
    }
}
