//! Passwords: long ones, hashed with argon2id behind a gate, compared at the same cost whether the account exists.

use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};
use contest::{Context, Tx, folding::fold, people::PersonId};
use unicode_normalization::UnicodeNormalization;

use super::store;
use crate::{app::App, error::PageError};

/// What is wrong with a new password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    /// Under 15 characters.
    TooShort,
    /// Over 1,000 bytes.
    TooLong,
    /// A common one, a repetition or a row of the keyboard.
    Common,
    /// Little more than the name of the contest, the city or the person.
    Context,
}

/// NIST SP 800-63B rev. 4: 15 characters where a password stands alone; no rules on composition.
pub const LEAST_CHARACTERS: i64 = 15;
const MOST_BYTES: usize = 1_000;
/// Common passwords and their building blocks, one a line.
const COMMON: &str = include_str!("common.txt");
/// Words that everybody around this contest would try first.
const CONTEXT: &[&str] = &[
    "hoaban",
    "sonla",
    "thanhphohoctap",
    "banToChuc",
    "giamkhao",
    "cuocthi",
    "learningcity",
];

/// What keeps `password` from being used by somebody of this name and address.
#[must_use]
pub fn faults_of(password: &str, name: &str, email: &str) -> Option<PasswordFault> {
    if password.len() > MOST_BYTES {
        return Some(PasswordFault::TooLong);
    }
    if i64::try_from(password.nfc().count()).unwrap_or(i64::MAX) < LEAST_CHARACTERS {
        return Some(PasswordFault::TooShort);
    }
    let squeezed: String = fold(password)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    if is_common(&squeezed) {
        return Some(PasswordFault::Common);
    }
    let local = email.split('@').next().unwrap_or_default();
    let known: Vec<String> = CONTEXT
        .iter()
        .copied()
        .chain([name, local])
        .map(|word| fold(word).chars().filter(|c| c.is_alphanumeric()).collect())
        .collect();
    let mut rest = squeezed;
    for word in known.iter().filter(|w| w.len() >= 3) {
        rest = rest.replace(word.as_str(), "");
    }
    // What is left beside the known words must stand as a password of eight.
    (rest.chars().count() < 8).then_some(PasswordFault::Context)
}

/// A listed word, one repeated, or a row of the alphabet, the digits or the keyboard.
fn is_common(squeezed: &str) -> bool {
    let distinct: std::collections::BTreeSet<char> = squeezed.chars().collect();
    if distinct.len() < 5 {
        return true;
    }
    let mut rest = squeezed.to_owned();
    for word in COMMON.lines().map(str::trim).filter(|word| word.len() >= 4) {
        rest = rest.replace(word, "");
    }
    rest.len() < squeezed.len() && rest.chars().count() < 4
}

/// Hashes a password on a blocking thread, behind the gate.
pub async fn hash(app: &App, password: &str) -> Result<String, PageError> {
    let _permit = app.doors.hashing.enter().await?;
    let normal: String = password.nfc().collect();
    let salt = app.rng.bytes::<16>();
    let hashed = tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password_with_salt(normal.as_bytes(), &salt)
            .map(|h| h.to_string())
    });
    hashed
        .await
        .map_err(PageError::internal)?
        .map_err(PageError::internal)
}

/// Stores a hashed password.
pub async fn store_hash(
    tx: &mut Tx,
    cx: &Context,
    person: PersonId,
    hash: &str,
) -> Result<(), sqlx::Error> {
    store::set_password(tx, person, hash, cx.now).await
}

/// Whether `password` is the person's. Without a person, or without a password, it takes as long and says no.
pub async fn check_password(
    app: &App,
    person: Option<PersonId>,
    password: &str,
) -> Result<bool, PageError> {
    let stored = match person {
        Some(id) => store::password(&mut app.db.read().await?, id).await?,
        None => None,
    };
    if password.len() > MOST_BYTES {
        return Ok(false);
    }
    let _permit = app.doors.hashing.enter().await?;
    let normal: String = password.nfc().collect();
    let checked = tokio::task::spawn_blocking(move || {
        if let Some(stored) = stored {
            PasswordHash::new(&stored).is_ok_and(|hash| {
                Argon2::default()
                    .verify_password(normal.as_bytes(), &hash)
                    .is_ok()
            })
        } else {
            let spent =
                Argon2::default().hash_password_with_salt(normal.as_bytes(), b"no such account!");
            drop(spent);
            false
        }
    });
    checked.await.map_err(PageError::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_told_apart_and_long_phrases_pass() {
        let fault = |p: &str| faults_of(p, "Lò Thị Hạnh", "lohanh@example.org");
        assert_eq!(fault("ngắn quá"), Some(PasswordFault::TooShort));
        assert_eq!(fault("aaaaaaaaaaaaaaaaaaaa"), Some(PasswordFault::Common));
        assert_eq!(fault("password123456789"), Some(PasswordFault::Common));
        assert_eq!(fault("Hoa Ban Sơn La 2024"), Some(PasswordFault::Context));
        assert_eq!(fault("lohanh lò thị hạnh 1"), Some(PasswordFault::Context));
        assert_eq!(fault("mười hai con trâu qua suối"), None);
        assert_eq!(fault(&"x".repeat(1_001)), Some(PasswordFault::TooLong));
    }
}
