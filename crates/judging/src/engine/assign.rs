//! Who judges what: a minimum-cost flow, solved exactly in integers.
//!
//! Every entry needs `reviews` different jurors who have no conflict with it; loads are as even as conflicts allow,
//! expertise comes next, and a seeded noise makes the rest unpredictable. Cost of a sheet: 1000 · (2 · load + 1) for the
//! juror's load so far (convex, so even loads are cheapest) + 100 · (2 − expertise) + noise 0–63.
//!
//! Solved by successive shortest paths, one sheet at a time, on a graph that has only the jurors as nodes: an arc a → b
//! is the cheapest way to hand one of a's entries over to b. Heaps per pair of jurors keep those arcs, and node
//! potentials keep them non-negative for Dijkstra (Ahuja, Magnanti & Orlin, Network Flows, §9.7). Entries are many and
//! jurors are few, so 50,000 sheets for 100 jurors take seconds.

mod connect;
mod flow;

use std::collections::BTreeSet;

use super::draw::Prng;

/// What is to be assigned; entries and jurors are numbers from 0.
#[derive(Clone, Debug)]
pub struct Task {
    /// How many entries.
    pub entries: usize,
    /// How many jurors.
    pub jurors: usize,
    /// Sheets per entry.
    pub reviews: usize,
    /// No juror gets fewer sheets, where conflicts allow.
    pub least_load: usize,
    /// No juror gets more sheets than this, in the order of jurors; no limit when empty.
    pub most_load: Vec<usize>,
    /// (entry, juror) pairs that must not meet.
    pub conflicts: BTreeSet<(usize, usize)>,
    /// Sheets that stay as they are, such as those that are locked already.
    pub kept: BTreeSet<(usize, usize)>,
    /// 0 to 2 for each juror, all 2 when empty.
    pub expertise: Vec<u8>,
    /// Where the noise comes from.
    pub seed: [u8; 32],
}

/// A solved task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// The jurors of each entry, in the order of their numbers.
    pub jurors_of: Vec<Vec<usize>>,
    /// Sheets of each juror.
    pub loads: Vec<usize>,
    /// How many groups of jurors share no entry with another group; severity can only be compared within one.
    pub components: usize,
}

/// Entries that ask for more sheets than the jurors who may judge them can give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Infeasible {
    /// The entries.
    pub entries: Vec<usize>,
    /// The jurors who are full; empty when an entry simply has too few jurors without a conflict.
    pub jurors: Vec<usize>,
}

/// Why nothing was assigned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssignError {
    /// Conflicts or loads leave no solution; the sheets are never cut quietly.
    #[error("{} entries cannot be given enough jurors", .0.entries.len())]
    Infeasible(Infeasible),
    /// A kept sheet is a conflict, stands twice the number wanted, or a number is out of range.
    #[error("the task contradicts itself")]
    Contradiction,
}

/// Solves a task. The same task always has the same solution.
pub fn assign(task: &Task) -> Result<Assigned, AssignError> {
    check(task)?;
    let mut flow = flow::Flow::new(task, &noise(task));
    for entry in 0..task.entries {
        for _ in flow.jurors_of(entry).len()..task.reviews {
            flow.give(entry).map_err(AssignError::Infeasible)?;
        }
    }
    let mut jurors_of = flow.into_jurors();
    let components = connect::connect(task, &mut jurors_of);
    let mut loads = vec![0; task.jurors];
    for jurors in &mut jurors_of {
        jurors.sort_unstable();
        for juror in jurors {
            loads[*juror] += 1;
        }
    }
    Ok(Assigned {
        jurors_of,
        loads,
        components,
    })
}

fn check(task: &Task) -> Result<(), AssignError> {
    let inside = |pair: &&(usize, usize)| pair.0 < task.entries && pair.1 < task.jurors;
    let pairs = task.conflicts.iter().filter(inside).count() == task.conflicts.len()
        && task.kept.iter().filter(inside).count() == task.kept.len();
    let expertise = task.expertise.is_empty()
        || (task.expertise.len() == task.jurors && task.expertise.iter().all(|x| *x <= 2));
    if !pairs
        || !expertise
        || !(task.most_load.is_empty() || task.most_load.len() == task.jurors)
        || !task.kept.is_disjoint(&task.conflicts)
    {
        return Err(AssignError::Contradiction);
    }
    Ok(())
}

/// 0–63 for every pair, entry by entry, from the published generator.
fn noise(task: &Task) -> Vec<u8> {
    let mut prng = Prng::new(&task.seed, b"assignment");
    let mut out = Vec::with_capacity(task.entries * task.jurors + 8);
    while out.len() < task.entries * task.jurors {
        out.extend(prng.word().to_be_bytes().map(|byte| byte & 63));
    }
    out
}

#[cfg(test)]
mod tests;
