//! Posting letters that were read through.

use std::collections::BTreeMap;

use serde_json::json;

use super::{LetterId, LetterState, MOST_BODY, MOST_SUBJECT, store};
use crate::{
    Actor, Context, Tx, audit,
    contests::{
        Contest,
        rules::{Denied, may_write},
    },
    folding::{phone_e164, short_message, tidy, tidy_line},
    outbox,
};

/// A letter as the organiser leaves it; `None` leaves it out.
pub type Edit = Option<(String, String)>;

/// What became of the letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Posted {
    /// In the outbox.
    pub sent: usize,
    /// Without an address: to be passed on by hand.
    pub handed: usize,
    /// Left out.
    pub dropped: usize,
}

/// Why nothing was posted.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// Not the organiser.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A subject or text is empty or too long.
    #[error("a letter has no text, or too much")]
    Text(LetterId),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Posts the letters of a kind and day that wait, as they were left in `edits`; letters that are not named there wait on.
/// With `sms`, a short message goes to whoever has a telephone and no address. Done again it posts nothing twice.
pub async fn post(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (kind, day, edits, sms): (&str, &str, &BTreeMap<LetterId, Edit>, bool),
) -> Result<Posted, PostError> {
    may_write(actor, contest)?;
    let mut posted = Posted::default();
    for letter in store::of_day(tx, contest.id, kind, day).await? {
        let Some(edit) = edits.get(&letter.id) else {
            continue;
        };
        let (subject, body) = match edit {
            None => (letter.subject.clone(), letter.body.clone()),
            Some((subject, body)) => {
                let (subject, body) = (tidy_line(subject), tidy(body));
                let empty = subject.is_empty() || body.is_empty();
                if empty
                    || subject.chars().count() > MOST_SUBJECT
                    || body.chars().count() > MOST_BODY
                {
                    return Err(PostError::Text(letter.id));
                }
                (subject, body)
            }
        };
        let phone = phone_e164(&letter.phone).filter(|_| sms);
        let state = match edit {
            None => LetterState::Dropped,
            Some(_) if letter.recipient.is_empty() && phone.is_none() => LetterState::Handed,
            Some(_) => LetterState::Sent,
        };
        if !store::settle(tx, letter.id, (state, &subject, &body)).await? {
            continue;
        }
        match state {
            LetterState::Sent => {
                let short = short_message(&body);
                let (to, text) = match phone.filter(|_| letter.recipient.is_empty()) {
                    Some(phone) => (phone, short.as_str()),
                    None => (letter.recipient, body.as_str()),
                };
                outbox::post(tx, cx, Some(contest.id), &to, (&subject, text)).await?;
                posted.sent += 1;
            }
            LetterState::Handed => posted.handed += 1,
            _ => posted.dropped += 1,
        }
    }
    if posted != Posted::default() {
        let details = json!({
            "kind": kind, "sent": posted.sent, "handed": posted.handed, "dropped": posted.dropped,
        });
        let subject = format!("contest:{}", contest.id);
        audit::append(
            tx,
            cx,
            contest.id.0,
            actor,
            "letters.posted",
            &subject,
            &details,
        )
        .await?;
    }
    Ok(posted)
}
