//! The order that the sealed sheets give.

use contest::{
    Actor, Tx,
    contests::{CategoryId, Contest, rules::Denied},
};
use submissions::entries::EntryId;

use super::{marked::marked, rules};
use crate::{
    engine::{Carried, FormError, Standing, StandingError, standings_carried},
    prizes,
    rounds::{self, Round},
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
    let marked = marked(tx, &round).await?;
    let carried = carried(tx, &round).await?;
    let (entries, sheets) = (&marked.entries, &marked.sheets);
    let mut rows: Vec<Placed> =
        standings_carried(&marked.rules, entries, sheets, carried.as_ref())?
            .into_iter()
            .map(|standing| {
                let (code, title) = marked.works[&standing.entry].clone();
                Placed {
                    code,
                    title,
                    standing,
                }
            })
            .collect();
    // Works that nothing parts stand in the order of their codes, which chance gave them: so the order of entering
    // favours nobody, and whoever has the sheets finds the same order.
    rows.sort_by(|a, b| {
        let place = |p: &Placed| p.standing.rank.unwrap_or(usize::MAX);
        place(a).cmp(&place(b)).then_with(|| a.code.cmp(&b.code))
    });
    Ok(Table { round, rows })
}

/// The scores that a round's works bring from the round before, which may count in the one before it.
async fn carried(tx: &mut Tx, round: &Round) -> Result<Option<Carried<EntryId>>, StandingsError> {
    if round.carry == 0 {
        return Ok(None);
    }
    let Some(before) = rounds::round_at(tx, round.category_id, round.position - 1).await? else {
        return Ok(None);
    };
    let table = Box::pin(table_of(tx, before)).await?;
    let score = |row: Placed| Some((row.standing.entry, row.standing.score?));
    Ok(Some(Carried {
        percent: round.carry,
        scores: table.rows.into_iter().filter_map(score).collect(),
    }))
}
