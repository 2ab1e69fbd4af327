//! Who may depend on whom.

use std::{collections::BTreeMap, process::Command};

use serde_json::Value;

/// Every crate of the house and what it may use of the house.
const ARROWS: [(&str, &[&str]); 6] = [
    ("contest", &[]),
    ("submissions", &["contest"]),
    ("judging", &["contest", "submissions"]),
    ("papers", &[]),
    ("rehearsal", &[]),
    (
        "hoaban-web",
        &["contest", "submissions", "judging", "papers", "rehearsal"],
    ),
];

/// What the floors below the roof never use.
const ROOF_ONLY: [&str; 8] = [
    "axum",
    "axum-extra",
    "tower",
    "tower-http",
    "http",
    "tera",
    "fluent-templates",
    "lettre",
];

#[test]
fn arrows_between_crates_are_those_of_the_map() {
    let out = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(crate::root())
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&out.stdout).expect("cargo metadata answers JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let mut used: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in packages {
        let dependencies = package["dependencies"].as_array().expect("dependencies");
        // What a crate's own tests use is no arrow.
        let kept = dependencies
            .iter()
            .filter(|d| d["kind"].as_str() != Some("dev"));
        let names = kept.filter_map(|d| d["name"].as_str()).collect();
        used.insert(package["name"].as_str().expect("a name"), names);
    }
    let house: Vec<_> = ARROWS.iter().map(|(name, _)| *name).collect();
    let known: Vec<_> = used
        .keys()
        .copied()
        .filter(|n| *n != "house-tests")
        .collect();
    assert_eq!(
        known.len(),
        house.len(),
        "a crate without a line here: {known:?}"
    );
    for (name, allowed) in ARROWS {
        for dependency in &used[name] {
            assert!(
                !house.contains(dependency) || allowed.contains(dependency),
                "{name} → {dependency}"
            );
            assert!(
                name == "hoaban-web" || !ROOF_ONLY.contains(dependency),
                "{name} → {dependency}"
            );
            assert!(
                allowed.len() > 1
                    || name == "contest"
                    || name == "submissions"
                    || *dependency != "sqlx",
                "{name} → sqlx"
            );
        }
    }
}
