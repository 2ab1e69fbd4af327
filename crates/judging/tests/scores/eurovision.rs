use std::collections::BTreeMap;

use judging::engine::scoring::Scored;
use serde_json::Value;

use super::{Spreadsheet, beside, number, places, rules_of};

const JURORS: [&str; 5] = ["jurorA", "jurorB", "jurorC", "jurorD", "jurorE"];

/// (jury, country) → the jury's published rank.
type JuryRanks = BTreeMap<(String, String), u64>;

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().expect("a text")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

/// What the jurors and the public of a show gave.
fn votes(show: &Value) -> (Spreadsheet, JuryRanks) {
    let mut sheet = Spreadsheet::new();
    let mut ranks = JuryRanks::new();
    for voter in list(show) {
        let voting = text(voter, "country");
        for line in list(&voter["votingBreakdown"]) {
            let country = text(line, "country");
            let official = line["juryRank"].as_u64();
            let jurors = JURORS.map(|juror| line[juror].as_u64());
            if jurors.iter().all(Option::is_some) {
                let jury = format!("jury {voting}");
                for (juror, rank) in JURORS.iter().zip(jurors.into_iter().flatten()) {
                    let juror = format!("{voting} {juror}");
                    sheet.row(country, &juror, &jury, &rank.to_string());
                }
                ranks.insert((jury, country.to_owned()), official.expect("a rank"));
            } else if let Some(rank) = official {
                let jury = format!("computed jury {voting}");
                sheet.row(country, "", &jury, &rank.to_string());
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
    (sheet, ranks)
}

/// (juries, places) that came out as published.
fn juries(scored: &Scored, ranks: &JuryRanks) -> (usize, usize) {
    let columns = &scored.parts[0].columns;
    let mut found = 0;
    for column in columns {
        let field = || column.trail[0].iter().flatten();
        for (entry, value) in scored.sheets.entries.iter().zip(&column.trail[0]) {
            let Some(value) = value else { continue };
            let better = field().filter(|other| *other > value).count() as u64;
            let published = ranks[&(column.name.clone(), entry.clone())];
            assert_eq!(published, better + 1, "{}: {entry}", column.name);
            found += 1;
        }
    }
    assert_eq!(found, ranks.len());
    (columns.len(), found)
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
    let details = read("2022-detailed-results.json");
    let results = read("2022-results.json");
    let rules = rules_of("eurovision");
    let (mut all_juries, mut all_places, mut totals) = (0, 0, 0);
    for show in ["semiFinal1", "semiFinal2", "final"] {
        let (sheet, ranks) = votes(&details[show]);
        let scored = sheet.scored(&rules);
        let (juries, jury_places) = juries(&scored, &ranks);
        all_juries += juries;
        all_places += jury_places;
        let placed = places(&rules, &scored);
        for line in list(&results[show]) {
            let country = text(line, "country");
            let (place, score) = &placed[country];
            let points = number(&line["points"].to_string());
            assert_eq!(score, &points, "{show}: {country}");
            let rank = line["rank"].as_u64();
            assert_eq!(Some(*place as u64), rank, "{show}: {country}");
            totals += 1;
        }
    }
    assert_eq!((all_juries, all_places, totals), (68, 1_392, 60));
}
