//! Products of 256 bits, where a square root is compared exactly.

/// `a · b` as (high, low) halves.
fn product(a: u128, b: u128) -> (u128, u128) {
    const LOW: u128 = u64::MAX as u128;
    let (ah, al) = (a >> 64, a & LOW);
    let (bh, bl) = (b >> 64, b & LOW);
    let (ll, lh, hl) = (al * bl, al * bh, ah * bl);
    let middle = (ll >> 64) + (lh & LOW) + (hl & LOW);
    let low = (middle << 64) | (ll & LOW);
    let high = ah * bh + (lh >> 64) + (hl >> 64) + (middle >> 64);
    (high, low)
}

/// ⌊√(num · factor / den)⌋ for `den` > 0, found bit by bit; exact, and never overflows while the root is below 2⁶³.
pub(super) fn root_of_ratio(num: u128, factor: u128, den: u128) -> u128 {
    let target = product(num, factor);
    let fits = |root: u128| product(root * root, den) <= target;
    // the root is below 2^((bits of num + bits of factor − bits of den + 1) / 2), rounded up
    let bits = |n: u128| 128 - n.leading_zeros();
    let above = (bits(num) + bits(factor) + 1)
        .saturating_sub(bits(den))
        .div_ceil(2);
    let mut root = 0_u128;
    for bit in (0..above.min(63)).rev() {
        let next = root | (1 << bit);
        if fits(next) {
            root = next;
        }
    }
    root
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_carry() {
        assert_eq!(product(u128::MAX, u128::MAX), (u128::MAX - 1, 1));
        assert_eq!(product(1 << 127, 4), (2, 0));
        assert_eq!(product(123, 456), (0, 56_088));
    }

    #[test]
    fn a_root_is_the_largest_that_fits() {
        let mut prng = crate::engine::Prng::new(&[3; 32], b"roots");
        for _ in 0..2_000 {
            let mut draw = |most: u32| u128::from(prng.below(1 << (1 + most % 50)));
            let (num, factor, den) = (draw(49), draw(33), draw(41) + 1);
            let root = root_of_ratio(num, factor, den);
            let fits = |root: u128| product(root * root, den) <= product(num, factor);
            assert!(
                fits(root) && !fits(root + 1),
                "{num} {factor} {den}: {root}"
            );
        }
    }

    #[test]
    fn roots_are_floors() {
        assert_eq!(root_of_ratio(2, 1_000_000_000_000, 1), 1_414_213);
        assert_eq!(root_of_ratio(15, 1, 1), 3);
        assert_eq!(root_of_ratio(16, 1, 1), 4);
        assert_eq!(root_of_ratio(1, 1, 3), 0);
        assert_eq!(root_of_ratio(1 << 120, 1 << 60, 1 << 100), 1 << 40);
    }
}
