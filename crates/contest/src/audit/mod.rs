//! The append-only log of acts: one chain a contest, each event's hash covering the one before.
//!
//! An event is written in the transaction of the act that it records, so neither exists without the other.
//! Details carry keys, states and digests, never an author's name and never a mark.

mod store;
mod verify;

use serde_json::Value;
use uuid::Uuid;

use crate::{Actor, Context, Timestamp, Tx, db::Digest};

pub use store::{after, contains, last_number, latest, logs, of_kind, of_subject};
pub use verify::{Broken, Verdict, verify};

/// One recorded act.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Event {
    /// The contest's key; nil for acts above contests.
    pub log_id: Uuid,
    /// 1, 2, 3 … without gaps.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who, as [`Actor::label`].
    pub actor: String,
    /// What, as `noun.verb`.
    pub kind: String,
    /// To what, as `noun:key`.
    pub subject: String,
    /// JSON text.
    pub details: String,
    /// SHA-256 over the previous hash and all of the above.
    #[sqlx(try_from = "Vec<u8>")]
    pub hash: Digest,
}

impl Event {
    /// The hash that this event must carry after `previous`.
    #[must_use]
    pub fn expected_hash(&self, previous: Digest) -> Digest {
        let body = serde_json::json!([
            self.log_id,
            self.seq,
            self.at,
            self.actor,
            self.kind,
            self.subject,
            self.details
        ]);
        let mut bytes = b"hoaban-event-v1\n".to_vec();
        bytes.extend_from_slice(&previous.0);
        bytes.extend_from_slice(body.to_string().as_bytes());
        Digest::of(&bytes)
    }
}

/// Appends an event to the log `log_id` (a contest's key, or nil).
#[expect(
    clippy::too_many_arguments,
    reason = "what an event records, and nothing else"
)]
pub async fn append(
    tx: &mut Tx,
    cx: &Context,
    log_id: Uuid,
    actor: &Actor,
    kind: &str,
    subject: &str,
    details: &Value,
) -> Result<(), sqlx::Error> {
    let (seq, previous) = store::lock_head(tx, log_id).await?;
    let mut event = Event {
        log_id,
        seq: seq + 1,
        at: cx.now,
        actor: actor.label(),
        kind: kind.to_owned(),
        subject: subject.to_owned(),
        details: details.to_string(),
        hash: previous,
    };
    event.hash = event.expected_hash(previous);
    store::insert(tx, &event).await
}
