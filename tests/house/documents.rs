//! What the documents name is there.

#[test]
fn every_path_in_the_documents_exists() {
    let mut seen = 0;
    for document in [
        "README.md",
        "ARCHITECTURE.md",
        "migrations/README.md",
        "tests/README.md",
        "crates/web/src/pages/README.md",
    ] {
        let text =
            std::fs::read_to_string(crate::root().join(document)).expect("the documents are there");
        for name in text.split('`').skip(1).step_by(2) {
            let path = name.trim_end_matches('/');
            let ours = [
                "crates/",
                "web/",
                "tests/",
                "migrations/",
                ".ci/",
                ".config/",
            ]
            .iter()
            .any(|top| name.starts_with(top));
            if !ours || name.contains(['<', '{', '*', ' ', '…']) {
                continue;
            }
            assert!(crate::root().join(path).exists(), "{document} names {name}");
            seen += 1;
        }
    }
    assert!(seen > 5, "{seen} paths were found");
}
