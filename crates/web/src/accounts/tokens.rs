//! One-time links: one table, one purpose each, an end, and a number of uses.

use contest::{Context, Tx, db::Digest, people::PersonId, text_enum};

use super::store;

text_enum! {
    /// What a link is for.
    Purpose {
        /// To set a first or a new password.
        Invitation = "invitation",
        /// To sign in without one: the demo's links.
        SignIn = "sign_in",
        /// To make the first administrator.
        Setup = "setup",
    }
}

const INVITATION_MS: i64 = 14 * 24 * 3_600_000;
const SIGN_IN_MS: i64 = 30 * 24 * 3_600_000;
const SETUP_MS: i64 = 24 * 3_600_000;

impl Purpose {
    const fn life_ms(self) -> i64 {
        match self {
            Self::Invitation => INVITATION_MS,
            Self::SignIn => SIGN_IN_MS,
            Self::Setup => SETUP_MS,
        }
    }

    /// The demo's links are opened again and again; all others once.
    const fn uses(self) -> i64 {
        match self {
            Self::SignIn => 100_000,
            Self::Invitation | Self::Setup => 1,
        }
    }
}

fn token_hash(token: &str) -> Digest {
    Digest::of(format!("hoaban-token-v1:{token}").as_bytes())
}

/// Makes a token; earlier ones of the same purpose and person become useless.
pub async fn issue(
    tx: &mut Tx,
    cx: &Context,
    purpose: Purpose,
    person: Option<PersonId>,
) -> Result<String, sqlx::Error> {
    let token = cx.key();
    store::revoke_earlier(tx, purpose, person).await?;
    let life = (cx.now, cx.now.plus_ms(purpose.life_ms()));
    store::issue(
        tx,
        token_hash(&token),
        (purpose, person),
        purpose.uses(),
        life,
    )
    .await?;
    Ok(token)
}

/// Whose token this is, without using it: none where it is unknown, used up or over.
pub async fn peek(
    tx: &mut Tx,
    cx: &Context,
    purpose: Purpose,
    token: &str,
) -> Result<Option<Option<PersonId>>, sqlx::Error> {
    store::peek(tx, token_hash(token), purpose, cx.now).await
}

/// Uses the token and says whose it was.
pub async fn redeem(
    tx: &mut Tx,
    cx: &Context,
    purpose: Purpose,
    token: &str,
) -> Result<Option<Option<PersonId>>, sqlx::Error> {
    store::redeem(tx, token_hash(token), purpose, cx.now).await
}
