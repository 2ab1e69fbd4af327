//! Limits on guessing, kept in the database so that a restart or a second server does not reset them.

use contest::{Context, Tx};

use super::store;

const DAY_MS: i64 = 24 * 3_600_000;

/// How many attempts are allowed in a window.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Name of what is limited.
    pub name: &'static str,
    /// Attempts in a window.
    pub most: i64,
    /// Length of the window.
    pub window_ms: i64,
}

impl Limit {
    /// Signing in from one network: a whole jury may sit behind one address.
    pub const SIGN_IN_NETWORK: Self = Self {
        name: "sign-in-network",
        most: 60,
        window_ms: 15 * 60_000,
    };
    /// Signing in to one account.
    pub const SIGN_IN: Self = Self {
        name: "sign-in",
        most: 10,
        window_ms: 15 * 60_000,
    };
    /// Looking up an entry by code and telephone.
    pub const LOOKUP: Self = Self {
        name: "lookup",
        most: 20,
        window_ms: 15 * 60_000,
    };
    /// Complaints about a result.
    pub const COMPLAINT: Self = Self {
        name: "complaint",
        most: 5,
        window_ms: 60 * 60_000,
    };
    /// Lines in a guestbook: a class on a visit sits behind one address.
    pub const GUESTBOOK: Self = Self {
        name: "guestbook",
        most: 60,
        window_ms: 60 * 60_000,
    };
    /// Votes for the popular prize, and slips' codes that are tried: a school behind one address votes in one break.
    pub const VOTE: Self = Self {
        name: "vote",
        most: 300,
        window_ms: 60 * 60_000,
    };
    /// Links with a one-time token.
    pub const LINK: Self = Self {
        name: "link",
        most: 30,
        window_ms: 15 * 60_000,
    };
    /// Late-entry codes, 40 bits each; a school behind one address opens its link many times.
    pub const LATE_CODE: Self = Self {
        name: "late-code",
        most: 300,
        window_ms: 60 * 60_000,
    };
    /// New drafts from one network; a school behind one address enters whole classes.
    pub const BEGIN: Self = Self {
        name: "begin",
        most: 300,
        window_ms: 60 * 60_000,
    };
    /// MiB sent through one private link; a song in WAV, sent anew a few times, has room.
    pub const BYTES_OF_A_LINK: Self = Self {
        name: "bytes-link",
        most: 500,
        window_ms: DAY_MS,
    };
    /// MiB sent through the link of a class: 50 paintings at their largest, and some of them twice.
    pub const BYTES_OF_A_CLASS: Self = Self {
        name: "bytes-class",
        most: 2_000,
        window_ms: DAY_MS,
    };
    /// MiB sent from one network by people who have no link yet.
    pub const BYTES_OF_A_NETWORK: Self = Self {
        name: "bytes-network",
        most: 20_000,
        window_ms: DAY_MS,
    };
}

/// Counts an attempt by `who` and says whether it is allowed.
pub async fn allow(
    tx: &mut Tx,
    cx: &Context,
    limit: Limit,
    who: &str,
) -> Result<bool, sqlx::Error> {
    allow_many(tx, cx, limit, who, 1).await
}

/// Counts `many` of what is limited and says whether they are allowed; they count in any case.
pub async fn allow_many(
    tx: &mut Tx,
    cx: &Context,
    limit: Limit,
    who: &str,
    many: i64,
) -> Result<bool, sqlx::Error> {
    let bucket = format!("{}:{who}", limit.name);
    let horizon = cx.now.plus_ms(-limit.window_ms);
    let count = store::count_attempts(tx, &bucket, many, (cx.now, horizon)).await?;
    Ok(count <= limit.most)
}
