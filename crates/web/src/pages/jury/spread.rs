//! How a juror's own marks lie on the scale: bars, and the same numbers for a table.

use judging::rounds::Criterion;
use judging::sheets::Mark;
use serde::Serialize;

use crate::extract::Visitor;

/// So many bars fit a phone; longer scales are shown in groups of neighbouring marks.
const MOST_BARS: i64 = 11;
/// Width of a bar with its gap, in the picture's own units.
const STEP: i64 = 20;
/// Height of the highest bar, in the same units.
const HEIGHT: i64 = 40;

/// The marks of one criterion.
#[derive(Clone, Debug, Serialize)]
pub struct Spread {
    /// the criterion
    pub label: String,
    /// width of the picture; it is 40 high
    pub width: i64,
    /// lowest mark first
    pub bars: Vec<Bar>,
}

/// One mark, or some neighbouring ones of a long scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// as written: `7`, or `71–80`
    pub mark: String,
    /// how often it was given
    pub count: i64,
    /// left edge in the picture
    pub x: i64,
    /// height in the picture
    pub height: i64,
}

impl Spread {
    /// The spread of a juror's marks of one criterion; other criteria's marks are left out.
    #[must_use]
    pub fn of(visitor: &Visitor, criterion: &Criterion, marks: &[Mark]) -> Self {
        let label = visitor.pick(&criterion.name_vi, &criterion.name_en);
        let own = marks.iter().filter(|m| m.criterion_id == criterion.id);
        let given: Vec<i64> = own.map(|m| m.steps).collect();
        Self::drawn(
            label,
            (criterion.least, criterion.step),
            criterion.steps(),
            &given,
        )
    }

    /// `given` in steps above `least`; the scale ends at `top` steps.
    #[must_use]
    pub fn drawn(label: &str, (least, step): (i64, i64), top: i64, given: &[i64]) -> Self {
        let together = (top + MOST_BARS) / MOST_BARS;
        let groups = top / together + 1;
        let count = |group: i64| {
            let n = given.iter().filter(|s| **s / together == group).count();
            i64::try_from(n).unwrap_or(i64::MAX)
        };
        let most = (0..groups).map(count).max().unwrap_or(0).max(1);
        let written = |group: i64| {
            let (from, to) = (group * together, ((group + 1) * together - 1).min(top));
            let (from, to) = (least + from * step, least + to * step);
            if from == to {
                from.to_string()
            } else {
                format!("{from}–{to}")
            }
        };
        let bar = |group: i64| Bar {
            mark: written(group),
            count: count(group),
            x: group * STEP,
            height: count(group) * HEIGHT / most,
        };
        Self {
            label: label.to_owned(),
            width: groups * STEP,
            bars: (0..groups).map(bar).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_in_one_bar_and_the_highest_bar_fills_the_height() {
        for (last, bars) in [
            (1, 2),
            (4, 5),
            (9, 10),
            (10, 11),
            (11, 6),
            (20, 11),
            (100, 11),
        ] {
            let given: Vec<i64> = (0..=last).collect();
            let spread = Spread::drawn("", (1, 1), last, &given);
            assert_eq!(spread.bars.len(), bars, "{last}");
            let all: i64 = spread.bars.iter().map(|b| b.count).sum();
            assert_eq!(all, last + 1);
            assert_eq!(spread.bars.iter().map(|b| b.height).max(), Some(HEIGHT));
        }
    }

    #[test]
    fn a_long_scale_is_written_in_groups() {
        let spread = Spread::drawn("", (0, 5), 20, &[0, 1, 20]);
        let written: Vec<_> = spread
            .bars
            .iter()
            .map(|b| (b.mark.as_str(), b.count))
            .collect();
        assert_eq!(written.first(), Some(&("0–5", 2)));
        assert_eq!(written.last(), Some(&("100", 1)));
    }

    #[test]
    fn without_marks_all_bars_are_flat() {
        let spread = Spread::drawn("", (1, 1), 9, &[]);
        assert!(spread.bars.iter().all(|b| b.height == 0 && b.count == 0));
    }
}
