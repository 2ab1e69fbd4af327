//! What is wrong with a stranger's file, told so that it can be put right. The words live with whoever shows them.

/// Where the trouble is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In the rules, at this path (`parts[2].method`); empty for the file as a whole.
    Rules(String),
    /// In the sheets, in the line with this number (the header is line 1); 0 for the file as a whole.
    Sheets(u64),
    /// In the table of votes and lots, counted in the same way.
    Ties(u64),
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What, one of [`Problem::CODES`].
    pub code: &'static str,
    /// Names and values for the sentence: what was found, what is expected.
    pub words: Vec<(&'static str, String)>,
}

impl Problem {
    /// All codes, so that whoever has words can show that none is missing.
    pub const CODES: [&'static str; 49] = [
        "json",
        "digits",
        "object",
        "list",
        "text",
        "number",
        "whole",
        "choice",
        "unknown-field",
        "missing-field",
        "field-twice",
        "name-twice",
        "one-source",
        "unknown-part",
        "later-part",
        "no-use",
        "mixed",
        "which-part",
        "trim",
        "above-zero",
        "number-size",
        "scale",
        "too-large",
        "complete",
        "equal-marks",
        "kemeny-size",
        "pairs-size",
        "sheets-many",
        "file-empty",
        "file-utf8",
        "header-missing",
        "header-unknown",
        "header-twice",
        "row-cells",
        "entry-empty",
        "criterion-empty",
        "juror-empty",
        "criterion-unknown",
        "given-unknown",
        "given-number",
        "mark-number",
        "mark-scale",
        "mark-twice",
        "position",
        "name-long",
        "rank-missing",
        "given-missing",
        "entry-unknown",
        "more",
    ];

    /// A problem whose words are given as pairs.
    ///
    /// # Panics
    /// When the code is not listed: a sentence would be missing.
    #[must_use]
    pub fn new(place: Place, code: &'static str, words: &[(&'static str, &str)]) -> Self {
        assert!(Self::CODES.contains(&code), "{code} is listed");
        let owned = |(name, value): &(&'static str, &str)| (*name, (*value).to_owned());
        Self {
            place,
            code,
            words: words.iter().map(owned).collect(),
        }
    }
}
