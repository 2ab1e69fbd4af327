//! JSON in one form only (RFC 8785), so that equal values have equal bytes and one digest.

use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// A value that has no canonical form: a map with keys that are not strings, or a number that is not finite.
#[derive(Debug, thiserror::Error)]
#[error("the value has no canonical form: {0}")]
pub struct NotCanonical(#[from] serde_json::Error);

/// The canonical bytes of a value: no blanks, keys in the order of their UTF-16 units.
pub fn canonical<T: Serialize>(value: &T) -> Result<Vec<u8>, NotCanonical> {
    Ok(serde_json_canonicalizer::to_vec(value)?)
}

/// SHA-256(`label` ‖ `salt` ‖ canonical bytes): hides a value whose salt is kept, and binds it. The label keeps values of
/// different kinds apart.
pub fn commitment<T: Serialize>(
    label: &[u8],
    salt: &[u8; 32],
    value: &T,
) -> Result<[u8; 32], NotCanonical> {
    let bytes = canonical(value)?;
    Ok(Sha256::new()
        .chain_update(label)
        .chain_update(salt)
        .chain_update(bytes)
        .finalize()
        .into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_are_sorted_by_their_sixteen_bit_units() {
        // RFC 8785, 3.2.3: the order of the published example
        let value = json!({
            "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh", "1": "One",
            "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{f6}": "Latin Small Letter O With Diaeresis"
        });
        let text = String::from_utf8(canonical(&value).expect("canonical")).expect("UTF-8");
        let order = [
            "Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew",
        ]
        .map(|word| text.find(word).expect("there"));
        assert!(order.is_sorted(), "{text}");
    }

    #[test]
    fn whole_numbers_strings_and_marks_are_written_one_way() {
        let value =
            json!({ "b": [true, null, -3, 9_007_199_254_740_991_i64], "a": "Nặm La\n\"\u{1}" });
        let bytes = canonical(&value).expect("canonical");
        assert_eq!(
            String::from_utf8(bytes).expect("UTF-8"),
            r#"{"a":"Nặm La\n\"\u0001","b":[true,null,-3,9007199254740991]}"#
        );
    }

    #[test]
    fn a_commitment_opens_to_its_value_and_no_other() {
        let sheet = json!({ "entry": "A7K", "marks": [7, 8] });
        let made = commitment(b"sheet-v1", &[1; 32], &sheet).expect("canonical");
        let again = json!({ "marks": [7, 8], "entry": "A7K" });
        assert_eq!(
            commitment(b"sheet-v1", &[1; 32], &again).expect("canonical"),
            made
        );
        let others = [
            commitment(b"sheet-v2", &[1; 32], &sheet),
            commitment(b"sheet-v1", &[2; 32], &sheet),
            commitment(
                b"sheet-v1",
                &[1; 32],
                &json!({ "entry": "A7K", "marks": [8, 7] }),
            ),
        ];
        for other in others {
            assert_ne!(other.expect("canonical"), made);
        }
    }
}
