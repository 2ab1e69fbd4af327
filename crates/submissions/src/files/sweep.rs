//! Takes away objects that no row claims: what was uploaded and then refused, cut off or replaced by nothing.

use contest::{Db, Timestamp};
use futures_util::StreamExt;

use super::{
    ObjectError, Objects,
    objects::{digest_of, is_under_way},
    store,
};

/// Younger objects may belong to an act that has not committed yet.
const AGE_MS: i64 = 24 * 3_600_000;
/// Younger pieces may belong to an upload that can still be resumed (72 hours, and a day to be looked at).
const UNDER_WAY_MS: i64 = 96 * 3_600_000;

/// Deletes unclaimed objects older than 24 hours; returns how many.
pub async fn sweep(db: &Db, objects: &Objects, now: Timestamp) -> Result<u64, SweepError> {
    let mut deleted = 0;
    let mut listing = objects.list();
    while let Some(meta) = listing.next().await {
        let meta = meta.map_err(ObjectError::from)?;
        let age_ms = now.0 - meta.last_modified.timestamp_millis();
        if is_under_way(&meta.location) {
            if age_ms > UNDER_WAY_MS {
                objects.delete(&meta.location).await?;
                deleted += 1;
            }
            continue;
        }
        let Some(digest) = digest_of(&meta.location).filter(|_| age_ms > AGE_MS) else {
            continue;
        };
        let mut tx = db.read().await?;
        if !store::is_claimed(&mut tx, digest).await? {
            objects.delete(&meta.location).await?;
            deleted += 1;
        }
    }
    Ok(deleted)
}

/// Why a sweep stopped.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    /// The object store failed.
    #[error(transparent)]
    Objects(#[from] ObjectError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}
