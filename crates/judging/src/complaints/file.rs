//! Taking a complaint.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    folding::{tidy, tidy_line},
};
use serde_json::json;
use submissions::entries::EntryId;

use super::{Complaint, ComplaintId, Outcome, store, takes_until};

/// Characters of a complaint, and of every answer to one.
pub const MAX_WORDS: usize = 5_000;
const MAX_LINE: usize = 120;

/// A complaint as typed; the work was found by its code.
#[derive(Clone, Copy, Debug)]
pub struct Filed<'a> {
    /// The work.
    pub entry: Option<EntryId>,
    /// Who complains.
    pub name: &'a str,
    /// Telephone or e-mail.
    pub contact: &'a str,
    /// The complaint.
    pub words: &'a str,
}

/// Why it was not taken.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Before the announcement, or after the last day.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The fields of these names are empty or too long.
    #[error("{0:?} are missing or too long")]
    Fields(Vec<&'static str>),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Takes a complaint; its key makes the link by which it is followed. The log keeps its number, not who complains.
pub async fn file(
    tx: &mut Tx,
    cx: &Context,
    contest: &Contest,
    filed: Filed<'_>,
) -> Result<Complaint, FileError> {
    if !contest.is_announced(cx.now) {
        return Err(Denied::TooEarly.into());
    }
    if takes_until(tx, contest).await? < cx.now {
        return Err(Denied::TooLate.into());
    }
    let (name, to) = (tidy_line(filed.name), tidy_line(filed.contact));
    let words = tidy(filed.words);
    let wrong: Vec<&'static str> = [
        ("words", &words, MAX_WORDS),
        ("name", &name, MAX_LINE),
        ("contact", &to, MAX_LINE),
    ]
    .into_iter()
    .filter(|(_, text, most)| text.is_empty() || text.chars().count() > *most)
    .map(|(field, _, _)| field)
    .collect();
    if !wrong.is_empty() {
        return Err(FileError::Fields(wrong));
    }
    let complaint = Complaint {
        id: ComplaintId(cx.id()),
        contest_id: contest.id,
        number: store::last_number(tx, contest.id).await? + 1,
        key: cx.key(),
        entry_id: filed.entry,
        name,
        contact: to,
        words,
        created_at: cx.now,
        question: String::new(),
        asked_at: None,
        response: String::new(),
        responded_at: None,
        outcome: Outcome::Open,
        answer: String::new(),
        answered_at: None,
    };
    store::insert(tx, &complaint).await?;
    audit::append(
        tx,
        cx,
        contest.id.0,
        &Actor::Visitor,
        "complaint.filed",
        &complaint.subject(),
        &json!({ "number": complaint.number, "entry": complaint.entry_id }),
    )
    .await?;
    Ok(complaint)
}
