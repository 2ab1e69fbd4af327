//! Templates, pages and words name each other.

use std::collections::BTreeSet;

use crate::{none, texts};

#[test]
fn every_page_has_its_template_and_every_template_its_page() {
    let templates: BTreeSet<String> = texts("web/templates/pages", &[".html"])
        .into_iter()
        .filter_map(|(path, _)| {
            path.split_once("templates/")
                .map(|(_, name)| name.to_owned())
        })
        .filter(|name| !name.contains("/_"))
        .collect();
    let mut named = BTreeSet::new();
    for (_, text) in texts("crates/web/src", &[".rs"]) {
        for rest in text.split("const TEMPLATE: &'static str = \"").skip(1) {
            named.insert(rest.split('"').next().unwrap_or_default().to_owned());
        }
    }
    assert_eq!(templates, named);
}

#[test]
fn every_word_that_a_template_asks_for_exists() {
    let known: BTreeSet<String> = texts("web/locales/vi", &[".ftl"])
        .iter()
        .flat_map(|(_, text)| text.lines())
        .filter_map(|line| line.split_once(" =").map(|(key, _)| key.to_owned()))
        .collect();
    let (mut asked, mut unknown) = (0, Vec::new());
    for (path, text) in texts("web/templates", &[".html"]) {
        // `get(key=` ends in the same letters and asks for no word.
        let text = text.replace("get(key=", "");
        for rest in text.split("t(key=\"").skip(1) {
            let Some((key, rest)) = rest.split_once('"') else {
                continue;
            };
            asked += 1;
            let begun =
                rest.trim_start().starts_with('~') && known.iter().any(|k| k.starts_with(key));
            if !begun && !known.contains(key) {
                unknown.push(format!("{path} asks for {key}"));
            }
        }
    }
    none(&unknown);
    assert!(asked > 300, "{asked} words were asked for");
}
