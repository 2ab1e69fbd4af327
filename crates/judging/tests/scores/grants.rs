use std::{collections::BTreeMap, path::Path};

use super::{Record, Spreadsheet, beside, fixture, number, places, records, rules_of};

fn check(folder: &Path) {
    let rows = records(&folder.join("reviews.csv"));
    let mut sheet = Spreadsheet::new();
    let mut published: BTreeMap<String, Record> = BTreeMap::new();
    for row in &rows {
        sheet.row(&row["ID"], &row["RevID"], "score", &row["Score"]);
        published.insert(row["ID"].clone(), row.clone());
    }
    let rules = rules_of("grants");
    let scored = sheet.scored(&rules);
    let adjusted = places(&rules, &scored);
    let ties = rules_of("grants-ties");
    let broken = places(&ties, &sheet.scored(&ties));
    // an order among equals was drawn by whoever published it: the rank lies within the places that equals take up
    let within = |places: &BTreeMap<String, usize>, id: &str, rank: &str| {
        let own = places[id];
        let equal = places.values().filter(|p| **p == own).count();
        let rank: usize = rank.parse().expect("a rank");
        assert!(
            (own..own + equal).contains(&rank),
            "{id}: {rank} is not among {own} to {}",
            own + equal - 1
        );
    };
    let by_adjusted: BTreeMap<String, usize> =
        adjusted.iter().map(|(id, p)| (id.clone(), p.0)).collect();
    let by_ties: BTreeMap<String, usize> = broken.iter().map(|(id, p)| (id.clone(), p.0)).collect();
    let mut by_mean: BTreeMap<String, usize> = BTreeMap::new();
    for (id, row) in &published {
        let entry = scored.sheets.entries.binary_search(id).expect("a proposal");
        let mean = |entry: usize| scored.parts[0].values[entry].as_ref().expect("a mean");
        let published = &row["ScoreAvg"];
        let places = published.split_once('.').map_or(0, |(_, p)| p.len());
        let places = u32::try_from(places).expect("few places");
        assert_eq!(&mean(entry).show(places), published, "{id}");
        assert_eq!(
            adjusted[id].1.show(5),
            number(&row["ScoreAvgAdj"]).show(5),
            "{id}"
        );
        let better = (0..scored.sheets.entries.len())
            .filter(|other| mean(*other) < mean(entry))
            .count();
        by_mean.insert(id.clone(), better + 1);
    }
    assert_eq!(published.len(), 72);
    for (id, row) in &published {
        within(&by_mean, id, &row["ScoreRank"]);
        within(&by_adjusted, id, &row["ScoreRankAdj"]);
    }
    assert_eq!(
        by_ties, by_adjusted,
        "a tie-break and a small weight part the same entries"
    );
}

#[test]
fn means_and_both_rankings_come_out_as_published() {
    check(&fixture("grants"));
    if let Some(folder) = beside("grant-reviews-aibs") {
        check(&folder);
    }
}
