//! The order that the sealed sheets give.

use std::collections::HashMap;

use contest::{
    Actor, Tx,
    contests::{CategoryId, Contest, rules::Denied},
    people::PersonId,
};
use submissions::entries::EntryId;

use super::{rules, store};
use crate::{
    assignments::{AssignmentId, AssignmentState},
    engine::{Answer, FormError, Sheet, Standing, StandingError, standings},
    prizes,
    rounds::{self, CriterionId, Round},
    sheets,
};

/// A work's place, by the code of the round: no author is known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The round's code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Place, score, spread, and what settled it.
    pub standing: Standing<EntryId>,
}

/// The computed order of a round.
#[derive(Clone, Debug)]
pub struct Table {
    /// The round.
    pub round: Round,
    /// Best first; the not judged last.
    pub rows: Vec<Placed>,
}

/// Why there are no standings.
#[derive(Debug, thiserror::Error)]
pub enum StandingsError {
    /// Not for this actor, or not yet.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The category has no round.
    #[error("no round")]
    NoRound,
    /// The stored criteria cannot be added exactly.
    #[error(transparent)]
    Form(#[from] FormError),
    /// The stored sheets contradict the rules.
    #[error(transparent)]
    Engine(#[from] StandingError),
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// The standings of a category, for whoever may see them.
pub async fn standings_of(
    tx: &mut Tx,
    actor: &Actor,
    contest: &Contest,
    category: CategoryId,
) -> Result<Table, StandingsError> {
    let round = rounds::round_of(tx, category)
        .await?
        .ok_or(StandingsError::NoRound)?;
    rules::may_see_standings(actor, contest, &round)?;
    table_of(tx, round).await
}

/// What the advisory board sees: the best works, twice as many as there are prizes, and every work with an award.
pub async fn shortlist_of(
    tx: &mut Tx,
    actor: &Actor,
    contest: &Contest,
    category: CategoryId,
) -> Result<Table, StandingsError> {
    let round = rounds::round_of(tx, category)
        .await?
        .ok_or(StandingsError::NoRound)?;
    rules::may_see_shortlist(actor, contest, &round)?;
    let quota: i64 = prizes::tiers_of(tx, contest.id)
        .await?
        .iter()
        .filter(|t| t.category_id == category)
        .map(|t| t.quota)
        .sum();
    let awards = prizes::awards_of(tx, contest.id).await?;
    let mut table = table_of(tx, round).await?;
    let most = usize::try_from(2 * quota).unwrap_or(0);
    table.rows.retain(|row| {
        row.standing.rank.is_some_and(|rank| rank <= most)
            || awards.iter().any(|a| a.entry_id == row.standing.entry)
    });
    Ok(table)
}

/// The standings of a closed round, whoever asks.
pub(crate) async fn table_of(tx: &mut Tx, round: Round) -> Result<Table, StandingsError> {
    let criteria = rounds::criteria_of_round(tx, round.id).await?;
    let engine_rules = rounds::engine_rules(&round, &criteria)?;
    let works = store::works(tx, round.id).await?;
    let mut marks: HashMap<AssignmentId, HashMap<CriterionId, i64>> = HashMap::new();
    for mark in sheets::store::sealed_marks(tx, round.id).await? {
        marks
            .entry(mark.assignment_id)
            .or_default()
            .insert(mark.criterion_id, mark.steps);
    }
    let named: HashMap<EntryId, &store::WorkRow> = works.iter().map(|w| (w.entry_id, w)).collect();
    let mut all: Vec<Sheet<EntryId, PersonId>> = Vec::new();
    for row in store::sheets(tx, round.id).await? {
        if !named.contains_key(&row.entry_id) {
            continue;
        }
        let answer = match AssignmentState::parse(&row.state) {
            Some(AssignmentState::Recused) => Answer::Recused,
            Some(AssignmentState::Abstained) => Answer::Abstained,
            // what was not sealed is listed as incomplete, whatever was typed
            _ => Answer::Marks(
                criteria
                    .iter()
                    .map(|c| marks.get(&row.id).and_then(|m| m.get(&c.id)).copied())
                    .collect(),
            ),
        };
        all.push(Sheet {
            entry: row.entry_id,
            juror: row.person_id,
            answer,
        });
    }
    let entries: Vec<EntryId> = works.iter().map(|w| w.entry_id).collect();
    let rows = standings(&engine_rules, &entries, &all)?
        .into_iter()
        .map(|standing| {
            let work = named[&standing.entry];
            Placed {
                code: work.code.clone(),
                title: work.title.clone(),
                standing,
            }
        })
        .collect();
    Ok(Table { round, rows })
}
