//! Codes by which jurors speak of works: short, easy to say, different in every round, and telling nothing.

/// No I, J, O, Q, W, Z, 0 or 1: these are misheard or misread.
const LETTERS: &[u8] = b"ABCDEFGHKLMNPRSTUVXY";
const DIGITS: &[u8] = b"23456789";

/// `n` different codes such as `A7K`, in an order that the seed decides; longer ones where there are many works.
pub(super) fn codes(seed: &[u8; 32], n: usize) -> Vec<String> {
    let mut length = 3;
    // twice as many codes as works, so that a guessed code is as often wrong as right
    while capacity(length) < 2 * n {
        length += 1;
    }
    let all: Vec<usize> = (0..capacity(length)).collect();
    let mut order = crate::engine::shuffled(seed, b"codes", &all);
    order.truncate(n);
    order
        .into_iter()
        .map(|index| spell(index, length))
        .collect()
}

fn signs(place: usize) -> &'static [u8] {
    if place.is_multiple_of(2) {
        LETTERS
    } else {
        DIGITS
    }
}

fn capacity(length: usize) -> usize {
    (0..length).map(|place| signs(place).len()).product()
}

fn spell(mut index: usize, length: usize) -> String {
    let mut code = String::with_capacity(length);
    for place in 0..length {
        let signs = signs(place);
        code.push(char::from(signs[index % signs.len()]));
        index /= signs.len();
    }
    code
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_differ_and_are_short() {
        for (n, length) in [(0, 3), (290, 3), (1_600, 3), (1_601, 4), (20_000, 5)] {
            let all = codes(&[3; 32], n);
            assert_eq!(all.iter().collect::<HashSet<_>>().len(), n);
            assert!(all.iter().all(|c| c.len() == length), "{n}");
        }
        assert_ne!(codes(&[3; 32], 5), codes(&[4; 32], 5));
    }
}
