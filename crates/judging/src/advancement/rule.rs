//! What a round's rule says of one work. Pure.

use crate::{
    engine::{Answer, Form, Sheet, Standing},
    rounds::{AdvanceBy, Round, RoundKind},
};

/// How many sheets of an entry say yes, which is the highest of `most` steps; 0 in other kinds of round.
pub(super) fn yes_sheets<E: PartialEq, J>(
    round: &Round,
    most: i64,
    sheets: &[Sheet<E, J>],
    entry: &E,
) -> usize {
    if round.kind != RoundKind::YesNo {
        return 0;
    }
    let yes = |s: &&Sheet<E, J>| {
        s.entry == *entry && matches!(&s.answer, Answer::Marks(m) if m.as_slice() == [Some(most)])
    };
    sheets.iter().filter(yes).count()
}

/// Whether a work goes on by the round's rule. A work that is not judged never does, unless all do.
pub(crate) fn passes_by<E>(round: &Round, form: &Form, standing: &Standing<E>, yes: usize) -> bool {
    let n = round.advance_n;
    match round.advance_by {
        AdvanceBy::All => true,
        AdvanceBy::Hand => false,
        AdvanceBy::Top => standing
            .rank
            .and_then(|rank| i64::try_from(rank).ok())
            .is_some_and(|rank| rank <= n),
        AdvanceBy::Yes => standing.rank.is_some() && i64::try_from(yes).is_ok_and(|yes| yes >= n),
        AdvanceBy::Points => standing.score.is_some_and(|score| form.reaches(&score, n)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        engine::{Method, Scale, StandingRules, standings},
        rounds::{RoundMethod, tests::round},
    };

    fn rated(by: AdvanceBy, n: i64) -> Round {
        Round {
            advance_by: by,
            advance_n: n,
            ..round()
        }
    }

    /// One criterion of 0 to 10, one sheet for each work.
    fn placed(marks: &[Option<i64>]) -> (StandingRules, Vec<Standing<usize>>) {
        let scale = Scale {
            least: 0,
            most: 10,
            step: 1,
            weight: 1,
        };
        let rules = StandingRules {
            form: Form::new(vec![scale]).expect("a form"),
            method: RoundMethod::Default.of_engine(),
            least_sheets: 1,
            chain: vec![],
            places: 2,
        };
        assert_eq!(rules.method, Method::Default);
        let entries: Vec<usize> = (0..marks.len()).collect();
        let sheets: Vec<Sheet<usize, u8>> = marks
            .iter()
            .enumerate()
            .map(|(entry, mark)| Sheet {
                entry,
                juror: 0,
                answer: Answer::Marks(vec![*mark]),
            })
            .collect();
        let standings = standings(&rules, &entries, &sheets).expect("standings");
        (rules, standings)
    }

    fn going(round: &Round, marks: &[Option<i64>]) -> Vec<usize> {
        let (rules, standings) = placed(marks);
        let mut going: Vec<usize> = standings
            .iter()
            .filter(|s| passes_by(round, &rules.form, s, 0))
            .map(|s| s.entry)
            .collect();
        going.sort_unstable();
        going
    }

    #[test]
    fn the_best_go_on_and_whoever_shares_the_last_place_with_them() {
        let marks = [Some(9), Some(5), Some(7), Some(7), None];
        assert_eq!(going(&rated(AdvanceBy::Top, 1), &marks), [0]);
        assert_eq!(going(&rated(AdvanceBy::Top, 2), &marks), [0, 2, 3]);
        assert_eq!(going(&rated(AdvanceBy::Top, 99), &marks), [0, 1, 2, 3]);
    }

    #[test]
    fn points_are_compared_exactly_and_the_line_itself_passes() {
        let marks = [Some(7), Some(6), Some(8), None];
        assert_eq!(going(&rated(AdvanceBy::Points, 7), &marks), [0, 2]);
        assert_eq!(going(&rated(AdvanceBy::Points, 0), &marks), [0, 1, 2]);
    }

    #[test]
    fn all_means_all_and_by_hand_means_nobody_by_rule() {
        let marks = [Some(1), None];
        assert_eq!(going(&rated(AdvanceBy::All, 0), &marks), [0, 1]);
        assert!(going(&rated(AdvanceBy::Hand, 0), &marks).is_empty());
    }

    #[test]
    fn only_a_whole_yes_counts_as_one() {
        let yesno = Round {
            kind: RoundKind::YesNo,
            ..round()
        };
        let sheet = |entry, mark| Sheet {
            entry,
            juror: 0_u8,
            answer: Answer::Marks(vec![mark]),
        };
        let sheets = [
            sheet(1, Some(2)),
            sheet(1, Some(1)),
            sheet(1, Some(2)),
            sheet(1, None),
            sheet(2, Some(2)),
        ];
        assert_eq!(yes_sheets(&yesno, 2, &sheets, &1), 2);
        assert_eq!(yes_sheets(&round(), 2, &sheets, &1), 0);
    }

    proptest! {
        /// A longer list never loses a work that was on a shorter one.
        #[test]
        fn more_places_only_add(marks in prop::collection::vec(prop::option::of(0_i64..=10), 1..20), n in 1_i64..20) {
            let fewer = going(&rated(AdvanceBy::Top, n), &marks);
            let more = going(&rated(AdvanceBy::Top, n + 1), &marks);
            prop_assert!(fewer.iter().all(|e| more.contains(e)));
            let judged = marks.iter().flatten().count();
            prop_assert!(fewer.len() >= judged.min(usize::try_from(n).unwrap_or(0)));
        }
    }
}
