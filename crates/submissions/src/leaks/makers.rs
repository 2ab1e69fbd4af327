//! The people of a work, and what of them must not be told.

use crate::entries::{Author, Together};

/// What must not stand in anything that a juror reads of a work.
#[derive(Clone, Debug, Default)]
pub struct Makers {
    /// Names of everybody who made it.
    pub authors: Vec<String>,
    /// Name of the guardian; may be empty.
    pub guardian: String,
    /// School or office, and the name of the group; each may be empty.
    pub groups: Vec<String>,
    /// Class as it was typed, such as «5A» or «Lớp Chồi Non»; may be empty.
    pub class: String,
}

impl Makers {
    /// Everybody who made a work.
    #[must_use]
    pub fn of(author: &Author, together: &Together) -> Self {
        let others = together.others.iter().map(|o| o.full_name.clone());
        Self {
            authors: std::iter::once(author.full_name.clone())
                .chain(others)
                .collect(),
            guardian: author.guardian_name.clone(),
            groups: vec![author.school.clone(), together.collective.clone()],
            class: author.class_name.clone(),
        }
    }
}
