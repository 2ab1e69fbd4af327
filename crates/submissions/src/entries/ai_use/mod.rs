//! What the entrant says of AI: how much of the work, and how. A statement, kept as it was given; nobody checks it.

mod store;

use contest::{Actor, Context, Tx, audit, contests::Contest, folding::tidy_line, text_enum};
use serde_json::json;

use super::{Denied, Entry, rules};

/// Characters of how AI was used.
pub const MAX_AI_HOW: usize = 300;

text_enum! {
    /// How much of a work AI made.
    AiShare {
        /// Nothing.
        None = "none",
        /// A part.
        Partly = "partly",
        /// Most of it.
        Mostly = "mostly",
    }
}

/// A statement on AI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AiUse {
    /// How much.
    pub share: AiShare,
    /// For what, with which tool; empty for [`AiShare::None`].
    pub how: String,
}

impl AiUse {
    /// No AI was used.
    pub const NONE: Self = Self {
        share: AiShare::None,
        how: String::new(),
    };
}

/// Why a statement was not kept.
#[derive(Debug, thiserror::Error)]
pub enum AiUseError {
    /// Not the holder, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// AI was used and nothing is said of how.
    #[error("how it was used is missing")]
    HowMissing,
    /// More than [`MAX_AI_HOW`] characters.
    #[error("how it was used is too long")]
    HowTooLong,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Keeps the statement with the entry.
pub async fn state_ai_use(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, entry): (&Contest, &Entry),
    said: &AiUse,
) -> Result<(), AiUseError> {
    rules::may_change(actor, contest, entry, cx.now)?;
    let how = match said.share {
        AiShare::None => String::new(),
        AiShare::Partly | AiShare::Mostly => tidy_line(&said.how),
    };
    if how.is_empty() && said.share != AiShare::None {
        return Err(AiUseError::HowMissing);
    }
    if how.chars().count() > MAX_AI_HOW {
        return Err(AiUseError::HowTooLong);
    }
    store::set(tx, entry.id, said.share, &how).await?;
    let details = json!({ "share": said.share });
    let (kind, subject) = ("entry.ai_stated", entry.subject());
    audit::append(tx, cx, contest.id.0, actor, kind, &subject, &details).await?;
    Ok(())
}

impl Entry {
    /// What was said of AI; none where nobody was asked, as on paper.
    #[must_use]
    pub fn ai_use(&self) -> Option<AiUse> {
        let share = AiShare::parse(&self.ai_share)?;
        let how = self.ai_how.clone();
        Some(AiUse { share, how })
    }
}
