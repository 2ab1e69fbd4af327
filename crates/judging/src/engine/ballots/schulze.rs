//! Schulze's method with winning votes: M. Schulze, arxiv.org/abs/1804.02973, §2.

/// Places from pairwise votes: one more than how many entries beat this one by a stronger path. That relation is
/// transitive, so whoever beats another is placed higher; whoever nobody beats is first.
pub(in crate::engine) fn schulze(pairs: &[Vec<u64>]) -> Vec<usize> {
    let paths = strongest_paths(pairs);
    let n = pairs.len();
    (0..n)
        .map(|a| 1 + (0..n).filter(|b| paths[*b][a] > paths[a][*b]).count())
        .collect()
}

/// `paths[a][b]`: the strength of the strongest path from a to b (Floyd and Warshall's order of the middle entries).
pub(in crate::engine) fn strongest_paths(pairs: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let n = pairs.len();
    let mut paths: Vec<Vec<u64>> = (0..n)
        .map(|a| {
            let won = |b: usize| pairs[a][b] > pairs[b][a];
            (0..n)
                .map(|b| if won(b) { pairs[a][b] } else { 0 })
                .collect()
        })
        .collect();
    for middle in 0..n {
        let through = paths[middle].clone();
        for (a, row) in paths.iter_mut().enumerate() {
            if a == middle {
                continue;
            }
            let first = row[middle];
            for (b, own) in row.iter_mut().enumerate() {
                if b != a {
                    *own = (*own).max(first.min(through[b]));
                }
            }
        }
    }
    paths
}
