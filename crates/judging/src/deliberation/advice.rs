//! What statistics tell the chair of a closed round. It changes nothing: the jury decides, and adopting an adjusted order
//! is a decision with a reason like any other.

use std::collections::{BTreeMap, HashMap, HashSet};

use contest::{
    Actor, Tx,
    contests::{CategoryId, Contest},
    db::Digest,
    people::PersonId,
};
use submissions::entries::EntryId;

use super::{StandingsError, marked::Marked, marked::marked, rules};
use crate::{
    assignments,
    engine::{
        Standing,
        advice::{
            Observed,
            chances::{Chance, Prizes, Slots, chances},
            jurors::Flag,
            leave_out::{Change, Ranked, Without, changes, leave_one_out, ranked, ranked_adjusted},
            pairs::pair_tests,
            reliability::Reliability,
            severity::{Lambda, SeverityView},
            statistics,
        },
        standings,
    },
    prizes::{self, Plan, TierId},
    rounds,
};

/// Rounds with more works get no chances, no leaving out and no tests of pairs on a page: they would take seconds.
const LARGE: usize = 5_000;

/// Everything that advice is computed from, read in one transaction.
#[derive(Clone, Debug)]
pub struct AdviceBasis {
    marked: Marked,
    plan: Plan,
    /// The works from which whoever asks stepped back: they are not there for them.
    unseen: HashSet<EntryId>,
    /// The round's seal, published when it closed: nobody could choose the chances it leads to.
    seal: Digest,
}

/// A work that would get something else if all jurors were equally strict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What it gets and would get.
    pub change: Change<EntryId, TierId>,
    /// Its place by the score.
    pub place: usize,
    /// Its place by the adjusted score.
    pub adjusted: usize,
}

/// A work whose prize another jury might have decided otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// The entry.
    pub entry: EntryId,
    /// In how many percent of the draws it got any prize, rounded down.
    pub any: u32,
    /// The same for each tier that it got at all, highest first.
    pub tiers: Vec<(TierId, u32)>,
}

/// What the chair is told.
#[derive(Clone, Debug)]
pub struct Advice {
    /// How far marks can be relied on.
    pub reliability: Reliability,
    /// How many parts of the round were never compared; then there is no adjusted order.
    pub parts: usize,
    /// Whether severities are approximate (a very large panel).
    pub approximate: bool,
    /// Works that would get something else if all jurors were equally strict; place of the score first.
    pub moved: Vec<Moved>,
    /// Works on the boundary of a prize, likeliest first.
    pub open: Vec<Open>,
    /// Jurors on whose sheets a prize hangs.
    pub hanging: Vec<Without<EntryId, PersonId, TierId>>,
    /// What may be asked of a juror.
    pub questions: Vec<(PersonId, Flag)>,
    /// Two jurors whose marks differ from the others' in the same way.
    pub alike: Vec<(PersonId, PersonId)>,
    /// Whether the round is too large for chances, leaving out and pairs: these are empty then.
    pub large: bool,
}

/// Reads what advice for a category is computed from, for its chair.
pub async fn advice_basis(
    tx: &mut Tx,
    actor: &Actor,
    contest: &Contest,
    category: CategoryId,
) -> Result<AdviceBasis, StandingsError> {
    let round = rounds::round_of(tx, category)
        .await?
        .ok_or(StandingsError::NoRound)?;
    rules::may_see_advice(actor, contest, &round)?;
    let unseen = assignments::recused_of(tx, round.id, actor)
        .await?
        .into_iter()
        .collect();
    let commitments = assignments::commitments_of(tx, round.id).await?;
    Ok(AdviceBasis {
        marked: marked(tx, &round).await?,
        plan: prizes::plan_of(tx, contest, category).await?,
        unseen,
        seal: Digest::of(&commitments.concat()),
    })
}

impl AdviceBasis {
    /// Computes the advice: for some hundred works tens of milliseconds of one processor. `None` without a counted sheet.
    #[must_use]
    pub fn advise(&self) -> Option<Advice> {
        let Marked {
            rules,
            entries,
            sheets,
            positions,
            ..
        } = &self.marked;
        let seen = Observed::new(&rules.form, sheets)
            .ok()?
            .with_positions(positions);
        let found = statistics(&seen, Lambda::DEFAULT).ok()?;
        let table = standings(rules, entries, sheets).ok()?;
        let flags = seen.jurors().iter().zip(&found.jurors);
        let questions = flags
            .flat_map(|(juror, of)| of.flags.iter().map(|flag| (*juror, *flag)))
            .collect();
        let mut advice = Advice {
            parts: seen.components(),
            approximate: found.severity.approximate,
            moved: self.moved(&seen, &found.severity, &table),
            reliability: found.reliability,
            open: Vec::new(),
            hanging: Vec::new(),
            questions,
            alike: Vec::new(),
            large: entries.len() > LARGE,
        };
        if !advice.large {
            advice.open = self.open(&seen);
            advice.hanging = self.hanging()?;
            let jurors = seen.jurors();
            advice.alike = pair_tests(&seen, &found.severity, &self.seal.0)
                .iter()
                .filter(|pair| pair.is_flagged())
                .map(|pair| (jurors[pair.first], jurors[pair.second]))
                .collect();
        }
        Some(advice)
    }

    fn award(&self, ranked: &[Ranked<EntryId>]) -> BTreeMap<EntryId, TierId> {
        let given = self.plan.give(ranked).given;
        given.into_iter().map(|g| (g.entry, g.tier)).collect()
    }

    fn moved(
        &self,
        seen: &Observed<EntryId, PersonId>,
        view: &SeverityView,
        table: &[Standing<EntryId>],
    ) -> Vec<Moved> {
        let plain = ranked(table);
        let Some(adjusted) = ranked_adjusted(seen, view, table) else {
            return Vec::new();
        };
        let place = |ranked: &[Ranked<EntryId>]| -> HashMap<EntryId, usize> {
            ranked.iter().map(|r| (r.entry, r.rank)).collect()
        };
        let (now, then) = (place(&plain), place(&adjusted));
        let mut moved: Vec<Moved> = changes(&self.award(&plain), &self.award(&adjusted))
            .into_iter()
            .filter(|c| !self.unseen.contains(&c.entry))
            .map(|change| Moved {
                place: now[&change.entry],
                adjusted: then[&change.entry],
                change,
            })
            .collect();
        moved.sort_by_key(|m| m.place);
        moved
    }

    fn open(&self, seen: &Observed<EntryId, PersonId>) -> Vec<Open> {
        let tiers = &self.plan.tiers;
        let slots: Vec<Slots> = tiers
            .iter()
            .map(|t| Slots {
                quota: usize::try_from(t.quota).unwrap_or(0),
                minimum: None,
            })
            .collect();
        let authors = self.plan.numbered();
        let prizes = Prizes {
            tiers: &slots,
            cap: Some(Plan::PER_AUTHOR),
            authors: &|e: &EntryId| authors.get(e).cloned().unwrap_or_default(),
        };
        let sheets = (&self.marked.entries[..], &self.marked.sheets[..]);
        let found = chances(&self.marked.rules, sheets, seen, &prizes, &self.seal.0);
        let mut found = found.unwrap_or_default();
        found.retain(|c| c.is_in_the_band() && !self.unseen.contains(&c.entry));
        found.sort_by_key(|c| std::cmp::Reverse(c.any()));
        let tier = |c: &Chance<EntryId>| {
            let got = tiers.iter().zip(&c.tiers).filter(|(_, draws)| **draws > 0);
            got.map(|(t, draws)| (t.id, Chance::<EntryId>::percent(*draws)))
                .collect()
        };
        found
            .iter()
            .map(|c| Open {
                entry: c.entry,
                any: Chance::<EntryId>::percent(c.any()),
                tiers: tier(c),
            })
            .collect()
    }

    fn hanging(&self) -> Option<Vec<Without<EntryId, PersonId, TierId>>> {
        let sheets = (&self.marked.entries[..], &self.marked.sheets[..]);
        let mut all = leave_one_out(&self.marked.rules, sheets, |r| self.award(r)).ok()?;
        for without in &mut all {
            without.changes.retain(|c| !self.unseen.contains(&c.entry));
        }
        all.retain(|without| !without.changes.is_empty());
        Some(all)
    }
}
