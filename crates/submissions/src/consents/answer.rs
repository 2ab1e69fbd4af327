//! One side answers, at any time: before sending, after the announcement, years later.

use contest::{Actor, Context, Tx, audit, contests::Contest, db::Digest, people::Role};
use serde_json::json;

use super::{Answers, Giver, Means, Purpose, store};
use crate::{
    consents::{AgeGroup, Side},
    entries::{self, Author, Entry},
};

/// What was answered, by which side, how.
#[derive(Clone, Copy, Debug)]
pub struct Given {
    /// Whose answers.
    pub side: Side,
    /// How they came.
    pub means: Means,
    /// The answers.
    pub answers: Answers,
    /// The picture of the signed paper, already claimed as a file.
    pub paper: Option<Digest>,
}

/// Why answers were not recorded.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// Not somebody who may answer this way.
    #[error("not allowed")]
    Denied,
    /// There is no guardian to answer for a grown-up.
    #[error("no guardian")]
    NoGuardian,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Records one side's answers to every purpose.
pub async fn answer(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, entry, author): (&Contest, &Entry, &Author),
    given: Given,
) -> Result<(), AnswerError> {
    if !may_answer(actor, contest, entry, given) {
        return Err(AnswerError::Denied);
    }
    let age = AgeGroup::of(author.birth_year, entries::year_of(contest));
    let who = match given.side {
        Side::Own => age.own_giver(),
        Side::Guardian if age.asks_guardian() => Giver::Guardian,
        Side::Guardian => return Err(AnswerError::NoGuardian),
    };
    for purpose in Purpose::ALL {
        store::insert(tx, cx, actor, (entry.id, *purpose, who), given).await?;
    }
    let yes: Vec<_> = Purpose::ALL
        .iter()
        .filter(|p| given.answers.to(**p))
        .map(|p| p.as_str())
        .collect();
    let details = json!({ "giver": who.as_str(), "means": given.means.as_str(), "yes": yes });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "consent.answered",
        &entry.subject(),
        &details,
    )
    .await?;
    Ok(())
}

/// The holder on the private link for the own side, and for a guardian who sits beside; the guardian on the own
/// link; whoever received signed paper, which a holder proves by its picture.
fn may_answer(actor: &Actor, contest: &Contest, entry: &Entry, given: Given) -> bool {
    let desk = actor.has(contest.id, Role::Clerk) || actor.has(contest.id, Role::Organiser);
    match given.means {
        Means::Link => *actor == Actor::Holder(entry.id.0),
        Means::GuardianLink => {
            *actor == Actor::Guardian(entry.id.0) && given.side == Side::Guardian
        }
        Means::Paper => desk || (given.paper.is_some() && *actor == Actor::Holder(entry.id.0)),
        Means::Desk => desk,
    }
}
