//! Passwords, sessions, one-time links, form tokens, limits on guessing, and answers to repeated posts.

pub mod answers;
mod limits;
mod password;
mod session;
mod store;
mod tokens;

use contest::{Context, Db};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

pub use limits::{Limit, allow};
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
    let mut tx = db.begin().await?;
    let bytes = store::secret(&mut tx, "form-key", &cx.rng.bytes::<32>()).await?;
    tx.commit().await?;
    let key = bytes
        .try_into()
        .map_err(|_| sqlx::Error::Decode("the form key has 32 bytes".into()))?;
    Ok(FormKey(key))
}
