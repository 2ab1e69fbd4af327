//! Templates, pages and locales name each other.

use std::collections::{BTreeMap, BTreeSet};

/// Words written for pages that are still to come (papers, flags of the desk). Only ever make this smaller.
const WAITING: usize = 56;

/// Keys of a language: file → keys.
fn keys(lang: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for (path, text) in crate::files(&format!("web/locales/{lang}"), "ftl") {
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        let mut own = BTreeSet::new();
        for line in text.lines() {
            if let Some((key, _)) = line.split_once(" =")
                && key.starts_with(|c: char| c.is_ascii_lowercase())
            {
                assert!(own.insert(key.to_owned()), "{path} says {key} twice");
            }
        }
        all.insert(name, own);
    }
    all
}

/// Everything between quotes in templates and in the Rust of the roof.
fn literals() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (_, text) in crate::files("web/templates", "html")
        .into_iter()
        .chain(crate::files("crates", "rs"))
    {
        for part in text.split('"') {
            if part.len() < 80 && !part.contains('\n') {
                found.insert(part.to_owned());
            }
        }
    }
    found
}

#[test]
fn both_languages_say_the_same_things_in_the_same_files() {
    assert_eq!(keys("vi"), keys("en"));
}

#[test]
fn every_word_that_a_template_asks_for_exists() {
    let known: BTreeSet<String> = keys("vi").into_values().flatten().collect();
    let mut asked = 0;
    for (path, text) in crate::files("web/templates", "html") {
        // `get(key=` ends in the same letters and asks for no word.
        let text = text.replace("get(key=", "");
        for rest in text.split("t(key=\"").skip(1) {
            let Some((key, rest)) = rest.split_once('"') else {
                continue;
            };
            asked += 1;
            if rest.trim_start().starts_with('~') {
                assert!(
                    known.iter().any(|k| k.starts_with(key)),
                    "{path} asks for {key}…"
                );
            } else {
                assert!(known.contains(key), "{path} asks for {key}");
            }
        }
    }
    assert!(asked > 300, "{asked} words were asked for");
}

#[test]
fn no_new_word_is_without_use() {
    let literals = literals();
    let built: Vec<&str> = literals
        .iter()
        .filter_map(|l| {
            l.split_once('{').map_or_else(
                || l.ends_with('-').then_some(l.as_str()),
                |(head, _)| Some(head),
            )
        })
        .filter(|head| head.len() > 3 && head.ends_with('-'))
        .collect();
    let unused: Vec<String> = keys("vi")
        .into_values()
        .flatten()
        .filter(|key| !literals.contains(key) && !built.iter().any(|head| key.starts_with(head)))
        .collect();
    assert!(
        unused.len() <= WAITING,
        "{} words that nobody says, {WAITING} may wait: {unused:#?}",
        unused.len()
    );
}

#[test]
fn every_page_has_its_template_and_every_template_its_page() {
    let templates: BTreeSet<String> = crate::files("web/templates/pages", "html")
        .into_iter()
        .filter_map(|(path, _)| {
            path.split_once("templates/")
                .map(|(_, name)| name.to_owned())
        })
        .filter(|name| !name.contains("/_"))
        .collect();
    let mut named = BTreeSet::new();
    for (_, text) in crate::files("crates/web/src", "rs") {
        for rest in text.split("const TEMPLATE: &'static str = \"").skip(1) {
            named.insert(rest.split('"').next().unwrap_or_default().to_owned());
        }
    }
    assert_eq!(templates, named);
}
