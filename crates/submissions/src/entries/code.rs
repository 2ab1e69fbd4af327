//! Entry codes: category letter, running number, check letter; short enough to say on the telephone.

/// Letters that are not mistaken for a digit or for each other; 23 of them, a prime, so that the check letter
/// catches every single wrong digit and every swap of neighbours.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRSTUVWXY";

/// The code of the `number`th entry of a category: `T-0179-K`.
pub(super) fn code_of(letter: &str, number: i64) -> String {
    format!("{letter}-{number:04}-{}", check_letter(letter, number))
}

fn check_letter(letter: &str, number: i64) -> char {
    let seed: u64 = letter.bytes().map(u64::from).sum();
    let weighted: u64 = format!("{number:04}")
        .bytes()
        .rev()
        .zip(2_u64..)
        .map(|(digit, weight)| u64::from(digit - b'0') * weight)
        .sum();
    let index = usize::try_from((seed + weighted) % 23).unwrap_or(0);
    char::from(LETTERS[index])
}

/// A typed code in its proper form: upper case, with hyphens, leading zeros in place.
#[must_use]
pub fn tidy_code(typed: &str) -> Option<String> {
    let bare: String = typed
        .to_uppercase()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let letter = bare.get(..1)?;
    let check = bare.chars().next_back()?;
    let digits = bare.get(1..bare.len().checked_sub(1)?)?;
    let number: i64 = digits
        .parse()
        .ok()
        .filter(|n| (1..=999_999_999).contains(n))?;
    let code = code_of(letter, number);
    code.ends_with(check).then_some(code)
}

/// Whether the text is a code in its proper form with the right check letter.
#[must_use]
pub fn is_code(text: &str) -> bool {
    tidy_code(text).is_some_and(|code| code == text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_survives_any_way_of_typing_it(number in 1_i64..99_999) {
            let code = code_of("T", number);
            prop_assert!(is_code(&code));
            prop_assert_eq!(tidy_code(&code.to_lowercase().replace('-', " ")), Some(code));
        }

        #[test]
        fn one_wrong_digit_is_noticed(number in 1_i64..9_999, place in 0_usize..4, other in 0_u8..10) {
            let code = code_of("T", number);
            let mut bytes = code.clone().into_bytes();
            bytes[2 + place] = b'0' + other;
            let changed = String::from_utf8(bytes).expect("digits are text");
            prop_assert_eq!(is_code(&changed), changed == code);
        }

        #[test]
        fn swapped_neighbours_are_noticed(number in 1_i64..9_999, place in 0_usize..3) {
            let code = code_of("P", number);
            let mut bytes = code.clone().into_bytes();
            bytes.swap(2 + place, 3 + place);
            let changed = String::from_utf8(bytes).expect("digits are text");
            prop_assert_eq!(is_code(&changed), changed == code);
        }
    }
}
