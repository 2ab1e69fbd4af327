use proptest::prelude::*;

use super::*;
use crate::engine::exact::Exact;

const WHOLE: i128 = 100;

fn value(method: Method, marks: &[i128]) -> Option<Exact> {
    let mut totals = marks.to_vec();
    totals.sort_unstable();
    let combined = combine(method, &totals, WHOLE).expect("small numbers");
    combined.map(|c| Exact::from(c.value))
}

fn shown(method: Method, marks: &[i128]) -> String {
    value(method, marks).map_or_else(|| "none".to_owned(), |v| v.plain())
}

fn part(num: i128, den: i128) -> Fraction {
    Fraction { num, den }
}

#[test]
fn each_method_counts_as_it_says() {
    let marks = [100, 500, 600, 700, 1_000];
    for (method, expected) in [
        (Method::Mean, "5.8"),
        (Method::Sum, "29"),
        (Method::trimmed(1), "6"),
        (Method::Median(Middle::Low), "6"),
        (Method::Lowest, "1"),
        (Method::Highest, "10"),
        // m = 5.8, so 1 counts as 3.8 and 10 as 7.8
        (
            Method::Clip {
                within: part(2, 1),
                round: None,
            },
            "5.92",
        ),
        (Method::DropOutside(part(2, 1)), "6"),
    ] {
        assert_eq!(shown(method, &marks), expected, "{method:?}");
    }
    let high = Trim {
        high: 2,
        low: 0,
        needs: 3,
        sum: true,
    };
    assert_eq!(shown(Method::Trimmed(high), &marks), "12");
    assert_eq!(shown(Method::Trimmed(high), &marks[..2]), "6");
    let even = [100, 200, 300, 500];
    for (middle, expected) in [
        (Middle::Low, "2"),
        (Middle::Mid, "2.5"),
        (Middle::High, "3"),
    ] {
        assert_eq!(shown(Method::Median(middle), &even), expected);
    }
    // fewer than three are left
    assert_eq!(
        shown(Method::DropOutside(part(1, 1)), &[0, 500, 1_000]),
        "none"
    );
    assert_eq!(shown(Method::Mean, &[]), "none");
}

#[test]
fn a_clipped_mark_is_rounded_where_the_rule_says() {
    // m = 10/3 of 10, 0, 0; within 1: 13/3 and 7/3 twice; rounded to two places 4.33, 2.33, 2.33
    let method = Method::Clip {
        within: part(1, 1),
        round: Some(Rounding::places(2)),
    };
    assert_eq!(value(method, &[0, 0, 1_000]), Exact::ratio(899, 300));
    let counted = counted_as(method, &[0, 0, 1_000], WHOLE).expect("small numbers");
    assert_eq!(
        counted,
        [
            Some(part(233, 100)),
            Some(part(233, 100)),
            Some(part(433, 100))
        ]
    );
    let dropped = counted_as(Method::trimmed(1), &[1, 2, 3, 4, 5], WHOLE).expect("small numbers");
    assert_eq!(dropped[0], None);
    assert_eq!(dropped[2], Some(part(3, WHOLE)));
}

#[test]
fn dropping_what_is_outside_may_punish_a_better_mark() {
    // §4, property 3: raising one mark from 8 to 10 throws it out, and the score falls
    let method = Method::DropOutside(part(3, 1));
    let (before, after) = (
        value(method, &[400, 500, 600, 800]),
        value(method, &[400, 500, 600, 1_000]),
    );
    assert_eq!(before, Exact::ratio(23, 4));
    assert_eq!(after, Exact::ratio(5, 1));
}

#[test]
fn what_is_too_large_is_said() {
    let huge = [i128::MAX / 2, i128::MAX / 2 + 2];
    assert_eq!(combine(Method::Mean, &huge, 1), Err(TooLarge));
    assert_eq!(
        combine(Method::Median(Middle::Mid), &huge, 1),
        Err(TooLarge)
    );
    assert_eq!(combine(Method::Mean, &[1, 2], i128::MAX), Err(TooLarge));
    let clip = Method::Clip {
        within: part(1, i128::MAX),
        round: None,
    };
    assert_eq!(combine(clip, &[1, 2], 100), Err(TooLarge));
}

fn marks() -> impl Strategy<Value = Vec<i128>> {
    proptest::collection::vec(0_i128..=1_000, 1..12)
}

/// The methods that a better mark can never hurt.
fn fair() -> impl Strategy<Value = Method> {
    prop_oneof![
        Just(Method::Mean),
        Just(Method::Sum),
        Just(Method::trimmed(1)),
        Just(Method::trimmed(2)),
        Just(Method::Lowest),
        Just(Method::Highest),
        Just(Method::Median(Middle::Low)),
        Just(Method::Median(Middle::Mid)),
        (1_i128..6, any::<bool>()).prop_map(|(d, rounded)| Method::Clip {
            within: part(d, 1),
            round: rounded.then(|| Rounding::places(1)),
        }),
    ]
}

proptest! {
    // property 3
    #[test]
    fn a_better_mark_never_lowers_a_score(method in fair(), mut marks in marks(), at in any::<prop::sample::Index>(), by in 1_i128..300) {
        let before = value(method, &marks);
        let at = at.index(marks.len());
        marks[at] += by;
        prop_assert!(value(method, &marks) >= before);
    }

    // property 7
    #[test]
    fn a_score_lies_among_the_marks_that_count(method in fair(), mut marks in marks()) {
        prop_assume!(method != Method::Sum);
        marks.sort_unstable();
        let counted = counted_as(method, &marks, WHOLE).expect("small numbers");
        let kept: Vec<Fraction> = counted.into_iter().flatten().collect();
        let score = combine(method, &marks, WHOLE).expect("small numbers").expect("there are marks").value;
        prop_assert!(kept.iter().min().is_some_and(|least| *least <= score));
        prop_assert!(kept.iter().max().is_some_and(|most| *most >= score));
    }

    // property 7
    #[test]
    fn the_mean_is_the_edge_of_every_family(marks in marks()) {
        let mean = value(Method::Mean, &marks);
        let none = Trim { high: 0, low: 0, needs: 1, sum: false };
        prop_assert_eq!(value(Method::Trimmed(none), &marks), mean.clone());
        let wide = part(1_000, 1);
        prop_assert_eq!(value(Method::Clip { within: wide, round: None }, &marks), mean.clone());
        if marks.len() >= 3 {
            prop_assert_eq!(value(Method::DropOutside(wide), &marks), mean);
        }
        for middle in [Middle::Low, Middle::Mid, Middle::High] {
            prop_assert_eq!(value(Method::Median(middle), &marks[..1]), Exact::ratio(marks[0], WHOLE));
        }
    }

    // property 6
    #[test]
    fn an_affine_change_moves_a_score_with_its_marks(marks in marks(), by in 1_i128..9, add in 0_i128..500) {
        for method in [Method::Mean, Method::trimmed(1), Method::Median(Middle::Mid)] {
            let moved: Vec<i128> = marks.iter().map(|m| m * by + add).collect();
            let expected = value(method, &marks).map(|v| &(&v * &Exact::whole(by)) + &Exact::ratio(add, WHOLE).expect("not zero"));
            prop_assert_eq!(value(method, &moved), expected);
        }
    }

    // property 8
    #[test]
    fn a_trimmed_mean_withstands_as_many_strangers_as_it_trims(honest in proptest::collection::vec(0_i128..=1_000, 6..12), lies in proptest::collection::vec(-9_000_i128..9_000, 1..=2)) {
        let mut all = honest.clone();
        all.extend(&lies);
        let score = value(Method::trimmed(2), &all);
        let of = |m: Option<&i128>| m.and_then(|m| Exact::ratio(*m, WHOLE));
        prop_assert!(score >= of(honest.iter().min()) && score <= of(honest.iter().max()));
    }
}
