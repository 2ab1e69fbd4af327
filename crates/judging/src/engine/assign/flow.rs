//! The flow itself: sheets are given one at a time, each along a cheapest chain of hand-overs.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Infeasible, Task};

/// No arc.
const NONE: i64 = i64::MAX / 4;
/// What a search that found nothing may still compute from [`NONE`] lies above this.
const FAR: i64 = NONE / 2;
/// Dearer than any chain of ordinary costs: jurors below their least load are always served first.
const FLOOR: i64 = 1 << 40;
/// The cost of a conflict, above every cost that is paid.
const NEVER: u16 = u16::MAX;

/// A partial solution that is cheapest for the sheets given so far.
pub(super) struct Flow<'a> {
    task: &'a Task,
    /// For each entry and juror what a sheet costs, without the load; [`NEVER`] for a conflict.
    costs: Vec<u16>,
    jurors_of: Vec<Vec<usize>>,
    loads: Vec<usize>,
    potential: Vec<i64>,
    /// For each pair (a, b): a's entries by what handing them to b costs; stale ones are skipped when they surface.
    heaps: Vec<BinaryHeap<Reverse<(i64, usize)>>>,
    /// The cost of the cheapest hand-over of each pair, kept in step with the heaps.
    arcs: Vec<i64>,
    /// The entry of that hand-over.
    moved: Vec<usize>,
}

/// The tree of one search.
struct Search {
    distance: Vec<i64>,
    /// The juror before, or `usize::MAX` for the first of a chain.
    from: Vec<usize>,
    done: Vec<bool>,
}

impl<'a> Flow<'a> {
    pub(super) fn new(task: &'a Task, noise: &[u8]) -> Self {
        let pairs = task.jurors * task.jurors;
        let mut jurors_of = vec![Vec::with_capacity(task.reviews); task.entries];
        let mut loads = vec![0; task.jurors];
        for &(entry, juror) in &task.kept {
            jurors_of[entry].push(juror);
            loads[juror] += 1;
        }
        let expertise = |juror| u16::from(task.expertise.get(juror).copied().unwrap_or(2));
        let cells = noise.iter().take(task.entries * task.jurors).enumerate();
        let mut costs: Vec<u16> = cells
            .map(|(cell, noise)| 100 * (2 - expertise(cell % task.jurors)) + u16::from(*noise))
            .collect();
        for &(entry, juror) in &task.conflicts {
            costs[entry * task.jurors + juror] = NEVER;
        }
        Self {
            task,
            costs,
            jurors_of,
            loads,
            potential: vec![0; task.jurors],
            heaps: vec![BinaryHeap::new(); pairs],
            arcs: vec![NONE; pairs],
            moved: vec![usize::MAX; pairs],
        }
    }

    pub(super) fn jurors_of(&self, entry: usize) -> &[usize] {
        &self.jurors_of[entry]
    }

    pub(super) fn into_jurors(self) -> Vec<Vec<usize>> {
        self.jurors_of
    }

    fn cost(&self, entry: usize, juror: usize) -> i64 {
        i64::from(self.costs[entry * self.task.jurors + juror])
    }

    fn may(&self, entry: usize, juror: usize) -> bool {
        self.costs[entry * self.task.jurors + juror] != NEVER
            && !self.jurors_of[entry].contains(&juror)
    }

    /// What one more sheet for a juror costs; `None` when the juror is full. Grows with the load, as a flow needs it.
    fn marginal(&self, juror: usize) -> Option<i64> {
        let load = self.loads[juror];
        let most = self.task.most_load.get(juror).copied();
        let floor = if load < self.task.least_load {
            -FLOOR
        } else {
            0
        };
        most.is_none_or(|most| load < most)
            .then(|| floor + 1000 * (2 * i64::try_from(load).unwrap_or(i64::MAX / 4000) + 1))
    }

    /// Gives one more sheet of `entry`, handing others over where that is cheaper.
    pub(super) fn give(&mut self, entry: usize) -> Result<(), Infeasible> {
        let mut search = self.start(entry);
        let mut end: Option<(i64, usize)> = None;
        // no end costs less than its reach plus this
        let least_end = (0..self.task.jurors)
            .filter_map(|j| self.marginal(j).map(|m| m + self.potential[j]))
            .min();
        while let Some(at) = nearest(&search) {
            let reach = search.distance[at];
            if end.is_some_and(|(cost, _)| least_end.is_some_and(|least| reach + least >= cost)) {
                break;
            }
            search.done[at] = true;
            if let Some(marginal) = self.marginal(at) {
                let cost = reach + self.potential[at] + marginal;
                if end.is_none_or(|(least, _)| cost < least) {
                    end = Some((cost, at));
                }
            }
            self.relax(&mut search, at);
        }
        let Some((_, last)) = end else {
            return Err(self.blocked(entry, &search));
        };
        self.settle(&search);
        self.hand_over(entry, last, &search.from);
        self.loads[last] += 1;
        Ok(())
    }

    fn start(&self, entry: usize) -> Search {
        let n = self.task.jurors;
        let mut search = Search {
            distance: vec![NONE; n],
            from: vec![usize::MAX; n],
            done: vec![false; n],
        };
        for juror in 0..n {
            if self.may(entry, juror) {
                search.distance[juror] = self.cost(entry, juror) - self.potential[juror];
            }
        }
        search
    }

    fn relax(&self, search: &mut Search, at: usize) {
        let n = self.task.jurors;
        let reach = search.distance[at] + self.potential[at];
        let arcs = &self.arcs[at * n..(at + 1) * n];
        // settled jurors are never reached more cheaply, so this loop asks nothing but the distance
        for (to, ((arc, potential), known)) in arcs
            .iter()
            .zip(&self.potential)
            .zip(&mut search.distance)
            .enumerate()
        {
            let distance = reach + arc - potential;
            if distance < *known {
                *known = distance;
                search.from[to] = at;
            }
        }
    }

    /// Moves the potentials so that every arc stays non-negative: settled jurors by their distance, the others by the
    /// farthest settled one.
    fn settle(&mut self, search: &Search) {
        let far = (0..self.task.jurors)
            .filter(|j| search.done[*j])
            .map(|j| search.distance[j])
            .max()
            .unwrap_or(0);
        for juror in 0..self.task.jurors {
            self.potential[juror] += if search.done[juror] {
                search.distance[juror]
            } else {
                far
            };
        }
    }

    /// Walks the chain back from its end: each juror hands an entry to the next, the first takes the new one.
    fn hand_over(&mut self, entry: usize, last: usize, from: &[usize]) {
        let n = self.task.jurors;
        let mut moves = Vec::new();
        let mut at = last;
        while from[at] != usize::MAX {
            let before = from[at];
            moves.push((self.moved[before * n + at], before, at));
            at = before;
        }
        for &(moved, before, _) in &moves {
            self.jurors_of[moved].retain(|j| *j != before);
        }
        for &(moved, _, after) in &moves {
            self.jurors_of[moved].push(after);
        }
        self.jurors_of[entry].push(at);
        let mut touched: Vec<usize> = moves.iter().map(|m| m.0).chain([entry]).collect();
        touched.sort_unstable();
        touched.dedup();
        for &(moved, before, _) in &moves {
            self.refresh_row(before, moved);
        }
        for entry in touched {
            self.offer(entry);
        }
    }

    /// Puts an entry's hand-overs into the heaps of the jurors who have it now, and drops those that ended.
    fn offer(&mut self, entry: usize) {
        let n = self.task.jurors;
        for index in 0..self.jurors_of[entry].len() {
            let holder = self.jurors_of[entry][index];
            if self.task.kept.contains(&(entry, holder)) {
                continue;
            }
            for to in 0..n {
                let pair = holder * n + to;
                if self.may(entry, to) {
                    let arc = self.cost(entry, to) - self.cost(entry, holder);
                    self.heaps[pair].push(Reverse((arc, entry)));
                    if arc < self.arcs[pair] {
                        (self.arcs[pair], self.moved[pair]) = (arc, entry);
                    }
                } else if self.moved[pair] == entry {
                    self.refresh(holder, to);
                }
            }
        }
    }

    /// A juror gave an entry away: every arc that counted on it needs another.
    fn refresh_row(&mut self, holder: usize, entry: usize) {
        for to in 0..self.task.jurors {
            if self.moved[holder * self.task.jurors + to] == entry {
                self.refresh(holder, to);
            }
        }
    }

    fn refresh(&mut self, holder: usize, to: usize) {
        let pair = holder * self.task.jurors + to;
        loop {
            let Some(&Reverse((arc, entry))) = self.heaps[pair].peek() else {
                (self.arcs[pair], self.moved[pair]) = (NONE, usize::MAX);
                return;
            };
            if self.jurors_of[entry].contains(&holder) && self.may(entry, to) {
                (self.arcs[pair], self.moved[pair]) = (arc, entry);
                return;
            }
            self.heaps[pair].pop();
        }
    }

    /// Everybody the search could reach is full: their entries and this one together ask for more than there is.
    fn blocked(&self, entry: usize, search: &Search) -> Infeasible {
        let jurors: Vec<usize> = (0..self.task.jurors).filter(|j| search.done[*j]).collect();
        let movable = |e: &usize| {
            self.jurors_of[*e]
                .iter()
                .any(|j| search.done[*j] && !self.task.kept.contains(&(*e, *j)))
        };
        let entries = (0..self.task.entries)
            .filter(|e| *e == entry || movable(e))
            .collect();
        Infeasible { entries, jurors }
    }
}

fn nearest(search: &Search) -> Option<usize> {
    (0..search.distance.len())
        .filter(|j| !search.done[*j] && search.distance[*j] < FAR)
        .min_by_key(|j| search.distance[*j])
}
