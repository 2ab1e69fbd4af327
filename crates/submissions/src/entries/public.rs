//! How an author is named in public. Every public output asks here.

use contest::contests::Contest;

use super::{Credits, EntryState, Filter, Listed, is_minor};

/// The credit of a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicCredit {
    /// The full name, as agreed to, and those who made the work as well.
    Name(String, Credits),
    /// A pupil, by the entry's code: a child's school and class are as private as the name.
    Pupil(String),
    /// A grown-up, by the entry's code.
    Author(String),
}

impl Filter {
    /// Works that may be shown, with what may be told of them; whether it is time to is up to the caller.
    #[must_use]
    pub fn shown() -> Self {
        Self {
            states: vec![EntryState::Eligible],
            as_public: true,
            ..Self::default()
        }
    }
}

impl Listed {
    /// The credit, by age and by what was agreed to.
    #[must_use]
    pub fn credit(&self, contest: &Contest) -> PublicCredit {
        let code = || self.entry.code.clone().unwrap_or_default();
        if self.named && !self.author_name.is_empty() {
            PublicCredit::Name(self.author_name.clone(), self.entry.credits())
        } else if is_minor(contest, self.birth_year) {
            PublicCredit::Pupil(code())
        } else {
            PublicCredit::Author(code())
        }
    }

    /// Where the author learns or works, which goes with the name or not at all.
    #[must_use]
    pub fn public_place(&self) -> &str {
        if self.named { &self.school } else { "" }
    }
}
