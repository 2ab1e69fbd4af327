use std::collections::BTreeMap;

use serde_json::Value;

use super::{Spreadsheet, beside, number, places, rules_of};

const JURORS: [&str; 5] = ["jurorA", "jurorB", "jurorC", "jurorD", "jurorE"];

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().expect("a text")
}

#[test]
fn three_shows_come_out_as_published() {
    let Some(folder) = beside("eurovision") else {
        return;
    };
    let read = |name: &str| -> Value {
        let text = std::fs::read_to_string(folder.join(name)).expect("the file is there");
        serde_json::from_str(&text).expect("JSON")
    };
    let (details, results) = (
        read("2022-detailed-results.json"),
        read("2022-results.json"),
    );
    let rules = rules_of("eurovision");
    let (mut juries, mut jury_places, mut totals) = (0, 0, 0);
    for show in ["semiFinal1", "semiFinal2", "final"] {
        let mut sheet = Spreadsheet::new();
        let mut ranks: BTreeMap<(String, String), u64> = BTreeMap::new();
        for voter in details[show].as_array().expect("voters") {
            let voting = text(voter, "country");
            for line in voter["votingBreakdown"].as_array().expect("lines") {
                let country = text(line, "country");
                let official = line["juryRank"].as_u64();
                let jurors = JURORS.map(|juror| line[juror].as_u64());
                if jurors.iter().all(Option::is_some) {
                    for (juror, rank) in JURORS.iter().zip(jurors.into_iter().flatten()) {
                        sheet.row(
                            country,
                            &format!("{voting} {juror}"),
                            &format!("jury {voting}"),
                            &rank.to_string(),
                        );
                    }
                    ranks.insert(
                        (format!("jury {voting}"), country.to_owned()),
                        official.expect("a rank"),
                    );
                } else if let Some(rank) = official {
                    sheet.row(
                        country,
                        "",
                        &format!("computed jury {voting}"),
                        &rank.to_string(),
                    );
                }
                if let Some(rank) = line["televotingRank"].as_u64() {
                    sheet.row(
                        country,
                        "",
                        &format!("televote {voting}"),
                        &rank.to_string(),
                    );
                }
            }
        }
        let scored = sheet.scored(&rules);
        for column in &scored.parts[0].columns {
            juries += 1;
            let field = || column.trail[0].iter().flatten();
            for (entry, value) in scored.sheets.entries.iter().zip(&column.trail[0]) {
                let Some(value) = value else { continue };
                let better = field().filter(|other| *other > value).count() as u64;
                assert_eq!(
                    ranks[&(column.name.clone(), entry.clone())],
                    better + 1,
                    "{}: {entry}",
                    column.name
                );
                jury_places += 1;
            }
        }
        let placed = places(&rules, &scored);
        for line in results[show].as_array().expect("results") {
            let country = text(line, "country");
            let (place, score) = &placed[country];
            assert_eq!(
                score,
                &number(&line["points"].to_string()),
                "{show}: {country}"
            );
            assert_eq!(
                Some(*place as u64),
                line["rank"].as_u64(),
                "{show}: {country}"
            );
            totals += 1;
        }
    }
    assert_eq!((juries, jury_places, totals), (68, 1_392, 60));
}
