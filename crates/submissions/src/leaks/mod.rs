//! Whatever in a work tells a juror who made it, and the copy in which that is covered.

mod cover;
mod find;
mod store;

use contest::text_enum;

use crate::entries::{Author, Entry};

pub use cover::{CoverError, cover, uncover};
pub use find::{Found, find};
pub(crate) use store::covered;
pub use store::is_covered;

text_enum! {
    /// What a passage tells.
    Tells {
        /// The author's name.
        Author = "author",
        /// A parent's or guardian's name.
        Guardian = "guardian",
        /// The school, office or village named by the author.
        School = "school",
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

/// A text of an entry, by the name of its field.
pub type Part = (&'static str, String);

/// The texts that a juror reads, in the order of reading.
#[must_use]
pub fn parts(entry: &Entry) -> Vec<Part> {
    let initiative = entry.initiative();
    vec![
        ("title", entry.title.clone()),
        ("statement", entry.statement.clone()),
        ("alt", entry.alt.clone()),
        ("text", entry.body.clone()),
        ("problem", initiative.problem),
        ("solution", initiative.solution),
        ("result", initiative.result),
        ("adopters", initiative.adopters),
        ("cost", initiative.cost),
    ]
}

/// A text with every passage that tells who made it replaced by [`MARK`].
#[must_use]
pub fn covered_text(text: &str, author: &Author) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for found in find(text, author) {
        if found.from >= at {
            out.push_str(&text[at..found.from]);
            out.push_str(MARK);
            at = found.to;
        }
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests;
