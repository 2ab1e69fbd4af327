//! Who may know whom.

use std::process::Command;

use serde_json::Value;

use crate::{none, root};

/// What each room may lean on within the house.
const ARROWS: &[(&str, &[&str])] = &[
    ("contest", &[]),
    ("papers", &[]),
    ("rehearsal", &[]),
    ("submissions", &["contest"]),
    ("judging", &["contest", "submissions"]),
    (
        "hoaban-web",
        &["contest", "submissions", "judging", "papers", "rehearsal"],
    ),
];
/// What only the roof may know.
const OF_THE_ROOF: &[&str] = &[
    "axum",
    "axum-extra",
    "tower",
    "tower-http",
    "http",
    "tera",
    "fluent-templates",
];

fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .expect("cargo tells its metadata");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("metadata is JSON");
    metadata["packages"].as_array().cloned().unwrap_or_default()
}

fn dependencies(package: &Value) -> Vec<String> {
    let all = package["dependencies"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let ships = |d: &&Value| d["kind"].is_null();
    all.iter()
        .filter(ships)
        .filter_map(|d| d["name"].as_str().map(str::to_owned))
        .collect()
}

#[test]
fn arrows_point_down_and_no_other_way() {
    let packages = packages();
    let mut wrong = Vec::new();
    for (name, allowed) in ARROWS {
        let package = packages
            .iter()
            .find(|p| p["name"] == *name)
            .unwrap_or_else(|| panic!("no package {name}"));
        for other in dependencies(package) {
            let room = ARROWS.iter().any(|(room, _)| *room == other);
            if room && !allowed.contains(&other.as_str()) {
                wrong.push(format!("{name} leans on {other}"));
            }
            if *name != "hoaban-web" && OF_THE_ROOF.contains(&other.as_str()) {
                wrong.push(format!("{name} knows {other}"));
            }
        }
    }
    none(&wrong);
}

#[test]
fn every_package_is_on_the_map() {
    for package in packages() {
        let name = package["name"].as_str().unwrap_or_default();
        assert!(
            name == "house-tests" || ARROWS.iter().any(|(room, _)| *room == name),
            "{name} has no arrows"
        );
    }
}
