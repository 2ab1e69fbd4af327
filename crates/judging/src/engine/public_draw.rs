//! Draws by RFC 3797, for lots drawn from public numbers (a lottery's result) that were named beforehand.
//!
//! The prescribed MD5 is weak against collisions but not against this use: nobody chooses the key. The engine's own
//! chance is `draw`; this repeats a draw that others announced.

use md5::{Digest as _, Md5};
use num_bigint::BigUint;
use num_traits::ToPrimitive;

/// One source of randomness: its numbers in the published order.
pub type Source = Vec<u64>;

/// The key string (RFC 3797, 4.1): numbers of each source sorted, each followed by a dot, each source by a slash.
#[must_use]
pub fn key(sources: &[Source]) -> String {
    let mut key = String::new();
    for source in sources {
        let mut numbers = source.clone();
        numbers.sort_unstable();
        for number in numbers {
            key += &number.to_string();
            key += ".";
        }
        key += "/";
    }
    key
}

/// One step of a draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// MD5 of index ‖ key ‖ index.
    pub digest: [u8; 16],
    /// How many were left to choose from.
    pub pool: usize,
    /// The chosen one's number in the published list, from 1.
    pub selected: usize,
}

/// The first `wanted` of `pool` candidates; fewer when the pool is smaller. At most 65,536 steps, the most that the index's
/// two bytes can count.
#[must_use]
pub fn draw(key: &str, pool: usize, wanted: usize) -> Vec<Drawn> {
    let mut left: Vec<usize> = (1..=pool).collect();
    (0..=u16::MAX)
        .take(wanted.min(pool))
        .map(|index| {
            let index = index.to_be_bytes();
            let digest: [u8; 16] = Md5::new()
                .chain_update(index)
                .chain_update(key)
                .chain_update(index)
                .finalize()
                .into();
            let place = BigUint::from_bytes_be(&digest) % left.len();
            let pool = left.len();
            let selected = left.remove(place.to_usize().expect("below the pool"));
            Drawn {
                digest,
                pool,
                selected,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = "9319./2.5.8.10.12./9.18.26.34.41.45./";

    #[test]
    fn the_published_example_comes_out() {
        // RFC 3797, 6: 25 candidates, 10 selected
        let sources = [
            vec![9_319],
            vec![2, 5, 12, 8, 10],
            vec![9, 18, 26, 34, 41, 45],
        ];
        assert_eq!(key(&sources), EXAMPLE);
        let drawn = draw(EXAMPLE, 25, 10);
        let selected: Vec<usize> = drawn.iter().map(|d| d.selected).collect();
        assert_eq!(selected, [17, 7, 2, 16, 25, 23, 8, 24, 19, 13]);
        assert_eq!(
            hex::encode(drawn[0].digest),
            "990dd0a5692a029a98b5e01aa28f3459"
        );
    }

    #[test]
    fn other_numbers_draw_others_and_nobody_twice() {
        let all = draw(EXAMPLE, 40, 100);
        let mut numbers: Vec<usize> = all.iter().map(|d| d.selected).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=40).collect::<Vec<_>>());
        assert_ne!(draw("9320./", 40, 5), draw("9319./", 40, 5));
    }
}
