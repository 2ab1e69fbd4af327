//! A work is searched: what jurors are served of it, and what they are not.

use contest::{Db, Timestamp, Tx, db::Digest, text_enum};
use serde_json::json;

use super::{Found, Makers, find, store};
use crate::{
    entries::{self, Entry, EntryId},
    files,
    kinds::Slot,
};

text_enum! {
    /// Where a passage stands.
    Part {
        /// Title.
        Title = "title",
        /// The author's words about the work.
        Statement = "statement",
        /// What a picture shows.
        Alt = "alt",
        /// The poem or the lyrics.
        Text = "text",
        /// Part of an initiative.
        Problem = "problem",
        /// Part of an initiative.
        Solution = "solution",
        /// Part of an initiative.
        Result = "result",
        /// Part of an initiative.
        Adopters = "adopters",
        /// Part of an initiative.
        Cost = "cost",
        /// The words of an attached document or of sheet music.
        Document = "document",
        /// The name under which a file was sent.
        FileName = "file-name",
        /// What a file says of itself: who wrote, drew or sang it.
        Metadata = "metadata",
    }
}

/// A text with what was found in it.
#[derive(Clone, Debug)]
pub struct Searched {
    /// Where it stands.
    pub part: Part,
    /// The file that it is from.
    pub slot: Option<Slot>,
    /// The text.
    pub text: String,
    /// Passages that tell who made the work, in order.
    pub found: Vec<Found>,
}

/// Everything that was searched of a work.
#[derive(Clone, Debug, Default)]
pub struct Traces {
    /// What jurors are served, in the order of reading.
    pub shown: Vec<Searched>,
    /// What only originals hold, which no juror is served: file names and properties.
    pub kept_back: Vec<Searched>,
}

impl Traces {
    /// Passages in what jurors are served.
    #[must_use]
    pub fn passages(&self) -> usize {
        self.shown.iter().map(|s| s.found.len()).sum()
    }

    /// Recognises the same texts with the same passages: what the desk decided about others does not hold for them.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let texts: Vec<_> = self
            .shown
            .iter()
            .map(|s| {
                let passages: Vec<_> = s.found.iter().map(|f| (f.from, f.to)).collect();
                json!([s.part.as_str(), s.slot.map(Slot::as_str), s.text, passages])
            })
            .collect();
        Digest::of(json!(texts).to_string().as_bytes())
    }
}

/// Searches a work as it stands. Nothing is found before its author is known.
pub async fn traces(tx: &mut Tx, entry: &Entry) -> Result<Traces, sqlx::Error> {
    let Some(author) = entries::author_of(tx, entry.id).await? else {
        return Ok(Traces::default());
    };
    let makers = Makers::of(&author, &entries::together_of(tx, entry).await?);
    let searched = |part: Part, slot: Option<Slot>, text: String| Searched {
        part,
        slot,
        found: find(&text, &makers),
        text,
    };
    let mut traces = Traces::default();
    for (part, text) in texts_of(entry) {
        traces.shown.push(searched(part, None, text));
    }
    for file in files::of_entry(tx, entry.id).await? {
        let slot = Some(file.slot);
        if let Some(text) = files::text_of(tx, file.sha256).await? {
            traces.shown.push(searched(Part::Document, slot, text));
        }
        let tags = file.properties().tags.join("\n");
        traces
            .kept_back
            .push(searched(Part::FileName, slot, file.original_name));
        traces.kept_back.push(searched(Part::Metadata, slot, tags));
    }
    Ok(traces)
}

/// The texts of an entry that a juror reads, in the order of reading.
pub(super) fn texts_of(entry: &Entry) -> [(Part, String); 9] {
    let initiative = entry.initiative();
    [
        (Part::Title, entry.title.clone()),
        (Part::Statement, entry.statement.clone()),
        (Part::Alt, entry.alt.clone()),
        (Part::Text, entry.body.clone()),
        (Part::Problem, initiative.problem),
        (Part::Solution, initiative.solution),
        (Part::Result, initiative.result),
        (Part::Adopters, initiative.adopters),
        (Part::Cost, initiative.cost),
    ]
}

/// Searches an entry anew after it, its people or its files changed; a draft is nobody's to look at. What the desk
/// decided stays only where nothing that it saw is different.
pub async fn renew(tx: &mut Tx, id: EntryId, now: Timestamp) -> Result<(), sqlx::Error> {
    let entry = entries::by_id(tx, id).await?;
    let Some(entry) = entry.filter(|e| e.code.is_some()) else {
        return Ok(());
    };
    let traces = traces(tx, &entry).await?;
    let digest = traces.digest();
    let passages = i64::try_from(traces.passages()).unwrap_or(i64::MAX);
    // First the row that `cover` writes too, so that of two at once the second sees what the first has done.
    store::put_search(tx, id, (digest, passages), now).await?;
    store::take_off_other(tx, id, digest).await
}

/// Searches works that came in before there was a search; returns how many.
pub async fn renew_missing(db: &Db, now: Timestamp) -> Result<usize, sqlx::Error> {
    let missing = store::missing(&mut db.read().await?).await?;
    for id in &missing {
        let mut tx = db.begin().await?;
        renew(&mut tx, *id, now).await?;
        tx.commit().await?;
    }
    Ok(missing.len())
}
