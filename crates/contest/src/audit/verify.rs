//! Walks a chain and says where it breaks.

use uuid::Uuid;

use super::store;
use crate::{Tx, db::Digest};

/// What a walk over one log found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The log.
    pub log_id: Uuid,
    /// How many events were sound before the first break, or in all.
    pub events: i64,
    /// The hash of the last sound event; publish it, and nobody can rewrite what came before.
    pub head: Digest,
    /// The first break.
    pub broken: Option<Broken>,
}

/// How a chain is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// The event after this number is missing.
    Gap(i64),
    /// The event with this number was changed, or one before it was.
    Changed(i64),
    /// The log ends before the number that its head records.
    CutOff {
        /// Number recorded in the head.
        recorded: i64,
    },
    /// The head does not record the last event's hash.
    HeadDiffers,
}

const PAGE: i64 = 2_000;

/// Recomputes every hash of the log.
pub async fn verify(tx: &mut Tx, log_id: Uuid) -> Result<Verdict, sqlx::Error> {
    let mut verdict = Verdict {
        log_id,
        events: 0,
        head: Digest([0; 32]),
        broken: None,
    };
    loop {
        let page = store::after(tx, log_id, verdict.events, PAGE).await?;
        if page.is_empty() {
            break;
        }
        for event in page {
            if event.seq != verdict.events + 1 {
                verdict.broken = Some(Broken::Gap(verdict.events));
                return Ok(verdict);
            }
            if event.hash != event.expected_hash(verdict.head) {
                verdict.broken = Some(Broken::Changed(event.seq));
                return Ok(verdict);
            }
            verdict.events = event.seq;
            verdict.head = event.hash;
        }
    }
    verdict.broken = match store::head(tx, log_id).await? {
        Some((recorded, _)) if recorded > verdict.events => Some(Broken::CutOff { recorded }),
        Some((recorded, hash)) if recorded == verdict.events && hash == verdict.head.to_vec() => {
            None
        }
        _ => Some(Broken::HeadDiffers),
    };
    Ok(verdict)
}
