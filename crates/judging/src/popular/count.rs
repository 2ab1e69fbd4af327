//! Counting votes, and finding those that came in a bunch; pure.

use std::collections::BTreeMap;

use contest::Timestamp;
use submissions::entries::EntryId;

use super::{BatchId, Vote};

/// So many votes for one work, from one network and one batch of slips …
const MANY: usize = 10;
/// … within so many milliseconds of one another are a bunch.
const SOON_MS: i64 = 60_000;

/// Votes that look as if one hand had given them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bunch {
    /// The slips.
    pub batch: BatchId,
    /// The work.
    pub entry: EntryId,
    /// The network.
    pub origin: String,
    /// When the first of them came.
    pub from: Timestamp,
    /// When the last of them came.
    pub to: Timestamp,
    /// How many there are.
    pub votes: usize,
    /// Whether somebody decided about each of them.
    pub ruled: bool,
}

/// What was voted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Votes that count, the most first; works with equal votes in the order of their keys.
    pub counted: Vec<(EntryId, i64)>,
    /// Discarded votes by reason.
    pub discarded: Vec<(String, i64)>,
}

impl Tally {
    /// The works with the most votes; none without votes.
    #[must_use]
    pub fn winners(&self) -> &[(EntryId, i64)] {
        let most = self.counted.first().map_or(0, |(_, votes)| *votes);
        let ties = self.counted.iter().take_while(|(_, votes)| *votes == most);
        &self.counted[..ties.count()]
    }
}

/// The bunches of a poll, in the order of time. Votes whose origin was wiped are in none.
#[must_use]
pub fn bunches(votes: &[Vote]) -> Vec<Bunch> {
    let mut groups: BTreeMap<(BatchId, &str, EntryId), Vec<&Vote>> = BTreeMap::new();
    for vote in votes.iter().filter(|v| !v.origin.is_empty()) {
        let of = (vote.batch_id, vote.origin.as_str(), vote.entry_id);
        groups.entry(of).or_default().push(vote);
    }
    let mut found = Vec::new();
    for ((batch, origin, entry), mut group) in groups {
        group.sort_by_key(|v| v.cast_at);
        // runs of votes of which each follows soon upon the one before
        let runs = group.chunk_by(|a, b| b.cast_at.0 - a.cast_at.0 <= SOON_MS / 2);
        for run in runs.filter(|run| is_dense(run)) {
            found.push(Bunch {
                batch,
                entry,
                origin: origin.to_owned(),
                from: run[0].cast_at,
                to: run[run.len() - 1].cast_at,
                votes: run.len(),
                ruled: run.iter().all(|v| !v.ruling.is_empty()),
            });
        }
    }
    found.sort_by_key(|bunch| (bunch.from, bunch.entry));
    found
}

fn is_dense(run: &[&Vote]) -> bool {
    run.windows(MANY)
        .any(|some| some[MANY - 1].cast_at.0 - some[0].cast_at.0 <= SOON_MS)
}

/// Counts.
#[must_use]
pub fn tally(votes: &[Vote]) -> Tally {
    let mut counted: BTreeMap<EntryId, i64> = BTreeMap::new();
    let mut discarded: BTreeMap<String, i64> = BTreeMap::new();
    for vote in votes {
        if vote.ruling == "discarded" {
            *discarded.entry(vote.reason.clone()).or_default() += 1;
        } else {
            *counted.entry(vote.entry_id).or_default() += 1;
        }
    }
    let mut counted: Vec<_> = counted.into_iter().collect();
    counted.sort_by_key(|(entry, votes)| (std::cmp::Reverse(*votes), *entry));
    Tally {
        counted,
        discarded: discarded.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use contest::db::Digest;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn vote(n: u8, entry: u128, origin: &str, at: i64) -> Vote {
        Vote {
            code_hash: Digest::of(&[n]),
            batch_id: BatchId(Uuid::from_u128(1)),
            entry_id: EntryId(Uuid::from_u128(entry)),
            origin: origin.into(),
            cast_at: Timestamp(at),
            ruling: String::new(),
            reason: String::new(),
        }
    }

    #[test]
    fn ten_votes_in_a_minute_from_one_network_are_a_bunch() {
        let quick: Vec<Vote> = (0..10)
            .map(|n| vote(n, 1, "a", i64::from(n) * 6_000))
            .collect();
        let found = bunches(&quick);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].votes, found[0].ruled), (10, false));
        assert!(bunches(&quick[..9]).is_empty(), "nine are none");
        let slow: Vec<Vote> = (0..10)
            .map(|n| vote(n, 1, "a", i64::from(n) * 7_000))
            .collect();
        assert!(bunches(&slow).is_empty(), "in more than a minute");
        let spread: Vec<Vote> = (0..10)
            .map(|n| vote(n, u128::from(n % 2), "a", i64::from(n)))
            .collect();
        assert!(bunches(&spread).is_empty(), "for two works");
        let apart: Vec<Vote> = (0..10)
            .map(|n| vote(n, 1, if n % 2 == 0 { "a" } else { "b" }, i64::from(n)))
            .collect();
        assert!(bunches(&apart).is_empty(), "from two networks");
    }

    #[test]
    fn works_with_equal_votes_win_together() {
        let votes = [
            vote(1, 2, "a", 0),
            vote(2, 1, "b", 0),
            vote(3, 3, "c", 0),
            vote(4, 3, "d", 1),
        ];
        assert_eq!(tally(&votes).winners().len(), 1);
        assert_eq!(tally(&votes[..3]).winners().len(), 3);
        assert!(tally(&[]).winners().is_empty());
    }

    proptest! {
        #[test]
        fn every_vote_is_counted_or_discarded_once(
            given in prop::collection::vec((0..5_u128, 0..3_u8, any::<bool>()), 0..60),
        ) {
            let votes: Vec<Vote> = (0_u8..).zip(&given).map(|(n, (entry, origin, out))| {
                let ruling = if *out { "discarded" } else { "" }.to_owned();
                let reason = if *out { format!("r{origin}") } else { String::new() };
                Vote { ruling, reason, ..vote(n, *entry, &origin.to_string(), i64::from(n)) }
            }).collect();
            let tally = tally(&votes);
            let sum: i64 = tally.counted.iter().map(|(_, n)| n).sum::<i64>()
                + tally.discarded.iter().map(|(_, n)| n).sum::<i64>();
            prop_assert_eq!(sum, i64::try_from(votes.len()).expect("few"));
            prop_assert!(tally.counted.is_sorted_by(|a, b| a.1 >= b.1));
        }
    }
}
