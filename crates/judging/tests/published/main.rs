//! Published figures and real score sheets, recomputed. The sheets lie outside the project, in the folder that
//! `HOABAN_JUDGING_DATA` names (by default beside the workspace); a test whose folder is absent says so and checks nothing.

mod jurors;
mod proofs;
mod tables;

use std::path::{Path, PathBuf};

/// The folder of a data set.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    #[expect(
        clippy::disallowed_methods,
        reason = "tests of a domain crate have no settings of the program"
    )]
    let named = std::env::var("HOABAN_JUDGING_DATA");
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/judging");
    let folder = PathBuf::from(named.unwrap_or_else(|_| beside.to_owned())).join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("NOT SHOWN: {} is not there", folder.display());
    None
}

/// The lines of a file, without its first.
pub(crate) fn lines(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.lines().skip(1).map(str::to_owned).collect()
}
