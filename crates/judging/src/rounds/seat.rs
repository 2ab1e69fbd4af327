//! Giving jurors a seat on a panel, with the role that goes with it.

use contest::{
    Actor, Context, Tx, audit,
    contests::Contest,
    people::{self, EnlistError, Grant, PersonId, Role},
};

use serde::Serialize;
use serde_json::json;

use super::{Round, RoundState, store};

/// Somebody on a panel, and what they take on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Seat {
    /// Who.
    pub person: PersonId,
    /// How many works they get at most, 0 to 100,000; 0 for any number.
    pub most_works: i64,
    /// How well they know the field: 0 little, 1 some, 2 well. Those who know it better get more where loads are even.
    pub expertise: i64,
}

/// The most works that a limit may name.
const MOST_WORKS: i64 = 100_000;

/// Why a seat could not be given or taken.
#[derive(Debug, thiserror::Error)]
pub enum SeatError {
    /// Not the organiser.
    #[error("not allowed")]
    Denied,
    /// A limit or an expertise is out of its range.
    #[error("a limit is out of its range")]
    Limit(PersonId),
    /// The panel is fixed once the round has opened.
    #[error("the round has opened")]
    Opened,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Seats a person on a panel; a chair leads it and scores like the others.
pub async fn seat(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
    (person, chair): (PersonId, bool),
) -> Result<(), SeatError> {
    if round.state != RoundState::Draft {
        return Err(SeatError::Opened);
    }
    for role in [Some(Role::Juror), chair.then_some(Role::Chair)]
        .into_iter()
        .flatten()
    {
        let grant = Grant {
            contest_id: Some(contest.id),
            category_id: Some(round.category_id),
            role,
        };
        people::grant(tx, cx, actor, person, &grant).await?;
    }
    store::insert_member(tx, round.id, person, chair).await?;
    Ok(())
}

/// Takes a seat back before the round opens.
pub async fn unseat(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
    person: PersonId,
) -> Result<(), SeatError> {
    if round.state != RoundState::Draft {
        return Err(SeatError::Opened);
    }
    store::delete_member(tx, round.id, person).await?;
    // who sits in another round of the category stays a juror
    if store::sits_in(tx, round.category_id, person).await? {
        return Ok(());
    }
    for role in [Role::Juror, Role::Chair] {
        people::revoke(
            tx,
            cx,
            actor,
            person,
            (contest.id, Some(round.category_id), role),
        )
        .await?;
    }
    Ok(())
}

/// Seats these people and nobody else on the panel of a round that has not opened. They must judge in the category already;
/// the chairs of the category lead it.
pub async fn set_panel(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
    panel: &[Seat],
) -> Result<(), SeatError> {
    if !actor.has(contest.id, Role::Organiser) {
        return Err(SeatError::Denied);
    }
    if round.state != RoundState::Draft {
        return Err(SeatError::Opened);
    }
    let mut seated: Vec<PersonId> = Vec::new();
    for member in store::members_of_round(tx, round.id).await? {
        if panel.iter().any(|seat| seat.person == member.person_id) {
            seated.push(member.person_id);
        } else {
            store::delete_member(tx, round.id, member.person_id).await?;
        }
    }
    for seat in panel {
        if !(0..=MOST_WORKS).contains(&seat.most_works) || !(0..=2).contains(&seat.expertise) {
            return Err(SeatError::Limit(seat.person));
        }
    }
    let new = panel.iter().map(|seat| seat.person);
    for person in new.filter(|person| !seated.contains(person)) {
        let grants = people::grants_of(tx, person).await?;
        let holds = |role| {
            let own = |g: &Grant| {
                g.role == role
                    && g.contest_id == Some(contest.id)
                    && g.category_id == Some(round.category_id)
            };
            grants.iter().any(own)
        };
        if !holds(Role::Juror) {
            return Err(SeatError::Denied);
        }
        store::insert_member(tx, round.id, person, holds(Role::Chair)).await?;
    }
    for seat in panel {
        store::limit(tx, round.id, seat).await?;
    }
    let details = json!({ "category": round.category_id, "round": round.id, "panel": panel });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "round.panel_set",
        &format!("round:{}", round.id),
        &details,
    )
    .await?;
    Ok(())
}

impl From<EnlistError> for SeatError {
    fn from(error: EnlistError) -> Self {
        match error {
            EnlistError::Store(error) => Self::Store(error),
            _ => Self::Denied,
        }
    }
}
