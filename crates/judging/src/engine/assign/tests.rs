use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

fn task(entries: usize, jurors: usize, reviews: usize) -> Task {
    Task {
        entries,
        jurors,
        reviews,
        least_load: 0,
        most_load: vec![],
        conflicts: BTreeSet::new(),
        kept: BTreeSet::new(),
        expertise: vec![],
        seed: [1; 32],
    }
}

fn sound(task: &Task, solved: &Assigned) {
    for (entry, jurors) in solved.jurors_of.iter().enumerate() {
        assert_eq!(jurors.len(), task.reviews);
        assert!(jurors.windows(2).all(|w| w[0] < w[1]), "a juror twice");
        assert!(
            jurors
                .iter()
                .all(|j| !task.conflicts.contains(&(entry, *j))),
            "a conflict"
        );
    }
    for (entry, juror) in &task.kept {
        assert!(
            solved.jurors_of[*entry].contains(juror),
            "a kept sheet is gone"
        );
    }
}

fn range(loads: &[usize]) -> usize {
    loads.iter().max().copied().unwrap_or(0) - loads.iter().min().copied().unwrap_or(0)
}

#[test]
fn a_city_contest_is_balanced_and_joined() {
    let task = task(179, 7, 3);
    let solved = assign(&task).expect("feasible");
    sound(&task, &solved);
    assert_eq!(range(&solved.loads), 1);
    assert_eq!(solved.components, 1);
    assert_eq!(assign(&task), Ok(solved.clone()));
    let other = assign(&Task {
        seed: [2; 32],
        ..task
    })
    .expect("feasible");
    assert_ne!(other.jurors_of, solved.jurors_of);
}

#[test]
fn too_few_jurors_are_named() {
    let mut t = task(3, 3, 2);
    t.conflicts = [(1, 0), (1, 2)].into();
    assert_eq!(
        assign(&t),
        Err(AssignError::Infeasible(Infeasible {
            entries: vec![1],
            jurors: vec![]
        }))
    );
}

#[test]
fn full_jurors_and_their_entries_are_named() {
    // entries 0 and 1 may only go to juror 0, who takes one sheet
    let mut t = task(4, 3, 1);
    t.most_load = vec![1; 3];
    t.conflicts = [(0, 1), (0, 2), (1, 1), (1, 2)].into();
    t.entries = 3;
    assert_eq!(
        assign(&t),
        Err(AssignError::Infeasible(Infeasible {
            entries: vec![0, 1],
            jurors: vec![0]
        }))
    );
}

#[test]
fn kept_sheets_stay_and_count_towards_the_load() {
    let mut t = task(6, 3, 1);
    t.kept = [(0, 0), (1, 0)].into();
    let solved = assign(&t).expect("feasible");
    sound(&t, &solved);
    assert_eq!(solved.loads, [2, 2, 2]);
}

#[test]
fn separate_groups_are_joined_by_a_swap() {
    let t = task(4, 4, 2);
    let mut jurors_of = vec![vec![0, 1], vec![0, 1], vec![2, 3], vec![2, 3]];
    assert_eq!(connect::connect(&t, &mut jurors_of), 1);
    let mut loads = [0; 4];
    jurors_of.iter().flatten().for_each(|j| loads[*j] += 1);
    assert_eq!(loads, [2; 4]);
}

#[test]
fn contradictions_are_refused() {
    let mut t = task(2, 2, 1);
    t.kept = [(0, 0)].into();
    t.conflicts = [(0, 0)].into();
    assert_eq!(assign(&t), Err(AssignError::Contradiction));
    t.conflicts = [(9, 0)].into();
    assert_eq!(assign(&t), Err(AssignError::Contradiction));
}

/// The cheapest cost by trying everything, for tiny tasks with one sheet per entry.
fn cheapest(t: &Task, costs: &[Vec<i64>], entry: usize, loads: &mut Vec<i64>) -> Option<i64> {
    if entry == t.entries {
        return Some(loads.iter().map(|l| 1000 * l * l).sum());
    }
    let mut best = None;
    for juror in 0..t.jurors {
        if t.conflicts.contains(&(entry, juror))
            || loads[juror] >= i64::try_from(t.most_load[juror]).unwrap_or(i64::MAX)
        {
            continue;
        }
        loads[juror] += 1;
        let rest = cheapest(t, costs, entry + 1, loads);
        loads[juror] -= 1;
        let cost = rest.map(|r| r + costs[entry][juror]);
        best = match (best, cost) {
            (Some(a), Some(b)) => Some(std::cmp::min::<i64>(a, b)),
            (a, b) => a.or(b),
        };
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_flow_is_as_cheap_as_trying_everything(
        entries in 1_usize..6, jurors in 1_usize..4, most_load in proptest::collection::vec(0_usize..4, 4), seed in any::<u8>(),
        conflicts in proptest::collection::btree_set((0_usize..6, 0_usize..4), 0..8),
        expertise in proptest::collection::vec(0_u8..3, 4),
    ) {
        let mut t = task(entries, jurors, 1);
        t.seed = [seed; 32];
        t.most_load = most_load[..jurors].to_vec();
        t.expertise = expertise[..jurors].to_vec();
        t.conflicts = conflicts.into_iter().filter(|c| c.0 < entries && c.1 < jurors).collect();
        let noise = noise(&t);
        let costs: Vec<Vec<i64>> = (0..entries).map(|e| (0..jurors).map(|j| 100 * (2 - i64::from(t.expertise[j])) + i64::from(noise[e * jurors + j])).collect()).collect();
        let best = cheapest(&t, &costs, 0, &mut vec![0; jurors]);
        match assign(&t) {
            Ok(solved) => {
                sound(&t, &solved);
                let sheets: i64 = solved.jurors_of.iter().enumerate().map(|(e, js)| costs[e][js[0]]).sum();
                let loads: i64 = solved.loads.iter().map(|l| 1000 * i64::try_from(l * l).unwrap_or(0)).sum();
                prop_assert_eq!(Some(sheets + loads), best);
            }
            Err(AssignError::Infeasible(block)) => {
                prop_assert_eq!(best, None);
                // Hall: the named entries have no juror outside the named, full ones
                for e in &block.entries {
                    for j in 0..jurors {
                        prop_assert!(t.conflicts.contains(&(*e, j)) || block.jurors.contains(&j));
                    }
                }
                prop_assert!(block.entries.len() > block.jurors.iter().map(|j| most_load[*j]).sum::<usize>());
            }
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    #[test]
    fn conflicts_are_kept_and_loads_are_even_where_they_can_be(
        entries in 6_usize..40, jurors in 5_usize..9, reviews in 1_usize..4,
        conflicts in proptest::collection::btree_set((0_usize..40, 0_usize..9), 0..12),
    ) {
        let mut t = task(entries, jurors, reviews);
        // at most one conflict an entry leaves every juror replaceable
        let mut single = BTreeMap::new();
        for (e, j) in conflicts.into_iter().filter(|c| c.0 < entries && c.1 < jurors) {
            single.entry(e).or_insert(j);
        }
        t.conflicts = single.into_iter().collect();
        let solved = assign(&t).expect("four jurors are left for three sheets");
        sound(&t, &solved);
        let crowded = (0..jurors).any(|j| t.conflicts.iter().filter(|c| c.1 == j).count() * 2 > entries);
        if !crowded {
            prop_assert!(range(&solved.loads) <= 1, "{:?}", solved.loads);
        }
    }

    #[test]
    fn the_least_load_is_served_first(entries in 8_usize..30, least in 1_usize..4) {
        let mut t = task(entries, 4, 2);
        t.least_load = least;
        t.expertise = vec![2, 2, 2, 0];
        let solved = assign(&t).expect("feasible");
        prop_assert!(solved.loads.iter().all(|l| *l >= least));
    }
}
