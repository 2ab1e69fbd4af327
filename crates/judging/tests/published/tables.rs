//! Reliability of published tables; the small ones stand in the engine's own tests.

use std::collections::BTreeMap;

use judging::engine::advice::exact::{Ratio, shown};
use judging::engine::advice::reliability::{
    Intraclass, Level, MeanSquares, OneWay, alpha, concordance, kappa, spearman_brown,
};

use crate::{folder, lines};

fn numbers(name: &str, first: usize) -> Option<Vec<Vec<i64>>> {
    let path = folder("reliability")?.join(name);
    let row = |line: &String| {
        line.split(',')
            .skip(first)
            .filter_map(|cell| cell.parse().ok())
            .collect()
    };
    Some(lines(&path).iter().map(row).collect())
}

fn show(x: Option<&Ratio>, places: u32) -> String {
    shown(x.expect("defined"), places)
}

fn turned(rows: &[Vec<i64>]) -> Vec<Vec<i64>> {
    (0..rows[0].len())
        .map(|k| rows.iter().map(|row| row[k]).collect())
        .collect()
}

/// Values of another program are printed with twelve to thirteen places.
fn twelve(x: Option<&Ratio>, published: &serde_json::Value) {
    let published = published.to_string();
    let places = published.split('.').nth(1).map_or(0, str::len);
    let places = u32::try_from(places).expect("few");
    assert_eq!(shown(x.expect("defined"), places), published);
}

fn compare(found: &Intraclass, icc: &serde_json::Value) {
    let of = |key: &str| icc[key]["value"].clone();
    twelve(found.one_way.as_ref(), &of("oneway_consistency_single"));
    twelve(found.consistency.as_ref(), &of("twoway_consistency_single"));
    twelve(found.agreement.as_ref(), &of("twoway_agreement_single"));
    twelve(
        found.one_way_mean.as_ref(),
        &of("oneway_consistency_average"),
    );
    twelve(
        found.consistency_mean.as_ref(),
        &of("twoway_consistency_average"),
    );
    twelve(
        found.agreement_mean.as_ref(),
        &of("twoway_agreement_average"),
    );
}

fn of_another_program() -> Option<serde_json::Value> {
    let path = folder("expected")?.join("reliability-and-bt-from-R.json");
    Some(serde_json::from_slice(&std::fs::read(path).expect("readable")).expect("JSON"))
}

#[test]
fn anxiety() {
    let (Some(rows), Some(published)) = (numbers("anxiety.csv", 0), of_another_program()) else {
        return;
    };
    assert_eq!(rows.len(), 20);
    let found = MeanSquares::of(&rows).expect("complete").intraclass();
    assert_eq!(show(found.agreement.as_ref(), 6), "0.197998");
    assert_eq!(show(found.consistency.as_ref(), 6), "0.216049");
    compare(&found, &published["anxiety"]["icc"]);
    let order = concordance(&turned(&rows)).expect("complete");
    assert_eq!(shown(&order.plain, 6), "0.501921");
    twelve(Some(&order.plain), &published["anxiety"]["kendallW"]);
    twelve(order.corrected.as_ref(), &published["anxiety"]["kendallWt"]);
    let alphas = [Level::Nominal, Level::Ordinal, Level::Interval]
        .map(|l| show(alpha(&rows, l).as_ref(), 6));
    assert_eq!(alphas, ["-0.023725", "0.228387", "0.170099"]);
}

#[test]
fn shrout_and_fleiss_to_the_last_place_of_another_program() {
    let (Some(rows), Some(published)) =
        (numbers("shrout-fleiss-1979.csv", 1), of_another_program())
    else {
        return;
    };
    let found = MeanSquares::of(&rows).expect("complete").intraclass();
    compare(&found, &published["shrout_fleiss"]["icc"]);
    let groups = rows.iter().map(|r| {
        (
            r.len(),
            i128::from(r.iter().sum::<i64>()),
            r.iter().map(|x| i128::from(x * x)).sum(),
        )
    });
    let one_way = OneWay::of(groups).expect("two");
    let one = one_way.intraclass().expect("defined");
    let mean = spearman_brown(&one, &one_way.marks);
    twelve(
        mean.as_ref(),
        &published["shrout_fleiss"]["icc"]["oneway_consistency_average"]["value"],
    );
}

#[test]
fn diagnoses() {
    let (Some(folder), Some(published)) = (folder("reliability"), of_another_program()) else {
        return;
    };
    let mut names: BTreeMap<String, i64> = BTreeMap::new();
    let rows: Vec<Vec<i64>> = lines(&folder.join("diagnoses.csv"))
        .iter()
        .map(|line| {
            let number = |name: &str| {
                name.trim_matches('"')
                    .split('.')
                    .next()
                    .and_then(|n| n.parse().ok())
                    .expect("a number")
            };
            line.split(',')
                .map(|name| *names.entry(name.to_owned()).or_insert_with(|| number(name)))
                .collect()
        })
        .collect();
    assert_eq!(rows.len(), 30);
    let found = kappa(&rows).expect("complete");
    assert_eq!(show(found.overall.as_ref(), 6), "0.430245");
    twelve(found.overall.as_ref(), &published["diagnoses"]["kappa"]);
    let categories: Vec<String> = found
        .categories
        .iter()
        .map(|c| show(c.1.as_ref(), 3))
        .collect();
    assert_eq!(categories, ["0.245", "0.245", "0.520", "0.471", "0.566"]);
}

#[test]
fn krippendorff_and_siegel() {
    let (Some(units), Some(judges)) = (
        numbers("krippendorff-c.csv", 1),
        numbers("kendall-w-siegel-no-ties.csv", 1),
    ) else {
        return;
    };
    let levels = [
        Level::Nominal,
        Level::Ordinal,
        Level::Interval,
        Level::Ratio,
    ];
    let alphas = levels.map(|l| show(alpha(&units, l).as_ref(), 6));
    assert_eq!(alphas, ["0.743421", "0.815388", "0.849107", "0.797403"]);
    let order = concordance(&judges).expect("complete");
    assert_eq!(
        (shown(&order.plain, 2), shown(&order.squares, 1)),
        ("0.16".to_owned(), "25.5".to_owned())
    );
}
