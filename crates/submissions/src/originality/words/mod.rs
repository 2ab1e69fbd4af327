//! What a text is compared by: runs of words, however they are written, and whole lines.
//!
//! Words are folded (no case, no tone, no hat), so a poem typed without marks is found all the same. Runs of
//! [`RUN`] words are hashed and chosen by winnowing, which finds every run of [`RUN`] + [`WINDOW`] - 1 words that two
//! texts share. Source: Schleimer, Wilkerson, Aiken, "Winnowing: Local Algorithms for Document Fingerprinting",
//! SIGMOD 2003, §3. Lines are keys of their own, so that a verse is found where everything around it is new.

mod agree;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use contest::folding::fold;
use serde::{Deserialize, Serialize};
use unicode_normalization::char::is_combining_mark;

pub use agree::{Piece, Shown};
pub(super) use agree::{agree, shown};

/// Words of a run.
pub const RUN: usize = 5;
/// Runs next to each other, of which at least one is a key.
pub const WINDOW: usize = 4;
/// Words of the shortest line that is a key.
const LINE: usize = 5;
/// Keys of one text; of a longer one the smallest hashes, which two texts choose alike.
const MOST_KEYS: usize = 1_000;
/// Characters of a text that are looked at.
const MOST_CHARACTERS: usize = 200_000;

/// Everything that is read in a work, part by part, and the words that a contest gives to everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Script {
    /// Poem, statement, parts of an initiative, text of a document.
    pub parts: Vec<String>,
    /// The contest's own name: whoever writes it copies from nobody.
    pub given: Vec<String>,
}

/// A word of a script.
#[derive(Clone, Copy, Debug)]
struct Word {
    hash: u64,
    part: usize,
    line: usize,
    from: usize,
    to: usize,
}

/// A script as words and lines.
struct Read<'a> {
    lines: Vec<&'a str>,
    words: Vec<Word>,
}

impl Script {
    /// Whether there is nothing to compare.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(|p| p.trim().is_empty())
    }

    fn read(&self) -> Read<'_> {
        let (mut lines, mut words, mut left) = (Vec::new(), Vec::new(), MOST_CHARACTERS);
        for (part, text) in self.parts.iter().enumerate() {
            for line in text.lines() {
                if line.len() > left {
                    break;
                }
                left -= line.len();
                let at = lines.len();
                lines.push(line);
                words.extend(spans(line).map(|(from, to)| Word {
                    hash: hash_of(fold(&line[from..to]).as_bytes()),
                    part,
                    line: at,
                    from,
                    to,
                }));
            }
        }
        Read { lines, words }
    }

    /// Hashes of the runs of words that the contest gives.
    fn given_runs(&self) -> HashSet<u64> {
        let given = Self {
            parts: self.given.clone(),
            given: Vec::new(),
        };
        given.read().runs().map(|(_, hash)| hash).collect()
    }

    /// The keys by which the text is found.
    #[must_use]
    pub fn keys(&self) -> Vec<i64> {
        let (read, given) = (self.read(), self.given_runs());
        let runs: Vec<(usize, u64)> = read.runs().filter(|(_, h)| !given.contains(h)).collect();
        let mut chosen: HashSet<u64> = winnowed(&runs).collect();
        for line in read.words.chunk_by(|a, b| a.line == b.line) {
            let only_given = line.windows(RUN).all(|w| given.contains(&run_hash(w)));
            if line.len() >= LINE && !only_given {
                chosen.insert(line_hash(line));
            }
        }
        let mut keys: Vec<u64> = chosen.into_iter().collect();
        keys.sort_unstable();
        keys.truncate(MOST_KEYS);
        keys.into_iter().map(u64::cast_signed).collect()
    }
}

impl Read<'_> {
    /// Every run of [`RUN`] words within a part: place of its first word, and its hash.
    fn runs(&self) -> impl Iterator<Item = (usize, u64)> {
        self.words
            .windows(RUN)
            .enumerate()
            .filter(|(_, run)| run[0].part == run[RUN - 1].part)
            .map(|(at, run)| (at, run_hash(run)))
    }
}

/// Of each [`WINDOW`] runs the one with the smallest hash; a text shorter than that has one all the same.
fn winnowed(runs: &[(usize, u64)]) -> impl Iterator<Item = u64> {
    let window = WINDOW.min(runs.len()).max(1);
    runs.windows(window)
        .filter_map(|w| w.iter().map(|(_, hash)| *hash).min())
}

/// Where the words of a line are, in bytes.
fn spans(line: &str) -> impl Iterator<Item = (usize, usize)> {
    let is_letter = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let mut rest = line.char_indices().peekable();
    std::iter::from_fn(move || {
        let (from, _) = rest.by_ref().find(|(_, c)| is_letter(*c))?;
        while rest.next_if(|(_, c)| is_letter(*c)).is_some() {}
        let to = rest.peek().map_or(line.len(), |(at, _)| *at);
        Some((from, to))
    })
}

fn run_hash(run: &[Word]) -> u64 {
    hashed(b'r', run)
}

fn line_hash(line: &[Word]) -> u64 {
    hashed(b'l', line)
}

fn hashed(kind: u8, words: &[Word]) -> u64 {
    let bytes: Vec<u8> = std::iter::once(kind)
        .chain(words.iter().flat_map(|w| w.hash.to_le_bytes()))
        .collect();
    hash_of(&bytes)
}

/// FNV-1a with its bits mixed once more, so that the smallest hash is any hash. Kept in the database: never change it
/// without a new [`super::METHOD`].
fn hash_of(bytes: &[u8]) -> u64 {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    super::mixed(hash)
}
