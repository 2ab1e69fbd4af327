//! Invented marks: every work has a hidden quality, every juror a severity, and every single mark some noise, so that
//! a rehearsal shows spread, ties and disagreement as real panels do.

use crate::dice::Dice;
use crate::{Kind, Seed};

/// The hidden quality of a work, 0..=1000, bell-shaped around 600.
#[must_use]
pub fn quality(seed: Seed, index: u32, kind: Kind) -> i32 {
    let mut dice = Dice::new(seed.0, kind.label(), index);
    let sum: i32 = (0..6).map(|_| small(&mut dice, 201)).sum();
    // six draws of 0..=200 have the mean 600
    sum.clamp(0, 1000)
}

/// What one juror marks for one criterion, 0..=`steps`: the quality, a point or so of severity, and noise.
#[must_use]
pub fn mark(
    seed: Seed,
    juror_index: u32,
    entry_index: u32,
    criterion_index: u32,
    quality: i32,
    steps: i64,
) -> i64 {
    let mut juror = Dice::new(seed.0, "severity", juror_index);
    let severity = small(&mut juror, 161) - 80;
    let mut pair = Dice::new(seed.0 ^ u64::from(juror_index), "taste", entry_index);
    let taste = small(&mut pair, 141) - 70;
    let mut single = Dice::new(
        seed.0 ^ (u64::from(juror_index) << 32),
        "noise",
        entry_index * 64 + criterion_index,
    );
    let noise = small(&mut single, 121) - 60;
    let felt = i64::from((quality + severity + taste + noise).clamp(0, 1000));
    (felt * steps + 500) / 1000
}

fn small(dice: &mut Dice, n: usize) -> i32 {
    i32::try_from(dice.below(n)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stay_on_the_grid_and_follow_quality() {
        let (mut low, mut high) = (0, 0);
        for juror in 0..7 {
            for entry in 0..50 {
                let (a, b) = (
                    mark(Seed(3), juror, entry, 1, 200, 40),
                    mark(Seed(3), juror, entry, 1, 900, 40),
                );
                assert!((0..=40).contains(&a) && (0..=40).contains(&b));
                low += a;
                high += b;
            }
        }
        assert!(low * 2 < high, "{low} {high}");
    }

    #[test]
    fn jurors_disagree() {
        let marks: std::collections::HashSet<i64> = (0..9)
            .map(|juror| mark(Seed(3), juror, 4, 0, 600, 100))
            .collect();
        assert!(marks.len() > 3);
    }

    #[test]
    fn quality_fills_its_range_round_six_hundred() {
        let all: Vec<i32> = (0..400)
            .map(|i| quality(Seed(3), i, Kind::Painting))
            .collect();
        assert!(all.iter().all(|q| (0..=1000).contains(q)));
        let mean = all.iter().sum::<i32>() / 400;
        assert!((560..640).contains(&mean), "{mean}");
    }
}
