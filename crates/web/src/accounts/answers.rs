//! Posts that are safe to repeat: a key in the form, its answer kept in the transaction of the act.

use contest::{Context, Timestamp, Tx, db::Digest};
use uuid::Uuid;

use super::store;

/// What is known of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Earlier {
    /// Never seen: go on, then [`keep`].
    New,
    /// The same post came before; this is where it led.
    Same(String),
    /// The key came before with other content.
    Other,
}

/// Claims `once` for a post with this content.
pub async fn claim(
    tx: &mut Tx,
    cx: &Context,
    once: Uuid,
    content: Digest,
) -> Result<Earlier, sqlx::Error> {
    if store::claim_answer(tx, once, content, cx.now).await? {
        return Ok(Earlier::New);
    }
    let (digest, location) = store::answer(tx, once).await?;
    Ok(if digest == content.to_vec() {
        Earlier::Same(location)
    } else {
        Earlier::Other
    })
}

/// Keeps where the act led, for the same post again.
pub async fn keep(tx: &mut Tx, once: Uuid, location: &str) -> Result<(), sqlx::Error> {
    store::keep_answer(tx, once, location).await
}

/// How long answers are kept.
const KEPT_MS: i64 = 48 * 3_600_000;

/// Deletes what is no longer needed: old answers, ended sessions.
pub async fn forget(tx: &mut Tx, now: Timestamp) -> Result<(), sqlx::Error> {
    store::forget(tx, now.plus_ms(-KEPT_MS)).await
}
