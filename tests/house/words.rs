//! Words and templates: the same keys in every language, every key known, nothing inline.

use std::collections::{BTreeMap, BTreeSet};

use crate::{none, texts};

/// Keys of a language with the names of their values.
fn keys(lang: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in texts(&format!("web/locales/{lang}"), &[".ftl"]) {
        let mut current = String::new();
        for line in text.lines() {
            let name = line.split(" =").next().unwrap_or_default();
            let is_key = !line.starts_with([' ', '#', '}']) && line.contains(" =");
            let is_attribute = line.starts_with("    .");
            if is_key {
                name.clone_into(&mut current);
            }
            let key = if is_attribute {
                format!("{current}{}", name.trim())
            } else {
                current.clone()
            };
            if is_key {
                let twice = keys.insert(key.clone(), BTreeSet::new());
                assert!(twice.is_none(), "{path}: {key} stands twice");
            }
            let values = keys.entry(key).or_default();
            for value in line
                .split("{ $")
                .skip(1)
                .filter_map(|v| v.split([' ', '}', ',']).next())
            {
                values.insert(value.to_owned());
            }
        }
    }
    keys.remove("");
    keys
}

#[test]
fn every_language_has_the_same_keys_with_the_same_values() {
    let (vi, en) = (keys("vi"), keys("en"));
    let mut differences = Vec::new();
    for (one, other, name) in [(&vi, &en, "en"), (&en, &vi, "vi")] {
        differences.extend(
            one.keys()
                .filter(|k| !other.contains_key(*k))
                .map(|k| format!("{name} lacks {k}")),
        );
    }
    for (key, values) in &vi {
        if let Some(other) = en.get(key).filter(|o| *o != values) {
            differences.push(format!("{key}: vi {values:?}, en {other:?}"));
        }
    }
    none(&differences);
}

#[test]
fn every_key_is_asked_for_somewhere() {
    let mut sources = String::new();
    for (folder, endings) in [("crates", &[".rs"]), ("web/templates", &[".html"])] {
        for (_, text) in texts(folder, endings) {
            sources.push_str(&text);
        }
    }
    // A key may be put together: `state-` ~ state. Then its beginning stands in quotes before a «~» or a `{`.
    let (mut whole, mut starts) = (BTreeSet::new(), BTreeSet::new());
    for (at, _) in sources.match_indices('"') {
        let rest = &sources[at + 1..];
        let of_a_key = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let (word, behind) = rest.split_at(rest.find(|c| !of_a_key(c)).unwrap_or(rest.len()));
        if behind.starts_with('"') {
            whole.insert(word);
        }
        if behind.starts_with("\" ~") || behind.starts_with('{') {
            starts.insert(word);
        }
    }
    let asked = |key: &str| {
        let bare = key.split('.').next().unwrap_or(key);
        let mut ends = bare.match_indices('-').map(|(at, _)| &bare[..=at]);
        whole.contains(bare) || ends.any(|start| starts.contains(start))
    };
    let unused: Vec<_> = keys("vi")
        .into_keys()
        .filter(|k| !asked(k))
        .map(|k| format!("nobody asks for {k}"))
        .collect();
    none(&unused);
}

#[test]
fn every_kind_of_event_has_words_for_the_log() {
    let known = keys("vi");
    let mut silent = Vec::new();
    for (path, text) in texts("crates", &[".rs"]) {
        if !text.contains("audit::append") {
            continue;
        }
        for word in text.split('"').skip(1).step_by(2) {
            let parts: Vec<_> = word.split('.').collect();
            let plain = |part: &&str| {
                !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
            };
            // names of files look the same
            let named = parts.len() == 2 && parts.iter().all(plain) && parts[1] != "csv";
            let key = format!("log-{}", word.replace(['.', '_'], "-"));
            if named && !known.contains_key(&key) {
                silent.push(format!("{path}: {key}"));
            }
        }
    }
    none(&silent);
}

#[test]
fn templates_hold_no_inline_style_or_script() {
    let mut inline = Vec::new();
    for (path, text) in texts("web/templates", &[".html"]) {
        for (number, line) in (1..).zip(text.lines()) {
            // what is no program: words for search engines
            let script = line
                .split("<script")
                .skip(1)
                .any(|s| !s.contains("src=") && !s.contains("type=\"application/ld+json\""));
            if line.contains("style=\"")
                || line.contains(" onclick=")
                || line.contains("<style")
                || script
            {
                inline.push(format!("{path}:{number}"));
            }
        }
    }
    none(&inline);
}
