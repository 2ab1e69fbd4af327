use num_traits::{Signed, Zero};
use proptest::prelude::*;

use super::*;
use crate::engine::advice::exact::{root_shown, shown};
use crate::engine::score::{Form, Scale};
use crate::engine::standing::{Answer, Sheet};

/// Rows are entries, columns jurors.
type Grid = Vec<Vec<Option<i64>>>;

fn observed(grid: &Grid) -> Observed<usize, usize> {
    let form = Form::new(vec![Scale {
        least: 0,
        most: 100,
        step: 1,
        weight: 1,
    }])
    .expect("usable");
    let sheets: Vec<_> = grid
        .iter()
        .enumerate()
        .flat_map(|(entry, row)| {
            row.iter().enumerate().map(move |(juror, mark)| Sheet {
                entry,
                juror,
                answer: Answer::Marks(vec![*mark]),
            })
        })
        .collect();
    Observed::new(&form, &sheets).expect("reads")
}

fn points(view: &SeverityView) -> Vec<Ratio> {
    view.severities.iter().map(|s| s * whole(100)).collect()
}

/// The inverse of A by elimination of fractions: slow, and another way than the engine's.
fn eliminated(seen: &Observed<usize, usize>, (a, b): (i64, i64)) -> Vec<Vec<Ratio>> {
    let n = seen.jurors().len();
    let mut m = vec![vec![whole(0); 2 * n]; n];
    for (j, row) in m.iter_mut().enumerate() {
        row[j] += whole(seen.of_juror(j).len()) + Ratio::new(a.into(), b.into());
        row[n + j] = whole(1);
        if a == 0 {
            for x in &mut row[..n] {
                *x += whole(1);
            }
        }
    }
    for e in 0..seen.entries().len() {
        let of = seen.of_entry(e);
        for x in of {
            for y in of {
                m[x.juror][y.juror] -= Ratio::new(1.into(), of.len().into());
            }
        }
    }
    for at in 0..n {
        let pivot = m[at][at].clone();
        for x in &mut m[at] {
            *x /= &pivot;
        }
        let lead = m[at].clone();
        for (_, row) in m.iter_mut().enumerate().filter(|(row, _)| *row != at) {
            let factor = row[at].clone();
            row.iter_mut()
                .zip(&lead)
                .for_each(|(x, l)| *x -= l * &factor);
        }
    }
    m.into_iter().map(|row| row[n..].to_vec()).collect()
}

fn grids() -> impl Strategy<Value = Grid> {
    (3_usize..9, 2_usize..6).prop_flat_map(|(entries, jurors)| {
        let mark = prop_oneof![1 => Just(None), 4 => (0_i64..=100).prop_map(Some)];
        proptest::collection::vec(proptest::collection::vec(mark, jurors), entries)
    })
}

fn complete() -> impl Strategy<Value = Grid> {
    (2_usize..8, 2_usize..6).prop_flat_map(|(entries, jurors)| {
        let mark = (0_i64..=50).prop_map(Some);
        proptest::collection::vec(proptest::collection::vec(mark, jurors), entries)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn severities_of_a_part_sum_to_zero_and_satisfy_the_equations(grid in grids(), num in 1_i64..40, den in 1_i64..9) {
        let seen = observed(&grid);
        prop_assume!(seen.sheets() > 0);
        let lambda = Lambda::new(num, den).expect("in range");
        let view = severity_view(&seen, lambda).expect("solved");
        for part in 0..view.components {
            let sum: Ratio = view.severities.iter().enumerate().filter(|(j, _)| seen.component_of(*j) == part).map(|(_, s)| s.clone()).sum();
            prop_assert!(sum.is_zero());
        }
        let rest = lift::residual_of(&seen, (num.into(), den.into()), &view.solution);
        prop_assert!(rest.iter().all(Zero::is_zero));
        // the oracle: s = A⁻¹ · right side
        let inverse = eliminated(&seen, (num, den));
        let right: Vec<Ratio> = (0..seen.jurors().len()).map(|j| seen.of_juror(j).iter().map(|c| {
            let cell = seen.cells()[*c];
            let n = seen.of_entry(cell.entry).len();
            whole(cell.total) - Ratio::new(seen.sum_of_entry(cell.entry).into(), n.into())
        }).sum()).collect();
        for (row, s) in inverse.iter().zip(points(&view)) {
            let expected: Ratio = row.iter().zip(&right).map(|(x, y)| x * y).sum();
            prop_assert_eq!(expected, s);
        }
    }

    #[test]
    fn errors_are_those_of_the_exact_inverse(grid in grids(), num in prop_oneof![Just(0_i64), 1_i64..9]) {
        let seen = observed(&grid);
        prop_assume!(seen.sheets() > 0 && (num > 0 || seen.components() == 1));
        let lambda = Lambda::new(num, 1).expect("in range");
        let inverse = eliminated(&seen, (num, 1));
        let n = whole(seen.jurors().len());
        let tie = if num == 0 { whole(1) / (&n * &n) } else { whole(0) };
        for (j, found) in errors::inverse_diagonal(&seen, lambda).iter().enumerate() {
            let off = found - (&inverse[j][j] - &tie);
            prop_assert!(off.abs() < Ratio::new(1.into(), 10_i64.pow(10).into()), "{}", shown(&off, 15));
        }
    }

    #[test]
    fn a_stricter_juror_changes_no_difference(grid in complete(), by in 1_i64..40) {
        let mut other = grid.clone();
        for row in &mut other {
            row[0] = row[0].map(|m| m + by);
        }
        let jurors = whole(grid[0].len());
        let (first, second) = (observed(&grid), observed(&other));
        let (one, two) = (severity_view(&first, Lambda::NONE).expect("solved"), severity_view(&second, Lambda::NONE).expect("solved"));
        let shift = Ratio::new(by.into(), 100.into()) / &jurors;
        for (e, (a, b)) in one.entries.iter().zip(&two.entries).enumerate() {
            prop_assert_eq!(two.share(&second, e) - one.share(&first, e), shift.clone());
            prop_assert_eq!(a.rank, b.rank);
        }
        for (a, b) in one.severities[1..].iter().zip(&two.severities[1..]) {
            let gain = (&two.severities[0] - b) - (&one.severities[0] - a);
            prop_assert_eq!(gain, Ratio::new(by.into(), 100.into()));
        }
    }

    #[test]
    fn a_complete_design_adjusts_to_the_plain_mean(grid in complete(), num in 0_i64..5) {
        let seen = observed(&grid);
        let view = severity_view(&seen, Lambda::new(num, 1).expect("in range")).expect("solved");
        for (e, row) in grid.iter().enumerate() {
            let sum: i64 = row.iter().flatten().sum();
            prop_assert_eq!(view.share(&seen, e), Ratio::new(sum.into(), (100 * row.len()).into()));
        }
    }

    #[test]
    fn with_a_large_lambda_it_comes_to_the_plain_mean(grid in grids()) {
        let seen = observed(&grid);
        prop_assume!(seen.sheets() > 0);
        let view = severity_view(&seen, Lambda::new(MAX_LAMBDA, 1).expect("in range")).expect("solved");
        for e in 0..view.entries.len() {
            let mean = Ratio::new(seen.sum_of_entry(e).into(), (100 * seen.of_entry(e).len()).into());
            prop_assert!((mean - view.share(&seen, e)).abs() < Ratio::new(1.into(), 10_000.into()));
        }
    }

    #[test]
    fn the_approximate_solution_is_close(grid in grids(), num in 1_i64..9) {
        let seen = observed(&grid);
        prop_assume!(seen.sheets() > 0);
        let lambda = Lambda::new(num, 1).expect("in range");
        let exact = solve(&seen, lambda, false).expect("solved");
        let close = solve(&seen, lambda, true).expect("solved");
        for j in 0..seen.jurors().len() {
            let off = exact.fine(j, 1_000_000_000) - close.fine(j, 1_000_000_000);
            prop_assert!(off.abs() < 1_000, "{off}");
        }
    }
}

#[test]
fn parts_that_were_never_compared_are_not() {
    let grid = vec![
        vec![Some(10), Some(20), None, None],
        vec![Some(50), Some(30), None, None],
        vec![None, None, Some(90), Some(80)],
        vec![None, None, Some(70), Some(95)],
    ];
    let seen = observed(&grid);
    assert_eq!(
        severity_view(&seen, Lambda::NONE).err(),
        Some(SeverityError::Apart(2))
    );
    let view = severity_view(&seen, Lambda::DEFAULT).expect("solved");
    let places: Vec<_> = view.entries.iter().map(|e| (e.component, e.rank)).collect();
    assert_eq!(places, [(0, 2), (0, 1), (1, 1), (1, 2)]);
}

#[test]
fn a_round_without_sheets_has_no_view() {
    let seen = observed(&vec![vec![None]]);
    assert_eq!(
        severity_view(&seen, Lambda::DEFAULT).err(),
        Some(SeverityError::NoSheets)
    );
}

#[test]
fn one_strict_and_one_generous_juror() {
    // juror 0 gives 10 less than juror 1 everywhere; entry 2 had only the strict one
    let grid = vec![
        vec![Some(40), Some(50)],
        vec![Some(60), Some(70)],
        vec![Some(50), None],
    ];
    let seen = observed(&grid);
    let view = severity_view(&seen, Lambda::NONE).expect("solved");
    assert_eq!(
        points(&view)
            .iter()
            .map(|s| shown(s, 3))
            .collect::<Vec<_>>(),
        ["-5.000", "5.000"]
    );
    assert_eq!(
        shown(&points_of_score(&seen, &view.share(&seen, 2)), 2),
        "55.00"
    );
    assert_eq!(
        view.entries.iter().map(|e| e.rank).collect::<Vec<_>>(),
        [3, 1, 2]
    );
    assert_eq!(view.variance, Some(whole(0)));
    assert_eq!(
        view.error_squares[0]
            .as_ref()
            .map(|s| root_shown(s, 3))
            .as_deref(),
        Some("0.000")
    );
}

#[test]
fn two_hundred_jurors_are_solved_exactly() {
    let mut word = 7_u64;
    let mut grid = vec![vec![None; EXACT_JURORS]; 400];
    for (e, row) in grid.iter_mut().enumerate() {
        for k in 0..5 {
            word = word
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let juror = (e + k * 37 + usize::try_from(word >> 60).expect("small")) % EXACT_JURORS;
            row[juror] = Some(i64::try_from(word >> 58).expect("small"));
        }
    }
    let seen = observed(&grid);
    let view = severity_view(&seen, Lambda::DEFAULT).expect("solved");
    assert!(!view.approximate && view.severities.len() == EXACT_JURORS);
    let rest = lift::residual_of(&seen, (4, 1), &view.solution);
    assert!(rest.iter().all(Zero::is_zero));
}
