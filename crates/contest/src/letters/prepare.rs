//! Writing letters, which go nowhere yet.

use uuid::Uuid;

use super::{Letter, LetterId, LetterState, store};
use crate::{
    Actor, Context, Tx,
    contests::{
        Contest,
        rules::{Denied, may_write},
    },
};

/// A letter as it is written.
#[derive(Clone, Debug)]
pub struct NewLetter {
    /// The person or entry it is about.
    pub who: Uuid,
    /// Whom it addresses.
    pub name: String,
    /// E-mail address; may be empty.
    pub recipient: String,
    /// Telephone; may be empty.
    pub phone: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// Why letters were not written.
#[derive(Debug, thiserror::Error)]
pub enum PrepareError {
    /// Not the organiser.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Writes those letters of a kind and day that are not written yet; answers how many these were. What an organiser changed
/// or left out stays as it is.
pub async fn prepare(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (kind, day, letters): (&str, &str, &[NewLetter]),
) -> Result<usize, PrepareError> {
    may_write(actor, contest)?;
    let mut written = 0;
    for new in letters {
        let letter = Letter {
            id: LetterId(cx.id()),
            contest_id: contest.id,
            kind: kind.to_owned(),
            day: day.to_owned(),
            who: new.who,
            name: new.name.clone(),
            recipient: new.recipient.trim().to_owned(),
            phone: new.phone.clone(),
            subject: new.subject.clone(),
            body: new.body.clone(),
            state: LetterState::Pending,
        };
        written += usize::from(store::insert(tx, &letter, cx.now).await?);
    }
    Ok(written)
}
