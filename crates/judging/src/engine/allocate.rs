//! Places into prizes: tier by tier, category by category, slot by slot; every empty slot says why it is empty.

use std::collections::{BTreeMap, BTreeSet};

use super::score::Fraction;

/// A tier of one category's prize table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanTier<T, C> {
    /// The tier.
    pub tier: T,
    /// Its category; categories are served in the order in which they first appear in the plan.
    pub category: C,
    /// 1 is the highest.
    pub level: u32,
    /// How many works get it.
    pub quota: usize,
    /// No work below this share of all points gets it.
    pub minimum: Option<Fraction>,
}

/// A ranked work that may get a prize.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate<E, C, A> {
    /// The entry.
    pub entry: E,
    /// Its category.
    pub category: C,
    /// Its computed place; equal places are an unresolved tie.
    pub rank: usize,
    /// Its exact score.
    pub score: Fraction,
    /// Who made it.
    pub authors: Vec<A>,
}

/// A prize that the formula gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given<E, T> {
    /// The tier.
    pub tier: T,
    /// The entry.
    pub entry: E,
    /// Whether a tie at the last slot put it in only because it was listed first: the jury must settle it.
    pub provisional: bool,
}

/// Why nobody got a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyReason {
    /// No ranked work is left.
    NobodyLeft,
    /// The best work left is below the tier's minimum.
    BelowMinimum,
    /// Every work left has an author who may have no further prize.
    AuthorCap,
}

/// A slot that stays empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmptySlot<T> {
    /// The tier.
    pub tier: T,
    /// How many of its slots.
    pub slots: usize,
    /// Why.
    pub reason: EmptyReason,
}

/// Works with one place, more of them than slots left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineTie<E, T> {
    /// The tier whose last slots they compete for.
    pub tier: T,
    /// All of them, in the order of the candidates.
    pub entries: Vec<E>,
    /// How many slots they compete for.
    pub slots: usize,
}

/// What the formula proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal<E, T> {
    /// Prizes, highest tier first, categories in the plan's order, best place first.
    pub given: Vec<Given<E, T>>,
    /// Slots without a winner.
    pub empty: Vec<EmptySlot<T>>,
    /// Ties that the jury must settle.
    pub ties: Vec<LineTie<E, T>>,
}

/// Gives the prizes of a plan. `candidates` are in the order of their places within each category; the order of equal
/// places is the order of a lot, if one was drawn. `cap` is how many prizes one author may share in.
#[must_use]
pub fn allocate<E: Ord + Clone, T: Clone, C: Ord + Clone, A: Ord + Clone>(
    plan: &[PlanTier<T, C>],
    candidates: &[Candidate<E, C, A>],
    cap: Option<usize>,
) -> Proposal<E, T> {
    let mut order: Vec<&C> = Vec::new();
    for tier in plan {
        if !order.contains(&&tier.category) {
            order.push(&tier.category);
        }
    }
    let mut tiers: Vec<&PlanTier<T, C>> = plan.iter().collect();
    tiers.sort_by_key(|t| (t.level, order.iter().position(|c| **c == t.category)));
    let mut hall = Hall {
        placed: BTreeSet::new(),
        prizes: BTreeMap::new(),
        cap,
    };
    let mut out = Proposal {
        given: vec![],
        empty: vec![],
        ties: vec![],
    };
    for tier in tiers {
        let mut field: Vec<&Candidate<E, C, A>> = candidates
            .iter()
            .filter(|c| c.category == tier.category)
            .collect();
        field.sort_by_key(|c| c.rank);
        hall.fill(tier, &field, &mut out);
    }
    out
}

/// Who has a prize so far.
struct Hall<E, A> {
    placed: BTreeSet<E>,
    prizes: BTreeMap<A, usize>,
    cap: Option<usize>,
}

impl<E: Ord + Clone, A: Ord + Clone> Hall<E, A> {
    fn capped<C>(&self, c: &Candidate<E, C, A>) -> bool {
        self.cap.is_some_and(|cap| {
            c.authors
                .iter()
                .any(|a| self.prizes.get(a).is_some_and(|n| *n >= cap))
        })
    }

    fn fill<T: Clone, C>(
        &mut self,
        tier: &PlanTier<T, C>,
        field: &[&Candidate<E, C, A>],
        out: &mut Proposal<E, T>,
    ) {
        // a tie that was already reported for this tier is not reported again slot by slot
        let mut tied_rank = None;
        for slot in 0..tier.quota {
            let left: Vec<&&Candidate<E, C, A>> = field
                .iter()
                .filter(|c| !self.placed.contains(&c.entry))
                .collect();
            let free: Vec<&&Candidate<E, C, A>> =
                left.iter().copied().filter(|c| !self.capped(c)).collect();
            let worthy = free
                .iter()
                .copied()
                .find(|c| tier.minimum.is_none_or(|least| c.score >= least));
            let Some(winner) = worthy else {
                let reason = if left.is_empty() {
                    EmptyReason::NobodyLeft
                } else if free.is_empty() {
                    EmptyReason::AuthorCap
                } else {
                    EmptyReason::BelowMinimum
                };
                out.empty.push(EmptySlot {
                    tier: tier.tier.clone(),
                    slots: tier.quota - slot,
                    reason,
                });
                return;
            };
            let peers: Vec<E> = free
                .iter()
                .filter(|c| c.rank == winner.rank)
                .map(|c| c.entry.clone())
                .collect();
            if peers.len() > tier.quota - slot && tied_rank != Some(winner.rank) {
                tied_rank = Some(winner.rank);
                out.ties.push(LineTie {
                    tier: tier.tier.clone(),
                    entries: peers,
                    slots: tier.quota - slot,
                });
            }
            out.given.push(Given {
                tier: tier.tier.clone(),
                entry: winner.entry.clone(),
                provisional: tied_rank == Some(winner.rank),
            });
            self.placed.insert(winner.entry.clone());
            for author in &winner.authors {
                *self.prizes.entry(author.clone()).or_insert(0) += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tier(tier: &'static str, level: u32, quota: usize) -> PlanTier<&'static str, u8> {
        PlanTier {
            tier,
            category: 0,
            level,
            quota,
            minimum: None,
        }
    }

    fn candidate(entry: u32, rank: usize, author: u32) -> Candidate<u32, u8, u32> {
        let score = Fraction {
            num: 100 - i128::try_from(rank).unwrap_or(100),
            den: 100,
        };
        Candidate {
            entry,
            category: 0,
            rank,
            score,
            authors: vec![author],
        }
    }

    fn given(p: &Proposal<u32, &'static str>) -> Vec<(&'static str, u32, bool)> {
        p.given
            .iter()
            .map(|g| (g.tier, g.entry, g.provisional))
            .collect()
    }

    #[test]
    fn tiers_are_filled_from_the_top() {
        let plan = [tier("B", 2, 2), tier("A", 1, 1)];
        let field: Vec<_> = (1..=5).map(|i| candidate(i, i as usize, i)).collect();
        let p = allocate(&plan, &field, None);
        assert_eq!(
            given(&p),
            [("A", 1, false), ("B", 2, false), ("B", 3, false)]
        );
        assert!(p.empty.is_empty() && p.ties.is_empty());
    }

    #[test]
    fn an_author_at_the_cap_is_passed_over() {
        let field = [candidate(1, 1, 7), candidate(2, 2, 7), candidate(3, 3, 8)];
        let p = allocate(&[tier("A", 1, 1), tier("B", 2, 2)], &field, Some(1));
        assert_eq!(given(&p), [("A", 1, false), ("B", 3, false)]);
        assert_eq!(
            p.empty,
            [EmptySlot {
                tier: "B",
                slots: 1,
                reason: EmptyReason::AuthorCap
            }]
        );
    }

    #[test]
    fn a_minimum_leaves_slots_empty_and_says_so() {
        let high = PlanTier {
            minimum: Fraction::new(99, 100),
            ..tier("A", 1, 2)
        };
        let p = allocate(
            &[high, tier("B", 2, 3)],
            &[candidate(1, 1, 1), candidate(2, 2, 2)],
            None,
        );
        assert_eq!(given(&p), [("A", 1, false), ("B", 2, false)]);
        assert_eq!(
            p.empty,
            [
                EmptySlot {
                    tier: "A",
                    slots: 1,
                    reason: EmptyReason::BelowMinimum
                },
                EmptySlot {
                    tier: "B",
                    slots: 2,
                    reason: EmptyReason::NobodyLeft
                },
            ]
        );
    }

    #[test]
    fn a_tie_on_the_line_is_reported_and_one_inside_is_not() {
        let field = [
            candidate(1, 1, 1),
            candidate(2, 1, 2),
            candidate(3, 3, 3),
            candidate(4, 3, 4),
            candidate(5, 3, 5),
        ];
        let p = allocate(&[tier("A", 1, 2), tier("B", 2, 2)], &field, None);
        assert_eq!(
            p.ties,
            [LineTie {
                tier: "B",
                entries: vec![3, 4, 5],
                slots: 2
            }]
        );
        assert_eq!(
            given(&p),
            [
                ("A", 1, false),
                ("A", 2, false),
                ("B", 3, true),
                ("B", 4, true)
            ]
        );
    }

    #[test]
    fn categories_share_the_cap_tier_by_tier() {
        let other = PlanTier {
            category: 1,
            ..tier("A1", 1, 1)
        };
        let mut second = candidate(9, 1, 7);
        second.category = 1;
        let p = allocate(
            &[tier("A", 1, 1), other, tier("B", 2, 1)],
            &[candidate(1, 1, 7), second, candidate(2, 2, 8)],
            Some(1),
        );
        assert_eq!(given(&p), [("A", 1, false), ("B", 2, false)]);
        assert_eq!(
            p.empty,
            [EmptySlot {
                tier: "A1",
                slots: 1,
                reason: EmptyReason::AuthorCap
            }]
        );
    }

    proptest! {
        #[test]
        fn quotas_caps_and_single_prizes_hold(
            quotas in proptest::collection::vec(0_usize..5, 1..5),
            ranks in proptest::collection::vec((1_usize..20, 0_u32..6), 0..25),
            cap in proptest::option::of(1_usize..3),
        ) {
            let names = ["A", "B", "C", "D"];
            let plan: Vec<_> = quotas.iter().enumerate().map(|(i, q)| tier(names[i], u32::try_from(i).unwrap_or(0), *q)).collect();
            let field: Vec<_> = (0_u32..).zip(&ranks).map(|(i, (rank, author))| candidate(i, *rank, *author)).collect();
            let p = allocate(&plan, &field, cap);
            for (i, quota) in quotas.iter().enumerate() {
                let got = p.given.iter().filter(|g| g.tier == names[i]).count();
                let empty: usize = p.empty.iter().filter(|e| e.tier == names[i]).map(|e| e.slots).sum();
                prop_assert_eq!(got + empty, *quota);
            }
            let winners: BTreeSet<u32> = p.given.iter().map(|g| g.entry).collect();
            prop_assert_eq!(winners.len(), p.given.len());
            for author in 0..6 {
                let prizes = p.given.iter().filter(|g| field[g.entry as usize].authors[0] == author).count();
                prop_assert!(cap.is_none_or(|cap| prizes <= cap));
            }
            if cap.is_none() {
                // nobody without a prize stands before somebody with one
                let worst = p.given.iter().map(|g| field[g.entry as usize].rank).max();
                let best_left = field.iter().filter(|c| !winners.contains(&c.entry)).map(|c| c.rank).min();
                if let (Some(worst), Some(best_left)) = (worst, best_left) {
                    prop_assert!(worst <= best_left);
                }
            }
        }
    }
}
