//! Chance that anyone can replay: every draw follows from a seed, a label and an index.

/// A small deterministic generator (`SplitMix64`, Steele, Lea & Flood 2014). Invented works need variety, not secrecy;
/// draws that decide anything real use the judging engine's SHA-256 generator.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The label keeps, say, the names and the paintings of one seed independent of each other.
    pub(crate) fn new(seed: u64, label: &str, index: u32) -> Self {
        // FNV-1a, enough to tell labels apart
        let mut state = 0xcbf2_9ce4_8422_2325_u64;
        for byte in label.bytes() {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        let mut dice = Self(state ^ seed.rotate_left(17) ^ (u64::from(index) << 1));
        dice.word();
        Self(dice.word() ^ u64::from(index))
    }

    pub(crate) fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number in `0..n`; 0 when `n` is 0. The bias of the remainder is far below what anyone could see.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n.max(1)).unwrap_or(1);
        usize::try_from(self.word() % n).unwrap_or(0)
    }

    /// A number in `low..high`.
    pub(crate) fn between(&mut self, low: f32, high: f32) -> f32 {
        let part = u16::try_from(self.word() >> 48).unwrap_or(0);
        low + (high - low) * f32::from(part) / 65_536.0
    }

    /// True about `percent` times in a hundred.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a list that is never empty.
    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let at = self.below(list.len());
        &list[at]
    }
}

/// Card `index` of a deck of `n` that is shuffled anew each time it runs out: no repeats within a round.
pub(crate) fn deal(seed: u64, label: &str, index: u32, n: usize) -> usize {
    let at = usize::try_from(index).unwrap_or(0);
    let mut dice = Dice::new(seed, label, u32::try_from(at / n).unwrap_or(0));
    let mut deck: Vec<usize> = (0..n).collect();
    for i in (1..n).rev() {
        deck.swap(i, dice.below(i + 1));
    }
    deck[at % n]
}
