//! Rules of the house that no compiler keeps.

mod arrows;
mod databases;
mod files;
mod pages;
mod sql;
mod words;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The workspace's folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file below `folder` with one of these endings: path from the workspace's folder, and text.
fn texts(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        for entry in entries {
            let path = entry
                .expect("a folder of the workspace can be listed")
                .path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if path.is_dir() && name != "node_modules" && name != "shots" {
                folders.push(path);
            } else if endings.iter().any(|e| name.ends_with(e)) {
                let shown = path
                    .strip_prefix(root())
                    .unwrap_or(&path)
                    .display()
                    .to_string();
                let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{shown}: {e}"));
                found.push((shown, text));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{folder} holds no {endings:?}");
    found
}

/// Fails with every finding, one a line.
fn none(findings: &[String]) {
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}
