//! Photos of what was signed on paper.

use contest::{Context, Timestamp, Tx, db::Digest};

use super::store;
use crate::{
    entries::EntryId,
    files::{self, Received},
};

/// A photo of signed paper that stands in an entry's ledger.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Paper {
    /// Where its bytes lie.
    #[sqlx(try_from = "Vec<u8>")]
    pub sha256: Digest,
    /// When it was last recorded.
    pub at: Timestamp,
}

/// Keeps the photo of signed paper; its digest goes into the ledger beside the answers.
pub async fn claim_paper(
    tx: &mut Tx,
    cx: &Context,
    received: &Received,
) -> Result<Digest, sqlx::Error> {
    files::claim(tx, cx, received).await?;
    Ok(received.sha256)
}

/// The photos in an entry's ledger, the newest first.
pub async fn papers(tx: &mut Tx, entry: EntryId) -> Result<Vec<Paper>, sqlx::Error> {
    store::papers(tx, entry).await
}
