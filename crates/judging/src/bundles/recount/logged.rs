//! The log: its leaves, its root, its signed state.

use std::collections::HashMap;

use serde_json::Value;
use submissions::receipts;

use super::{
    super::{
        form::{Leaf, Manifest},
        log, names,
    },
    Bundle, Findings,
};
use crate::{
    checkpoints,
    engine::merkle::{self, Hash},
};

/// The opened events of a kind, with their details.
pub(super) fn events<'a>(
    bundle: &'a Bundle,
    kind: &'a str,
) -> impl Iterator<Item = (i64, Value)> + 'a {
    let opened = bundle.leaves.iter().filter_map(|leaf| leaf.event.as_ref());
    opened.filter(move |event| event.kind == kind).map(|event| {
        (
            event.seq,
            serde_json::from_str(&event.details).unwrap_or(Value::Null),
        )
    })
}

/// Checks the log and returns its root in hexadecimal.
pub(super) fn check(bundle: &Bundle, manifest: &Manifest, found: &mut Findings) -> String {
    let mut hashes = Vec::with_capacity(bundle.leaves.len());
    for (number, leaf) in (1_i64..).zip(&bundle.leaves) {
        let place = || format!("line {number}");
        let hash = hex::decode(&leaf.leaf).ok().and_then(|h| h.try_into().ok());
        let Some(hash) = hash else {
            found.add(names::LEAVES, place(), "is no hash");
            continue;
        };
        if let Some(event) = &leaf.event {
            if log::leaf_of(event) != Some(hash) {
                found.add(
                    names::LEAVES,
                    place(),
                    "the event is not the one of the leaf",
                );
            }
            if event.seq != number {
                found.add(names::LEAVES, place(), "the event has another number");
            }
            if !log::PUBLIC_KINDS.contains(&event.kind.as_str()) {
                found.add(
                    names::LEAVES,
                    place(),
                    "an event of this kind is not public",
                );
            }
        }
        hashes.push(hash);
    }
    let root = merkle::root(&hashes);
    let size = i64::try_from(bundle.leaves.len()).unwrap_or(i64::MAX);
    let origin = checkpoints::origin(&manifest.contest);
    match receipts::verify_note(&bundle.checkpoint, &origin, &manifest.key) {
        Ok(text) if text == checkpoints::text(&manifest.contest, size, &root) => {}
        Ok(_) => found.add(
            names::CHECKPOINT,
            "",
            format!("signs another log than the one in {}", names::LEAVES),
        ),
        Err(error) => found.add(names::CHECKPOINT, "", error.to_string()),
    }
    rules(bundle, found);
    hex::encode(root)
}

/// Why a checkpoint that somebody kept does not fit the log of a bundle; `None` where the log begins with what it covers.
/// The bundle itself is counted apart.
pub(super) fn disowns(bundle: &Bundle, note: &str) -> Option<String> {
    let Some(manifest) = &bundle.manifest else {
        return Some("the bundle has no manifest".to_owned());
    };
    let origin = checkpoints::origin(&manifest.contest);
    let text = match receipts::verify_note(note, &origin, &manifest.key) {
        Ok(text) => text,
        Err(error) => return Some(error.to_string()),
    };
    let size = text.lines().nth(1).and_then(|line| line.parse().ok());
    let covered = size.and_then(|n: usize| bundle.leaves.get(..n));
    let Some(covered) = covered else {
        return Some("it covers more than the log of the bundle has".to_owned());
    };
    let read = |leaf: &Leaf| Hash::try_from(hex::decode(&leaf.leaf).ok()?).ok();
    let hashes: Option<Vec<Hash>> = covered.iter().map(read).collect();
    let size = i64::try_from(covered.len()).unwrap_or(i64::MAX);
    let made = hashes.map(|h| checkpoints::text(&manifest.contest, size, &merkle::root(&h)));
    (made.as_deref() != Some(text)).then(|| "the log of the bundle is another one".to_owned())
}

/// The rules of each round are those with which it was opened.
fn rules(bundle: &Bundle, found: &mut Findings) {
    let Some(regulation) = &bundle.regulation else {
        return;
    };
    let opened: HashMap<String, String> = events(bundle, "round.opened")
        .filter_map(|(_, details)| {
            let text = |field: &str| Some(details[field].as_str()?.to_owned());
            Some((text("round")?, text("rules")?))
        })
        .collect();
    for round in &regulation.rounds {
        let place = &round.category;
        match super::super::rules_digest::of(round, &regulation.contest) {
            None => found.add(names::REGULATION, place, "keys are not keys"),
            Some(digest) => match opened.get(&round.round) {
                None => found.add(
                    names::REGULATION,
                    place,
                    "the log has no opening of this round",
                ),
                Some(hash) if *hash != digest.hex() => {
                    found.add(
                        names::REGULATION,
                        place,
                        "other rules than those that the round was opened with",
                    );
                }
                Some(_) => {}
            },
        }
    }
}
