//! Whatever in a work tells a juror who made it, and the copy in which that is covered.
//!
//! A work is searched in the transaction that changes it, so that a list over a contest reads numbers only.

mod cover;
mod find;
mod makers;
mod search;
mod store;

use contest::text_enum;

pub use cover::{CoverError, cover, leave, uncover};
pub use find::{Found, find};
pub use makers::Makers;
pub use search::{Part, Searched, Traces, renew, renew_missing, traces};
pub(crate) use store::covers_of;
pub use store::{CoveredDocument, Listed, Ruling, hides, of_contest, ruling_of, waiting};

text_enum! {
    /// What a passage tells.
    Tells {
        /// A name of somebody who made it.
        Author = "author",
        /// A parent's or guardian's name.
        Guardian = "guardian",
        /// The school or office named by the author, or the group's name.
        Group = "group",
        /// A class, such as «lớp 5A».
        Class = "class",
        /// A telephone number.
        Phone = "phone",
        /// An e-mail address.
        Email = "email",
    }
}

/// What stands in place of a covered passage.
pub const MARK: &str = "[…]";

/// A text with every passage in `found` replaced by [`MARK`]; `found` is in order and without overlaps.
#[must_use]
pub fn covered_text(text: &str, found: &[Found]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for passage in found {
        out.push_str(&text[at..passage.from]);
        out.push_str(MARK);
        at = passage.to;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests;
