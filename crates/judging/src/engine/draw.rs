//! Chance that anyone can repeat with SHA-256 and a pencil: who sees which work first, and who wins a drawn lot.

use sha2::{Digest as _, Sha256};

/// A generator of words: block i is SHA-256("prng-v1" ‖ seed ‖ label ‖ i as 8 bytes, big-endian), read as four
/// big-endian words of 64 bits.
#[derive(Clone, Debug)]
pub struct Prng {
    base: Sha256,
    block: [u8; 32],
    next_block: u64,
    used: usize,
}

impl Prng {
    /// A stream of its own for every label.
    #[must_use]
    pub fn new(seed: &[u8; 32], label: &[u8]) -> Self {
        let base = Sha256::new()
            .chain_update(b"prng-v1")
            .chain_update(seed)
            .chain_update(label);
        Self {
            base,
            block: [0; 32],
            next_block: 0,
            used: 32,
        }
    }

    /// The next 64 bits.
    pub fn word(&mut self) -> u64 {
        if self.used == 32 {
            self.block = self
                .base
                .clone()
                .chain_update(self.next_block.to_be_bytes())
                .finalize()
                .into();
            self.next_block += 1;
            self.used = 0;
        }
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&self.block[self.used..self.used + 8]);
        self.used += 8;
        u64::from_be_bytes(bytes)
    }

    /// A number in `0..n`, every one equally likely: words past the last multiple of n are rejected. 0 when n is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        if n < 2 {
            return 0;
        }
        let limit = u64::MAX - (u64::MAX % n + 1) % n;
        loop {
            let word = self.word();
            if word <= limit {
                return word % n;
            }
        }
    }
}

/// The items in an order of their own for every label (Fisher & Yates, from the last place down).
#[must_use]
pub fn shuffled<T: Clone>(seed: &[u8; 32], label: &[u8], items: &[T]) -> Vec<T> {
    let mut prng = Prng::new(seed, label);
    let mut out = items.to_vec();
    for last in (1..out.len()).rev() {
        let other = prng.below(last as u64 + 1);
        out.swap(last, usize::try_from(other).unwrap_or(last));
    }
    out
}

/// The order of a tied group by lot: by SHA-256(seed ‖ id), the smallest first.
#[must_use]
pub fn tie_order<T: Clone + AsRef<[u8]>>(seed: &[u8; 32], ids: &[T]) -> Vec<T> {
    let mut keyed: Vec<([u8; 32], T)> = ids
        .iter()
        .map(|id| {
            (
                Sha256::new()
                    .chain_update(seed)
                    .chain_update(id.as_ref())
                    .finalize()
                    .into(),
                id.clone(),
            )
        })
        .collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_stream_is_the_published_one() {
        // computed with Python's hashlib from the definition above
        let mut prng = Prng::new(&[7; 32], b"juror-1");
        let words: Vec<u64> = (0..5).map(|_| prng.word()).collect();
        assert_eq!(
            words,
            [
                0x017f_1ba4_60d8_247e,
                0xe6de_4e40_4138_897b,
                0xb8dd_cdb3_3630_2b86,
                0xf68f_4ca8_4634_142b,
                0x647d_8958_140d_6097
            ]
        );
    }

    #[test]
    fn a_lot_is_the_published_one() {
        assert_eq!(
            tie_order(&[7; 32], &["a", "b", "c", "d"]),
            ["b", "c", "a", "d"]
        );
    }

    #[test]
    fn every_order_of_three_comes_up_about_equally_often() {
        let mut counts = std::collections::BTreeMap::new();
        for i in 0..6_000_u32 {
            *counts
                .entry(shuffled(&[1; 32], &i.to_be_bytes(), &[1, 2, 3]))
                .or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 6);
        assert!(
            counts.values().all(|n| (850..1_150).contains(n)),
            "{counts:?}"
        );
    }

    proptest! {
        #[test]
        fn a_shuffle_keeps_every_item(n in 0_usize..60, label in any::<u64>()) {
            let items: Vec<usize> = (0..n).collect();
            let mut out = shuffled(&[9; 32], &label.to_be_bytes(), &items);
            out.sort_unstable();
            prop_assert_eq!(out, items);
        }

        #[test]
        fn numbers_stay_below(n in 1_u64..1_000, label in any::<u64>()) {
            let mut prng = Prng::new(&[3; 32], &label.to_be_bytes());
            prop_assert!((0..50).all(|_| prng.below(n) < n));
        }

        #[test]
        fn a_lot_does_not_depend_on_the_order_of_asking(mut ids in proptest::collection::hash_set("[a-z]{1,8}", 1..12).prop_map(|s| s.into_iter().collect::<Vec<_>>())) {
            let first = tie_order(&[5; 32], &ids);
            ids.reverse();
            prop_assert_eq!(first, tie_order(&[5; 32], &ids));
        }
    }
}
