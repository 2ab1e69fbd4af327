use serde_json::Value;

use super::*;

const RULES: &str = r#"{
    "parts": [{"name": "Jury", "marks": "*", "method": {"trimmed": {"high": 1, "low": 0, "needs": 3}}}],
    "ties": ["worst"],
    "advance": {"first": 1}
}"#;

const SHEETS: &str = "entry,juror,criterion,mark\n\
    B,An,c,4\nB,Bình,c,8\nB,Chi,c,9\n\
    A,An,c,6\nA,Bình,c,6\nA,Chi,c,7,5\n\
    C,An,c,\n";

fn files() -> Files<'static> {
    Files::named("rules.json", "sheets.csv")
}

fn sheets() -> String {
    SHEETS.replace("7,5", "7.5")
}

#[test]
fn standings_are_told_in_both_languages() {
    let answer = Answer::of(RULES.as_bytes(), sheets().as_bytes(), None);
    assert!(answer.is_scored());
    let told = answer.text(&files(), Lang::En);
    let cells = |line: &str| -> Vec<String> {
        let cells = line.split("  ").map(str::trim).filter(|c| !c.is_empty());
        cells.map(str::to_owned).collect()
    };
    let lines: Vec<Vec<String>> = told.lines().map(cells).collect();
    let worst = "better worst mark in “Jury”";
    assert_eq!(
        lines[0],
        [
            "Place",
            "Entry",
            "Score",
            "Marks",
            "Dropped",
            "Decided by",
            "Advances",
            "Not counted"
        ]
    );
    assert_eq!(lines[1], ["1", "A", "6.00", "3", "1", worst, "yes"]);
    assert_eq!(lines[2], ["2", "B", "6.00", "3", "1", worst, "no"]);
    assert_eq!(
        lines[3],
        ["–", "C", "–", "0", "0", "not judged", "no", "recused 1"]
    );
    let tie = format!("  6.00: 1. A ({worst}); 2. B ({worst})");
    assert!(told.lines().any(|line| line == tie), "{told}");
    let vietnamese = answer.text(&files(), Lang::Vi);
    assert!(vietnamese.starts_with("Hạng  Bài"), "{vietnamese}");
    assert!(vietnamese.contains("6,00"), "{vietnamese}");
}

#[test]
fn statistics_stand_below_the_standings_and_name_what_hangs_on_one_juror() {
    let answer = Answer::of(RULES.as_bytes(), sheets().as_bytes(), None);
    let told = answer.text(&files(), Lang::Vi);
    let after = told.split_once("Thống kê: gợi ý").expect("statistics").1;
    assert!(
        after.contains("“Jury”: 6 phiếu của 3 giám khảo cho 2 bài"),
        "{after}"
    );
    assert!(after.contains("  An: A 1 → 2; B 2 → 1"), "{after}");
    let json = answer.json(&files());
    let jury = &json["statistics"]["parts"][0];
    assert_eq!(jury["jurors"][0]["juror"], "An");
    assert!(
        jury["jurors"][0]["severity"]
            .as_str()
            .expect("text")
            .starts_with('-')
    );
    assert_eq!(jury["sheets_of_an_entry"]["most"], 3);
    let without = &json["statistics"]["without"][0];
    assert_eq!(without["juror"], "An");
    assert_eq!(
        without["changes"][0],
        serde_json::json!({ "entry": "A", "place": 1, "place_without": 2 })
    );
    assert_eq!(
        json["statistics"]["chances"]["tiers"],
        serde_json::json!([1])
    );
}

#[test]
fn programs_get_exact_fractions_whatever_the_order_of_rows() {
    let answer = Answer::of(RULES.as_bytes(), sheets().as_bytes(), None).json(&files());
    let first = &answer["standings"][0];
    assert_eq!(
        first["score"],
        serde_json::json!({ "exact": "6/1", "shown": "6.00" })
    );
    assert_eq!(
        first["decided_by"],
        serde_json::json!({ "step": "worst", "of": "Jury" })
    );
    let marks = &first["parts"][0]["columns"][0]["marks"];
    assert_eq!(
        marks[2],
        serde_json::json!({ "juror": "Chi", "mark": "15/2", "counts_as": Value::Null })
    );
    let text = sheets();
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    let turned = Answer::of(RULES.as_bytes(), lines.join("\n").as_bytes(), None).json(&files());
    assert_eq!(answer.to_string(), turned.to_string());
}

#[test]
fn every_problem_is_told_with_its_line() {
    let answer = Answer::of(
        RULES.as_bytes(),
        format!("{SHEETS}D,An,c,many\n").as_bytes(),
        None,
    );
    assert!(!answer.is_scored());
    let told = answer.text(&files(), Lang::En);
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 2, "{told}");
    assert!(
        lines[0].starts_with("sheets.csv: line 7: 5 cells, the header has 4"),
        "{told}"
    );
    assert!(
        lines[1].starts_with("sheets.csv: line 9: “many” is not a mark"),
        "{told}"
    );
    let json = answer.json(&files());
    assert_eq!(
        (&json["problems"][0]["line"], &json["problems"][0]["code"]),
        (&7.into(), &"row-cells".into())
    );
    let rules = Answer::of(b"{\"parts\": 1}", b"", None).text(&files(), Lang::Vi);
    assert_eq!(
        rules,
        "rules.json: parts: cần một danh sách trong ngoặc vuông\nrules.json: parts: còn thiếu: parts[0]"
    );
}

#[test]
fn the_examples_have_standings() {
    for example in Example::all(Lang::En) {
        assert!(example.standings.contains("Place"), "{}", example.standings);
    }
}

#[test]
fn a_majority_grade_is_told_in_its_own_word() {
    let rules = r#"{"words": {"khá": 1, "giỏi": 2}, "parts": [{"name": "p", "marks": "c", "method": "majority_judgment"}]}"#;
    let sheets = "entry,juror,criterion,mark\nA,J1,c,giỏi\nA,J2,c,khá\nA,J3,c,Khá\nB,J1,c,khá\nB,J2,c,khá\nB,J3,c,khá\n";
    let answer = Answer::of(rules.as_bytes(), sheets.as_bytes(), None);
    let told = answer.text(&files(), Lang::Vi);
    assert!(told.contains("khá+") && told.contains("khá-"), "{told}");
    let grades = &answer.json(&files())["standings"][0]["parts"][0]["majority_grades"];
    assert_eq!(
        grades,
        &serde_json::json!([{ "column": "", "grade": "khá", "sign": "+" }])
    );
}
