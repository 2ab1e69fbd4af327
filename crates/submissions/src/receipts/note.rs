//! Signed notes (C2SP `signed-note`): a short text with an Ed25519 signature under it that people can copy and pass on.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest as _, Sha256};

use super::{Signer, VerifyError};

/// Ed25519 in the list of signature kinds.
const ED25519: u8 = 1;

impl Signer {
    /// The note: `text`, which ends with a line feed, an empty line, and `— name signature`. The signature follows from
    /// the text and the key alone.
    #[must_use]
    pub fn sign_note(&self, name: &str, text: &str) -> String {
        let key = self.key_bytes();
        let mut signature = key_id(name, &key).to_vec();
        signature.extend(self.sign_bytes(text.as_bytes()));
        format!("{text}\n— {name} {}\n", BASE64_STANDARD.encode(signature))
    }
}

/// The signed text of a note with exactly one signature, by the key in hexadecimal under this name.
pub fn verify_note<'a>(note: &'a str, name: &str, key: &str) -> Result<&'a str, VerifyError> {
    let (text, signature) = note.rsplit_once("\n\n").ok_or(VerifyError::Form)?;
    let text = &note[..=text.len()];
    let signature = signature
        .strip_prefix(&format!("— {name} "))
        .and_then(|line| line.strip_suffix('\n'))
        .ok_or(VerifyError::Form)?;
    let signature = BASE64_STANDARD
        .decode(signature)
        .map_err(|_| VerifyError::Form)?;
    let key: [u8; 32] = hex::decode(key)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(VerifyError::Form)?;
    let (id, signature) = signature.split_at_checked(4).ok_or(VerifyError::Form)?;
    if id != key_id(name, &key) {
        return Err(VerifyError::OtherKey);
    }
    let signature = Signature::from_slice(signature).map_err(|_| VerifyError::Form)?;
    VerifyingKey::from_bytes(&key)
        .and_then(|key| key.verify_strict(text.as_bytes(), &signature))
        .map_err(|_| VerifyError::Altered)?;
    Ok(text)
}

/// The first four bytes of SHA-256(name ‖ line feed ‖ kind ‖ key).
fn key_id(name: &str, key: &[u8; 32]) -> [u8; 4] {
    let hash = Sha256::new()
        .chain_update(name)
        .chain_update([b'\n', ED25519])
        .chain_update(key)
        .finalize();
    [hash[0], hash[1], hash[2], hash[3]]
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "hoaban/sonla-2024";
    const TEXT: &str = "hoaban/sonla-2024\n3\nAAAA\n";

    #[test]
    fn a_note_opens_with_its_name_and_key_and_no_other() {
        let signer = Signer::of(&[7; 32]);
        let note = signer.sign_note(NAME, TEXT);
        assert_eq!(verify_note(&note, NAME, &signer.key()), Ok(TEXT));
        let other = Signer::of(&[8; 32]).key();
        assert_eq!(verify_note(&note, NAME, &other), Err(VerifyError::OtherKey));
        assert!(verify_note(&note, "hoaban/other", &signer.key()).is_err());
    }

    #[test]
    fn no_byte_of_a_note_can_change() {
        let signer = Signer::of(&[7; 32]);
        let note = signer.sign_note(NAME, TEXT);
        for at in 0..note.len() {
            let mut bytes = note.clone().into_bytes();
            bytes[at] ^= 1;
            if let Ok(changed) = String::from_utf8(bytes) {
                assert!(
                    verify_note(&changed, NAME, &signer.key()).is_err(),
                    "byte {at}"
                );
            }
        }
    }

    /// The example of the specification of signed notes (c2sp.org/signed-note): the key and its four bytes.
    #[test]
    fn the_key_goes_by_the_four_bytes_of_the_specification() {
        let key = BASE64_STANDARD
            .decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
            .expect("base64");
        let (kind, key) = key.split_first().expect("33 bytes");
        assert_eq!(*kind, ED25519);
        let key: [u8; 32] = key.try_into().expect("32 bytes");
        assert_eq!(hex::encode(key_id("PeterNeumann", &key)), "c74f20a3");
    }
}
