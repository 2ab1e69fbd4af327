use std::collections::BTreeMap;

use super::{Spreadsheet, beside, places, records, rules_of};

#[test]
fn both_finals_come_out_as_published() {
    let Some(folder) = beside("diving-sydney-2000") else {
        return;
    };
    let rows = records(&folder.join("springboard-3m.csv"));
    let rules = rules_of("diving");
    let mut found = 0;
    for (event, medals) in [
        (
            "M3mSB",
            [
                ("XIONG Ni", "708.72"),
                ("PLATAS Fernando", "708.42"),
                ("SAOUTINE Dmitri", "703.20"),
            ],
        ),
        (
            "W3mSB",
            [
                ("FU Mingxia", "609.42"),
                ("GUO Jingjing", "597.81"),
                ("LINDNER Doerte", "574.35"),
            ],
        ),
    ] {
        let mut sheet = Spreadsheet::new();
        let mut official: BTreeMap<String, String> = BTreeMap::new();
        let mut given: BTreeMap<(String, String), String> = BTreeMap::new();
        for row in rows
            .iter()
            .filter(|r| r["Event"] == event && r["Round"] != "Prelim")
        {
            let dive = format!("{} {}", row["Round"], row["DiveNo"]);
            sheet.row(&row["Diver"], &row["Judge"], &dive, &row["JScore"]);
            given.insert(
                (row["Diver"].clone(), format!("difficulty {dive}")),
                row["Difficulty"].clone(),
            );
            if row["Round"] == "Final" {
                official.insert(row["Diver"].clone(), row["Rank"].clone());
            }
        }
        for ((diver, name), value) in &given {
            sheet.row(diver, "", name, value);
        }
        let scored = sheet.scored(&rules);
        let placed = places(&rules, &scored);
        assert_eq!(placed.len(), 12);
        for (diver, rank) in &official {
            assert_eq!(placed[diver].0.to_string(), *rank, "{diver}");
            found += 1;
        }
        for (diver, total) in medals {
            assert_eq!(placed[diver].1.show(2), total, "{diver}");
        }
    }
    assert_eq!(found, 24);
}
