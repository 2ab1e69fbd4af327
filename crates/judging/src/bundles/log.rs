//! The log in a bundle: every leaf, and the events that are public.

use std::collections::HashMap;

use contest::audit::Event;

use super::form::{Leaf, LeafEvent};
use crate::{
    checkpoints,
    engine::{merkle::Hash, sealed::LoggedEvent},
};

/// Kinds of events whose details name nobody and that a recount needs.
pub(super) const PUBLIC_KINDS: [&str; 5] = [
    "decision.signed_by_chair",
    "decision.signed_by_organiser",
    "round.closed",
    "round.opened",
    checkpoints::SHEETS_LOCKED,
];

/// The leaves of events, the public ones opened.
pub(super) fn leaves(events: &[Event]) -> Vec<Leaf> {
    let of = |event: &Event| Leaf {
        leaf: hex::encode(checkpoints::leaf_of(event)),
        event: PUBLIC_KINDS
            .contains(&event.kind.as_str())
            .then(|| LeafEvent {
                seq: event.seq,
                at: event.at.0,
                kind: event.kind.clone(),
                details: event.details.clone(),
                hash: event.hash.hex(),
            }),
    };
    events.iter().map(of).collect()
}

/// Which leaf carries a commitment.
pub(super) fn commitments(leaves: &[Leaf]) -> HashMap<String, i64> {
    let opened = leaves.iter().filter_map(|leaf| leaf.event.as_ref());
    checkpoints::leaves_in(opened.map(|e| (e.seq, e.kind.as_str(), e.details.as_str())))
}

/// The hash that an opened event gives to its leaf; `None` where its own hash is none.
pub(super) fn leaf_of(event: &LeafEvent) -> Option<Hash> {
    let hash: Hash = hex::decode(&event.hash).ok()?.try_into().ok()?;
    let logged = LoggedEvent {
        seq: event.seq,
        at: event.at,
        kind: &event.kind,
        details: &event.details,
        hash: &hash,
    };
    Some(logged.leaf())
}
