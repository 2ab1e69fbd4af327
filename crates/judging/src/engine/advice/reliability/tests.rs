use num_traits::Zero;
use proptest::prelude::*;

use super::*;
use crate::engine::advice::Observed;
use crate::engine::advice::exact::{Ratio, shown, whole};
use crate::engine::score::{Form, Scale};
use crate::engine::standing::{Answer, Sheet};

/// Shrout & Fleiss, Psych. Bull. 86 (1979), table 2: six targets, four judges.
const SHROUT_FLEISS: [[i64; 4]; 6] = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
];

fn rows<const K: usize>(table: &[[i64; K]]) -> Vec<Vec<i64>> {
    table.iter().map(|row| row.to_vec()).collect()
}

fn six(x: Option<&Ratio>) -> String {
    x.map_or_else(|| "none".to_owned(), |x| shown(x, 6))
}

#[test]
fn shrout_and_fleiss_come_out() {
    let found = MeanSquares::of(&rows(&SHROUT_FLEISS))
        .expect("complete")
        .intraclass();
    assert_eq!(six(found.one_way.as_ref()), "0.165742");
    assert_eq!(six(found.agreement.as_ref()), "0.289764");
    assert_eq!(six(found.consistency.as_ref()), "0.714841");
    assert_eq!(six(found.one_way_mean.as_ref()), "0.442797");
    assert_eq!(six(found.agreement_mean.as_ref()), "0.620051");
    assert_eq!(six(found.consistency_mean.as_ref()), "0.909316");
}

#[test]
fn krippendorff_s_data_c_come_out() {
    // Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), data C; gaps are left out
    let units: Vec<Vec<i64>> = [
        &[1, 1, 1][..],
        &[2, 2, 3, 2],
        &[3, 3, 3, 3],
        &[3, 3, 3, 3],
        &[2, 2, 2, 2],
        &[1, 2, 3, 4],
        &[4, 4, 4, 4],
        &[1, 1, 2, 1],
        &[2, 2, 2, 2],
        &[5, 5, 5],
        &[1, 1],
        &[3],
    ]
    .map(<[i64]>::to_vec)
    .to_vec();
    let found = [
        Level::Nominal,
        Level::Ordinal,
        Level::Interval,
        Level::Ratio,
    ]
    .map(|l| six(alpha(&units, l).as_ref()));
    assert_eq!(found, ["0.743421", "0.815388", "0.849107", "0.797403"]);
}

#[test]
fn siegel_s_interviewers_come_out() {
    // Siegel, Nonparametric Statistics (1956), table 9.6: three executives rank six applicants
    let found = concordance(&rows(&[
        [1, 6, 3, 2, 5, 4],
        [1, 5, 6, 4, 2, 3],
        [6, 3, 2, 5, 4, 1],
    ]))
    .expect("complete");
    assert_eq!(shown(&found.squares, 1), "25.5");
    assert_eq!(shown(&found.plain, 2), "0.16");
    assert_eq!(found.corrected, Some(found.plain));
}

#[test]
fn what_nobody_can_compute_is_absent() {
    assert_eq!(MeanSquares::of(&[vec![1, 2]]), None);
    assert_eq!(MeanSquares::of(&[vec![1, 2], vec![1]]), None);
    assert_eq!(alpha(&[vec![3, 3], vec![3, 3]], Level::Interval), None);
    assert_eq!(alpha(&[vec![3], vec![4]], Level::Nominal), None);
    assert_eq!(concordance(&[vec![1, 2]]), None);
    assert_eq!(kappa(&[vec![1]]), None);
    assert_eq!(
        kappa(&[vec![1, 1], vec![1, 1]]).expect("complete").overall,
        None
    );
    assert_eq!(OneWay::of([(1, 5, 25), (1, 6, 36)]), None);
}

#[test]
fn how_many_jurors_it_takes() {
    let one = Ratio::new(23.into(), 100.into());
    let good = Ratio::new(8.into(), 10.into());
    let needed = jurors_needed(&one, &good).expect("some");
    assert_eq!(needed, 14);
    assert!(spearman_brown(&one, &whole(14)).expect("some") >= good);
    assert!(spearman_brown(&one, &whole(13)).expect("some") < good);
    assert_eq!(jurors_needed(&whole(0), &good), None);
    let parts = Components {
        entry: whole(4),
        juror: whole(1),
        rest: whole(3),
    };
    assert_eq!(six(parts.dependability(4).as_ref()), "0.800000");
    assert_eq!(six(parts.generalizability(3).as_ref()), "0.800000");
}

fn observed(table: &[Vec<Option<i64>>]) -> Observed<usize, usize> {
    let form = Form::new(vec![Scale {
        least: 0,
        most: 10,
        step: 1,
        weight: 1,
    }])
    .expect("usable");
    let mut sheets = Vec::new();
    for (entry, row) in table.iter().enumerate() {
        for (juror, mark) in row.iter().enumerate() {
            sheets.push(Sheet {
                entry,
                juror,
                answer: Answer::Marks(vec![*mark]),
            });
        }
    }
    Observed::new(&form, &sheets).expect("reads")
}

#[test]
fn a_round_is_summed_up() {
    let table: Vec<Vec<Option<i64>>> = SHROUT_FLEISS
        .iter()
        .map(|row| row.iter().copied().map(Some).collect())
        .collect();
    let found = reliability(&observed(&table)).expect("sheets");
    assert_eq!(found.marks, (4, 4, 4));
    assert_eq!(six(found.one.as_ref()), "0.165742");
    assert_eq!(six(found.mean.as_ref()), "0.442797");
    assert_eq!(found.jurors_for_good, Some(21));
    let graded = |percent: i64| {
        let mean = Some(Ratio::new(percent.into(), 100.into()));
        let of = Reliability {
            mean,
            ..found.clone()
        };
        of.grade().expect("a mean")
    };
    assert_eq!(
        [-20, 49, 50, 74, 75, 89, 90].map(graded),
        [
            Grade::Poor,
            Grade::Poor,
            Grade::Moderate,
            Grade::Moderate,
            Grade::Good,
            Grade::Good,
            Grade::Excellent
        ]
    );
    assert_eq!(
        six(found.alpha.as_ref()),
        six(alpha(&rows(&SHROUT_FLEISS), Level::Interval).as_ref())
    );
    assert!(found.intraclass.is_some() && found.concordance.is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Method 3 is the analysis of variance where nothing is missing.
    #[test]
    fn a_complete_table_is_a_sparse_one_without_gaps(table in proptest::collection::vec(proptest::collection::vec(0_i64..=10, 3), 2..7)) {
        let squares = MeanSquares::of(&table).expect("complete");
        let seen = observed(&table.iter().map(|r| r.iter().copied().map(Some).collect()).collect::<Vec<_>>());
        let sparse = round::sparse_components(&seen).expect("free");
        let exact = squares.components();
        for (a, b) in [(exact.entry, sparse.entry), (exact.juror, sparse.juror), (exact.rest, sparse.rest)] {
            prop_assert_eq!(shown(&a, 9), shown(&b, 9));
        }
        let groups: Vec<_> = table.iter().map(|r| (r.len(), i128::from(r.iter().sum::<i64>()), i128::from(r.iter().map(|x| x * x).sum::<i64>()))).collect();
        prop_assert_eq!(OneWay::of(groups.iter().copied()).expect("two").intraclass(), squares.intraclass().one_way);
        prop_assert_eq!(alpha::interval(groups), alpha(&table, Level::Interval));
    }

    #[test]
    fn full_agreement_is_one(marks in proptest::collection::vec(0_i64..=10, 2..8), k in 2_usize..5) {
        prop_assume!(marks.iter().any(|m| *m != marks[0]));
        let units: Vec<Vec<i64>> = marks.iter().map(|m| vec![*m; k]).collect();
        for level in [Level::Nominal, Level::Ordinal, Level::Interval, Level::Ratio] {
            prop_assert_eq!(alpha(&units, level), Some(whole(1)));
        }
        prop_assert_eq!(kappa(&units).expect("complete").overall, Some(whole(1)));
        let judges = vec![marks; k];
        prop_assert_eq!(concordance(&judges).expect("complete").corrected, Some(whole(1)));
        let same = MeanSquares::of(&units).expect("complete");
        prop_assert!(same.within.is_zero());
        prop_assert_eq!(same.intraclass().agreement, Some(whole(1)));
    }
}
