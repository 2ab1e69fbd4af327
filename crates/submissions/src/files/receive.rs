//! A file that lies in the store is judged in the child process, and what is shown of it stored beside it.

use contest::{Context, contests::Limits, db::Digest, folding::tidy_line};

use super::{
    Inspector, ObjectError, Objects, Rendition, Stored,
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
    /// Whether it stands in for an original that is still on its way.
    pub provisional: bool,
    pub(super) renditions: Vec<(Recipe, Rendition)>,
    /// The words of a document, for whatever looks for something in them.
    pub(super) text: String,
}

impl Received {
    /// What is shown of the file; the bytes lie in the store.
    #[must_use]
    pub fn renditions(&self) -> &[(Recipe, Rendition)] {
        &self.renditions
    }
}

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// The file is at fault.
    #[error("refused: {}", .0.as_str())]
    Refused(Refusal),
    /// The child process could not be started or spoken with.
    #[error(transparent)]
    Worker(#[from] WorkerError),
    /// The object store is at fault.
    #[error(transparent)]
    Objects(#[from] ObjectError),
}

/// Judges a file whose bytes are `stored` already by what its category takes, and stores what is shown of it.
pub async fn receive(
    (objects, inspector): (&Objects, &Inspector),
    cx: &Context,
    (slot, limits): (Slot, &Limits),
    name: &str,
    stored: Stored,
) -> Result<Received, ReceiveError> {
    let rules = slot.rules_of(limits);
    if stored.size_bytes > rules.max_bytes as u64 {
        return Err(ReceiveError::Refused(Refusal::TooLarge));
    }
    let judged = inspector
        .judge(objects, cx, slot, stored)
        .await?
        .map_err(ReceiveError::Refused)?;
    rules
        .check(stored.size_bytes, &judged.properties)
        .map_err(ReceiveError::Refused)?;
    let text = match slot {
        Slot::InitiativeDocument | Slot::SongSheet => text_in(objects, &judged.renditions).await?,
        // These become the entry's own text, or have none.
        _ => String::new(),
    };
    Ok(Received {
        slot,
        sha256: stored.sha256,
        size_bytes: i64::try_from(stored.size_bytes).unwrap_or(i64::MAX),
        media_type: judged.media_type,
        original_name: shown_name(name),
        properties: judged.properties,
        provisional: false,
        renditions: judged.renditions,
        text,
    })
}

async fn text_in(
    objects: &Objects,
    renditions: &[(Recipe, Rendition)],
) -> Result<String, ObjectError> {
    let Some((_, text)) = renditions.iter().find(|(r, _)| *r == Recipe::Text) else {
        return Ok(String::new());
    };
    let bytes = objects.get(text.sha256).await?;
    // PostgreSQL keeps no text with this character in it.
    Ok(String::from_utf8_lossy(&bytes).replace('\0', ""))
}

/// A file name as it may be shown: no folders, no invisible marks, at most 120 characters.
#[must_use]
pub fn shown_name(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    tidy_line(base).chars().take(120).collect()
}
