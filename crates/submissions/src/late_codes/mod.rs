//! Codes that open the door after the deadline: for a category or all, so many times, until a moment, with a note why.

mod issue;
mod store;

use contest::{
    Timestamp,
    contests::{CategoryId, ContestId},
    id,
};

pub use issue::{IssueError, MAX_USES, NewLateCode, issue, revoke};
pub(crate) use store::spend;
pub use store::{of_contest, usable};

id! {
    /// Key of a late-entry code.
    LateCodeId
}

/// A late-entry code.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct LateCode {
    /// Key.
    pub id: LateCodeId,
    /// The contest.
    pub contest_id: ContestId,
    /// The category that it opens; none for all of them.
    pub category_id: Option<CategoryId>,
    /// What is typed: `7K2M-Q0XD`.
    pub code: String,
    /// Why it was given, for the desk alone.
    pub note: String,
    /// How many works it lets in.
    pub uses: i64,
    /// How many it still lets in.
    pub uses_left: i64,
    /// Until when; a work begun with it may be sent until then.
    pub expires_at: Timestamp,
    /// When it was issued.
    pub created_at: Timestamp,
}

/// A typed code in its proper form: upper case, with its hyphen; letters that look like digits are read as digits.
#[must_use]
pub fn tidy(typed: &str) -> String {
    let bare: String = typed
        .to_uppercase()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect();
    match bare.split_at_checked(4) {
        Some((head, tail)) => format!("{head}-{tail}"),
        None => bare,
    }
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        assert_eq!(tidy(" 7k2m qoxl "), "7K2M-Q0X1");
        assert_eq!(tidy("7K2M-Q0X1"), "7K2M-Q0X1");
        assert_eq!(tidy(""), "");
    }
}
