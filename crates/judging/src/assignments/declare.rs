//! A juror tells whom they are close to, before works are shown and whenever they think of somebody.

use contest::{
    Actor, Context, Tx, audit,
    contests::{Contest, rules::Denied},
    folding::tidy_line,
    people::{PersonId, Role},
};
use serde_json::json;

use super::{AssignmentState, of_juror, take_away};
use crate::{
    conflicts::{self, TieId, TieKind, store},
    rounds::{self, RoundState},
};

/// A tie as told.
#[derive(Clone, Debug)]
pub struct TieInput {
    /// How.
    pub kind: TieKind,
    /// A person, a school, an organisation.
    pub name: String,
    /// A remark; may be empty.
    pub note: String,
}

/// Why it was not taken down.
#[derive(Debug, thiserror::Error)]
pub enum DeclareError {
    /// Not a juror of this contest.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The tie with this index has no name, or a name or remark is too long.
    #[error("tie {0} is not usable")]
    Tie(usize),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// The most characters of a name and of a remark.
const MAX_NAME: usize = 200;

/// Takes down what a juror declares; without ties, that there are none. Works of whoever is named, by author, guardian or school,
/// are taken away where they were dealt already. The juror is not told what matched.
pub async fn declare(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    ties: &[TieInput],
) -> Result<(), DeclareError> {
    let person = actor.person().ok_or(Denied::NotYours)?;
    if !actor.has(contest.id, Role::Juror) {
        return Err(Denied::NotYours.into());
    }
    for (index, tie) in ties.iter().enumerate() {
        let name = tidy_line(&tie.name);
        let long = name.chars().count() > MAX_NAME || tie.note.chars().count() > MAX_NAME;
        if name.is_empty() || long {
            return Err(DeclareError::Tie(index));
        }
        let told = (tie.kind, name.as_str(), tidy_line(&tie.note));
        store::insert_tie(tx, TieId(cx.id()), (contest.id, person), told, cx.now).await?;
    }
    store::declared(tx, (contest.id, person), cx.now).await?;
    let kinds: Vec<TieKind> = ties.iter().map(|t| t.kind).collect();
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "conflict.declared",
        &format!("person:{person}"),
        &json!({ "kinds": kinds }),
    )
    .await?;
    keep_apart(tx, cx, actor, (contest, person)).await?;
    Ok(())
}

/// Takes away the works of open rounds that a juror must not judge. Sealed sheets stay.
pub(super) async fn keep_apart(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, person): (&Contest, PersonId),
) -> Result<(), sqlx::Error> {
    for round in rounds::rounds_of(tx, contest.id).await? {
        if !matches!(round.state, RoundState::Open | RoundState::Paused) {
            continue;
        }
        let panel = rounds::store::contacts_of(tx, round.id).await?;
        let apart = conflicts::kept_apart(tx, (contest.id, round.category_id), &panel).await?;
        for assignment in of_juror(tx, person, round.id).await? {
            let open = matches!(
                assignment.state,
                AssignmentState::Open | AssignmentState::Abstained
            );
            if open
                && assignment.locked_at.is_none()
                && apart.contains(&(assignment.entry_id, person))
            {
                let of = (contest, &round, &assignment);
                take_away(tx, cx, actor, of, "declared").await?;
            }
        }
    }
    Ok(())
}
