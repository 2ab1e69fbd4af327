//! What a juror may know of an entry. There is no author here, no code, no file name, no size, no time.

use contest::{Tx, contests::Kind};

use super::{EntryId, Initiative, store};
use crate::leaks::{self, CoveredDocument};

/// A work without its maker.
#[derive(Clone, Debug)]
pub struct BlindEntry {
    /// Key, never shown: what a juror sees is the code of the round.
    pub id: EntryId,
    /// Kind of work.
    pub kind: Kind,
    /// Title.
    pub title: String,
    /// The author's words about the work.
    pub statement: String,
    /// What a picture shows.
    pub alt: String,
    /// The poem or the lyrics.
    pub body: String,
    /// The texts of an initiative.
    pub initiative: Initiative,
    /// Texts that stand in place of files, because those tell who made the work.
    pub covered: Vec<CoveredDocument>,
}

/// The works with these keys, in no particular order; what the desk covered is covered.
pub async fn blind(tx: &mut Tx, ids: &[EntryId]) -> Result<Vec<BlindEntry>, sqlx::Error> {
    let mut works = Vec::with_capacity(ids.len());
    for row in store::blind_rows(tx, ids).await? {
        let kind = Kind::try_from(row.kind).map_err(|e| sqlx::Error::Decode(e.into()))?;
        works.push(BlindEntry {
            id: row.id,
            kind,
            title: row.title,
            statement: row.statement,
            alt: row.alt,
            body: row.body,
            initiative: serde_json::from_str(&row.fields).unwrap_or_default(),
            covered: Vec::new(),
        });
    }
    for copy in leaks::covers_of(tx, ids).await? {
        if let Some(work) = works.iter_mut().find(|w| w.id == copy.entry_id) {
            work.covered = copy.documents();
            work.title = copy.title;
            work.statement = copy.statement;
            work.alt = copy.alt;
            work.body = copy.body;
            work.initiative = serde_json::from_str(&copy.fields).unwrap_or_default();
        }
    }
    Ok(works)
}
