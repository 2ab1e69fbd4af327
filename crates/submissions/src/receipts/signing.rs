//! Signing a statement, and checking a signed one. Pure.

use std::fmt;

use contest::db::Digest;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use super::{Statement, statement::FORMAT};

/// Crockford's Base32: no letter is mistaken for a digit.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Signs receipts with the installation's key.
#[derive(Clone)]
pub struct Signer(SigningKey);

/// A statement with its signature, as it is saved to a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// The text that was signed, word for word: JSON of [`Statement`].
    pub statement: String,
    /// Ed25519 signature over the text's bytes, 64 bytes in hexadecimal.
    pub signature: String,
    /// The public key, 32 bytes in hexadecimal.
    pub key: String,
}

/// Why a file is no receipt of the installation with the expected key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// Not the form of a receipt.
    #[error("this is not a receipt file")]
    Form,
    /// Signed with another key than expected.
    #[error("it is signed with another key")]
    OtherKey,
    /// Something was changed after signing.
    #[error("the signature does not fit: something was changed")]
    Altered,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.key())
    }
}

impl Signer {
    /// The signer with this secret.
    #[must_use]
    pub fn of(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    /// The public key in hexadecimal.
    #[must_use]
    pub fn key(&self) -> String {
        Digest(self.key_bytes()).hex()
    }

    pub(super) fn key_bytes(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    pub(super) fn sign_bytes(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }

    /// Signs a statement.
    #[must_use]
    pub fn sign(&self, statement: &str) -> Signed {
        Signed {
            statement: statement.to_owned(),
            signature: hex::encode(self.0.sign(statement.as_bytes()).to_bytes()),
            key: self.key(),
        }
    }
}

impl Signed {
    /// Eight letters that stand for the signature where people read or type: `7K2M-Q0XD`, 40 bits.
    #[must_use]
    pub fn mark(&self) -> String {
        readable(&Digest::of(self.signature.as_bytes()).0)
    }
}

/// The first forty bits as eight letters that are not mistaken for each other.
pub(crate) fn readable(bytes: &[u8]) -> String {
    let bits = bytes
        .iter()
        .take(5)
        .fold(0_u64, |all, b| all << 8 | u64::from(*b));
    let letter = |n: u32| char::from(LETTERS[(bits >> (35 - 5 * n) & 31) as usize]);
    let (head, tail): (String, String) =
        ((0..4).map(letter).collect(), (4..8).map(letter).collect());
    format!("{head}-{tail}")
}

/// Checks a signed statement against the key that is expected, and gives its content.
pub fn verify(signed: &Signed, key: &str) -> Result<Statement, VerifyError> {
    if !signed.key.eq_ignore_ascii_case(key) {
        return Err(VerifyError::OtherKey);
    }
    let bytes = |text: &str| hex::decode(text).map_err(|_| VerifyError::Form);
    let key: [u8; 32] = bytes(&signed.key)?
        .try_into()
        .map_err(|_| VerifyError::Form)?;
    let key = VerifyingKey::from_bytes(&key).map_err(|_| VerifyError::Form)?;
    let signature =
        Signature::from_slice(&bytes(&signed.signature)?).map_err(|_| VerifyError::Form)?;
    key.verify_strict(signed.statement.as_bytes(), &signature)
        .map_err(|_| VerifyError::Altered)?;
    let statement: Statement =
        serde_json::from_str(&signed.statement).map_err(|_| VerifyError::Form)?;
    if statement.format == FORMAT {
        Ok(statement)
    } else {
        Err(VerifyError::Form)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn statement(title: &str) -> String {
        let statement = Statement {
            format: FORMAT.to_owned(),
            contest: "sonla-2024".to_owned(),
            contest_name: "Sơn La".to_owned(),
            code: "T-0179-K".to_owned(),
            category: "tranh-ve".to_owned(),
            title: title.to_owned(),
            version: 3,
            received_at: "2024-09-27T07:32:00.000Z".to_owned(),
            texts_sha256: "00".to_owned(),
            files: Vec::new(),
        };
        serde_json::to_string(&statement).expect("a statement is JSON")
    }

    /// RFC 8032, 7.1, test 2.
    #[test]
    fn the_signature_is_that_of_the_standard() {
        let secret =
            hex::decode("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        let secret: [u8; 32] = secret.expect("hexadecimal").try_into().expect("32 bytes");
        let signed = Signer::of(&secret).sign("r");
        assert_eq!(
            signed.key,
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
        );
        assert!(
            signed
                .signature
                .starts_with("92a009a9f0d4cab8720e820b5f642540")
        );
    }

    proptest! {
        #[test]
        fn what_was_signed_verifies_and_no_changed_byte_does(title in "\\PC{0,40}", at in 0_usize..400, with in 1_u8..128) {
            let signer = Signer::of(&[7; 32]);
            let signed = signer.sign(&statement(&title));
            let content = verify(&signed, &signer.key()).expect("it was just signed");
            prop_assert_eq!(content.title, title);
            let mut bytes = signed.statement.clone().into_bytes();
            let at = at % bytes.len();
            bytes[at] ^= with;
            if let Ok(changed) = String::from_utf8(bytes) {
                let forged = Signed { statement: changed, ..signed };
                prop_assert_eq!(verify(&forged, &signer.key()), Err(VerifyError::Altered));
            }
        }
    }

    #[test]
    fn another_key_is_told_apart() {
        let signed = Signer::of(&[7; 32]).sign(&statement("Mùa ban"));
        let other = Signer::of(&[8; 32]);
        assert_eq!(verify(&signed, &other.key()), Err(VerifyError::OtherKey));
        assert_eq!(signed.mark().len(), 9);
        assert_ne!(signed.mark(), other.sign(&statement("Mùa ban")).mark());
    }
}
