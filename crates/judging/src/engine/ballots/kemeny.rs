//! Kemeny's method: the order that agrees with the most votes over all pairs, by dynamic programming over subsets.

/// Places from pairwise votes of at most [`super::MAX_KEMENY`] entries. Where several orders are best, b counts as
/// above a only if it is so in all of them; a place is one more than how many are above.
pub(in crate::engine) fn kemeny(pairs: &[Vec<u64>]) -> Vec<usize> {
    let n = pairs.len();
    let full = (1_usize << n) - 1;
    // what an entry gains when it is set right after a group: its votes over everybody who is neither in it nor itself
    let gain = |group: usize, entry: usize| -> u64 {
        let below = (0..n).filter(|other| *other != entry && group & (1 << other) == 0);
        below.map(|other| pairs[entry][other]).sum()
    };
    let mut front = vec![0_u64; full + 1];
    for group in 0..=full {
        for entry in members(full & !group, n) {
            let next = group | (1 << entry);
            front[next] = front[next].max(front[group] + gain(group, entry));
        }
    }
    let mut rear = vec![0_u64; full + 1];
    for group in (0..full).rev() {
        let best = members(full & !group, n)
            .map(|entry| gain(group, entry) + rear[group | (1 << entry)])
            .max();
        rear[group] = best.unwrap_or(0);
    }
    // for each entry, everybody who stands before it in some best order
    let mut may_precede = vec![0_usize; n];
    for group in 0..=full {
        for entry in members(full & !group, n) {
            let through = front[group] + gain(group, entry) + rear[group | (1 << entry)];
            if through == front[full] {
                may_precede[entry] |= group;
            }
        }
    }
    let above =
        |b: usize, a: usize| may_precede[a] & (1 << b) != 0 && may_precede[b] & (1 << a) == 0;
    (0..n)
        .map(|a| 1 + (0..n).filter(|b| above(*b, a)).count())
        .collect()
}

fn members(group: usize, n: usize) -> impl Iterator<Item = usize> {
    (0..n).filter(move |entry| group & (1 << entry) != 0)
}
