//! What the formula would give: the standings laid over the prize table.

use std::collections::HashMap;

use contest::{
    Tx,
    contests::{CategoryId, Contest},
};
use submissions::entries::{self, EntryId};

use super::{Tier, TierId, store};
use crate::{
    deliberation::{self, StandingsError, Table},
    engine::{Candidate, PlanTier, Proposal, allocate},
    rounds,
};

/// An author takes at most this many prizes of a category.
const PRIZES_PER_AUTHOR: usize = 1;

/// The formula's proposal for a category, with what it rests on.
#[derive(Clone, Debug)]
pub struct Formula {
    /// The standings.
    pub table: Table,
    /// The category's tiers, highest first.
    pub tiers: Vec<Tier>,
    /// Who would get what, which slots stay empty, which ties are on a line.
    pub proposal: Proposal<EntryId, TierId>,
}

impl Formula {
    /// The tier that the formula gives to an entry.
    #[must_use]
    pub fn tier_of(&self, entry: EntryId) -> Option<TierId> {
        self.proposal
            .given
            .iter()
            .find(|g| g.entry == entry)
            .map(|g| g.tier)
    }
}

/// Computes the formula's proposal for a category. Who may see it is up to the caller.
pub async fn formula(
    tx: &mut Tx,
    contest: &Contest,
    category: CategoryId,
) -> Result<Formula, StandingsError> {
    let round = rounds::round_of(tx, category)
        .await?
        .ok_or(StandingsError::NoRound)?;
    let table = deliberation::table_of(tx, round).await?;
    let mut tiers = store::tiers_of(tx, contest.id).await?;
    tiers.retain(|t| t.category_id == category);
    let plan: Vec<PlanTier<TierId, CategoryId>> = tiers
        .iter()
        .map(|t| PlanTier {
            tier: t.id,
            category,
            level: u32::try_from(t.level).unwrap_or(u32::MAX),
            quota: usize::try_from(t.quota).unwrap_or(0),
            minimum: None,
        })
        .collect();
    let mut authors: HashMap<EntryId, Vec<(String, String)>> = HashMap::new();
    for row in entries::authors_for_conflicts(tx, category).await? {
        authors
            .entry(row.entry_id)
            .or_default()
            .push((row.phone_e164, row.name_folded));
    }
    let candidates: Vec<_> = table
        .rows
        .iter()
        .filter_map(|row| {
            let (rank, score) = (row.standing.rank?, row.standing.score?);
            let entry = row.standing.entry;
            Some(Candidate {
                entry,
                category,
                rank,
                score,
                authors: authors.get(&entry).cloned().unwrap_or_default(),
            })
        })
        .collect();
    let proposal = allocate(&plan, &candidates, Some(PRIZES_PER_AUTHOR));
    Ok(Formula {
        table,
        tiers,
        proposal,
    })
}
