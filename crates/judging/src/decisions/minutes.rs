//! Writing the minutes.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, Phase, rules::Denied},
    folding::{tidy, tidy_line},
    people::Role,
};
use serde_json::json;

use super::store;

/// The most bytes of the minutes.
const MAX_MINUTES: usize = 200_000;
/// The most characters of the number.
const MAX_NUMBER: usize = 100;

/// Why the minutes were not saved.
#[derive(Debug, thiserror::Error)]
pub enum MinutesError {
    /// Neither chair nor organiser, or not now.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The number or the minutes are too long.
    #[error("too long")]
    TooLong,
    /// The chair has signed what stands there.
    #[error("signed")]
    Signed,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Saves the number and the minutes, from the jury's meeting on until the first signature.
pub async fn draft_minutes(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (number, minutes): (&str, &str),
) -> Result<(), MinutesError> {
    if !actor.has(contest.id, Role::Chair) && !actor.has(contest.id, Role::Organiser) {
        return Err(Denied::NotYours.into());
    }
    match contest.phase {
        Phase::Deliberating | Phase::Advising => {}
        Phase::Decided => return Err(Denied::TooLate.into()),
        _ => return Err(Denied::TooEarly.into()),
    }
    let (number, minutes) = (tidy_line(number), tidy(minutes));
    if number.chars().count() > MAX_NUMBER || minutes.len() > MAX_MINUTES {
        return Err(MinutesError::TooLong);
    }
    if !store::save_minutes(tx, contest.id, &number, &minutes).await? {
        return Err(MinutesError::Signed);
    }
    let details = json!({ "bytes": minutes.len() });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "minutes.drafted",
        &format!("contest:{}", contest.id),
        &details,
    )
    .await?;
    Ok(())
}
