//! Passwords, sessions, one-time links, tokens of forms and of programs, limits on guessing, and answers to repeated posts.

pub mod access_tokens;
pub mod answers;
pub mod factor;
mod limits;
mod password;
mod session;
mod store;
mod tokens;

use contest::{Context, Db};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use submissions::receipts::Signer;

pub use limits::{Limit, allow, allow_many};
pub use password::{LEAST_CHARACTERS, PasswordFault, check_password, faults_of, hash, store_hash};
pub use session::{COOKIE_PLAIN, COOKIE_SECURE, Session, end, end_all, find, open};
pub use store::with_password;
pub use tokens::{Purpose, issue, peek, redeem};

/// Signs form tokens.
#[derive(Clone)]
pub struct FormKey([u8; 32]);

impl FormKey {
    /// The token for a scope: a session, or all visitors without one.
    #[must_use]
    pub fn token(&self, scope: &[u8]) -> String {
        let mut mac = self.mac();
        mac.update(scope);
        hex::encode(&mac.finalize().into_bytes()[..16])
    }

    /// Whether the token is the scope's, compared in constant time.
    #[must_use]
    pub fn is_token(&self, scope: &[u8], token: &str) -> bool {
        let Ok(given) = hex::decode(token) else {
            return false;
        };
        let mut mac = self.mac();
        mac.update(scope);
        given.len() == 16 && mac.verify_truncated_left(&given).is_ok()
    }

    fn mac(&self) -> Hmac<Sha256> {
        Hmac::new_from_slice(&self.0).expect("HMAC takes keys of any length")
    }
}

/// The installation's key for form tokens, made when it is first asked for.
pub async fn form_key(db: &Db, cx: &Context) -> Result<FormKey, sqlx::Error> {
    Ok(FormKey(secret(db, cx, "form-key").await?))
}

/// The installation's key for receipts, made when it is first asked for and never changed: receipts outlive it.
pub async fn receipt_signer(db: &Db, cx: &Context) -> Result<Signer, sqlx::Error> {
    Ok(Signer::of(&secret(db, cx, "receipt-key").await?))
}

/// The same where there is one; for whoever only looks.
pub async fn kept_receipt_signer(db: &Db) -> Result<Option<Signer>, sqlx::Error> {
    let mut tx = db.read().await?;
    let kept = store::kept_secret(&mut tx, "receipt-key").await?;
    Ok(kept
        .and_then(|bytes| bytes.try_into().ok())
        .map(|key| Signer::of(&key)))
}

async fn secret(db: &Db, cx: &Context, name: &str) -> Result<[u8; 32], sqlx::Error> {
    let mut tx = db.begin().await?;
    let bytes = store::secret(&mut tx, name, &cx.rng.bytes::<32>()).await?;
    tx.commit().await?;
    bytes
        .try_into()
        .map_err(|_| sqlx::Error::Decode("a key has 32 bytes".into()))
}
