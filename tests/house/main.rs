//! Rules of the house that no compiler keeps.

mod arrows;
mod databases;
mod documents;
mod sources;
mod words;

use std::path::{Path, PathBuf};

/// The top of the house.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file with this ending below a folder, as path from the top and text.
fn files(below: &str, ending: &str) -> Vec<(String, String)> {
    let mut waiting = vec![root().join(below)];
    let mut found = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(&folder)
            .expect("a folder of the house")
            .flatten()
        {
            let path = entry.path();
            if path.is_dir() {
                if !matches!(entry.file_name().to_str(), Some("target" | "node_modules")) {
                    waiting.push(path);
                }
            } else if path.extension().is_some_and(|e| e == ending) {
                let name = path
                    .strip_prefix(root())
                    .expect("below the top")
                    .display()
                    .to_string();
                found.push((name, std::fs::read_to_string(&path).expect("text")));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no .{ending} in {below}");
    found
}
