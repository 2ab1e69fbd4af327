//! Messages to people, written in the transaction of the act they tell about and sent afterwards.

mod store;

use uuid::Uuid;

use crate::{Context, Timestamp, Tx, contests::ContestId};

pub use store::count_unsent;

/// One message.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Message {
    /// Key.
    pub id: Uuid,
    /// E-mail address.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// How often it was tried, this time included.
    pub attempts: i64,
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

/// Claims the message that has waited longest.
pub async fn claim(tx: &mut Tx, now: Timestamp) -> Result<Option<Message>, sqlx::Error> {
    store::claim(tx, now, now.plus_ms(LEASE_MS)).await
}

/// Marks a message as sent.
pub async fn sent(tx: &mut Tx, message: &Message) -> Result<(), sqlx::Error> {
    store::close(tx, message.id, "sent", "", Timestamp(0)).await
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
