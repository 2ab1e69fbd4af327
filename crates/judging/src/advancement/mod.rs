//! Advancement: which works of a closed round go on to the next one, by the round's rule or by hand.

mod rule;
mod settle;
mod store;

use std::collections::BTreeSet;

use contest::{
    Actor, Tx,
    contests::{Contest, rules::Denied},
    people::Role,
};
use submissions::entries::{self, EntryId};

use crate::{
    assignments,
    deliberation::{self, Placed, StandingsError},
    rounds::{self, Round, RoundState},
};

pub(crate) use rule::passes_by;
pub use settle::{Departure, SettleError, settle};
pub(crate) use store::forget;
pub use store::{Advanced, of_round};

/// A work of a closed round, and whether it goes on.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Place and score in the round.
    pub placed: Placed,
    /// How many sheets say yes; 0 in other kinds of round.
    pub yes: usize,
    /// What the round's rule says.
    pub by_rule: bool,
    /// Whether it goes on, as settled; as the rule says while nothing is.
    pub passes: bool,
    /// Why it departs from the rule; empty where it does not.
    pub reason: String,
}

/// What advancing comes to.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Best first.
    pub works: Vec<Candidate>,
    /// How many go on.
    pub passing: usize,
    /// How many authors have a work among these.
    pub authors: usize,
    /// Whether it is settled.
    pub settled: bool,
}

/// Who may settle which works go on: organiser and chair, once the round is closed and while works are judged.
pub fn may_settle(actor: &Actor, contest: &Contest, round: &Round) -> Result<(), Denied> {
    if !actor.has(contest.id, Role::Organiser)
        && !actor.has_in(contest.id, round.category_id, Role::Chair)
    {
        return Err(Denied::NotYours);
    }
    if round.state != RoundState::Closed {
        return Err(Denied::TooEarly);
    }
    Ok(())
}

/// Which works of a closed round go on, by the rule or as settled, with how many works and authors that are. Works from
/// which the actor stepped back are not there.
pub async fn preview(
    tx: &mut Tx,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
) -> Result<Preview, StandingsError> {
    may_settle(actor, contest, round)?;
    let mut works = candidates(tx, round).await?;
    let unseen = assignments::recused_of(tx, round.id, actor).await?;
    works.retain(|work| !unseen.contains(&work.placed.standing.entry));
    let settled = !store::of_round(tx, round.id).await?.is_empty();
    let passing: BTreeSet<EntryId> = works
        .iter()
        .filter(|w| w.passes)
        .map(|w| w.placed.standing.entry)
        .collect();
    let kin = entries::authors_for_conflicts(tx, round.category_id).await?;
    let authors: BTreeSet<_> = kin
        .iter()
        .filter(|k| passing.contains(&k.entry_id))
        .map(|k| (&k.phone_e164, &k.name_folded))
        .collect();
    Ok(Preview {
        passing: passing.len(),
        authors: authors.len(),
        settled,
        works,
    })
}

/// The works of a closed round, best first, with what the rule says of each.
async fn candidates(tx: &mut Tx, round: &Round) -> Result<Vec<Candidate>, StandingsError> {
    let table = deliberation::table_of(tx, round.clone()).await?;
    let marked = deliberation::marked(tx, round).await?;
    let settled = store::of_round(tx, round.id).await?;
    let most = rounds::criteria_of_round(tx, round.id)
        .await?
        .first()
        .map_or(0, rounds::Criterion::steps);
    Ok(table
        .rows
        .into_iter()
        .map(|placed| {
            let entry = placed.standing.entry;
            let yes = rule::yes_sheets(round, most, &marked.sheets, &entry);
            let by_rule = passes_by(round, &marked.rules.form, &placed.standing, yes);
            let known = settled.iter().find(|a| a.entry_id == entry);
            Candidate {
                placed,
                yes,
                by_rule,
                passes: known.map_or(by_rule, |k| k.passes),
                reason: known.map_or_else(String::new, |k| k.reason.clone()),
            }
        })
        .collect())
}

/// The works that a round judges: all eligible ones in the first round, else those that came on from the round before.
/// `None` while that is not settled.
pub(crate) async fn works_for(
    tx: &mut Tx,
    round: &Round,
) -> Result<Option<Vec<EntryId>>, sqlx::Error> {
    let mut works = entries::eligible_ids(tx, round.category_id).await?;
    if round.position == 1 {
        return Ok(Some(works));
    }
    let Some(before) = rounds::round_at(tx, round.category_id, round.position - 1).await? else {
        return Ok(None);
    };
    let settled = store::of_round(tx, before.id).await?;
    if before.state != RoundState::Closed || settled.is_empty() {
        return Ok(None);
    }
    let passing: BTreeSet<EntryId> = settled
        .iter()
        .filter(|a| a.passes)
        .map(|a| a.entry_id)
        .collect();
    works.retain(|work| passing.contains(work));
    Ok(Some(works))
}
