use proptest::prelude::*;

use super::*;
use crate::engine::{
    rows::{read_sheets, read_ties},
    rules,
};

fn run(rules: &str, rows: &str, ties: &str) -> Result<(Rules, Scored), Vec<Problem>> {
    let rules = rules::read(rules.as_bytes())?;
    let sheets = read_sheets(
        format!("entry,juror,criterion,mark\n{rows}").as_bytes(),
        &rules,
    )?;
    let ties = match ties {
        "" => TieVotes::default(),
        ties => read_ties(ties.as_bytes(), &sheets)?,
    };
    score(&rules, sheets, &ties).map(|scored| (rules, scored))
}

/// `place entry score decided` of each entry, best first.
fn lines((rules, scored): &(Rules, Scored)) -> Vec<String> {
    let line = |p: &Placed| {
        let place = p.place.map_or_else(|| "-".to_owned(), |p| p.to_string());
        let score = scored
            .score_of(rules, p.entry)
            .map_or_else(|| "-".to_owned(), Exact::plain);
        format!(
            "{place} {} {score} {:?}",
            scored.sheets.entries[p.entry], p.decided
        )
    };
    scored.placed.iter().map(line).collect()
}

fn standings(rules: &str, rows: &str) -> Vec<String> {
    lines(&run(rules, rows, "").expect("a result"))
}

/// One line for each entry: marks of jurors 1, 2, … for criterion `c`.
fn rows(marks: &[(&str, &[&str])]) -> String {
    let mut lines = Vec::new();
    for (entry, marks) in marks {
        let jurors = (1..).zip(*marks);
        lines.extend(jurors.map(|(juror, mark)| format!("{entry},J{juror},c,{mark}\n")));
    }
    lines.concat()
}

fn one_part(fields: &str) -> String {
    format!(r#"{{"parts": [{{"name": "p", "marks": "c"{fields}}}]}}"#)
}

fn code(result: Result<(Rules, Scored), Vec<Problem>>) -> &'static str {
    result
        .expect_err("no result")
        .first()
        .expect("a problem")
        .code
}

#[test]
fn the_examples_of_the_help_page_come_out_as_it_says() {
    let [song, dive] = rules::EXAMPLES.map(|(rules, sheets)| {
        let rules = rules::read(rules.as_bytes()).expect("rules");
        let sheets = read_sheets(sheets.as_bytes(), &rules).expect("sheets");
        let scored = score(&rules, sheets, &TieVotes::default()).expect("a result");
        lines(&(rules, scored))
    });
    // 8 · 0.6 + 9 · 0.4 = 8.4 and 7.7; 9 · 0.6 + 7 · 0.4 = 8.2; 6 · 0.6 + 7 · 0.4 = 6.4
    assert_eq!(
        song,
        ["1 B-02 8.2 Score", "2 B-01 8.05 Score", "3 B-03 6.4 Score"]
    );
    // 7.5 + 8 + 8 = 23.5, times 2.4 = 56.4, less 2; 7 + 7 + 7.5 = 21.5, times 2.8 = 60.2
    assert_eq!(dive, ["1 Mai 60.2 Score", "2 Hoa 54.4 Score"]);
}

#[test]
fn rounding_stands_where_the_rules_put_it() {
    let marks = rows(&[("a", &["0.125", "0.125", "0.13"])]);
    let score = |fields: &str| {
        standings(&one_part(fields), &marks)[0]
            .split(' ')
            .nth(2)
            .map(str::to_owned)
    };
    let scores = [
        r#", "each": [{"round": 3}]"#,
        r#", "each_mark": [{"round": 2}], "each": [{"round": 3}]"#,
        r#", "each_sheet": [{"times": 10}, {"round": 0}], "each": [{"round": 3}]"#,
        r#", "each": [{"round": {"to": "0.25", "mode": "up"}}, {"times": "1/3"}], "then": [{"round": 2}]"#,
        r#", "each": [{"round": 1}], "then": [{"plus": 0.04}, {"at_least": 0.15}, {"at_most": 9}]"#,
    ]
    .map(|fields| score(fields).expect("a score"));
    assert_eq!(scores, ["0.127", "0.13", "1", "0.08", "0.15"]);
}

#[test]
fn ranks_and_grades_give_places() {
    let ranks = rows(&[
        ("a", &["1", "1", "3"]),
        ("b", &["2", "3", "1"]),
        ("c", &["3", "2", "2"]),
    ]);
    for method in ["schulze", "kemeny", "pairwise"] {
        let all = standings(&one_part(&format!(r#", "method": "{method}""#)), &ranks);
        assert_eq!(
            all,
            ["1 a 1 Score", "2 b 2 Score", "3 c 3 Score"],
            "{method}"
        );
    }
    assert_eq!(
        standings(&one_part(r#", "method": "borda""#), &ranks)[0],
        "1 a 4 Score"
    );
    assert_eq!(
        standings(
            &one_part(r#", "method": {"points_by_rank": [5, 3]}"#),
            &ranks
        )[0],
        "1 a 10 Score"
    );
    // marks instead of ranks: the higher is the better
    assert_eq!(
        standings(
            &one_part(r#", "method": "borda", "better": "higher""#),
            &ranks
        )[0],
        "1 c 4 Score"
    );
    let words = r#"{"words": {"poor": 0, "fair": 1, "good": 2}, "parts": [{"name": "p", "marks": "c", "method": "majority_judgment"}]}"#;
    let grades = rows(&[
        ("a", &["good", "fair", "poor"]),
        ("b", &["fair", "fair", "good"]),
        ("c", &["good", "good", "poor"]),
    ]);
    assert_eq!(
        standings(words, &grades),
        ["1 c 1 Score", "2 b 2 Score", "3 a 3 Score"]
    );
}

#[test]
fn a_juror_ranks_everybody_or_steps_back() {
    let gap = "a,J1,c,1\nb,J1,c,2\na,J2,c,1\n";
    let borda = one_part(r#", "method": "borda""#);
    assert_eq!(code(run(&borda, gap, "")), "rank-missing");
    assert_eq!(
        standings(&borda, &format!("{gap}b,J2,c,\n"))[0],
        "1 a 1 Score"
    );
    assert_eq!(
        standings(&one_part(r#", "method": "borda", "unranked": "last""#), gap)[0],
        "1 a 2 Score"
    );
    let many: Vec<String> = (0..15).map(|e| format!("e{e},J1,c,{}\n", e + 1)).collect();
    assert_eq!(
        code(run(
            &one_part(r#", "method": "kemeny""#),
            &many.concat(),
            ""
        )),
        "kemeny-size"
    );
}

#[test]
fn a_screening_needs_its_quorum_and_its_share() {
    use Advances::{No, Yes};

    let rules = r#"{"parts": [{"name": "p", "marks": "c", "method": {"yes_share": {"quorum": 2}}}], "advance": {"at_least": "1/2"}}"#;
    let marks = rows(&[
        ("a", &["yes", "no", "có"]),
        ("b", &["no", "không", "yes"]),
        ("c", &["yes", ""]),
        ("d", &["yes", "abstained", "no"]),
    ]);
    let result = run(rules, &marks, "").expect("a result");
    assert_eq!(
        lines(&result),
        [
            "1 a 2/3 Score",
            "2 d 0.5 Score",
            "3 b 1/3 Score",
            "- c - NotJudged"
        ]
    );
    let sides: Vec<_> = result.1.placed.iter().map(|p| p.advances).collect();
    assert_eq!(sides, [Some(Yes), Some(Yes), Some(No), Some(No)]);
    assert_eq!(code(run(rules, "a,J1,c,2\n", "")), "mark-scale");
}

#[test]
fn z_scores_stay_fractions_and_need_everybody() {
    let rules = one_part(r#", "method": "zscore""#);
    // J1 and J2 see the same distances on different scales
    let all = standings(
        &rules,
        &rows(&[
            ("a", &["1", "10"]),
            ("b", &["2", "20"]),
            ("c", &["3", "30"]),
        ]),
    );
    assert_eq!(all, ["1 c 1 Score", "2 b 0 Score", "3 a -1 Score"]);
    assert_eq!(
        code(run(&rules, &rows(&[("a", &["1", "2"]), ("b", &["2"])]), "")),
        "complete"
    );
    assert_eq!(
        code(run(
            &rules,
            &rows(&[("a", &["1", "2"]), ("b", &["2", ""])]),
            ""
        )),
        "complete"
    );
    assert_eq!(
        code(run(
            &rules,
            &rows(&[("a", &["1", "2"]), ("b", &["2", "2"])]),
            ""
        )),
        "equal-marks"
    );
}

#[test]
fn whoever_is_left_out_leaves_at_the_named_place() {
    let part = r#""parts": [{"name": "p", "marks": "c", "per": "criterion", "method": {"points_by_rank": [12, 10, 8, 7]}}]"#;
    let ranks = rows(&[
        ("a", &["1", "2"]),
        ("b", &["2", "1"]),
        ("c", &["3", "4"]),
        ("d", &["4", "3"]),
    ]);
    let with = |when: &str| {
        standings(
            &format!(r#"{{"left_out": {{"entries": ["b"], "when": "{when}"}}, {part}}}"#),
            &ranks,
        )
    };
    assert_eq!(
        with("after"),
        [
            "1 a 22 Score",
            "2 c 15 Shared",
            "2 d 15 Shared",
            "- b 22 LeftOut"
        ]
    );
    assert_eq!(
        with("before"),
        [
            "1 a 24 Score",
            "2 c 18 Shared",
            "2 d 18 Shared",
            "- b - LeftOut"
        ]
    );
}

#[test]
fn columns_add_up_as_the_rules_say() {
    let marks = "a,J,run 1,5\na,J,run 2,9\na,J,run 3,7\nb,J,run 1,8\nb,J,run 3,6\n";
    let with = |fields: &str| {
        standings(
            &format!(
                r#"{{"parts": [{{"name": "p", "marks": "run *", "per": "criterion"{fields}}}]}}"#
            ),
            marks,
        )
    };
    assert_eq!(with(""), ["1 a 21 Score", "- b - NotJudged"]);
    assert_eq!(
        with(r#", "add_up": {"best": 2}"#),
        ["1 a 16 Score", "2 b 14 Score"]
    );
    assert_eq!(
        with(r#", "add_up": {"worst": 1}"#),
        ["1 b 6 Score", "2 a 5 Score"]
    );
    assert_eq!(
        with(r#", "if_missing": 0"#),
        ["1 a 21 Score", "2 b 14 Score"]
    );
    assert_eq!(
        with(r#", "add_up": "mean", "if_missing": "skip", "weights": {"run 1": 3}"#),
        ["1 b 7.5 Score", "2 a 6.2 Score"]
    );
}

#[test]
fn a_sheet_counts_whole_or_not_at_all() {
    let rules =
        r#"{"parts": [{"name": "p", "marks": ["x", "y"], "unmarked": [0], "least_marks": 2}]}"#;
    let result = run(rules, "a,J1,x,1\na,J1,y,2\na,J2,x,3\na,J2,y,0\na,J3,x,1\na,J3,y,\na,J4,x,5\na,J4,y,abstained\na,J5,x,4\na,J5,y,4\nb,J1,x,1\nb,J1,y,1\n", "").expect("a result");
    assert_eq!(lines(&result), ["1 a 5.5 Score", "- b - NotJudged"]);
    let panel = result.1.parts[0].columns[0]
        .panel
        .as_ref()
        .expect("a panel");
    assert_eq!(
        panel.not_counted[0],
        SheetCounts {
            recused: 1,
            abstained: 1,
            not_yet: 1
        }
    );
}

#[test]
fn votes_count_as_many_sheets() {
    let fields = r#", "method": {"median": "low"}"#;
    let rules = one_part(fields).replacen('{', r#"{"votes": {"J1": 3, "J2": 0},"#, 1);
    assert_eq!(
        standings(&rules, &rows(&[("a", &["1", "9", "5"])])),
        ["1 a 1 Score"]
    );
}

const TIED: &str = "a,J1,c,4\na,J2,c,6\nb,J1,c,5\nb,J2,c,5\nd,J1,c,6\nd,J2,c,4\ne,J1,c,9\n";

#[test]
fn a_vote_or_a_lot_that_is_missing_is_waited_for() {
    let rules =
        |chain: &str| format!(r#"{{"parts": [{{"name": "p", "marks": "c"}}], "ties": {chain}}}"#);
    let after = |chain: &str, ties: &str| {
        lines(&run(&rules(chain), TIED, ties).expect("a result"))[1..].to_vec()
    };
    assert_eq!(
        after(r#"["worst"]"#, ""),
        ["2 b 5 Step(0)", "3 a 5 Shared", "3 d 5 Shared"]
    );
    assert_eq!(
        after(r#"["worst", "vote"]"#, "")[1..],
        ["3 a 5 AwaitsVote", "3 d 5 AwaitsVote"]
    );
    assert_eq!(
        after(r#"["worst", "vote"]"#, "entry,votes\na,2\nd,3\n")[1..],
        ["3 d 5 Step(1)", "4 a 5 Step(1)"]
    );
    assert_eq!(
        after(
            r#"["vote", "draw"]"#,
            "entry,votes,lot\na,2,2\nd,2,1\nb,1,3\n"
        ),
        ["2 d 5 Step(1)", "3 a 5 Step(1)", "4 b 5 Step(0)"]
    );
    assert_eq!(after(r#"["share", "vote"]"#, "")[0], "2 a 5 Shared");
    assert_eq!(after(r#"["draw"]"#, "")[0], "2 a 5 AwaitsDraw");
    assert_eq!(
        after(r#"["best", "majority"]"#, ""),
        ["2 a 5 Shared", "2 d 5 Shared", "4 b 5 Step(0)"]
    );
}

#[test]
fn every_step_of_the_chain_looks_at_what_it_names() {
    let rows = "a,J1,x,4\na,J1,y,6\na,J2,x,5\na,J2,y,5\na,J3,x,5\na,J3,y,4\nb,J1,x,5\nb,J1,y,4\nb,J2,x,5\nb,J2,y,6\nb,J3,x,5\nb,J3,y,4\n";
    let first = |tie: &str, better: &str| {
        let rules = format!(
            r#"{{"parts": [{{"name": "p", "marks": ["x", "y"], "better": "{better}"}}, {{"name": "half", "parts": ["p"], "each": [{{"times": 0}}]}}], "score": "half", "ties": [{tie}]}}"#
        );
        lines(&run(&rules, rows, "").expect("a result"))[0].clone()
    };
    assert_eq!(first(r#"{"criterion": "x"}"#, "higher"), "1 b 0 Step(0)");
    assert_eq!(first(r#"{"criterion": "x"}"#, "lower"), "1 a 0 Step(0)");
    assert_eq!(first(r#""median""#, "higher"), "1 a 0 Step(0)");
    assert_eq!(first(r#"{"median": "p"}"#, "lower"), "1 b 0 Step(0)");
    assert_eq!(first(r#""best""#, "higher"), "1 b 0 Step(0)");
    assert_eq!(first(r#""worst""#, "higher"), "1 a 0 Shared");
    assert_eq!(first(r#""majority""#, "higher"), "1 a 0 Shared");
    assert_eq!(first(r#"{"part": "p"}"#, "lower"), "1 a 0 Shared");
}

#[test]
fn a_tie_across_the_line_is_told() {
    use Advances::{No, Open, Yes};
    let sides = |advance: &str, ties: &str| -> Vec<Advances> {
        let rules = format!(
            r#"{{"parts": [{{"name": "p", "marks": "c"}}], "ties": {ties}, "advance": {advance}}}"#
        );
        let (_, scored) = run(&rules, TIED, "").expect("a result");
        scored.placed.iter().filter_map(|p| p.advances).collect()
    };
    assert_eq!(sides(r#"{"first": 2}"#, "[]"), [Yes, Yes, Yes, Yes]);
    assert_eq!(
        sides(r#"{"first": 2, "tie": "leave_out"}"#, "[]"),
        [Yes, No, No, No]
    );
    assert_eq!(
        sides(r#"{"first": 2, "tie": "open"}"#, "[]"),
        [Yes, Open, Open, Open]
    );
    assert_eq!(
        sides(r#"{"first": 2}"#, r#"["vote"]"#),
        [Yes, Open, Open, Open]
    );
    assert_eq!(sides(r#"{"first": 2}"#, r#"["worst"]"#), [Yes, Yes, No, No]);
    assert_eq!(sides(r#"{"share": "30%"}"#, "[]"), [Yes, No, No, No]);
    assert_eq!(sides(r#"{"at_least": 5}"#, "[]"), [Yes, Yes, Yes, Yes]);
    assert_eq!(
        sides(r#"{"better_than": 5, "first": 9}"#, "[]"),
        [Yes, No, No, No]
    );
}

#[test]
fn ranking_by_rounded_scores_ties_what_looks_equal() {
    let rules =
        |rank: &str| format!(r#"{{"parts": [{{"name": "p", "marks": "c"}}], "rank_on": {rank}}}"#);
    let marks = rows(&[("a", &["5", "5", "6"]), ("b", &["5.3", "5.3", "5.3"])]);
    assert_eq!(standings(&rules(r#""exact""#), &marks)[0], "1 a 16/3 Score");
    assert_eq!(
        standings(&rules(r#"{"rounded": 1}"#), &marks)[1],
        "1 b 5.3 Shared"
    );
}

#[test]
fn what_is_missing_or_too_large_is_told() {
    let given = r#"{"parts": [{"name": "p", "marks": "c", "each": [{"times": {"given": "d"}}]}]}"#;
    assert_eq!(code(run(given, "a,J1,c,1\nb,,d,2\n", "")), "given-missing");
    let large = one_part(&format!(
        r#", "each_sheet": [{}]"#,
        [r#"{"times": 999999999999}"#; 4].join(",")
    ));
    assert_eq!(code(run(&large, "a,J1,c,1\n", "")), "too-large");
    let weightless = one_part(r#", "add_up": "mean", "weights": {"c": 0}"#);
    assert_eq!(code(run(&weightless, "a,J1,c,1\n", "")), "above-zero");
    let unknown = r#"{"parts": [{"name": "p", "marks": "c"}], "left_out": {"entries": ["z"], "when": "after"}}"#;
    assert_eq!(code(run(unknown, "a,J1,c,1\n", "")), "entry-unknown");
}

/// Up to 6 entries × 7 jurors × 2 criteria with holes, as rows.
fn contest() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(proptest::option::weighted(0.9, [0_u8..=10, 0_u8..=10]), 42).prop_map(
        |cells| {
            let cells = cells.into_iter().enumerate();
            let sheet = |(i, marks): (usize, Option<[u8; 2]>)| {
                let (entry, juror) = (i / 7, i % 7);
                let marks =
                    marks.map_or([String::new(), String::new()], |m| m.map(|m| m.to_string()));
                ["x", "y"]
                    .into_iter()
                    .zip(marks)
                    .map(move |(c, mark)| format!("e{entry},J{juror},{c},{mark}"))
            };
            cells.flat_map(sheet).collect()
        },
    )
}

const CHAIN: &str = r#", "ties": [{"criterion": "y"}, "median", "worst", "best", "majority"]"#;

fn two_criteria(method: &str, further: &str) -> String {
    format!(
        r#"{{"parts": [{{"name": "p", "marks": ["x", "y"], "weights": {{"x": 3, "y": 2}}, "add_up": "mean", "method": {method}}}]{further}}}"#
    )
}

fn method() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        r#""mean""#,
        r#"{"trimmed": 1}"#,
        r#"{"clip": {"within": 2, "round": 1}}"#,
        r#""median""#,
        r#""default""#,
        r#"{"drop_outside": 3}"#,
        r#""majority_judgment""#,
        r#""borda""#,
        r#""schulze""#,
        r#""kemeny""#,
        r#""pairwise""#,
        r#"{"geometric": "43/52"}"#,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    // property 1
    #[test]
    fn the_order_of_rows_changes_nothing(rows in contest(), method in method(), key in any::<u64>()) {
        let mixed = crate::engine::shuffled(&[7; 32], &key.to_be_bytes(), &rows);
        let rules = two_criteria(method, CHAIN);
        let told = |rows: &[String]| run(&rules, &rows.join("\n"), "").map(|result| (lines(&result), result.1.notices));
        prop_assert_eq!(told(&rows), told(&mixed));
    }

    // property 4
    #[test]
    fn equal_marks_tie_everybody(method in method(), mark in 0_u8..=10) {
        let rows: Vec<String> = (0..5).flat_map(|e| (0..7).flat_map(move |j| ["x", "y"].map(|c| format!("e{e},J{j},{c},{mark}")))).collect();
        let (_, scored) = run(&two_criteria(method, CHAIN), &rows.join("\n"), "").expect("a result");
        prop_assert!(scored.placed.iter().all(|p| p.place == Some(1) && p.decided == Decided::Shared));
    }

    // property 5
    #[test]
    fn scaled_weights_and_split_criteria_change_nothing(rows in contest(), method in method(), by in 2_u32..50) {
        let rules = two_criteria(method, "");
        let scaled = rules.replace(r#""x": 3, "y": 2"#, &format!(r#""x": {}, "y": {}"#, 3 * by, 2 * by));
        let split = rules.replace(r#"["x", "y"]"#, r#"["x", "y", "z"]"#).replace(r#""y": 2"#, r#""y": 1, "z": 1"#);
        let mut with_z = rows.clone();
        with_z.extend(rows.iter().filter(|r| r.contains(",y,")).map(|r| r.replace(",y,", ",z,")));
        let told = |rules: &str, rows: &[String]| run(rules, &rows.join("\n"), "").map(|r| lines(&r));
        let first = told(&rules, &rows);
        prop_assert_eq!(&first, &told(&scaled, &rows));
        prop_assert_eq!(&first, &told(&split, &with_z));
    }

    // property 3
    #[test]
    fn a_better_mark_never_costs_a_place(rows in contest(), at in any::<prop::sample::Index>(), method in 0_usize..4) {
        let method = [r#""mean""#, r#"{"trimmed": 1}"#, r#"{"clip": {"within": 2, "round": 1}}"#, r#""median""#][method];
        let marked: Vec<usize> = (0..rows.len()).filter(|i| !rows[*i].ends_with([',', '0'])).collect();
        prop_assume!(!marked.is_empty());
        let at = marked[at.index(marked.len())];
        let (cell, mark) = rows[at].rsplit_once(',').expect("four cells");
        let entry = cell.split(',').next().expect("an entry");
        let mut raised = rows.clone();
        raised[at] = format!("{cell},{}", mark.parse::<u8>().expect("a mark") + 1);
        let place = |rows: &[String]| {
            let (_, scored) = run(&two_criteria(method, ""), &rows.join("\n"), "").expect("a result");
            scored.placed.iter().find(|p| scored.sheets.entries[p.entry] == entry).and_then(|p| p.place)
        };
        prop_assert!(place(&raised) <= place(&rows));
    }

    // property 10
    #[test]
    fn a_recusal_is_as_if_the_sheet_had_never_been(rows in contest(), method in method()) {
        prop_assume!(!method.contains("default"));
        let kept: Vec<String> = rows.iter().filter(|r| !r.ends_with(',')).cloned().collect();
        let ranked = ["borda", "schulze", "kemeny", "pairwise", "geometric"].iter().any(|m| method.contains(m));
        let rules = two_criteria(method, CHAIN);
        let with = run(&rules, &rows.join("\n"), "").map(|r| lines(&r));
        let without = run(&rules, &kept.join("\n"), "").map(|r| lines(&r));
        let of = |lines: Vec<String>| lines.into_iter().filter(|l| !l.starts_with('-')).collect::<Vec<_>>();
        match without {
            Ok(without) => prop_assert_eq!(of(with.expect("a result")), of(without)),
            // a juror who says nothing at all of an entry has forgotten it
            Err(_) => prop_assert!(ranked && kept.len() < rows.len()),
        }
    }

    // property 11
    #[test]
    fn the_chain_orders_a_group_whoever_else_is_there(rows in contest()) {
        let rules = two_criteria(r#""mean""#, &format!(r#", "rank_on": {{"rounded": {{"to": 2}}}}{CHAIN}"#));
        let (_, scored) = run(&rules, &rows.join("\n"), "").expect("a result");
        for group in scored.placed.chunk_by(|a, b| a.tie_group == b.tie_group).filter(|g| g[0].tie_group.is_some()) {
            let names: Vec<&str> = group.iter().map(|p| scored.sheets.entries[p.entry].as_str()).collect();
            let own: Vec<String> = rows.iter().filter(|r| names.iter().any(|n| r.starts_with(&format!("{n},")))).cloned().collect();
            let (_, alone) = run(&rules, &own.join("\n"), "").expect("a result");
            let first = group[0].place.expect("a place");
            let expected: Vec<_> = group.iter().map(|p| (p.place.map(|p| p - first + 1), p.decided)).collect();
            prop_assert_eq!(alone.placed.iter().map(|p| (p.place, p.decided)).collect::<Vec<_>>(), expected);
            prop_assert_eq!(alone.placed.iter().map(|p| alone.sheets.entries[p.entry].as_str()).collect::<Vec<_>>(), names);
        }
    }
}
