//! Receipts: what was received and when, as a statement that the installation signs and anybody can check.
//!
//! A statement is kept word for word in the transaction of the act that it tells about. Its Ed25519 signature (RFC
//! 8032) follows from the statement and the installation's key alone, so it is made when it is shown.

mod issue;
mod note;
mod signing;
mod statement;
mod store;

use contest::Timestamp;

pub(crate) use issue::issue;
pub use note::verify_note;
pub(crate) use signing::readable;
pub use signing::{Signed, Signer, VerifyError, verify};
pub use statement::{StatedFile, Statement};
pub use store::{latest, of_entry};

/// A kept statement.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Receipt {
    /// The text that is signed.
    pub statement: String,
    /// When it was issued.
    pub at: Timestamp,
}
