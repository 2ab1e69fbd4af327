//! The tie-break chain: each step is applied to a whole tied group, then to the subgroups it leaves; no step is
//! returned to.

use std::cmp::Ordering;

use super::{Step, Tally, TieBreak};
use crate::engine::score::Fraction;

/// For every member of a group with one exact score: (index in the group, place in the group from 0, what decided).
/// In the order of places; members that nothing parts keep their order and share a place.
pub(super) fn resolve<J: Ord>(
    chain: &[TieBreak],
    whole: i128,
    group: &[&Tally<J>],
) -> Vec<(usize, usize, Step)> {
    let members: Vec<usize> = (0..group.len()).collect();
    let mut out = Vec::with_capacity(members.len());
    part(chain, whole, group, (&members, 0), &mut out);
    out
}

fn part<J: Ord>(
    chain: &[TieBreak],
    whole: i128,
    group: &[&Tally<J>],
    (members, place): (&[usize], usize),
    out: &mut Vec<(usize, usize, Step)>,
) {
    let Some((&step, rest)) = chain.split_first() else {
        out.extend(members.iter().map(|&m| (m, place, Step::Unresolved)));
        return;
    };
    let mut sorted = members.to_vec();
    // a stable sort: equal members stay in the order of their entries
    sorted.sort_by(|&a, &b| compare(step, whole, (members.len(), group[a], group[b])).reverse());
    let mut at = place;
    for equal in sorted.chunk_by(|&a, &b| {
        compare(step, whole, (members.len(), group[a], group[b])) == Ordering::Equal
    }) {
        if equal.len() == 1 && members.len() > 1 {
            out.push((equal[0], at, Step::Chain(step)));
        } else {
            part(rest, whole, group, (equal, at), out);
        }
        at += equal.len();
    }
}

/// Which of two is better by one step; `Greater` is better.
fn compare<J: Ord>(
    step: TieBreak,
    whole: i128,
    (size, a, b): (usize, &Tally<J>, &Tally<J>),
) -> Ordering {
    match step {
        TieBreak::Criterion(index) => mean(a, index).cmp(&mean(b, index)),
        TieBreak::Median => a.median(whole).cmp(&b.median(whole)),
        TieBreak::Lowest => a.totals.first().cmp(&b.totals.first()),
        // preferences of three or more may run in a circle
        TieBreak::Majority if size != 2 => Ordering::Equal,
        TieBreak::Majority => {
            let both = a
                .by_juror
                .iter()
                .filter_map(|(juror, t)| b.by_juror.get(juror).map(|u| t.cmp(u)));
            let (mut for_a, mut for_b) = (0, 0);
            for preference in both {
                match preference {
                    Ordering::Greater => for_a += 1,
                    Ordering::Less => for_b += 1,
                    Ordering::Equal => {}
                }
            }
            for_a.cmp(&for_b)
        }
    }
}

fn mean<J>(tally: &Tally<J>, criterion: usize) -> Option<Fraction> {
    Fraction::new(
        tally.sums[criterion],
        i128::try_from(tally.totals.len()).ok()?,
    )
}
