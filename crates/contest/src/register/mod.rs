//! The office's register of letters: a running number for each kind, as Decree 30/2020/NĐ-CP has it (art. 15). A number is given
//! once, also when the letter is never sent.

mod store;

use serde_json::json;

use crate::{
    Actor, Context, Timestamp, Tx, audit,
    contests::{Contest, rules, rules::Denied},
    folding::tidy_line,
    text_enum,
};

pub use store::{last_of, numbers_of};

text_enum! {
    /// What kind of letter it is.
    LetterKind {
        /// What the jury proposes.
        Proposal = "proposal",
        /// How the contest is run.
        Plan = "plan",
        /// What is told to whom it concerns.
        Notice = "notice",
        /// What is told to those above.
        Report = "report",
    }
}

/// A number that was given.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Number {
    /// Of which kind of letter.
    #[sqlx(try_from = "String")]
    pub kind: LetterKind,
    /// From 1.
    pub number: i64,
    /// What the letter is about.
    pub subject: String,
    /// When it was given.
    pub created_at: Timestamp,
}

/// Why no number was given.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// Not the organiser.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The subject is empty or longer than 200 characters.
    #[error("a subject is needed")]
    Subject,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

const MOST_CHARS: usize = 200;

/// Gives the next number of a kind.
pub async fn issue(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (kind, subject): (LetterKind, &str),
) -> Result<Number, IssueError> {
    rules::may_write(actor, contest)?;
    let subject = tidy_line(subject);
    if subject.is_empty() || subject.chars().count() > MOST_CHARS {
        return Err(IssueError::Subject);
    }
    // the event takes the log's lock first, so that two organisers get two numbers
    let of = format!("contest:{}", contest.id);
    let details = json!({ "kind": kind.as_str(), "subject": subject });
    let event = "letter.numbered";
    audit::append(tx, cx, contest.id.0, actor, event, &of, &details).await?;
    let last = store::last_of(tx, contest.id, kind).await?;
    let number = Number {
        kind,
        number: last.map_or(1, |n| n.number + 1),
        subject,
        created_at: cx.now,
    };
    store::insert(tx, contest.id, &number).await?;
    Ok(number)
}
