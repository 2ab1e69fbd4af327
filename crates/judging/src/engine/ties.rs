//! The tie-break chain: each step is applied to a whole tied group, then to the subgroups it leaves; no step is
//! returned to.

use std::cmp::Ordering;

/// The steps after the exact score, and what they say of two members of a tied group.
pub(super) trait Chain {
    /// How many steps there are.
    fn steps(&self) -> usize;
    /// Whether the chain ends at this step for these members: the place is shared, or somebody must act first.
    fn ends(&self, step: usize, members: &[usize]) -> bool;
    /// Which of two is better by a step, in a group of `size`; `Greater` is better. A total preorder for every step.
    fn compare(&self, step: usize, size: usize, a: usize, b: usize) -> Ordering;
}

/// What became of a member of a tied group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fell {
    /// This step gave it a place of its own.
    By(usize),
    /// The chain ended here, its place is shared; `None` when all steps were used up.
    At(Option<usize>),
}

/// For every member of a group with one score: (member, place in the group from 0, what became of it). In the order of
/// places; members that nothing parts keep their order and share a place.
pub(super) fn resolve(chain: &impl Chain, members: &[usize]) -> Vec<(usize, usize, Fell)> {
    let mut out = Vec::with_capacity(members.len());
    part(chain, 0, (members, 0), &mut out);
    out
}

fn part(
    chain: &impl Chain,
    step: usize,
    (members, place): (&[usize], usize),
    out: &mut Vec<(usize, usize, Fell)>,
) {
    let used_up = step == chain.steps();
    if used_up || chain.ends(step, members) {
        let at = (!used_up).then_some(step);
        out.extend(members.iter().map(|&m| (m, place, Fell::At(at))));
        return;
    }
    let mut sorted = members.to_vec();
    // a stable sort: equal members stay in the order of their entries
    sorted.sort_by(|&a, &b| chain.compare(step, members.len(), b, a));
    let mut at = place;
    for equal in
        sorted.chunk_by(|&a, &b| chain.compare(step, members.len(), a, b) == Ordering::Equal)
    {
        if equal.len() == 1 && members.len() > 1 {
            out.push((equal[0], at, Fell::By(step)));
        } else {
            part(chain, step + 1, (equal, at), out);
        }
        at += equal.len();
    }
}

/// What most jurors who marked both prefer; `Greater` when that is `a`. Both sorted by juror.
pub(super) fn majority<J: Ord>(a: &[(J, i128)], b: &[(J, i128)]) -> Ordering {
    let (mut for_a, mut for_b) = (0_usize, 0_usize);
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(x), Some(y)) = (left.peek(), right.peek()) {
        match x.0.cmp(&y.0) {
            Ordering::Less => drop(left.next()),
            Ordering::Greater => drop(right.next()),
            Ordering::Equal => {
                match x.1.cmp(&y.1) {
                    Ordering::Greater => for_a += 1,
                    Ordering::Less => for_b += 1,
                    Ordering::Equal => {}
                }
                left.next();
                right.next();
            }
        }
    }
    for_a.cmp(&for_b)
}
