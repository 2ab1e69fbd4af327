//! A file comes in: judged in the child process, then stored with what is shown of it.

use bytes::Bytes;
use contest::{db::Digest, folding::tidy_line};

use super::{
    Inspector, ObjectError, Objects,
    inspect::{Properties, Recipe, Refusal},
    worker::WorkerError,
};
use crate::kinds::Slot;

/// A file whose bytes are durable and which no entry claims yet.
#[derive(Clone, Debug)]
pub struct Received {
    /// Its place.
    pub slot: Slot,
    /// SHA-256 of the original.
    pub sha256: Digest,
    /// Bytes of the original.
    pub size_bytes: i64,
    /// Type by content.
    pub media_type: String,
    /// The sender's file name, made safe to show.
    pub original_name: String,
    /// What is known of it.
    pub properties: Properties,
    pub(super) renditions: Vec<(Recipe, super::Rendition)>,
}

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// The file is at fault.
    #[error("refused: {}", .0.as_str())]
    Refused(Refusal),
    /// The child process could not be started.
    #[error(transparent)]
    Worker(#[from] WorkerError),
    /// The object store is at fault.
    #[error(transparent)]
    Objects(#[from] ObjectError),
}

/// Judges and stores a file.
pub async fn receive(
    objects: &Objects,
    inspector: &Inspector,
    slot: Slot,
    name: &str,
    bytes: Bytes,
) -> Result<Received, ReceiveError> {
    let accepted = inspector
        .inspect(slot, bytes.clone())
        .await?
        .map_err(ReceiveError::Refused)?;
    let size_bytes = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let sha256 = objects.put(bytes).await?;
    let mut renditions = Vec::new();
    for made in accepted.made {
        let rendition = super::Rendition {
            size_bytes: i64::try_from(made.bytes.len()).unwrap_or(i64::MAX),
            media_type: made.media_type,
            width: i64::from(made.width),
            height: i64::from(made.height),
            sha256: objects.put(Bytes::from(made.bytes)).await?,
        };
        renditions.push((made.recipe, rendition));
    }
    Ok(Received {
        slot,
        sha256,
        size_bytes,
        media_type: accepted.media_type,
        original_name: shown_name(name),
        properties: accepted.properties,
        renditions,
    })
}

/// A file name as it may be shown: no folders, no invisible marks, at most 120 characters.
#[must_use]
pub fn shown_name(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    tidy_line(base).chars().take(120).collect()
}
