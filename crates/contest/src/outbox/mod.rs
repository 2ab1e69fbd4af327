//! Messages to people, written in the transaction of the act they tell about and sent afterwards.

mod store;

use uuid::Uuid;

use serde_json::json;

use crate::{
    Actor, Context, Timestamp, Tx, audit,
    contests::{
        Contest, ContestId,
        rules::{Denied, may_write},
    },
};

pub use store::{Posted, count_late, count_unsent, of_contest};

/// One message.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Message {
    /// Key.
    pub id: Uuid,
    /// E-mail address, or a telephone number that begins with `+`.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// How often it was tried, this time included.
    pub attempts: i64,
}

/// What became of a message, as it is shown to organisers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageState {
    /// It waits to be sent, or to be tried again.
    Waiting,
    /// The mail server, or the gateway of short messages, took it.
    Sent,
    /// It was tried for a day, or refused.
    Failed,
}

impl MessageState {
    /// The word in the database and in locale keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }
}

impl TryFrom<String> for MessageState {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        [Self::Waiting, Self::Sent, Self::Failed]
            .into_iter()
            .find(|state| state.as_str() == word)
            .ok_or(word)
    }
}

/// Why a message is not sent again.
#[derive(Debug, thiserror::Error)]
pub enum AgainError {
    /// Not the organiser.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such message in this contest, or it still waits.
    #[error("no message to send again")]
    NotThere,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Puts a message that was sent, or given up, back among those that wait.
pub async fn send_again(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    id: Uuid,
) -> Result<(), AgainError> {
    may_write(actor, contest)?;
    if !store::reopen(tx, contest.id, id, cx.now).await? {
        return Err(AgainError::NotThere);
    }
    let subject = format!("message:{id}");
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "message.again",
        &subject,
        &json!({}),
    )
    .await?;
    Ok(())
}

const LEASE_MS: i64 = 60_000;
/// Together with the doubling wait this tries for about a day.
const MOST_ATTEMPTS: i64 = 10;

/// Puts a message into the outbox.
pub async fn post(
    tx: &mut Tx,
    cx: &Context,
    contest: Option<ContestId>,
    recipient: &str,
    (subject, body): (&str, &str),
) -> Result<(), sqlx::Error> {
    let message = Message {
        id: cx.id(),
        recipient: recipient.to_owned(),
        subject: subject.to_owned(),
        body: body.to_owned(),
        attempts: 0,
    };
    store::insert(tx, contest, &message, cx.now).await
}

/// By which ways messages leave this installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Channels {
    /// E-mail.
    pub mail: bool,
    /// Short messages to telephones.
    pub sms: bool,
}

impl Message {
    /// Whether it goes to a telephone.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.recipient.starts_with('+')
    }
}

/// Claims the message that has waited longest, of those that can leave by one of the ways.
pub async fn claim(
    tx: &mut Tx,
    now: Timestamp,
    by: Channels,
) -> Result<Option<Message>, sqlx::Error> {
    store::claim(tx, now, now.plus_ms(LEASE_MS), by).await
}

/// Marks a message as sent.
pub async fn sent(tx: &mut Tx, message: &Message) -> Result<(), sqlx::Error> {
    store::close(tx, message.id, "sent", "", Timestamp(0)).await
}

/// Gives a message up: the other side refused it, and would again.
pub async fn refuse(tx: &mut Tx, message: &Message, error: &str) -> Result<(), sqlx::Error> {
    store::close(tx, message.id, "failed", error, Timestamp(0)).await
}

/// Puts a message back for another try, later each time; gives up after ten.
pub async fn put_back(
    tx: &mut Tx,
    message: &Message,
    now: Timestamp,
    error: &str,
) -> Result<(), sqlx::Error> {
    let state = if message.attempts >= MOST_ATTEMPTS {
        "failed"
    } else {
        "waiting"
    };
    let wait_ms = 60_000 << message.attempts.clamp(0, 10);
    store::close(tx, message.id, state, error, now.plus_ms(wait_ms)).await
}
