//! What visitors write about an exhibition. Nothing of it is public before an organiser let it through.

mod store;

use serde_json::json;

use crate::{
    Actor, Context, Timestamp, Tx, audit,
    contests::{Contest, rules, rules::Denied},
    folding::{tidy, tidy_line},
    id, text_enum,
};

pub use store::{lines_of, shown_in};

id! {
    /// Key of a line of the guestbook.
    LineId
}

text_enum! {
    /// What became of a line.
    State {
        /// Nobody has read it yet.
        Waiting = "waiting",
        /// Everybody may read it.
        Shown = "shown",
        /// Nobody else may.
        Hidden = "hidden",
    }
}

/// Characters of what a visitor writes.
pub const MOST_WORDS: usize = 500;
const MOST_NAME: usize = 60;

/// What a visitor wrote.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Line {
    /// Key.
    pub id: LineId,
    /// As which name; may be empty.
    pub name: String,
    /// The words.
    pub words: String,
    /// What became of it.
    #[sqlx(try_from = "String")]
    pub state: State,
    /// When it came.
    pub created_at: Timestamp,
}

/// Why a line was not taken, or stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// Before the announcement, or not the organiser.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The fields of these names are empty or too long.
    #[error("{0:?} are missing or too long")]
    Fields(Vec<&'static str>),
    /// There is no such line.
    #[error("no such line")]
    Missing,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Takes what a visitor wrote; an organiser reads it first. The log keeps that something was written, not what.
pub async fn write(
    tx: &mut Tx,
    cx: &Context,
    contest: &Contest,
    (name, words): (&str, &str),
) -> Result<(), LineError> {
    if !contest.is_announced(cx.now) {
        return Err(Denied::TooEarly.into());
    }
    let (name, words) = (tidy_line(name), tidy(words));
    let length = words.chars().count();
    let wrong: Vec<&'static str> = [
        ("words", (1..=MOST_WORDS).contains(&length)),
        ("name", name.chars().count() <= MOST_NAME),
    ]
    .into_iter()
    .filter(|(_, right)| !right)
    .map(|(field, _)| field)
    .collect();
    if !wrong.is_empty() {
        return Err(LineError::Fields(wrong));
    }
    let line = Line {
        id: LineId(cx.id()),
        name,
        words,
        state: State::Waiting,
        created_at: cx.now,
    };
    store::insert(tx, contest.id, &line).await?;
    log(
        tx,
        cx,
        &Actor::Visitor,
        contest,
        ("guestbook.written", line.id),
    )
    .await?;
    Ok(())
}

/// Lets a line through, or takes it from the page.
pub async fn moderate(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (id, shown): (LineId, bool),
) -> Result<(), LineError> {
    rules::may_write(actor, contest)?;
    let (state, what) = if shown {
        (State::Shown, "guestbook.shown")
    } else {
        (State::Hidden, "guestbook.hidden")
    };
    if !store::set_state(tx, contest.id, (id, state)).await? {
        return Err(LineError::Missing);
    }
    log(tx, cx, actor, contest, (what, id)).await?;
    Ok(())
}

async fn log(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (what, id): (&'static str, LineId),
) -> Result<(), sqlx::Error> {
    let subject = format!("contest:{}", contest.id);
    let details = json!({ "line": id });
    audit::append(tx, cx, contest.id.0, actor, what, &subject, &details).await?;
    Ok(())
}
