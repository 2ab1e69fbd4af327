use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::engine::problems::{Place, Problem};

fn problems(text: &str) -> Vec<(String, &'static str)> {
    let told = |problem: Problem| match problem.place {
        Place::Rules(path) => (path, problem.code),
        other => panic!("{other:?} is not in the rules"),
    };
    read(text.as_bytes())
        .expect_err("these rules cannot be used")
        .into_iter()
        .map(told)
        .collect()
}

fn schema() -> Value {
    serde_json::from_str(SCHEMA).expect("the schema is JSON")
}

#[test]
fn patterns_take_what_they_look_like() {
    for (pattern, name, takes) in [
        ("a", "a", true),
        ("a", "ab", false),
        ("*", "", true),
        ("jury *", "jury Albania", true),
        ("jury *", "televote Albania", false),
        ("*a*b", "xaxxb", true),
        ("*a*b", "xaxxbc", false),
        ("a*a", "a", false),
    ] {
        assert_eq!(
            Pattern(pattern.to_owned()).takes(name),
            takes,
            "{pattern} {name}"
        );
    }
}

#[test]
fn everything_that_is_wrong_is_told_at_once_with_its_path() {
    let text = r#"{
        "tittle": "x",
        "show": 12,
        "scales": {"a": {"least": 5, "most": 1}},
        "parts": [
            {"name": "p", "marks": "a", "method": "avarage"},
            {"name": "p", "marks": "a", "given": "b"},
            {"name": "q", "given": "b", "method": "mean", "each": [{"round": 1, "times": 2}]},
            {"name": "r", "parts": ["s", "nobody"]},
            {"name": "s", "parts": ["q"], "then": [{"times": "1/0"}]},
            {"name": "t", "marks": "a", "each_mark": [{"times": {"given": "x"}}], "method": {"trimmed": {"high": 0}}}
        ],
        "ties": [{"part": "nobody"}, "coin", {"worst": "q"}]
    }"#;
    let expected = [
        ("", "unknown-field"),
        ("scales.a", "scale"),
        ("show", "whole"),
        ("parts[0].method", "choice"),
        ("parts[1]", "name-twice"),
        ("parts[1]", "one-source"),
        ("parts[2].method", "no-use"),
        ("parts[2].each[0]", "missing-field"),
        ("parts[3].parts[0]", "later-part"),
        ("parts[3].parts[1]", "unknown-part"),
        ("parts[4].then[0].times", "number"),
        ("parts[5].method.trimmed", "trim"),
        ("ties[0].part", "unknown-part"),
        ("ties[1]", "choice"),
        ("ties[2]", "which-part"),
    ];
    let expected: Vec<_> = expected
        .into_iter()
        .map(|(path, code)| (path.to_owned(), code))
        .collect();
    assert_eq!(problems(text), expected);
}

#[test]
fn a_file_that_is_no_rules_is_told_so() {
    assert_eq!(problems("{"), [(String::new(), "json")]);
    assert_eq!(problems("[]"), [(String::new(), "object")]);
    assert_eq!(problems("{}"), [(String::new(), "missing-field")]);
    assert_eq!(
        problems(r#"{"parts": []}"#),
        [("parts".to_owned(), "missing-field")]
    );
    assert_eq!(
        problems(r#"{"show": 1, "show": 2, "parts": [{"name": "a", "marks": "a"}]}"#),
        [(String::new(), "field-twice")]
    );
    let mixed = r#"{"parts": [{"name": "a", "marks": "a"}, {"name": "b", "marks": "b", "better": "lower"}, {"name": "c", "parts": ["a", "b"]}]}"#;
    assert_eq!(problems(mixed), [("parts[2]".to_owned(), "mixed")]);
    assert_eq!(read(b"\xff").expect_err("not UTF-8")[0].code, "file-utf8");
    let long = r#"{"parts": [{"name": "a", "marks": "a", "weights": {"a": 0.30000000000000001}}]}"#;
    assert_eq!(problems(long), [(String::new(), "digits")]);
}

#[test]
fn numbers_of_a_rule_are_what_is_written() {
    let text = "\u{feff}{\"parts\": [{\"name\": \"a\", \"marks\": \"a\", \"weights\": {\"x\": 0.1, \"y\": \"43/52\", \"z\": 1e-7}}]}";
    let rules = read(text.as_bytes()).expect("rules");
    let weights: Vec<String> = rules.parts[0]
        .weights
        .iter()
        .map(|w| w.1.to_string())
        .collect();
    assert_eq!(weights, ["1/10", "43/52", "1/10000000"]);
}

/// Every object of the schema that names its fields.
fn objects<'a>(value: &'a Value, found: &mut Vec<BTreeSet<&'a str>>) {
    match value {
        Value::Object(map) => {
            if let Some(Value::Object(fields)) = map.get("properties") {
                found.push(fields.keys().map(String::as_str).collect());
            }
            map.values().for_each(|v| objects(v, found));
        }
        Value::Array(items) => items.iter().for_each(|v| objects(v, found)),
        _ => {}
    }
}

/// Every list of words of the schema.
fn choices<'a>(value: &'a Value, found: &mut Vec<BTreeSet<&'a str>>) {
    match value {
        Value::Object(map) => {
            if let Some(Value::Array(words)) = map.get("enum") {
                found.push(words.iter().filter_map(Value::as_str).collect());
            }
            map.values().for_each(|v| choices(v, found));
        }
        Value::Array(items) => items.iter().for_each(|v| choices(v, found)),
        _ => {}
    }
}

#[test]
fn the_schema_names_the_fields_and_words_that_the_reader_knows() {
    use read_parts::{
        ADD_UP, ADD_UP_SOME, AMOUNT, BETTER, OF_MARKS, PART, PER, PLACE_POINTS, PLACE_TIES, STEPS,
        UNRANKED,
    };
    let part = [&PART[..], &OF_MARKS[..]].concat();
    let fields: [&[&str]; 15] = [
        &read::RULES,
        &read::SCALE,
        &read::LEFT_OUT,
        &read::ROUND,
        &read::RANK_ON,
        &read::ADVANCE,
        &read::TIES,
        &part,
        &ADD_UP_SOME,
        &STEPS,
        &AMOUNT,
        &PLACE_POINTS,
        &methods::SETTINGS,
        &methods::TRIMMED,
        &methods::CLIP,
    ];
    let mut expected: BTreeSet<BTreeSet<&str>> =
        fields.iter().map(|f| f.iter().copied().collect()).collect();
    expected.insert(methods::YES_SHARE.into_iter().collect());
    let schema = schema();
    let mut found = Vec::new();
    objects(&schema, &mut found);
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected);

    let ties = [&read::TIES_ALONE[..], &read::TIES_OF_SHEETS[..]].concat();
    let words: [&[&str]; 12] = [
        &read::WHEN,
        &read::MODES,
        &read::LINE_TIES,
        &ties,
        &BETTER,
        &PER,
        &UNRANKED,
        &ADD_UP,
        &PLACE_TIES,
        &methods::WORDS,
        &methods::GIVE,
        &methods::MIDDLES,
    ];
    let expected: BTreeSet<BTreeSet<&str>> =
        words.iter().map(|w| w.iter().copied().collect()).collect();
    let mut found = Vec::new();
    choices(&schema, &mut found);
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected);
}

#[test]
fn every_method_can_be_reached() {
    let settings = [
        r#"{"trimmed": 1}"#,
        r#"{"trimmed": {"high": 1, "low": 0, "needs": 2, "give": "sum"}}"#,
        r#"{"clip": 3}"#,
        r#"{"clip": {"within": "2.5", "round": {"to": "0.5", "mode": "down"}}}"#,
        r#"{"drop_outside": 7}"#,
        r#"{"median": "low"}"#,
        r#"{"yes_share": {"quorum": 3}}"#,
        r#"{"points_by_rank": [12, 10, 8]}"#,
        r#"{"geometric": "43/52"}"#,
    ];
    let words = methods::WORDS.map(|word| format!("\"{word}\""));
    let all: Vec<String> = words
        .into_iter()
        .chain(settings.map(str::to_owned))
        .collect();
    let mut panels = Vec::new();
    for method in &all {
        let text = format!(r#"{{"parts": [{{"name": "p", "marks": "*", "method": {method}}}]}}"#);
        let rules = read(text.as_bytes()).unwrap_or_else(|p| panic!("{method}: {p:?}"));
        let Source::Marks(marks) = &rules.parts[0].source else {
            panic!("made from marks");
        };
        panels.push((marks.panel.clone(), marks.least));
    }
    let different = |(at, one): (usize, &(Panel, usize))| !panels[..at].contains(one);
    assert!(
        panels.iter().enumerate().all(different),
        "no two are read as one"
    );
}

proptest! {
    #[test]
    fn random_bytes_never_panic_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }

    // words of the language in any order reach further than bytes do
    #[test]
    fn random_rules_never_panic_the_reader(words in proptest::collection::vec(proptest::sample::select(vec![
        "{", "}", "[", "]", ":", ",", "\"parts\"", "\"name\"", "\"marks\"", "\"given\"", "\"method\"", "\"each\"", "\"round\"",
        "\"times\"", "\"ties\"", "\"median\"", "\"advance\"", "\"trimmed\"", "1", "-1", "0.5", "1e300", "null", "true", "\"x\"",
    ]), 0..40)) {
        let _ = read(words.concat().as_bytes());
        let _ = read(format!("{{\"parts\":[{{\"name\":\"a\",{}}}]}}", words.concat()).as_bytes());
    }
}
