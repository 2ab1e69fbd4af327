//! Joining groups of jurors that share no entry: severities can only be compared across shared work.

use super::Task;

/// Swaps sheets between groups until all jurors are joined, or no swap helps; loads and sheets per entry stay as they
/// are. Returns how many groups remain.
pub(super) fn connect(task: &Task, jurors_of: &mut [Vec<usize>]) -> usize {
    let mut groups = components(task, jurors_of);
    // a single sheet per entry joins nobody
    while groups.count > 1 && task.reviews > 1 {
        let Some((first, second)) = helpful_swap(task, jurors_of, &groups) else {
            break;
        };
        swap(jurors_of, first, second);
        groups = components(task, jurors_of);
    }
    groups.count
}

/// A sheet: entry and juror.
type Cell = (usize, usize);

fn swap(jurors_of: &mut [Vec<usize>], (e1, j1): Cell, (e2, j2): Cell) {
    for (entry, out, into) in [(e1, j1, j2), (e2, j2, j1)] {
        for juror in &mut jurors_of[entry] {
            if *juror == out {
                *juror = into;
            }
        }
    }
}

fn helpful_swap(
    task: &Task,
    jurors_of: &mut [Vec<usize>],
    groups: &Groups,
) -> Option<(Cell, Cell)> {
    let mut cells: Vec<Cell> = Vec::new();
    for (entry, jurors) in jurors_of.iter().enumerate() {
        cells.extend(
            jurors
                .iter()
                .filter(|j| !task.kept.contains(&(entry, **j)))
                .map(|j| (entry, *j)),
        );
    }
    let anchor = cells.first()?;
    let home = groups.of[anchor.1];
    let (inside, outside): (Vec<Cell>, Vec<Cell>) =
        cells.iter().partition(|c| groups.of[c.1] == home);
    for &a in &inside {
        for &b in &outside {
            if task.conflicts.contains(&(a.0, b.1)) || task.conflicts.contains(&(b.0, a.1)) {
                continue;
            }
            swap(jurors_of, a, b);
            let better = components(task, jurors_of).count < groups.count;
            swap(jurors_of, (a.0, b.1), (b.0, a.1));
            if better {
                return Some((a, b));
            }
        }
    }
    None
}

struct Groups {
    of: Vec<usize>,
    count: usize,
}

/// Groups of jurors by union-find; jurors without a sheet belong to none.
fn components(task: &Task, jurors_of: &[Vec<usize>]) -> Groups {
    let mut parent: Vec<usize> = (0..task.jurors).collect();
    let mut busy = vec![false; task.jurors];
    for jurors in jurors_of {
        for &juror in jurors {
            busy[juror] = true;
            let (a, b) = (root(&mut parent, jurors[0]), root(&mut parent, juror));
            parent[b] = a;
        }
    }
    let of: Vec<usize> = (0..task.jurors).map(|j| root(&mut parent, j)).collect();
    let count = (0..task.jurors)
        .filter(|j| busy[*j] && of[*j] == *j)
        .count();
    Groups { of, count }
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}
