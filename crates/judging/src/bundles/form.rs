//! The files of a bundle. Only whole numbers, strings, booleans and null: nothing can be read in two ways.

use contest::contests::Openness;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    engine::canonical::{NotCanonical, canonical},
    rounds::{AdvanceBy, RoundKind, RoundMethod},
};

/// Names the form of a bundle.
pub const FORMAT: &str = "hoaban-bundle-v2";

/// `manifest.json`: what else is in the bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// Version of the program that computed the results.
    pub engine: String,
    /// Slug of the contest.
    pub contest: String,
    /// What of the marks is in it.
    pub openness: Openness,
    /// The installation's public key, 32 bytes in hexadecimal.
    pub key: String,
    /// Every other file but `signatures.txt`, sorted by name.
    pub files: Vec<ManifestFile>,
}

/// A file of the manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestFile {
    /// Name in the archive.
    pub name: String,
    /// Length.
    pub bytes: u64,
    /// In hexadecimal.
    pub sha256: String,
}

/// `regulation.json`: the rules by which places and prizes follow from sheets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regulation {
    /// Key of the contest.
    pub contest: String,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// How many prizes of a category an author takes at most.
    pub prizes_per_author: u64,
    /// In the contest's order.
    pub rounds: Vec<RoundRules>,
}

/// The rules of one round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundRules {
    /// Slug of the category; `/2` and so on behind it in later rounds. Other files name the round by it.
    pub category: String,
    /// Key of the category.
    pub category_key: String,
    /// Key of the round.
    pub round: String,
    /// Its place among the rounds of the category, from 1.
    pub position: i64,
    /// What jurors give: `yesno`, `rating` or `ranking`.
    pub kind: RoundKind,
    /// The category's name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// How many percent of the score come from the score in the round before.
    pub carry: i64,
    /// Percent of all points beyond which one more juror is asked; 0 where nobody is.
    pub gap: i64,
    /// Which works go on to the next round, where there is one.
    pub advance_by: AdvanceBy,
    /// How many works, sheets or points that asks for.
    pub advance_n: i64,
    /// How many jurors score each work.
    pub sheets_per_entry: i64,
    /// Fewer counted sheets than this, and a work is not judged.
    pub least_sheets: i64,
    /// `default`: the mean without the highest and the lowest sheet where every work has at least 7 sheets and nobody but
    /// the recused is missing, else the mean; `mean`; `trimmed`: without the highest and the lowest from 5 sheets on;
    /// `median`.
    pub method: RoundMethod,
    /// After the exact score: `criterion:0` (index), `median`, `lowest`, `majority`.
    pub ties: Vec<String>,
    /// Decimal places shown.
    pub places: u32,
    /// In the order of the marks on a sheet.
    pub criteria: Vec<CriterionRules>,
    /// Highest first; none in a round that another one follows.
    pub tiers: Vec<TierRules>,
}

/// A criterion. Its scale is `least`, `least + step` … `most`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each field is told in `rounds::Criterion`")]
pub struct CriterionRules {
    pub id: String,
    pub name_vi: String,
    pub name_en: String,
    pub guide_vi: String,
    pub guide_en: String,
    pub least: i64,
    pub most: i64,
    pub step: i64,
    pub weight: i64,
}

/// A prize tier; other files name it by its level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each field is told in `prizes::Tier`")]
pub struct TierRules {
    pub level: i64,
    pub name_vi: String,
    pub name_en: String,
    pub quota: i64,
    pub money_vnd: i64,
}

/// `roster.json`: who judged. Empty where only totals are published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roster {
    /// By number.
    pub jurors: Vec<RosterJuror>,
}

/// A juror.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterJuror {
    /// `J1`, `J2` …, in the order of the keys; the same in every round.
    pub juror: String,
    /// The key that sheets are sealed with.
    pub key: String,
    /// Only where names are published.
    pub name: Option<String>,
}

/// `entries.json`: the works, by their codes of the round.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entries {
    /// By category and code.
    pub entries: Vec<BundleEntry>,
}

/// A work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleEntry {
    /// Name of the round.
    pub category: String,
    /// Code of the round.
    pub code: String,
    /// Its code in the round before; null in the first round.
    pub before: Option<String>,
    /// Whether it is still in the contest; sheets of others stay sealed and do not count.
    pub counts: bool,
    /// Who made it, as numbers that tell only who made several works.
    pub authors: Vec<String>,
}

/// A line of `assignments.jsonl` and of `recusals.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// Name of the round.
    pub category: String,
    /// Code of the work.
    pub code: String,
    /// Number of the juror.
    pub juror: String,
}

/// A line of `sheets.jsonl`: a sheet that was sealed, or an abstention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleSheet {
    /// Name of the round.
    pub category: String,
    /// Code of the work; null where only totals are published.
    pub code: Option<String>,
    /// Number of the juror; null where only totals are published.
    pub juror: Option<String>,
    /// `marks`, `abstained`, or `withheld`.
    pub answer: String,
    /// Steps above the lowest mark, in the order of the criteria.
    pub marks: Vec<i64>,
    /// In hexadecimal; null where the sheet is withheld or was never sealed.
    pub salt: Option<String>,
    /// In hexadecimal; null only for an abstention that was never sealed.
    pub commitment: Option<String>,
    /// Index of the leaf with the commitment, from 0.
    pub leaf: Option<i64>,
}

/// A line of `decisions.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Decided {
    /// What was signed.
    Decision {
        /// Its number.
        number: String,
        /// SHA-256 of everything that the two signatures answer for; the log has it.
        digest: String,
    },
    /// A work of a round that another one follows.
    Advanced {
        /// Name of the round.
        category: String,
        /// Code of the work.
        code: String,
        /// Whether it went on.
        passes: bool,
        /// Whether it goes on by the round's rule.
        by_rule: bool,
        /// Why it departs from the rule; empty where it does not.
        reason: String,
    },
    /// A prize.
    Award {
        /// Name of the round.
        category: String,
        /// Code of the work.
        code: String,
        /// Level of the tier given.
        level: i64,
        /// Level of the tier by the formula.
        formula_level: Option<i64>,
        /// Computed place.
        rank: i64,
        /// Computed score.
        score: String,
        /// Why the jury departed from the formula, or settled a tie; empty where it did not.
        reason: String,
    },
}

/// `results.json`: what follows from the sheets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Results {
    /// In the contest's order.
    pub rounds: Vec<RoundResults>,
}

/// What follows in one category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundResults {
    /// Name of the round.
    pub category: String,
    /// Best first, equal places by code, the not judged last.
    pub entries: Vec<Outcome>,
    /// Slots of tiers that nobody gets by the formula.
    pub empty: Vec<EmptyTier>,
    /// Equal works of which more than fit stand on the line of a tier.
    pub line_ties: Vec<TiedOnLine>,
}

/// What follows for one work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Code of the work.
    pub code: String,
    /// Place; null when not judged.
    pub rank: Option<u64>,
    /// Numerator of the exact share of all points, in lowest terms.
    pub num: Option<String>,
    /// Denominator.
    pub den: Option<String>,
    /// The score as shown.
    pub display: String,
    /// Counted sheets.
    pub counted: u64,
    /// Counted sheets that the method left out.
    pub dropped: u64,
    /// Sheets of recused jurors.
    pub recused: u64,
    /// Abstentions.
    pub abstained: u64,
    /// Sheets that were not sealed.
    pub incomplete: u64,
    /// Works with the same score share a number.
    pub tie_group: Option<u64>,
    /// What settled the place: `score`, a step of the rules' ties, or `unresolved`.
    pub step: String,
    /// Level of the tier by the formula.
    pub formula_level: Option<i64>,
}

/// Slots without a winner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmptyTier {
    /// Level of the tier.
    pub level: i64,
    /// How many.
    pub slots: u64,
    /// `nobody_left`, `below_minimum` or `author_cap`.
    pub reason: String,
}

/// More equal works than slots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TiedOnLine {
    /// Level of the tier.
    pub level: i64,
    /// Slots left.
    pub slots: u64,
    /// Codes of the works.
    pub codes: Vec<String>,
}

/// A line of `log/leaves.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    /// Hash of the leaf, in hexadecimal.
    pub leaf: String,
    /// The event, where it is opened.
    pub event: Option<LeafEvent>,
}

/// An event as far as it is public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "each field is told in `engine::sealed::LoggedEvent`"
)]
pub struct LeafEvent {
    pub seq: i64,
    pub at: i64,
    pub kind: String,
    pub details: String,
    pub hash: String,
}

/// Canonical JSON and a line feed.
pub(super) fn json<T: Serialize>(value: &T) -> Result<Vec<u8>, NotCanonical> {
    let mut bytes = canonical(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Canonical JSON, a line for each value.
pub(super) fn lines<T: Serialize>(values: &[T]) -> Result<Vec<u8>, NotCanonical> {
    let mut bytes = Vec::new();
    for value in values {
        bytes.extend(json(value)?);
    }
    Ok(bytes)
}

/// Reads what [`json`] writes, and nothing else.
pub(super) fn read_json<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    let value: T = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    match json(&value) {
        Ok(written) if written == bytes => Ok(value),
        _ => Err("not in canonical form".to_owned()),
    }
}

/// Reads what [`lines`] writes; the error carries the number of the line, from 1.
pub(super) fn read_lines<T: Serialize + DeserializeOwned>(
    bytes: &[u8],
) -> Result<Vec<T>, (usize, String)> {
    let lines = bytes.split_inclusive(|b| *b == b'\n');
    (1..)
        .zip(lines)
        .map(|(number, line)| read_json(line).map_err(|error| (number, error)))
        .collect()
}
