use std::collections::BTreeMap;

use super::*;
use crate::engine::advice::exact::shown;
use crate::engine::advice::severity::{Lambda, severity_view};
use crate::engine::draw::Prng;
use crate::engine::score::{Form, Scale};
use crate::engine::standing::{Answer, Sheet};

/// 24 works of rising quality, two criteria of 0 to 20, five jurors; `mark` gives (work, juror) → marks.
fn round(mark: impl Fn(i64, usize) -> [i64; 2]) -> Observed<usize, usize> {
    let scale = Scale {
        least: 0,
        most: 20,
        step: 1,
        weight: 1,
    };
    let form = Form::new(vec![scale; 2]).expect("usable");
    let mut sheets = Vec::new();
    let mut places = BTreeMap::new();
    for entry in 0..24 {
        for juror in 0..5 {
            let work = i64::try_from(entry).expect("small");
            let marks = mark(work, juror).map(|m| Some(m.clamp(0, 20))).to_vec();
            sheets.push(Sheet {
                entry,
                juror,
                answer: Answer::Marks(marks),
            });
            places.insert((entry, juror), work);
        }
    }
    Observed::new(&form, &sheets)
        .expect("reads")
        .with_positions(&places)
}

/// What anybody would give: quality, a taste of the juror's own, and two criteria that differ by six.
fn usual(work: i64, juror: usize) -> [i64; 2] {
    let mut prng = Prng::new(&[5; 32], format!("{work} {juror}").as_bytes());
    let taste = i64::try_from(prng.below(5)).expect("small") - 2;
    // the order of works is not the order of judging: quality goes up and down
    let quality = 6 + (work * 5) % 24 / 3;
    [quality + taste - 3, quality + taste + 3]
}

fn flags(mark: impl Fn(i64, usize) -> [i64; 2]) -> Vec<Vec<Flag>> {
    let seen = round(mark);
    let view = severity_view(&seen, Lambda::DEFAULT).expect("solved");
    juror_figures(&seen, &view)
        .into_iter()
        .map(|f| f.flags)
        .collect()
}

fn with(juror: usize, change: impl Fn(i64, [i64; 2]) -> [i64; 2]) -> Vec<Flag> {
    let mut all = flags(|work, j| {
        if j == juror {
            change(work, usual(work, j))
        } else {
            usual(work, j)
        }
    });
    all.swap_remove(juror)
}

#[test]
fn nobody_is_asked_without_reason() {
    assert_eq!(flags(usual), vec![Vec::<Flag>::new(); 5]);
}

#[test]
fn each_peculiarity_is_found_and_named() {
    assert_eq!(with(1, |_, m| m.map(|m| m - 3)), [Flag::Strict]);
    assert_eq!(with(2, |_, m| m.map(|m| m + 3)), [Flag::Generous]);
    assert_eq!(with(3, |_, [a, b]| [i64::midpoint(a, b); 2]), [Flag::Halo]);
    assert!(with(0, |_, [a, b]| [10 + (a - 10) / 5, 10 + (b - 10) / 5]).contains(&Flag::Central));
    assert!(with(4, |work, m| m.map(|m| m + 4 - work / 3)).contains(&Flag::Drift));
    let apart = with(0, |_, [a, b]| [17 - a, 23 - b]);
    assert!(
        apart.contains(&Flag::Apart) && apart.contains(&Flag::Unpredictable),
        "{apart:?}"
    );
}

#[test]
fn whoever_marks_like_the_mean_is_smooth() {
    let smooth = with(2, |work, _| {
        let quality = 6 + (work * 5) % 24 / 3;
        [quality - 3, quality + 3]
    });
    assert_eq!(smooth, [Flag::Smooth]);
}

#[test]
fn figures_are_exact() {
    let seen = round(|work, juror| [work % 20, if juror == 0 { 0 } else { work % 20 }]);
    let view = severity_view(&seen, Lambda::DEFAULT).expect("solved");
    let figures = juror_figures(&seen, &view);
    // Σ of work % 20 over 24 works is 196; one criterion of two, of 20
    assert_eq!(figures[0].mean, Ratio::new(196.into(), (24 * 40).into()));
    assert_eq!(figures[0].sheets, 24);
    assert_eq!(
        figures[1]
            .correlation
            .as_ref()
            .map(Correlation::shown)
            .as_deref(),
        Some("1.000000")
    );
    // the others' two marks are alike, so nothing can be said of the first's
    assert_eq!(figures[0].halo, None);
    let change = figures[0].drift.as_ref().map(|d| shown(&d.change, 3));
    assert!(change.is_some_and(|c| c.starts_with("-0.")));
    assert!(figures[0].deviation_shown(&seen).is_some() && figures[0].error_shown(&seen).is_some());
}

#[test]
fn seven_sheets_flag_nobody() {
    let form = Form::new(vec![Scale {
        least: 0,
        most: 20,
        step: 1,
        weight: 1,
    }])
    .expect("usable");
    let mut sheets = Vec::new();
    for entry in 0..7_i64 {
        for juror in 0..3 {
            let mark = if juror == 0 { 20 } else { entry };
            sheets.push(Sheet {
                entry,
                juror,
                answer: Answer::Marks(vec![Some(mark)]),
            });
        }
    }
    let seen = Observed::new(&form, &sheets).expect("reads");
    let view = severity_view(&seen, Lambda::DEFAULT).expect("solved");
    assert!(
        juror_figures(&seen, &view)
            .iter()
            .all(|f| f.flags.is_empty())
    );
}
