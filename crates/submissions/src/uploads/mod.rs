//! Files that follow their receipt: promised by length and SHA-256, sent piece by piece for up to 72 hours, put
//! together, compared with the promise and judged.
//!
//! Pieces lie in the object store and are recorded in order; what is recorded is acknowledged and survives any
//! crash. Nothing here knows the protocol by which the pieces come.

mod append;
mod check;
mod give_up;
mod promise;
mod rules;
mod store;

use contest::{Timestamp, db::Digest, id, text_enum};

use crate::{entries::EntryId, kinds::Slot};

pub use append::{AppendError, Checksum, Pace, append};
pub use check::{CheckError, FulfilError, check_next, fulfil};
pub use give_up::{GiveUpError, expire, give_up};
pub use promise::{MOST_A_DAY, Promise, PromiseError, promise};
pub use rules::may_deliver;
pub(crate) use store::replace;
pub use store::{by_id, in_force, pieces};

/// How long a promised file may follow.
pub const FOLLOWS_MS: i64 = 72 * 3_600_000;

id! {
    /// Key of an upload.
    UploadId
}

text_enum! {
    /// How far an upload is.
    UploadState {
        /// Expected; a part of it may be here, or all of it and not judged yet.
        Promised = "promised",
        /// Judged and given to its entry.
        Checked = "checked",
        /// Judged and found unfit; the refusal says why.
        Refused = "refused",
        /// Replaced, taken back, or not here in time.
        GivenUp = "given_up",
    }
}

/// A file on its way.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Upload {
    /// Key.
    pub id: UploadId,
    /// The entry.
    pub entry_id: EntryId,
    /// Its place in the entry.
    #[sqlx(try_from = "String")]
    pub slot: Slot,
    /// SHA-256 as bytes; empty where none was promised.
    sha256: Option<Vec<u8>>,
    /// Bytes of the whole file.
    pub size_bytes: i64,
    /// Bytes that are here.
    pub received_bytes: i64,
    /// The sender's file name, made safe to show.
    pub original_name: String,
    /// How far it is.
    #[sqlx(try_from = "String")]
    pub state: UploadState,
    /// Word of the refusal, or `altered` where what came was not what was promised.
    pub refusal: String,
    /// When it was promised.
    pub created_at: Timestamp,
    /// Until when it may follow.
    pub expires_at: Timestamp,
    /// When all of it was here.
    pub arrived_at: Option<Timestamp>,
}

impl Upload {
    /// The SHA-256 that was promised.
    #[must_use]
    pub fn promised(&self) -> Option<Digest> {
        self.sha256.clone().and_then(|bytes| bytes.try_into().ok())
    }

    /// Whether all of it is here.
    #[must_use]
    pub const fn has_arrived(&self) -> bool {
        self.received_bytes == self.size_bytes
    }

    /// Whether it is still on its way, or here and not judged.
    #[must_use]
    pub fn is_expected(&self) -> bool {
        self.state == UploadState::Promised
    }

    /// Whether the file still counts as part of its entry: expected or here, and not refused.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        !matches!(self.state, UploadState::Refused | UploadState::GivenUp)
    }
}
