use std::{collections::BTreeMap, path::Path};

use judging::engine::{
    Exact,
    methods::counted_as,
    scoring::{Advances, Scored},
};

use super::{Spreadsheet, beside, number, places, records, rules_of};

fn rows(folder: &Path, stage: u32, into: &mut Spreadsheet) {
    for row in records(&folder.join(format!("stage-{stage}-scores.csv"))) {
        into.row(
            &row["contestant"],
            &row["juror"],
            &format!("stage {stage}"),
            &row["points"],
        );
    }
}

/// How many corrected marks and stage means are as published.
fn check(folder: &Path, stage: u32, part: usize, scored: &Scored) -> (usize, usize) {
    let mut published: BTreeMap<(String, String), Exact> = BTreeMap::new();
    for row in records(&folder.join(format!("stage-{stage}-scores.csv"))) {
        if !row["points"].is_empty() {
            let key = (row["contestant"].clone(), row["juror"].clone());
            published.insert(key, number(&row["official_corrected"]));
        }
    }
    let panel = scored.parts[part].columns[0]
        .panel
        .as_ref()
        .expect("a panel");
    let method = panel.method.expect("a method");
    let mut corrected = 0;
    for (entry, marks) in scored.sheets.entries.iter().zip(&panel.marks) {
        let mut marks = marks.clone();
        marks.sort_unstable_by_key(|m| m.1);
        let totals: Vec<i128> = marks.iter().map(|m| m.1).collect();
        let counted = counted_as(method, &totals, panel.whole).expect("small numbers");
        for ((juror, _), value) in marks.iter().zip(counted) {
            let juror = &scored.sheets.jurors[*juror as usize];
            let value = value.map(Exact::from);
            assert_eq!(
                value.as_ref(),
                published.get(&(entry.clone(), juror.clone())),
                "{entry}, {juror}"
            );
            corrected += 1;
        }
    }
    assert_eq!(corrected, published.len());
    let mut means = 0;
    for row in records(&folder.join(format!("stage-{stage}-official-means.csv"))) {
        let entry = scored
            .sheets
            .entries
            .binary_search(&row["contestant"])
            .expect("a contestant");
        let value = scored.parts[part].values[entry].as_ref();
        assert_eq!(
            value,
            Some(&number(&row["official_stage_mean"])),
            "{}",
            row["contestant"]
        );
        means += 1;
    }
    (corrected, means)
}

fn advanced(scored: &Scored) -> Vec<&str> {
    let mut names: Vec<&str> = scored
        .placed
        .iter()
        .filter(|p| p.advances == Some(Advances::Yes))
        .map(|p| scored.sheets.entries[p.entry].as_str())
        .collect();
    names.sort_unstable();
    names
}

#[test]
fn both_stages_come_out_as_published() {
    let Some(folder) = beside("chopin-2025") else {
        return;
    };
    let mut sheet = Spreadsheet::new();
    rows(&folder, 1, &mut sheet);
    let first = sheet.scored(&rules_of("chopin-stage-1"));
    rows(&folder, 2, &mut sheet);
    let rules = rules_of("chopin-stage-2");
    let second = sheet.scored(&rules);
    let (one, two) = (check(&folder, 1, 0, &first), check(&folder, 2, 1, &second));
    assert_eq!((one.0 + two.0, one.1 + two.1), (2_062, 124));
    let placed = places(&rules, &second);
    let mut results = 0;
    for row in records(&folder.join("official-results-after-stage-2.csv")) {
        assert_eq!(
            placed[&row["contestant"]].1,
            number(&row["result"]),
            "{}",
            row["contestant"]
        );
        results += 1;
    }
    assert_eq!(results, 40);
    for (stage, scored, n) in [(1, &first, 40), (2, &second, 20)] {
        let mut official: Vec<String> =
            records(&folder.join(format!("official-results-after-stage-{stage}.csv")))
                .into_iter()
                .filter(|row| row["advanced"] == "1")
                .map(|row| row["contestant"].clone())
                .collect();
        official.sort_unstable();
        assert_eq!(official.len(), n);
        assert_eq!(advanced(scored), official, "after stage {stage}");
    }
}
