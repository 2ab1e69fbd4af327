//! Who moves up when a prize is withdrawn.

/// The works of a category's prizes, highest first, with the slot that each stands in; `withdrawn` is taken out and everybody
/// behind stands one slot higher. Into the last slot comes `next`, or nobody. Answers every work whose slot is another one.
///
/// A slot is named by its tier: works that stay in a tier do not move.
pub(super) fn cascade<W: Copy + PartialEq, T: Copy + PartialEq>(
    given: &[(W, T)],
    withdrawn: W,
    next: Option<W>,
) -> Vec<(W, Option<T>, Option<T>)> {
    let Some(at) = given.iter().position(|(work, _)| *work == withdrawn) else {
        return Vec::new();
    };
    let (_, lost) = given[at];
    let mut moves = vec![(withdrawn, Some(lost), None)];
    let behind = given[at + 1..]
        .iter()
        .map(|(work, tier)| (*work, Some(*tier)))
        .chain(next.map(|work| (work, None)));
    let slots = given[at..].iter().map(|(_, tier)| *tier);
    for ((work, from), to) in behind.zip(slots) {
        if from != Some(to) {
            moves.push((work, from, Some(to)));
        }
    }
    moves
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_second_becomes_first_and_the_best_without_a_prize_comes_in() {
        let given = [(1, 'A'), (2, 'B'), (3, 'B'), (4, 'C'), (5, 'C')];
        assert_eq!(
            cascade(&given, 1, Some(6)),
            [
                (1, Some('A'), None),
                (2, Some('B'), Some('A')),
                (4, Some('C'), Some('B')),
                (6, None, Some('C')),
            ]
        );
        assert_eq!(
            cascade(&given, 4, None),
            [(4, Some('C'), None)],
            "within a tier nobody moves"
        );
        assert_eq!(
            cascade(&given, 9, Some(6)),
            [],
            "no prize, nothing to withdraw"
        );
    }

    proptest! {
        #[test]
        fn nobody_loses_but_the_withdrawn_and_no_tier_grows(quotas in prop::collection::vec(1_usize..5, 1..5), pick in 0_usize..20, comes in any::<bool>()) {
            let mut given = Vec::new();
            for (tier, quota) in quotas.iter().enumerate() {
                for _ in 0..*quota {
                    given.push((given.len(), tier));
                }
            }
            let withdrawn = pick % given.len();
            let next = comes.then_some(given.len());
            let moves = cascade(&given, withdrawn, next);
            let mut after = given.clone();
            after.retain(|(work, _)| *work != withdrawn);
            for (work, from, to) in &moves {
                prop_assert_eq!(given.iter().find(|(w, _)| w == work).map(|(_, t)| *t), *from);
                if *work == withdrawn {
                    prop_assert_eq!(*to, None);
                    continue;
                }
                let to = to.expect("whoever moves moves up");
                prop_assert!(from.is_none_or(|from| to < from));
                after.retain(|(w, _)| w != work);
                after.push((*work, to));
            }
            for (tier, quota) in quotas.iter().enumerate() {
                let now = after.iter().filter(|(_, t)| *t == tier).count();
                let last = tier + 1 == quotas.len();
                prop_assert_eq!(now, quota - usize::from(last && !comes), "tier {} keeps its number", tier);
            }
        }
    }
}
