use proptest::prelude::*;

use super::*;
use crate::engine::score::Scale;

fn rules(method: Method, chain: Vec<TieBreak>) -> StandingRules {
    let scale = |weight| Scale {
        least: 0,
        most: 10,
        step: 1,
        weight,
    };
    let form = Form::new(vec![scale(1), scale(1)]).expect("a usable form");
    StandingRules {
        form,
        method,
        least_sheets: 1,
        chain,
        places: 2,
    }
}

fn sheet(entry: &'static str, juror: u8, marks: [i64; 2]) -> Sheet<&'static str, u8> {
    Sheet {
        entry,
        juror,
        answer: Answer::Marks(marks.map(Some).to_vec()),
    }
}

fn ranks(standings: &[Standing<&'static str>]) -> Vec<(&'static str, Option<usize>)> {
    standings.iter().map(|s| (s.entry, s.rank)).collect()
}

#[test]
fn the_mean_ranks_and_tells_its_spread() {
    let sheets = [
        sheet("a", 1, [10, 8]),
        sheet("a", 2, [6, 8]),
        sheet("b", 1, [9, 9]),
        sheet("b", 2, [9, 9]),
    ];
    let all = standings(&rules(Method::Mean, vec![]), &["a", "b", "c"], &sheets).expect("ranked");
    assert_eq!(ranks(&all), [("b", Some(1)), ("a", Some(2)), ("c", None)]);
    assert_eq!(
        (
            all[1].display.as_str(),
            all[1].lowest.as_str(),
            all[1].median.as_str(),
            all[1].highest.as_str()
        ),
        ("8.00", "7.00", "8.00", "9.00")
    );
    // totals 9 and 7: standard deviation √2
    assert_eq!(all[1].spread, "1.414213");
    assert_eq!((all[1].range.as_str(), all[2].range.as_str()), ("2.00", ""));
    assert_eq!(all[0].spread, "0.000000");
    assert_eq!((all[2].display.as_str(), all[2].score), ("", None));
}

#[test]
fn abstained_recused_and_incomplete_sheets_never_count() {
    let mut sheets = vec![sheet("a", 1, [4, 4])];
    sheets.push(Sheet {
        entry: "a",
        juror: 2,
        answer: Answer::Abstained,
    });
    sheets.push(Sheet {
        entry: "a",
        juror: 3,
        answer: Answer::Recused,
    });
    sheets.push(Sheet {
        entry: "a",
        juror: 4,
        answer: Answer::Marks(vec![Some(10), None]),
    });
    let all = standings(&rules(Method::Mean, vec![]), &["a"], &sheets).expect("ranked");
    assert_eq!(
        (
            all[0].display.as_str(),
            all[0].counted,
            all[0].abstained,
            all[0].recused,
            all[0].incomplete
        ),
        ("4.00", 1, 1, 1, 1)
    );
    let strict = StandingRules {
        least_sheets: 2,
        ..rules(Method::Mean, vec![])
    };
    assert_eq!(
        standings(&strict, &["a"], &sheets).expect("ranked")[0].rank,
        None
    );
}

#[test]
fn trimming_drops_one_at_each_end_from_five_sheets_on() {
    let five: Vec<_> = [0, 5, 5, 6, 10]
        .into_iter()
        .zip(0..)
        .map(|(k, j)| sheet("a", j, [k, k]))
        .collect();
    let all = standings(&rules(Method::trimmed(1), vec![]), &["a"], &five).expect("ranked");
    assert_eq!((all[0].display.as_str(), all[0].dropped), ("5.33", 2));
    let four = standings(&rules(Method::trimmed(1), vec![]), &["a"], &five[..4]).expect("ranked");
    assert_eq!((four[0].display.as_str(), four[0].dropped), ("4.00", 0));
    let middle = standings(
        &rules(Method::Median(Middle::Mid), vec![]),
        &["a"],
        &five[..4],
    )
    .expect("ranked");
    assert_eq!(middle[0].display, "5.00");
}

#[test]
fn the_default_trims_only_complete_panels_of_seven() {
    let seven: Vec<_> = (0..7)
        .flat_map(|j| ["a", "b"].map(|e| sheet(e, j, if j == 0 { [0, 0] } else { [8, 8] })))
        .collect();
    let full = standings(&rules(Method::Default, vec![]), &["a", "b"], &seven).expect("ranked");
    assert_eq!((full[0].display.as_str(), full[0].dropped), ("8.00", 2));
    let mut recused = seven.clone();
    recused.push(Sheet {
        entry: "a",
        juror: 9,
        answer: Answer::Recused,
    });
    recused.push(sheet("b", 9, [8, 8]));
    assert_eq!(
        standings(&rules(Method::Default, vec![]), &["a", "b"], &recused).expect("ranked")[0]
            .dropped,
        2
    );
    let gap = standings(&rules(Method::Default, vec![]), &["a", "b"], &seven[1..]).expect("ranked");
    assert!(gap.iter().all(|s| s.dropped == 0));
}

#[test]
fn every_step_of_the_chain_can_decide() {
    use TieBreak::{Criterion, Lowest, Majority, Median};
    let chain = vec![Criterion(0), Median, Lowest, Majority];
    let decide = |sheets: &[Sheet<&'static str, u8>]| {
        let all =
            standings(&rules(Method::Mean, chain.clone()), &["a", "b"], sheets).expect("ranked");
        (all[0].entry, all[0].rank, all[1].rank, all[0].decided_by)
    };
    // the same sum, but b is stronger in the named criterion
    assert_eq!(
        decide(&[sheet("a", 1, [4, 6]), sheet("b", 1, [6, 4])]),
        ("b", Some(1), Some(2), Step::Chain(Criterion(0)))
    );
    // totals 2 9 10 against 6 7 8 (twice): equal sum 21, medians 9 and 7
    let m: Vec<_> = [(2, 6), (9, 7), (10, 8)]
        .into_iter()
        .zip(0..)
        .flat_map(|((x, y), j)| [sheet("a", j, [x, x]), sheet("b", j, [y, y])])
        .collect();
    assert_eq!(decide(&m), ("a", Some(1), Some(2), Step::Chain(Median)));
    // 2 7 9 against 4 7 7: equal sum and median, lowest 2 and 4
    let l: Vec<_> = [(2, 4), (7, 7), (9, 7)]
        .into_iter()
        .zip(0..)
        .flat_map(|((x, y), j)| [sheet("a", j, [x, x]), sheet("b", j, [y, y])])
        .collect();
    assert_eq!(decide(&l), ("b", Some(1), Some(2), Step::Chain(Lowest)));
    // the same totals dealt to jurors so that two of three prefer b
    let p: Vec<_> = [(5, 6), (6, 7), (7, 5)]
        .into_iter()
        .zip(0..)
        .flat_map(|((x, y), j)| [sheet("a", j, [x, x]), sheet("b", j, [y, y])])
        .collect();
    assert_eq!(decide(&p), ("b", Some(1), Some(2), Step::Chain(Majority)));
    // identical sheets: nothing decides, the place is shared
    assert_eq!(
        decide(&[sheet("a", 1, [5, 5]), sheet("b", 1, [5, 5])]),
        ("a", Some(1), Some(1), Step::Unresolved)
    );
}

#[test]
fn the_chain_goes_on_within_subgroups_and_never_restarts() {
    use TieBreak::{Criterion, Lowest};
    // criterion 0 lifts c above a and b; a and b are parted by their lowest sheet
    let sheets = [
        sheet("a", 1, [5, 3]),
        sheet("a", 2, [5, 7]),
        sheet("b", 1, [5, 5]),
        sheet("b", 2, [5, 5]),
        sheet("c", 1, [6, 4]),
        sheet("c", 2, [6, 4]),
        sheet("d", 1, [9, 9]),
        sheet("e", 1, [0, 0]),
    ];
    let all = standings(
        &rules(Method::Mean, vec![Criterion(0), Lowest]),
        &["a", "b", "c", "d", "e"],
        &sheets,
    )
    .expect("ranked");
    assert_eq!(
        ranks(&all),
        [
            ("d", Some(1)),
            ("c", Some(2)),
            ("b", Some(3)),
            ("a", Some(4)),
            ("e", Some(5))
        ]
    );
    assert_eq!(
        all.iter().map(|s| s.tie_group).collect::<Vec<_>>(),
        [None, Some(1), Some(1), Some(1), None]
    );
    assert_eq!(all[1].decided_by, Step::Chain(Criterion(0)));
    assert_eq!(all[2].decided_by, Step::Chain(Lowest));
    assert_eq!(all[0].decided_by, Step::Score);
}

#[test]
fn what_cannot_be_ranked_is_named() {
    let r = rules(Method::Mean, vec![]);
    assert_eq!(
        standings(&r, &["a"], &[sheet("x", 1, [1, 1])]),
        Err(StandingError::UnknownEntry(0))
    );
    assert_eq!(
        standings(&r, &["a"], &[sheet("a", 1, [1, 1]), sheet("a", 1, [2, 2])]),
        Err(StandingError::Twice(1))
    );
    assert_eq!(
        standings(&r, &["a"], &[sheet("a", 1, [1, 11])]),
        Err(StandingError::Mark(0, MarkError::OffScale(1)))
    );
    let named = rules(Method::Mean, vec![TieBreak::Criterion(2)]);
    assert_eq!(
        standings::<&str, u8>(&named, &["a"], &[]),
        Err(StandingError::Chain)
    );
}

/// Up to 8 entries × 6 jurors with holes.
fn round() -> impl Strategy<Value = Vec<Sheet<usize, usize>>> {
    proptest::collection::vec(
        proptest::option::weighted(0.85, [0_i64..=10, 0_i64..=10]),
        48,
    )
    .prop_map(|cells| {
        cells
            .into_iter()
            .enumerate()
            .filter_map(|(i, marks)| {
                marks.map(|m| Sheet {
                    entry: i / 6,
                    juror: i % 6,
                    answer: Answer::Marks(m.map(Some).to_vec()),
                })
            })
            .collect()
    })
}

const CHAIN: [TieBreak; 4] = [
    TieBreak::Criterion(1),
    TieBreak::Median,
    TieBreak::Lowest,
    TieBreak::Majority,
];

proptest! {
    #[test]
    fn the_order_of_sheets_and_entries_does_not_matter(sheets in round(), key in any::<u64>(), trimmed in any::<bool>()) {
        let r = rules(if trimmed { Method::trimmed(1) } else { Method::Mean }, CHAIN.to_vec());
        let entries: Vec<usize> = (0..8).collect();
        let first = standings(&r, &entries, &sheets);
        let seed = [4; 32];
        let mixed = crate::engine::shuffled(&seed, &key.to_be_bytes(), &sheets);
        let entries = crate::engine::shuffled(&seed, &key.to_le_bytes(), &entries);
        prop_assert_eq!(first, standings(&r, &entries, &mixed));
    }

    #[test]
    fn places_follow_scores_without_gaps(sheets in round()) {
        let all = standings(&rules(Method::Mean, CHAIN.to_vec()), &(0..8).collect::<Vec<_>>(), &sheets).expect("ranked");
        let judged: Vec<_> = all.iter().filter(|s| s.rank.is_some()).collect();
        for (i, s) in judged.iter().enumerate() {
            let better = judged.iter().filter(|o| o.rank < s.rank).count();
            prop_assert_eq!(s.rank, Some(better + 1));
            if i > 0 {
                prop_assert!(judged[i - 1].score >= s.score);
                prop_assert!(judged[i - 1].rank <= s.rank);
            }
        }
    }

    #[test]
    fn a_better_mark_never_costs_a_place(sheets in round(), at in any::<prop::sample::Index>(), criterion in 0_usize..2) {
        prop_assume!(!sheets.is_empty());
        let r = rules(Method::Mean, vec![]);
        let entries: Vec<usize> = (0..8).collect();
        let mut raised = sheets.clone();
        let i = at.index(sheets.len());
        let entry = sheets[i].entry;
        if let Answer::Marks(marks) = &mut raised[i].answer {
            marks[criterion] = marks[criterion].map(|k| (k + 1).min(10));
        }
        let place = |sheets: &[Sheet<usize, usize>]| {
            standings(&r, &entries, sheets).expect("ranked").into_iter().find(|s| s.entry == entry).and_then(|s| s.rank)
        };
        prop_assert!(place(&raised) <= place(&sheets));
    }

    #[test]
    fn adding_the_same_to_every_mark_changes_no_place(sheets in proptest::collection::vec([0_i64..=9, 0_i64..=9], 24)) {
        let r = rules(Method::trimmed(1), CHAIN.to_vec());
        let build = |add: i64| -> Vec<Sheet<usize, usize>> {
            sheets.iter().enumerate().map(|(i, m)| Sheet { entry: i / 6, juror: i % 6, answer: Answer::Marks(m.map(|k| Some(k + add)).to_vec()) }).collect()
        };
        let place = |add| standings(&r, &[0, 1, 2, 3], &build(add)).expect("ranked").into_iter().map(|s| (s.entry, s.rank, s.spread)).collect::<Vec<_>>();
        prop_assert_eq!(place(0), place(1));
    }
}
