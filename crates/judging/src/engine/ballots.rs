//! Rankings by several jurors into one order or one number for each entry.
//!
//! A ballot says how strong each entry is for one juror; only the order counts. `votes` is how many jurors it stands
//! for. The order methods answer with places (1 is the best, shared where the method does not part two entries).

mod kemeny;
mod schulze;

use std::cmp::Ordering;

use super::exact::Exact;

pub(super) use kemeny::kemeny;
pub(super) use schulze::schulze;

/// The most entries that Kemeny's method orders: all 2¹⁴ subsets are looked at.
pub const MAX_KEMENY: usize = 14;
/// The most entries compared pair by pair.
pub const MAX_PAIRED: usize = 400;

/// One juror's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ballot {
    /// How strong each entry is, higher is better; `None` for an entry of which the juror says nothing.
    pub(super) strength: Vec<Option<i128>>,
    /// For how many jurors it stands.
    pub(super) votes: u32,
}

/// What to do with ballots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BallotMethod {
    /// Points for each rank from the first on; ranks past the table give 0. Tied entries share the points of the ranks
    /// that they take up.
    PointsByRank(Vec<Exact>),
    /// ρ^(r − 1) points for rank r.
    Geometric(Exact),
    /// A point for each entry ranked lower, half a point for each ranked equal.
    Borda,
    /// Schulze's strongest paths, by winning votes.
    Schulze,
    /// The order with the most agreement over all pairs.
    Kemeny,
    /// One by one: 2 points for each entry that more jurors rank lower, 1 for each that as many do; equal points go to
    /// whoever has more jurors in favour over all pairs.
    Pairwise,
}

impl BallotMethod {
    /// Whether the answer is a place, so that the lower one is the better.
    #[must_use]
    pub const fn gives_places(&self) -> bool {
        matches!(self, Self::Schulze | Self::Kemeny | Self::Pairwise)
    }

    /// The most entries it can order.
    #[must_use]
    pub const fn most_entries(&self) -> usize {
        match self {
            Self::Kemeny => MAX_KEMENY,
            Self::Schulze | Self::Pairwise => MAX_PAIRED,
            _ => usize::MAX,
        }
    }
}

/// A number for each of `entries` entries.
pub(super) fn count(method: &BallotMethod, ballots: &[Ballot], entries: usize) -> Vec<Exact> {
    match method {
        BallotMethod::PointsByRank(table) => points(ballots, entries, table),
        BallotMethod::Geometric(ratio) => {
            let longest = ballots.iter().map(|b| b.strength.len()).max();
            let mut table = vec![Exact::whole(1)];
            while table.len() < longest.unwrap_or(0) {
                let next = &table[table.len() - 1] * ratio;
                table.push(next);
            }
            points(ballots, entries, &table)
        }
        BallotMethod::Borda => borda(ballots, entries),
        BallotMethod::Schulze => wholes(schulze(&pairs(ballots, entries))),
        BallotMethod::Kemeny => wholes(kemeny(&pairs(ballots, entries))),
        BallotMethod::Pairwise => wholes(pairwise(&pairs(ballots, entries))),
    }
}

fn wholes(places: Vec<usize>) -> Vec<Exact> {
    places.into_iter().map(Exact::whole).collect()
}

/// `pairs[a][b]`: how many votes rank a above b, among those who rank both.
pub(super) fn pairs(ballots: &[Ballot], entries: usize) -> Vec<Vec<u64>> {
    let mut pairs = vec![vec![0_u64; entries]; entries];
    for ballot in ballots {
        for (a, row) in pairs.iter_mut().enumerate() {
            let Some(own) = ballot.strength[a] else {
                continue;
            };
            for (count, other) in row.iter_mut().zip(&ballot.strength) {
                if other.is_some_and(|other| own > other) {
                    *count += u64::from(ballot.votes);
                }
            }
        }
    }
    pairs
}

/// The members of a field, best first, in groups of equals. `better` says which of two is better.
pub(super) fn in_groups<T>(mut field: Vec<T>, better: impl Fn(&T, &T) -> Ordering) -> Vec<Vec<T>> {
    field.sort_by(|a, b| better(b, a));
    let mut groups: Vec<Vec<T>> = Vec::new();
    for one in field {
        match groups.last_mut() {
            Some(group) if better(&group[0], &one) == Ordering::Equal => group.push(one),
            _ => groups.push(vec![one]),
        }
    }
    groups
}

/// What each of `tied` entries gets that take up the ranks from `first` (0 is the best) on: the mean of their points.
pub(super) fn shared_points(table: &[Exact], first: usize, tied: usize) -> Exact {
    let taken = table.iter().skip(first).take(tied);
    let total: Exact = taken.sum();
    total
        .over(&Exact::whole(tied))
        .expect("a group has members")
}

fn points(ballots: &[Ballot], entries: usize, table: &[Exact]) -> Vec<Exact> {
    let mut totals = vec![Exact::whole(0); entries];
    for ballot in ballots {
        let ranked = ballot.strength.iter().enumerate();
        let field: Vec<(usize, i128)> = ranked.filter_map(|(e, s)| s.map(|s| (e, s))).collect();
        let mut first = 0;
        for group in in_groups(field, |a, b| a.1.cmp(&b.1)) {
            let each = shared_points(table, first, group.len());
            let each = &each * &Exact::whole(ballot.votes);
            for (entry, _) in &group {
                totals[*entry] = &totals[*entry] + &each;
            }
            first += group.len();
        }
    }
    totals
}

fn borda(ballots: &[Ballot], entries: usize) -> Vec<Exact> {
    // halves, so that ties stay whole
    let mut totals = vec![0_i128; entries];
    for ballot in ballots {
        let ranked = ballot.strength.iter().enumerate();
        let field: Vec<(usize, i128)> = ranked.filter_map(|(e, s)| s.map(|s| (e, s))).collect();
        let mut below = field.len();
        for group in in_groups(field, |a, b| a.1.cmp(&b.1)) {
            below -= group.len();
            let halves = (2 * below + group.len() - 1) as i128 * i128::from(ballot.votes);
            for (entry, _) in &group {
                totals[*entry] += halves;
            }
        }
    }
    let half = |t| Exact::ratio(t, 2).expect("two is not zero");
    totals.into_iter().map(half).collect()
}

/// Places by a number of which more is better.
fn places_by<K: Ord>(keys: &[K]) -> Vec<usize> {
    let better = |own: &K| keys.iter().filter(|k| *k > own).count();
    keys.iter().map(|own| better(own) + 1).collect()
}

fn pairwise(pairs: &[Vec<u64>]) -> Vec<usize> {
    let keys: Vec<(u64, u64)> = (0..pairs.len())
        .map(|a| {
            let others = (0..pairs.len()).filter(|b| *b != a);
            others.fold((0, 0), |(won, favour), b| {
                let gained = match pairs[a][b].cmp(&pairs[b][a]) {
                    Ordering::Greater => 2,
                    Ordering::Equal => 1,
                    Ordering::Less => 0,
                };
                (won + gained, favour + pairs[a][b])
            })
        })
        .collect();
    places_by(&keys)
}

#[cfg(test)]
mod tests;
