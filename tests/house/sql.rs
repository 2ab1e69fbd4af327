//! Where SQL may stand, and who writes which table.

use std::collections::BTreeMap;

use crate::{none, root, texts};

/// Table and the folder or file that alone may write it, from the list in `migrations/README.md`.
fn owners() -> BTreeMap<String, String> {
    let list = std::fs::read_to_string(root().join("migrations/README.md"))
        .expect("the list of owners exists");
    let mut owners = BTreeMap::new();
    for line in list
        .lines()
        .filter(|l| l.starts_with("| ") && l.contains("::"))
    {
        let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
        let (room, module) = cells[1]
            .trim_matches('`')
            .split_once("::")
            .expect("an owner is room::module");
        for table in cells[0].split(',') {
            owners.insert(
                table.trim().to_owned(),
                format!("crates/{room}/src/{module}/"),
            );
        }
    }
    owners
}

/// Names of all tables that the migrations leave behind.
fn tables() -> Vec<String> {
    let mut tables = std::collections::BTreeSet::new();
    let name = |rest: &str| {
        rest.split([' ', '(', ';'])
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let mut files = texts("migrations", &[".sql"]);
    files.sort();
    for (_, text) in files {
        // in order: a table may be dropped and made anew
        for line in text.lines() {
            if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                tables.insert(name(rest));
            } else if let Some(rest) = line.strip_prefix("DROP TABLE ") {
                tables.remove(&name(rest));
            }
        }
    }
    tables.into_iter().collect()
}

#[test]
fn every_table_has_one_owner() {
    let owners = owners();
    let tables = tables();
    none(
        &tables
            .iter()
            .filter(|t| !owners.contains_key(*t))
            .map(|t| format!("{t} has no owner"))
            .collect::<Vec<_>>(),
    );
    none(
        &owners
            .keys()
            .filter(|t| !tables.contains(t))
            .map(|t| format!("{t} is no table"))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn only_the_owner_writes_a_table() {
    let owners = owners();
    let mut wrong = Vec::new();
    for (path, text) in texts("crates", &[".rs"]) {
        if path.contains("/tests/") || path.ends_with("/tests.rs") {
            continue;
        }
        for (table, owner) in &owners {
            for verb in ["INSERT INTO", "UPDATE", "DELETE FROM"] {
                let written = text
                    .match_indices(&format!("{verb} {table}"))
                    .any(|(at, found)| {
                        let next = text[at + found.len()..].chars().next();
                        !next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
                    });
                if written && !path.starts_with(owner.as_str()) {
                    wrong.push(format!("{path}: {verb} {table}, which belongs to {owner}"));
                }
            }
        }
    }
    none(&wrong);
}

#[test]
fn queries_stand_in_stores_and_under_the_handle() {
    let allowed = |path: &str| {
        path.ends_with("/store.rs")
            || path.ends_with("/invariants.rs")
            || path.starts_with("crates/contest/src/db/")
            || path.contains("/tests/")
            || path.ends_with("/tests.rs")
    };
    let mut wrong = Vec::new();
    for (path, text) in texts("crates", &[".rs"]) {
        for word in ["sqlx::query", "QueryBuilder"] {
            if text.contains(word) && !allowed(&path) {
                wrong.push(format!("{path}: {word}"));
            }
        }
        if text.contains("AssertSqlSafe") && !path.starts_with("crates/contest/src/db/") {
            wrong.push(format!("{path}: AssertSqlSafe"));
        }
    }
    none(&wrong);
}
