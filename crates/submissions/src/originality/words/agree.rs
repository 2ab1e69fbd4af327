//! What two texts share, word for word.

use std::collections::{HashMap, HashSet};

use super::{RUN, Read, Script, Word};

/// Words that two texts must share to be shown beside each other: two verses of five.
const LEAST: usize = 10;

/// What two texts share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::originality) struct Agreement {
    /// Words that stand in both within a shared run.
    pub(in crate::originality) words: usize,
    /// Those among them that only few works share.
    pub(in crate::originality) rare: usize,
    /// Lines of which most words are shared, of the text that has fewer of them.
    pub(in crate::originality) lines: usize,
    /// Words of the shorter text.
    pub(in crate::originality) of: usize,
}

impl Agreement {
    /// How much of the shorter text is shared, from 0 to 1000.
    pub(in crate::originality) fn permille(&self) -> i64 {
        let share = self.words * 1_000 / self.of.max(1);
        i64::try_from(share.min(1_000)).unwrap_or(1_000)
    }

    /// Whether a person should look: two verses that few share, or half of a text, whoever else shares it.
    pub(in crate::originality) fn is_alike(&self) -> bool {
        self.rare >= LEAST || (self.words >= LEAST && self.permille() >= 500)
    }
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// As it was written.
    pub text: String,
    /// Whether the other text has it too.
    pub shared: bool,
}

/// A text as it is laid beside another one: line by line, and where in it something is shared.
pub type Shown = Vec<Vec<Piece>>;

/// Compares two texts. Runs in `common` are shared by many and count for little.
pub(in crate::originality) fn agree(a: &Script, b: &Script, common: &HashSet<u64>) -> Agreement {
    let (one, two) = (a.read(), b.read());
    let (in_one, in_two) = marked(&one, &two, &exempt(a, b));
    let without: HashSet<u64> = exempt(a, b).union(common).copied().collect();
    let (rare_one, rare_two) = marked(&one, &two, &without);
    let count = |marks: &[bool]| marks.iter().filter(|m| **m).count();
    Agreement {
        words: count(&in_one).min(count(&in_two)),
        rare: count(&rare_one).min(count(&rare_two)),
        lines: lines(&one, &in_one).min(lines(&two, &in_two)),
        of: one.words.len().min(two.words.len()),
    }
}

/// Both texts with what they share marked.
pub(in crate::originality) fn shown(a: &Script, b: &Script) -> (Shown, Shown) {
    let (one, two) = (a.read(), b.read());
    let (in_one, in_two) = marked(&one, &two, &exempt(a, b));
    (pieces(&one, &in_one), pieces(&two, &in_two))
}

impl Script {
    /// The hashes of all runs, for telling which many works share.
    pub(in crate::originality) fn run_hashes(&self) -> HashSet<u64> {
        self.read().runs().map(|(_, hash)| hash).collect()
    }
}

fn exempt(a: &Script, b: &Script) -> HashSet<u64> {
    let mut given = a.given_runs();
    given.extend(b.given_runs());
    given
}

/// Which words of each text stand within a run, or are a whole line, that the other one has.
fn marked(one: &Read<'_>, two: &Read<'_>, without: &HashSet<u64>) -> (Vec<bool>, Vec<bool>) {
    let hashes = |read: &Read<'_>| -> HashMap<u64, Vec<usize>> {
        let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
        for (at, hash) in read.runs().filter(|(_, h)| !without.contains(h)) {
            places.entry(hash).or_default().push(at);
        }
        places
    };
    let (runs_one, runs_two) = (hashes(one), hashes(two));
    let mark =
        |read: &Read<'_>, own: &HashMap<u64, Vec<usize>>, other: &HashMap<u64, Vec<usize>>| {
            let mut marks = vec![false; read.words.len()];
            for at in own
                .iter()
                .filter(|(hash, _)| other.contains_key(hash))
                .flat_map(|(_, places)| places)
            {
                marks[*at..at + RUN].fill(true);
            }
            marks
        };
    (
        mark(one, &runs_one, &runs_two),
        mark(two, &runs_two, &runs_one),
    )
}

/// Lines of which most words are marked.
fn lines(read: &Read<'_>, marks: &[bool]) -> usize {
    let mut at = 0;
    read.words
        .chunk_by(|a: &Word, b: &Word| a.line == b.line)
        .filter(|line| {
            let own = &marks[at..at + line.len()];
            at += line.len();
            own.iter().filter(|m| **m).count() * 2 > line.len()
        })
        .count()
}

fn pieces(read: &Read<'_>, marks: &[bool]) -> Shown {
    let mut shown: Shown = vec![Vec::new(); read.lines.len()];
    let mut done = vec![0; read.lines.len()];
    for (at, (word, mark)) in read.words.iter().zip(marks).enumerate() {
        let line = read.lines[word.line];
        let before = at
            .checked_sub(1)
            .and_then(|b| Some((read.words.get(b)?, marks.get(b)?)));
        // What stands between two shared words of a line is shared with them.
        let joined = before.is_some_and(|(b, m)| b.line == word.line && *m && *mark);
        let from = done[word.line];
        if joined && let Some(last) = shown[word.line].last_mut() {
            last.text.push_str(&line[from..word.to]);
        } else {
            push(&mut shown[word.line], &line[from..word.from], false);
            push(&mut shown[word.line], &line[word.from..word.to], *mark);
        }
        done[word.line] = word.to;
    }
    for (at, line) in read.lines.iter().enumerate() {
        push(&mut shown[at], &line[done[at]..], false);
    }
    shown
}

fn push(line: &mut Vec<Piece>, text: &str, shared: bool) {
    if text.is_empty() {
        return;
    }
    match line
        .last_mut()
        .filter(|last| last.shared == shared && !shared)
    {
        Some(last) => last.text.push_str(text),
        None => line.push(Piece {
            text: text.to_owned(),
            shared,
        }),
    }
}
