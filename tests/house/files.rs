//! Sizes, leftovers, and paths that documents name.

use crate::{none, root, texts};

const MOST_LINES: usize = 600;

#[test]
fn no_file_is_longer_than_the_cap() {
    let mut long = Vec::new();
    for folder in ["crates", "tests"] {
        for (path, text) in texts(folder, &[".rs"]) {
            let lines = text.lines().count();
            if lines > MOST_LINES {
                long.push(format!("{path}: {lines} lines"));
            }
        }
    }
    none(&long);
}

#[test]
fn nothing_is_left_to_do_or_switched_off() {
    // Written in two halves, so that this list does not find itself.
    let words = [
        ["TO", "DO"],
        ["FIX", "ME"],
        ["#[ig", "nore"],
        ["test.on", "ly("],
        ["un", "implemented!("],
    ];
    let mut left = Vec::new();
    for folder in ["crates", "tests", "web", "migrations"] {
        for (path, text) in texts(
            folder,
            &[".rs", ".html", ".css", ".sql", ".md", ".mjs", ".js", ".ftl"],
        ) {
            for word in words.iter().map(|halves| halves.concat()) {
                if text.contains(&word) {
                    left.push(format!("{path}: {word}"));
                }
            }
        }
    }
    none(&left);
}

#[test]
fn paths_that_documents_name_exist() {
    let mut missing = Vec::new();
    for document in ["README.md", "ARCHITECTURE.md"] {
        let text = std::fs::read_to_string(root().join(document)).expect("the document exists");
        for quoted in text.split('`').skip(1).step_by(2) {
            let is_path = [
                "crates/",
                "tests/",
                "web/",
                "migrations/",
                ".clippy",
                ".ci/",
                ".config/",
            ]
            .iter()
            .any(|start| quoted.starts_with(start));
            let plain = !quoted.contains(['<', '*', ' ', '{']);
            if is_path && plain && !root().join(quoted).exists() {
                missing.push(format!("{document}: {quoted}"));
            }
        }
    }
    none(&missing);
}
