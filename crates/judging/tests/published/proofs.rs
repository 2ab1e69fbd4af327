//! Proofs, canonical JSON and a public draw: the vectors of their own authors.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use judging::engine::canonical::canonical;
use judging::engine::merkle::{Hash, verify_consistency, verify_inclusion};
use judging::engine::public_draw::draw;
use serde_json::Value;

use crate::{folder, lines};

/// A hash of the vectors; `None` when it is no SHA-256, which no proof survives.
fn hash(value: &Value) -> Option<Hash> {
    let bytes = STANDARD.decode(value.as_str()?).ok()?;
    bytes.try_into().ok()
}

fn proof(value: &Value) -> Option<Vec<Hash>> {
    value
        .as_array()
        .map_or(Some(Vec::new()), |steps| steps.iter().map(hash).collect())
}

fn vectors(name: &str) -> Option<Vec<Value>> {
    let text = std::fs::read_to_string(folder("transparency")?.join(name)).expect("readable");
    Some(
        text.lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect(),
    )
}

/// Every vector is accepted or refused as its author says; both kinds occur.
fn judged(vectors: &[Value], accepts: impl Fn(&Value) -> Option<bool>) {
    let refused = vectors.iter().filter(|v| v["wantErr"] == true).count();
    assert!(refused > 0 && refused < vectors.len());
    for vector in vectors {
        let accepted = accepts(vector).unwrap_or(false);
        assert_eq!(accepted, vector["wantErr"] == false, "{}", vector["case"]);
    }
}

#[test]
fn inclusion_proofs() {
    let Some(vectors) = vectors("merkle-inclusion.jsonl") else {
        return;
    };
    judged(&vectors, |v| {
        let (leaf, root) = (hash(&v["leafHash"])?, hash(&v["root"])?);
        let (index, size) = (v["leafIdx"].as_u64()?, v["treeSize"].as_u64()?);
        Some(verify_inclusion(
            (index, &leaf),
            (size, &root),
            &proof(&v["proof"])?,
        ))
    });
    assert_eq!(vectors.len(), 49);
}

#[test]
fn consistency_proofs() {
    let Some(vectors) = vectors("merkle-consistency.jsonl") else {
        return;
    };
    judged(&vectors, |v| {
        let (old, new) = (hash(&v["root1"])?, hash(&v["root2"])?);
        let sizes = (v["size1"].as_u64()?, v["size2"].as_u64()?);
        Some(verify_consistency(
            (sizes.0, &old),
            (sizes.1, &new),
            &proof(&v["proof"])?,
        ))
    });
    assert_eq!(vectors.len(), 43);
}

#[test]
fn canonical_json_is_the_published_bytes() {
    let Some(folder) = folder("transparency") else {
        return;
    };
    for name in ["arrays", "french", "structures"] {
        let read = |kind: &str, ending: &str| {
            std::fs::read(folder.join(format!("jcs/{kind}/{name}.{ending}"))).expect("readable")
        };
        let value: Value = serde_json::from_slice(&read("input", "json")).expect("JSON");
        let found = canonical(&value).expect("canonical");
        assert_eq!(found, read("output", "json"), "{name}");
        let text = String::from_utf8(read("outhex", "txt")).expect("ASCII");
        assert_eq!(
            found,
            hex::decode(text.split_whitespace().collect::<String>()).expect("hex"),
            "{name}"
        );
    }
}

#[test]
fn the_example_of_rfc_3797() {
    let Some(folder) = folder("transparency") else {
        return;
    };
    let drawn = draw("9319./2.5.8.10.12./9.18.26.34.41.45./", 25, 10);
    let found: Vec<String> = drawn
        .iter()
        .zip(1..)
        .map(|(d, step)| {
            format!(
                "{step},{},{},{}",
                hex::encode_upper(d.digest),
                d.pool,
                d.selected
            )
        })
        .collect();
    assert_eq!(found, lines(&folder.join("rfc3797-example.csv")));
}
