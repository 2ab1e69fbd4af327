//! Takes away objects that no row claims: what was uploaded and then refused, cut off or replaced by nothing.

use contest::{Db, Timestamp};
use futures_util::StreamExt;

use super::{ObjectError, Objects, objects::digest_of, store};

/// Younger objects may belong to an act that has not committed yet.
const AGE_MS: i64 = 24 * 3_600_000;

/// Deletes unclaimed objects older than 24 hours; returns how many.
pub async fn sweep(db: &Db, objects: &Objects, now: Timestamp) -> Result<u64, SweepError> {
    let mut deleted = 0;
    let mut listing = objects.list();
    while let Some(meta) = listing.next().await {
        let meta = meta.map_err(ObjectError::from)?;
        let Some(digest) = digest_of(&meta.location) else {
            continue;
        };
        if meta.last_modified.timestamp_millis() > now.0 - AGE_MS {
            continue;
        }
        let mut tx = db.read().await?;
        if !store::is_claimed(&mut tx, digest).await? {
            objects.delete(digest).await?;
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
