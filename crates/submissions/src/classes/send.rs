//! Everything of a class that is complete is sent at once; the rest is listed with what it lacks.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Category, Contest},
};
use serde_json::json;

use super::{Class, store};
use crate::entries::{
    self, AiUse, AiUseError, Denied, Entry, EntryId, EntryState, Missing, SubmitError,
};

/// An entry that could not be sent.
#[derive(Clone, Debug)]
pub struct Unsent {
    /// The entry.
    pub entry: EntryId,
    /// Why.
    pub why: SendError,
}

/// Why an entry of a class was not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendError {
    /// Something is missing.
    Incomplete(Missing),
    /// The child, or a small child's guardian, has not agreed to take part.
    NoConsent,
    /// The author has entered as many works as the category takes.
    LimitReached(i64),
    /// Too early or too late, or changed in another window.
    NotNow(Denied),
}

/// What came of sending.
#[derive(Clone, Debug, Default)]
pub struct SentAll {
    /// How many were sent now.
    pub sent: usize,
    /// What was left, and why.
    pub unsent: Vec<Unsent>,
}

/// Sends every draft of the class that lacks nothing, stating that no AI made it where nothing was said of that before.
/// The drafts at the places in `but` stay: whoever made them says more on the entry's own page.
pub async fn send_all(
    tx: &mut Tx,
    cx: &Context,
    (contest, categories): (&Contest, &[Category]),
    (class, but): (&Class, &[i64]),
) -> Result<SentAll, sqlx::Error> {
    let mut all = SentAll::default();
    for member in store::members(tx, class.id).await? {
        let entry = &member.entry;
        let category = categories.iter().find(|c| c.id == entry.category_id);
        let (EntryState::Draft | EntryState::Returned, Some(category)) = (entry.state, category)
        else {
            continue;
        };
        if but.contains(&member.position) {
            continue;
        }
        let holder = Actor::Holder(entry.id.0);
        let why = match entries::submit(tx, cx, &holder, (contest, category, entry)).await {
            Ok(_) => {
                all.sent += 1;
                state_none(tx, cx, (contest, entry)).await?;
                continue;
            }
            Err(SubmitError::Incomplete(missing)) => SendError::Incomplete(missing),
            Err(SubmitError::NoConsent) => SendError::NoConsent,
            Err(SubmitError::LimitReached(most)) => SendError::LimitReached(most),
            Err(SubmitError::Denied(denied)) => SendError::NotNow(denied),
            Err(SubmitError::ChangedElsewhere) => SendError::NotNow(Denied::State),
            Err(SubmitError::Store(error)) => return Err(error),
        };
        all.unsent.push(Unsent {
            entry: entry.id,
            why,
        });
    }
    let details = json!({ "sent": all.sent, "left": all.unsent.len() });
    audit::append(
        tx,
        cx,
        contest.id.0,
        &Actor::Teacher(class.id.0),
        "class.sent",
        &class.subject(),
        &details,
    )
    .await?;
    Ok(all)
}

/// What was sent with the class was made without AI, unless something was said of it before.
async fn state_none(
    tx: &mut Tx,
    cx: &Context,
    (contest, entry): (&Contest, &Entry),
) -> Result<(), sqlx::Error> {
    if entry.ai_use().is_some() {
        return Ok(());
    }
    let holder = Actor::Holder(entry.id.0);
    match entries::state_ai_use(tx, cx, &holder, (contest, entry), &AiUse::NONE).await {
        Err(AiUseError::Store(error)) => Err(error),
        // Whoever could send it could say it.
        Ok(()) | Err(_) => Ok(()),
    }
}
