use std::{collections::BTreeMap, path::Path};

use super::{Spreadsheet, beside, fixture, number, places, records, rules_of};

/// (panel scores, totals, rankings) that came out as published.
fn check(folder: &Path) -> (usize, usize, usize) {
    let mut marks: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for row in records(&folder.join("judge-scores.csv")) {
        marks
            .entry(row["aspect_id"].clone())
            .or_default()
            .push((row["judge"].clone(), row["score"].clone()));
    }
    let mut components: BTreeMap<String, Vec<(String, String, String, String)>> = BTreeMap::new();
    for row in records(&folder.join("judged-aspects.csv")) {
        if row["section"] == "components" {
            components
                .entry(row["performance_id"].clone())
                .or_default()
                .push((
                    row["aspect_id"].clone(),
                    row["aspect_desc"].clone(),
                    row["factor"].clone(),
                    row["scores_of_panel"].clone(),
                ));
        }
    }
    let mut programs: BTreeMap<(String, String), Vec<BTreeMap<String, String>>> = BTreeMap::new();
    for row in records(&folder.join("performances.csv")) {
        programs
            .entry((row["competition"].clone(), row["program"].clone()))
            .or_default()
            .push(row);
    }
    let (mut panels, mut totals, mut rankings) = (0, 0, 0);
    for ((_, program), performances) in &programs {
        let rules = rules_of(if program.contains("FREE") {
            "skating"
        } else {
            "skating-short"
        });
        let mut sheet = Spreadsheet::new();
        for one in performances {
            let id = &one["performance_id"];
            sheet.row(id, "", "elements", &one["total_element_score"]);
            sheet.row(
                id,
                "",
                "deductions",
                one["total_deductions"].trim_start_matches('-'),
            );
            for (aspect, name, factor, _) in &components[id] {
                sheet.row(id, "", &format!("factor {name}"), factor);
                for (judge, mark) in &marks[aspect] {
                    sheet.row(id, judge, name, mark);
                }
            }
        }
        let scored = sheet.scored(&rules);
        for column in &scored.parts[1].columns {
            // after the first rounding, before the factor
            for (entry, value) in scored.sheets.entries.iter().zip(&column.trail[1]) {
                let published = components[entry].iter().find(|c| c.1 == column.name);
                let published = published.map(|c| number(&c.3));
                assert_eq!(value, &published, "{program}: {entry}, {}", column.name);
                panels += usize::from(published.is_some());
            }
        }
        let placed = places(&rules, &scored);
        let mut alike = true;
        for one in performances {
            let (place, score) = &placed[&one["performance_id"]];
            assert_eq!(
                score,
                &number(&one["total_segment_score"]),
                "{program}: {}",
                one["name"]
            );
            totals += 1;
            alike &= place.to_string() == one["rank"];
        }
        assert!(alike, "{program}: places");
        rankings += 1;
    }
    (panels, totals, rankings)
}

#[test]
fn a_free_program_comes_out_as_published() {
    assert_eq!(check(&fixture("skating")), (120, 24, 1));
}

#[test]
fn two_seasons_come_out_as_published() {
    if let Some(folder) = beside("skating-2016-17") {
        assert_eq!(check(&folder), (5_715, 1_143, 88));
    }
}
