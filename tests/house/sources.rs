//! Where SQL stands, who writes which table, how long a file may be.

use std::collections::BTreeMap;

const MOST_LINES: usize = 600;

/// `contest::people` of `crates/contest/src/people/store.rs`.
fn module_of(path: &str) -> String {
    let mut parts = path.split('/').skip(1);
    let (name, _, module) = (parts.next(), parts.next(), parts.next());
    let module = module.unwrap_or_default().trim_end_matches(".rs");
    format!("{}::{module}", name.unwrap_or_default())
}

/// Table → owner, as `migrations/README.md` lists them.
fn owners() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(crate::root().join("migrations/README.md"))
        .expect("the list of owners");
    let mut owners = BTreeMap::new();
    for line in text
        .lines()
        .filter(|l| l.starts_with("| ") && l.contains('`'))
    {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        for table in cells[1].split(", ") {
            owners.insert(table.to_owned(), cells[2].trim_matches('`').to_owned());
        }
    }
    owners
}

#[test]
fn sql_stands_in_stores_only() {
    for (path, text) in crate::files("crates", "rs") {
        if !path.contains("/src/") {
            continue;
        }
        let store = path.ends_with("/store.rs")
            || path.ends_with("/invariants.rs")
            || path.starts_with("crates/contest/src/db/");
        assert!(
            store || !text.contains("sqlx::query"),
            "{path} asks the database itself"
        );
        let trusted = path.starts_with("crates/contest/src/db/");
        assert!(
            trusted || !text.contains("AssertSqlSafe"),
            "{path} builds SQL from text"
        );
    }
}

#[test]
fn every_table_has_one_owner_who_alone_writes_it() {
    let owners = owners();
    let mut tables = Vec::new();
    for (_, text) in crate::files("migrations", "sql") {
        for rest in text.split("CREATE TABLE ").skip(1) {
            tables.push(rest.split([' ', '(']).next().unwrap_or_default().to_owned());
        }
    }
    tables.sort();
    assert_eq!(
        tables,
        owners.keys().cloned().collect::<Vec<_>>(),
        "migrations/README.md lists every table"
    );
    let mut writes = 0;
    for (path, text) in crate::files("crates", "rs") {
        if !path.contains("/src/") {
            continue;
        }
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for verb in ["INSERT INTO ", "UPDATE ", "DELETE FROM "] {
            for rest in flat.split(verb).skip(1) {
                let table: String = rest
                    .chars()
                    .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                    .collect();
                let Some(owner) = owners.get(&table) else {
                    continue;
                };
                assert_eq!(module_of(&path), *owner, "{path} writes {table}");
                writes += 1;
            }
        }
    }
    assert!(writes > 30, "{writes} writing statements were found");
}

#[test]
fn no_file_is_too_long_and_nothing_is_put_off() {
    let put_off = ["TO", "DO"].concat();
    let to_mend = ["FIX", "ME"].concat();
    for (folder, ending) in [
        ("crates", "rs"),
        ("tests", "rs"),
        ("web", "html"),
        ("web", "js"),
        ("web", "css"),
        ("migrations", "sql"),
    ] {
        for (path, text) in crate::files(folder, ending) {
            let lines = text.lines().count();
            assert!(lines <= MOST_LINES, "{path} has {lines} lines");
            assert!(
                !text.contains(&put_off) && !text.contains(&to_mend),
                "{path} puts something off"
            );
        }
    }
}

#[test]
fn templates_have_no_code_or_style_of_their_own() {
    for (path, text) in crate::files("web/templates", "html") {
        for (forbidden, what) in [
            (" style=", "an inline style"),
            ("<style", "a style element"),
            ("javascript:", "a script address"),
        ] {
            assert!(!text.contains(forbidden), "{path} has {what}");
        }
        for rest in text.split("<script").skip(1) {
            let tag = rest.split('>').next().unwrap_or_default();
            assert!(
                tag.contains(" src=") || tag.contains("type=\"application/json\""),
                "{path} has an inline script"
            );
        }
        for rest in text.split(" on").skip(1) {
            let word: String = rest.chars().take_while(char::is_ascii_lowercase).collect();
            assert!(
                word.len() < 4 || !rest[word.len()..].starts_with("=\""),
                "{path} has on{word}="
            );
        }
    }
}
