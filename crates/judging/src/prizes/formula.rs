//! What the formula would give: the standings laid over the prize table.

use std::collections::{BTreeMap, HashMap};

use contest::{
    Tx,
    contests::{CategoryId, Contest},
};
use submissions::entries::{self, EntryId};

use super::{Tier, TierId, store};
use crate::{
    deliberation::{self, StandingsError, Table},
    engine::{
        Candidate, PlanTier, Proposal,
        advice::leave_out::{Ranked, ranked},
        allocate,
    },
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

/// A category's prize table, with who made what, ready to be laid over any order of its works.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// Highest first.
    pub(crate) tiers: Vec<Tier>,
    category: CategoryId,
    authors: HashMap<EntryId, Vec<(String, String)>>,
}

impl Plan {
    /// How many prizes an author takes at most.
    pub(crate) const PER_AUTHOR: usize = PRIZES_PER_AUTHOR;

    /// What the formula gives to works in this order.
    pub(crate) fn give(&self, ranked: &[Ranked<EntryId>]) -> Proposal<EntryId, TierId> {
        let plan: Vec<PlanTier<TierId, CategoryId>> = self
            .tiers
            .iter()
            .map(|t| PlanTier {
                tier: t.id,
                category: self.category,
                level: u32::try_from(t.level).unwrap_or(u32::MAX),
                quota: usize::try_from(t.quota).unwrap_or(0),
                minimum: None,
            })
            .collect();
        let candidates: Vec<_> = ranked
            .iter()
            .map(|r| Candidate {
                entry: r.entry,
                category: self.category,
                rank: r.rank,
                score: r.score,
                authors: self.authors.get(&r.entry).cloned().unwrap_or_default(),
            })
            .collect();
        allocate(&plan, &candidates, Some(PRIZES_PER_AUTHOR))
    }

    /// Whether somebody made this work and one of the others.
    pub(crate) fn shares_author(&self, entry: EntryId, others: &[EntryId]) -> bool {
        let of = |entry| self.authors.get(&entry).into_iter().flatten();
        of(entry).any(|author| others.iter().any(|other| of(*other).any(|a| a == author)))
    }

    /// The authors of works as numbers, for the engine's chances.
    pub(crate) fn numbered(&self) -> HashMap<EntryId, Vec<usize>> {
        let mut names: BTreeMap<&(String, String), usize> = BTreeMap::new();
        for author in self.authors.values().flatten() {
            let next = names.len();
            names.entry(author).or_insert(next);
        }
        let number = |of: &Vec<(String, String)>| of.iter().map(|a| names[a]).collect();
        self.authors
            .iter()
            .map(|(e, of)| (*e, number(of)))
            .collect()
    }
}

/// Reads a category's prize table and the authors of its works.
pub(crate) async fn plan_of(
    tx: &mut Tx,
    contest: &Contest,
    category: CategoryId,
) -> Result<Plan, sqlx::Error> {
    let mut tiers = store::tiers_of(tx, contest.id).await?;
    tiers.retain(|t| t.category_id == category);
    let mut authors: HashMap<EntryId, Vec<(String, String)>> = HashMap::new();
    for row in entries::authors_for_conflicts(tx, category).await? {
        authors
            .entry(row.entry_id)
            .or_default()
            .push((row.phone_e164, row.name_folded));
    }
    Ok(Plan {
        tiers,
        category,
        authors,
    })
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
    let plan = plan_of(tx, contest, category).await?;
    let placed = table.rows.iter().map(|row| &row.standing);
    let proposal = plan.give(&ranked(placed));
    Ok(Formula {
        table,
        tiers: plan.tiers,
        proposal,
    })
}
