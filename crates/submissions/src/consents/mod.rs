//! Who agreed to what: a ledger of answers, by purpose, never overwritten.

mod store;

use contest::{Context, Tx};

use crate::entries::EntryId;

pub use store::is_named;

/// Version of the words that people agree to; they stand in the locales under the same name.
pub const TEXT_VERSION: &str = "2024-07";

/// The two separate answers given when an entry is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answers {
    /// To taking part, and to the work being judged and shown.
    pub participation: bool,
    /// To being named in public.
    pub naming: bool,
}

/// Writes both answers. For a minor they are the guardian's.
pub(crate) async fn record(
    tx: &mut Tx,
    cx: &Context,
    entry: EntryId,
    minor: bool,
    answers: Answers,
) -> Result<(), sqlx::Error> {
    let giver = if minor { "guardian" } else { "author" };
    for (purpose, given) in [
        ("participation", answers.participation),
        ("naming", answers.naming),
    ] {
        store::insert(tx, (cx.id(), cx.now), entry, (purpose, giver), given).await?;
    }
    Ok(())
}
