//! A file is promised: its length, and usually its SHA-256.

use contest::{Actor, Context, Tx, audit, contests::Contest, db::Digest};
use serde_json::json;

use super::{FOLLOWS_MS, Upload, UploadId, UploadState, store};
use crate::{
    entries::{self, Denied, Entry},
    files::shown_name,
    kinds::Slot,
    receipts,
};

/// Bytes that may be promised for one entry within 24 hours: a file is chosen anew a few times, not for ever.
pub const MOST_A_DAY: u64 = 500 * 1024 * 1024;
const DAY_MS: i64 = 24 * 3_600_000;

/// What a sender says of a file before sending it.
#[derive(Clone, Debug)]
pub struct Promise {
    /// Its place in the entry.
    pub slot: Slot,
    /// SHA-256 of its bytes, where the sender could compute it.
    pub sha256: Option<Digest>,
    /// Its length in bytes.
    pub size_bytes: u64,
    /// Its name on the sender's device.
    pub name: String,
}

/// Why a promise was not taken.
#[derive(Debug, thiserror::Error)]
pub enum PromiseError {
    /// Not the holder, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// An empty file.
    #[error("empty")]
    Empty,
    /// Over the slot's limit.
    #[error("too large")]
    TooLarge,
    /// With it, more than [`MOST_A_DAY`] would have been promised through this link within 24 hours.
    #[error("too much in a day")]
    TooMuch,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Takes a promise; the same promise again is the same upload, another one for the slot replaces it.
pub async fn promise(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, entry): (&Contest, &Entry),
    promise: &Promise,
) -> Result<Upload, PromiseError> {
    entries::may_change(actor, contest, entry, cx.now)?;
    if promise.size_bytes == 0 {
        return Err(PromiseError::Empty);
    }
    let limits = entries::limits_of(tx, entry).await?;
    if promise.size_bytes > promise.slot.rules_of(&limits).max_bytes as u64 {
        return Err(PromiseError::TooLarge);
    }
    let size_bytes = i64::try_from(promise.size_bytes).unwrap_or(i64::MAX);
    let open = store::in_force(tx, entry.id).await?;
    let same = |u: &&Upload| {
        u.slot == promise.slot
            && u.size_bytes == size_bytes
            && u.is_in_force()
            && promise.sha256.is_some()
            && u.promised() == promise.sha256
            && cx.now <= u.expires_at
    };
    if let Some(upload) = open.iter().find(same) {
        return Ok(upload.clone());
    }
    let lately = store::promised_since(tx, entry.id, cx.now.plus_ms(-DAY_MS)).await?;
    if lately.cast_unsigned() + promise.size_bytes > MOST_A_DAY {
        return Err(PromiseError::TooMuch);
    }
    store::replace(tx, entry.id, promise.slot).await?;
    let upload = Upload {
        id: UploadId(cx.id()),
        entry_id: entry.id,
        slot: promise.slot,
        sha256: promise.sha256.map(Digest::to_vec),
        size_bytes,
        received_bytes: 0,
        original_name: shown_name(&promise.name),
        state: UploadState::Promised,
        refusal: String::new(),
        created_at: cx.now,
        expires_at: cx.now.plus_ms(FOLLOWS_MS),
        arrived_at: None,
    };
    store::insert(tx, &upload).await?;
    let details = json!({
        "upload": upload.id, "slot": upload.slot, "size": size_bytes, "sha256": promise.sha256.map(|d| d.hex()),
    });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "file.promised",
        &entry.subject(),
        &details,
    )
    .await?;
    receipts::issue(tx, cx, contest, entry.id).await?;
    Ok(upload)
}
