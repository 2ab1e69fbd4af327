//! Who advances.

use super::{
    parts::PartResult,
    places::{Decided, Placed, key},
};
use crate::engine::{
    exact::{Exact, RoundMode, Rounding},
    rules::{Advance, Better, LineTie, Rules},
    score::Fraction,
};

/// On which side of the line an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advances {
    /// It advances.
    Yes,
    /// It does not.
    No,
    /// It shares a place across the line, and people decide.
    Open,
}

/// Draws the line through places that are sorted, best first.
pub(super) fn draw(advance: &Advance, rules: &Rules, done: &[PartResult], placed: &mut [Placed]) {
    let judged = placed.iter().filter(|p| p.place.is_some()).count();
    let most = most(advance, judged);
    let better = rules.parts[rules.score].gives();
    let good = |entry: usize| {
        let Some(score) = key(rules, done, entry) else {
            return false;
        };
        let beats = |edge: &Exact| match better {
            Better::Higher => score > *edge,
            Better::Lower => score < *edge,
        };
        let at_least = advance
            .at_least
            .as_ref()
            .is_none_or(|e| score == *e || beats(e));
        at_least && advance.better_than.as_ref().is_none_or(beats)
    };
    for equal in placed[..judged].chunk_by_mut(|a, b| a.place == b.place) {
        let first = equal[0].place.unwrap_or(usize::MAX);
        let waits = matches!(equal[0].decided, Decided::AwaitsVote | Decided::AwaitsDraw);
        let side = if !good(equal[0].entry) || first > most {
            Advances::No
        } else if first - 1 + equal.len() <= most {
            Advances::Yes
        } else {
            match advance.tie {
                _ if waits => Advances::Open,
                LineTie::Extend => Advances::Yes,
                LineTie::LeaveOut => Advances::No,
                LineTie::Open => Advances::Open,
            }
        };
        for one in equal {
            one.advances = Some(side);
        }
    }
    for one in &mut placed[judged..] {
        one.advances = Some(Advances::No);
    }
}

/// How many may advance.
fn most(advance: &Advance, judged: usize) -> usize {
    let share = advance.share.as_ref().map(|share| {
        let down = Rounding {
            unit: Fraction { num: 1, den: 1 },
            mode: RoundMode::Down,
        };
        let most = (share * &Exact::whole(judged)).rounded(&down);
        most.fraction()
            .and_then(|f| usize::try_from(f.num).ok())
            .unwrap_or(0)
    });
    let first = advance.first.unwrap_or(usize::MAX);
    first.min(share.unwrap_or(usize::MAX))
}
