use std::fmt::Write as _;

use super::*;
use crate::engine::{
    rows::{TieVotes, read_sheets},
    rules,
    scoring::{Scored, leave_one_out, score},
};

const RULES: &str = r#"{
    "scales": {"*": {"least": 0, "most": 10, "step": 0.5}},
    "parts": [{"name": "Jury", "marks": ["a", "b"], "weights": {"a": "3/2", "b": 1}, "add_up": "mean", "method": "mean"}],
    "advance": {"first": 2}
}"#;

fn read(rules: &str, rows: &str) -> (Rules, Scored) {
    let rules = rules::read(rules.as_bytes()).expect("rules");
    let text = format!("entry,juror,criterion,mark\n{rows}");
    let sheets = read_sheets(text.as_bytes(), &rules).expect("sheets");
    let scored = score(&rules, sheets, &TieVotes::default()).expect("scores");
    (rules, scored)
}

/// `strict` takes two points off what the others give; every work has two of three jurors.
fn uneven() -> String {
    let mut rows = String::new();
    for entry in 0..9 {
        let own = 4 + entry / 2;
        for (juror, off) in [("even", 0), ("fair", 0), ("strict", 2)] {
            let skipped = ["even", "fair", "strict"][entry % 3];
            if juror != skipped {
                let mark = own - off;
                let _ = write!(
                    rows,
                    "E{entry},{juror},a,{mark}\nE{entry},{juror},b,{mark}\n"
                );
            }
        }
    }
    rows
}

#[test]
fn whoever_takes_off_points_is_found_strict_on_the_range_of_the_marks() {
    let (rules, scored) = read(RULES, &uneven());
    let all = of_parts(&rules, &scored.sheets);
    let [jury] = &all[..] else {
        panic!("one part: {}", all.len())
    };
    assert_eq!((jury.part, &jury.criterion), (0, &None));
    assert_eq!(jury.seen.sheets(), 18);
    assert_eq!(jury.range(), whole(10));
    let severities: Vec<f64> = jury
        .found
        .jurors
        .iter()
        .map(|j| (&j.severity * jury.range()).to_string())
        .map(|text| {
            let (p, q) = text.split_once('/').expect("a fraction");
            p.parse::<f64>().expect("p") / q.parse::<f64>().expect("q")
        })
        .collect();
    // drawn towards zero by λ = 4, so less than the 4/3 that it is
    assert!(
        severities[2] < -0.4 && severities[2] > -1.34,
        "{severities:?}"
    );
    assert!(severities[0] > 0.2 && severities[1] > 0.2, "{severities:?}");
    let adjusted = jury.adjusted(&scored.placed).expect("one component");
    assert!(
        adjusted.iter().any(|(_, now, then)| now != then),
        "{adjusted:?}"
    );
}

#[test]
fn lower_marks_that_are_better_are_turned_round() {
    let better = RULES.replace("\"method\"", "\"better\": \"lower\", \"method\"");
    let (rules, scored) = read(&better, &uneven());
    let jury = &of_parts(&rules, &scored.sheets)[0];
    let generous = &jury.found.jurors[2].severity;
    assert!(
        generous > &whole(0),
        "low marks are good ones here: {generous}"
    );
}

#[test]
fn criteria_of_different_jurors_are_looked_at_one_by_one() {
    let rows = "A,p,a,3\nB,p,a,4\nA,q,b,5\nB,q,b,6\nA,r,b,7\nB,r,b,6\nA,s,a,2\nB,s,a,5\n";
    let apart = RULES.replace("\"method\"", "\"per\": \"criterion\", \"method\"");
    let (rules, scored) = read(&apart, rows);
    let all = of_parts(&rules, &scored.sheets);
    let names: Vec<_> = all.iter().map(|p| p.criterion.as_deref()).collect();
    assert_eq!(names, [Some("a"), Some("b")]);
    assert!(all.iter().all(|p| p.seen.sheets() == 4));
    assert!(
        all.iter().all(|p| p.chances(&rules).is_none()),
        "no score hangs on one criterion"
    );
}

#[test]
fn marks_of_any_fineness_without_a_scale_are_read_from_the_lowest_to_the_highest() {
    let free = r#"{"parts": [{"name": "p", "marks": "*", "method": "mean"}]}"#;
    let (rules, scored) = read(free, "A,p,c,1.25\nB,p,c,7.5\nA,q,c,1.25\nB,q,c,2\n");
    let part = &of_parts(&rules, &scored.sheets)[0];
    assert_eq!(part.range(), Ratio::new(25.into(), 4.into()));
    let (rules, scored) = read(free, "A,p,c,5\nB,p,c,5\n");
    assert_eq!(
        of_parts(&rules, &scored.sheets).len(),
        1,
        "equal marks are no fault"
    );
}

#[test]
fn chances_follow_the_sheets_and_leave_no_doubt_where_there_is_none() {
    let mut rows = String::new();
    for juror in ["p", "q", "r"] {
        for (entry, mark) in [("A", 9), ("B", 8), ("C", 2)] {
            let _ = write!(rows, "{entry},{juror},a,{mark}\n{entry},{juror},b,{mark}\n");
        }
    }
    let (rules, scored) = read(RULES, &rows);
    let first = of_parts(&rules, &scored.sheets)[0]
        .chances(&rules)
        .expect("a plain score");
    assert_eq!(first.tiers, [2]);
    let draws: Vec<u32> = first.entries.iter().map(Chance::any).collect();
    assert_eq!(draws, [2000, 2000, 0]);
    let again = of_parts(&rules, &scored.sheets)[0]
        .chances(&rules)
        .expect("a plain score");
    assert_eq!(first.entries, again.entries);
    let placed = RULES.replace(
        "\"method\"",
        "\"each\": [{\"place_points\": [3, 2, 1]}], \"method\"",
    );
    let (rules, scored) = read(&placed, &rows);
    let points = of_parts(&rules, &scored.sheets)[0].chances(&rules);
    assert!(points.is_none(), "points for places are another score");
}

#[test]
fn places_that_hang_on_one_juror_are_named() {
    let rows = "A,p,a,5\nA,p,b,5\nB,p,a,4\nB,p,b,4\nA,q,a,5\nA,q,b,5\nB,q,a,9\nB,q,b,9\n";
    let (rules, scored) = read(RULES, rows);
    let all = leave_one_out(&rules, &scored, &TieVotes::default()).expect("small");
    assert_eq!(all[0].as_deref(), Some(&[][..]), "without p B stays first");
    let without = all[1].as_ref().expect("a result");
    let moves: Vec<_> = without.iter().map(|c| (c.entry, c.now, c.then)).collect();
    assert_eq!(moves, [(1, Some(1), Some(2)), (0, Some(2), Some(1))]);
}
