//! Verification bundles: everything from which the results of a contest follow, for anybody to compute them again.
//!
//! A bundle is a ZIP archive of canonical JSON in one form only: the server and the command line make the same bytes.
//! `hoaban recount` reads it offline; `tests/recount/recount.py` is a second reading that shares no code with this one.
//! Works go by their codes of the round, authors and jurors by numbers, so that nobody's consent is touched and nothing
//! changes when a consent does.

mod archive;
mod compute;
mod explain;
mod form;
mod gather;
mod held;
mod log;
mod recount;
mod rules_digest;
mod totals;

pub use archive::{Files, pack, unpack};
pub use explain::{Explained, ExplainedSheet, explain};
pub use form::{
    BundleEntry, BundleSheet, CriterionRules, Decided, EmptyTier, FORMAT, Leaf, LeafEvent,
    Manifest, ManifestFile, Outcome, Pair, Regulation, Results, Roster, RosterJuror, RoundResults,
    RoundRules, TiedOnLine, TierRules,
};
pub use gather::{BundleError, Scope, make};
pub use held::{Compared, Held, NoReceipt, compare as compare_receipt};
pub use recount::{Difference, Recount, disowned_checkpoint, recount};

/// The files of a bundle.
pub mod names {
    /// Hashes of all others.
    pub const MANIFEST: &str = "manifest.json";
    /// The rules.
    pub const REGULATION: &str = "regulation.json";
    /// The jurors.
    pub const ROSTER: &str = "roster.json";
    /// The works.
    pub const ENTRIES: &str = "entries.json";
    /// Who was to judge what.
    pub const ASSIGNMENTS: &str = "assignments.jsonl";
    /// Who stepped back from what.
    pub const RECUSALS: &str = "recusals.jsonl";
    /// The sheets.
    pub const SHEETS: &str = "sheets.jsonl";
    /// What was decided.
    pub const DECISIONS: &str = "decisions.jsonl";
    /// What follows.
    pub const RESULTS: &str = "results.json";
    /// The log.
    pub const LEAVES: &str = "log/leaves.jsonl";
    /// Its signed state.
    pub const CHECKPOINT: &str = "log/checkpoint.txt";
    /// The signature of the manifest.
    pub const SIGNATURES: &str = "signatures.txt";
    /// All of them, sorted.
    pub const ALL: [&str; 12] = [
        ASSIGNMENTS,
        DECISIONS,
        ENTRIES,
        CHECKPOINT,
        LEAVES,
        MANIFEST,
        RECUSALS,
        REGULATION,
        RESULTS,
        ROSTER,
        SHEETS,
        SIGNATURES,
    ];
}

/// The name under which manifests are signed, apart from the log's.
fn manifest_origin(slug: &str) -> String {
    format!("hoaban/{slug}/bundle")
}

/// What is signed of a manifest.
fn manifest_text(slug: &str, sha256: &str) -> String {
    format!("{}\n{sha256}\n", manifest_origin(slug))
}
