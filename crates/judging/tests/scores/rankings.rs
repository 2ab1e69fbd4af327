use judging::engine::scoring::Scored;

use super::{Spreadsheet, beside, places, records, rules_of};

/// Each voter is a juror; a line stands for several.
fn ballots(lines: &[(usize, String)]) -> Spreadsheet {
    let mut sheet = Spreadsheet::new();
    for (line, (count, ranking)) in lines.iter().enumerate() {
        for voter in 0..*count {
            for (rank, entry) in (1..).zip(ranking.split('>')) {
                sheet.row(
                    entry,
                    &format!("{line}-{voter}"),
                    "rank",
                    &i32::to_string(&rank),
                );
            }
        }
    }
    sheet
}

fn order(scored: &Scored) -> String {
    let names = scored
        .placed
        .iter()
        .map(|p| scored.sheets.entries[p.entry].as_str());
    let alone = scored.placed.iter().all(|p| p.tie_group.is_none());
    assert!(alone, "nobody shares a place");
    names.collect::<Vec<_>>().join(" ")
}

#[test]
fn schulzes_own_examples_and_tennessee_come_out() {
    let Some(folder) = beside("rankings") else {
        return;
    };
    let examples = records(&folder.join("schulze-paper-examples-1-3.csv"));
    for (example, expected) in [("1", "D A C B"), ("2", "C D B A"), ("3", "E A C B D")] {
        let lines: Vec<(usize, String)> = examples
            .iter()
            .filter(|row| row["example"] == example)
            .map(|row| {
                (
                    row["count"].parse().expect("a count"),
                    row["ranking"].clone(),
                )
            })
            .collect();
        assert_eq!(
            order(&ballots(&lines).scored(&rules_of("schulze"))),
            expected
        );
    }
    let lines: Vec<(usize, String)> = records(&folder.join("tennessee.csv"))
        .iter()
        .map(|row| {
            (
                row["count"].parse().expect("a count"),
                row["ranking"].clone(),
            )
        })
        .collect();
    let sheet = ballots(&lines);
    for method in ["kemeny", "schulze"] {
        let scored = sheet.scored(&rules_of(method));
        assert_eq!(
            order(&scored),
            "Nashville Chattanooga Knoxville Memphis",
            "{method}"
        );
    }
    let rules = rules_of("borda");
    let placed = places(&rules, &sheet.scored(&rules));
    let points =
        ["Nashville", "Chattanooga", "Knoxville", "Memphis"].map(|city| placed[city].1.plain());
    assert_eq!(points, ["194", "173", "107", "126"]);
}
