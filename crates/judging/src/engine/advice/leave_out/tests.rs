use super::*;
use crate::engine::advice::severity::{Lambda, severity_view};
use crate::engine::methods::Method;
use crate::engine::score::{Form, Scale};
use crate::engine::standing::{Answer, TieBreak};

type Marks<'a> = &'a [&'a [Option<i64>]];

fn round(table: Marks<'_>) -> (StandingRules, Vec<usize>, Vec<Sheet<usize, usize>>) {
    let rules = StandingRules {
        form: Form::new(vec![Scale {
            least: 0,
            most: 10,
            step: 1,
            weight: 1,
        }])
        .expect("usable"),
        method: Method::Mean,
        least_sheets: 2,
        chain: vec![TieBreak::Lowest],
        places: 2,
    };
    let mut sheets = Vec::new();
    for (entry, row) in table.iter().enumerate() {
        for (juror, mark) in row.iter().enumerate().filter_map(|(j, m)| Some((j, (*m)?))) {
            sheets.push(Sheet {
                entry,
                juror,
                answer: Answer::Marks(vec![Some(mark)]),
            });
        }
    }
    (rules, (0..table.len()).collect(), sheets)
}

/// The best gets the prize.
fn one_prize(ranked: &[Ranked<usize>]) -> BTreeMap<usize, &'static str> {
    ranked.iter().take(1).map(|r| (r.entry, "A")).collect()
}

#[test]
fn the_juror_on_whom_a_prize_hangs_is_named() {
    let (rules, entries, sheets) = round(&[
        &[Some(10), Some(5), Some(5)],
        &[Some(6), Some(6), Some(6)],
        &[Some(0), Some(1), Some(2)],
    ]);
    let found = leave_one_out(&rules, (&entries, &sheets), one_prize).expect("ranks");
    let change = |entry, now, then| Change { entry, now, then };
    let expected = [
        vec![change(0, Some("A"), None), change(1, None, Some("A"))],
        vec![],
        vec![],
    ];
    let expected: Vec<_> = (0..)
        .zip(expected)
        .map(|(juror, changes)| Without { juror, changes })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_work_is_not_lost_for_having_one_sheet_less() {
    let (rules, entries, sheets) = round(&[&[Some(9), Some(9), None], &[None, Some(3), Some(3)]]);
    let found = leave_one_out(&rules, (&entries, &sheets), one_prize).expect("ranks");
    assert!(found.iter().all(|w| w.changes.is_empty()), "{found:?}");
}

#[test]
fn a_generous_juror_s_work_falls_in_the_adjusted_order() {
    // juror 0 gives two more than the others; entry 0 was seen by juror 0 twice as much as entry 1
    let table: Marks<'_> = &[
        &[Some(9), Some(7), None],
        &[None, Some(8), Some(7)],
        &[Some(5), Some(3), Some(3)],
        &[Some(8), Some(6), Some(6)],
        &[Some(4), Some(2), Some(2)],
        &[Some(3), None, None],
    ];
    let (rules, entries, sheets) = round(table);
    let seen = Observed::new(&rules.form, &sheets).expect("reads");
    let view = severity_view(&seen, Lambda::NONE).expect("solved");
    let plain = standings(&rules, &entries, &sheets).expect("ranks");
    assert_eq!(plain[0].entry, 0);
    let adjusted = ranked_adjusted(&seen, &view, &plain).expect("one part");
    assert_eq!(adjusted[0].entry, 1);
    // entry 5 has one sheet: not judged, so not there
    assert_eq!(
        adjusted.iter().map(|r| r.rank).collect::<Vec<_>>(),
        [1, 2, 3, 4, 5]
    );
    let found = changes(&one_prize(&ranked(&plain)), &one_prize(&adjusted));
    assert_eq!(found.iter().map(|c| c.entry).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn parts_never_compared_have_no_adjusted_order() {
    let (rules, entries, sheets) = round(&[
        &[Some(9), Some(7), None, None],
        &[None, None, Some(7), Some(8)],
    ]);
    let seen = Observed::new(&rules.form, &sheets).expect("reads");
    let view = severity_view(&seen, Lambda::DEFAULT).expect("solved");
    let plain = standings(&rules, &entries, &sheets).expect("ranks");
    assert_eq!(ranked_adjusted(&seen, &view, &plain), None);
}
