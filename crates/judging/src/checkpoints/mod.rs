//! Checkpoints: the size and Merkle root of a contest's log when a round closed or a decision was signed.
//!
//! A checkpoint is published as a signed note (C2SP `tlog-checkpoint`). Whoever kept one can later demand that the log
//! still begins with what it covers. The signature follows from the text and the installation's key, so it is made when
//! the checkpoint is shown.

mod store;

use std::collections::HashMap;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use contest::{
    Context, Timestamp, Tx, audit,
    audit::Event,
    contests::{Contest, ContestId},
    text_enum,
};
use serde::Deserialize;
use submissions::receipts::Signer;

use crate::engine::{
    merkle::{self, Hash},
    sealed::LoggedEvent,
};

pub use store::of_contest;

/// The event by which a juror's sheets are sealed.
pub(crate) const SHEETS_LOCKED: &str = "sheets.locked";

/// Events read at once.
const PAGE: i64 = 5_000;

text_enum! {
    /// Why a checkpoint was made.
    Cause {
        /// A round closed.
        RoundClosed = "round_closed",
        /// Both signed the decision.
        DecisionSigned = "decision_signed",
    }
}

/// A state of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// How many events it covers, from the first.
    pub size: i64,
    /// Root over their leaves.
    pub root: Hash,
    /// Why it was made.
    pub cause: Cause,
    /// When.
    pub at: Timestamp,
}

/// The name under which the log of a contest signs.
#[must_use]
pub fn origin(slug: &str) -> String {
    format!("hoaban/{slug}")
}

/// The text of a checkpoint: origin, size, root in base64.
#[must_use]
pub fn text(slug: &str, size: i64, root: &Hash) -> String {
    let root = BASE64_STANDARD.encode(root);
    format!("{}\n{size}\n{root}\n", origin(slug))
}

impl Checkpoint {
    /// The signed note.
    #[must_use]
    pub fn note(&self, slug: &str, signer: &Signer) -> String {
        signer.sign_note(&origin(slug), &text(slug, self.size, &self.root))
    }
}

/// The leaf of an event.
#[must_use]
pub fn leaf_of(event: &Event) -> Hash {
    let logged = LoggedEvent {
        seq: event.seq,
        at: event.at.0,
        kind: &event.kind,
        details: &event.details,
        hash: &event.hash.0,
    };
    logged.leaf()
}

/// The first `size` events of a contest's log.
pub(crate) async fn events_of(
    tx: &mut Tx,
    contest: ContestId,
    size: i64,
) -> Result<Vec<Event>, sqlx::Error> {
    let mut events: Vec<Event> = Vec::new();
    loop {
        let after = events.last().map_or(0, |event| event.seq);
        let page = audit::after(tx, contest.0, after, PAGE.min(size - after)).await?;
        if page.is_empty() {
            return Ok(events);
        }
        events.extend(page);
    }
}

/// Which leaf, from 0, carries a commitment: from the events by which jurors sealed their sheets.
pub(crate) async fn leaves_of_commitments(
    tx: &mut Tx,
    contest: ContestId,
) -> Result<HashMap<String, i64>, sqlx::Error> {
    let events = events_of(tx, contest, i64::MAX).await?;
    Ok(leaves_in(
        events
            .iter()
            .map(|e| (e.seq, e.kind.as_str(), e.details.as_str())),
    ))
}

/// The same for events given as number, kind and details.
pub(crate) fn leaves_in<'a>(
    events: impl Iterator<Item = (i64, &'a str, &'a str)>,
) -> HashMap<String, i64> {
    #[derive(Deserialize)]
    struct Locked {
        commitments: Vec<String>,
    }
    let mut leaves = HashMap::new();
    for (seq, _, details) in events.filter(|(_, kind, _)| *kind == SHEETS_LOCKED) {
        if let Ok(locked) = serde_json::from_str::<Locked>(details) {
            leaves.extend(locked.commitments.into_iter().map(|c| (c, seq - 1)));
        }
    }
    leaves
}

/// Records the log as it is now, in the transaction of the act that is its reason.
pub(crate) async fn make(
    tx: &mut Tx,
    cx: &Context,
    contest: &Contest,
    cause: Cause,
) -> Result<(), sqlx::Error> {
    let events = events_of(tx, contest.id, i64::MAX).await?;
    let leaves: Vec<Hash> = events.iter().map(leaf_of).collect();
    let checkpoint = Checkpoint {
        size: events.last().map_or(0, |event| event.seq),
        root: merkle::root(&leaves),
        cause,
        at: cx.now,
    };
    store::insert(tx, contest.id, &checkpoint).await
}

/// A checkpoint that the log no longer agrees with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disowned {
    /// Size of the checkpoint.
    pub size: i64,
}

/// Recomputes the root of every checkpoint of a contest. The ones that the log disowns are returned.
pub async fn check(tx: &mut Tx, contest: ContestId) -> Result<Vec<Disowned>, sqlx::Error> {
    let kept = of_contest(tx, contest).await?;
    let Some(size) = kept.iter().map(|c| c.size).max() else {
        return Ok(Vec::new());
    };
    let events = events_of(tx, contest, size).await?;
    let leaves: Vec<Hash> = events.iter().map(leaf_of).collect();
    let holds = |c: &Checkpoint| {
        let covered = usize::try_from(c.size).ok().and_then(|n| leaves.get(..n));
        covered.is_some_and(|covered| merkle::root(covered) == c.root)
    };
    let disowned = kept.iter().filter(|c| !holds(c));
    Ok(disowned.map(|c| Disowned { size: c.size }).collect())
}
