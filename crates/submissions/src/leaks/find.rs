//! Finding names, schools, classes and addresses in a text, without regard to case and diacritics.

use contest::folding::fold;

use super::Tells;
use crate::entries::Author;

/// A passage, in bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it tells.
    pub tells: Tells,
    /// Its first byte.
    pub from: usize,
    /// The byte behind it.
    pub to: usize,
}

/// A word of the text.
struct Word<'a> {
    folded: String,
    written: &'a str,
    from: usize,
    to: usize,
}

/// Every passage that tells who made the work, in order and without overlaps: of two at one place the longer.
#[must_use]
pub fn find(text: &str, author: &Author) -> Vec<Found> {
    let words = words(text);
    let mut found = Vec::new();
    for (name, tells) in [
        (&author.full_name, Tells::Author),
        (&author.guardian_name, Tells::Guardian),
    ] {
        find_name(&words, name, tells, &mut found);
    }
    find_phrase(
        &words,
        &fold_words(&author.school),
        Tells::School,
        &mut found,
    );
    find_class(&words, &mut found);
    find_addresses(text, &mut found);
    found.sort_by_key(|f| (f.from, std::cmp::Reverse(f.to)));
    let mut end = 0;
    found.retain(|f| {
        let apart = f.from >= end;
        if apart {
            end = f.to;
        }
        apart
    });
    found
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    // A combining mark belongs to its letter, whichever way the text was typed.
    let is_part = |c: char| c.is_alphanumeric() || ('\u{300}'..='\u{36F}').contains(&c);
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_part(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(Word {
                    folded: fold(&text[from..at]),
                    written: &text[from..at],
                    from,
                    to: at,
                });
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn fold_words(text: &str) -> Vec<String> {
    words(text).into_iter().map(|w| w.folded).collect()
}

/// The whole name, its last two words, and its given name behind initials. One word alone is no name here: most
/// given names are ordinary words of verse.
fn find_name(words: &[Word<'_>], name: &str, tells: Tells, found: &mut Vec<Found>) {
    let name = fold_words(name);
    if name.len() < 2 {
        return;
    }
    find_phrase(words, &name, tells, found);
    if name.len() > 2 {
        let last = &name[name.len() - 2..];
        for at in places(words, last) {
            // Two words of a name are ordinary words too; in a name both are capitals.
            let capitals = words[at..at + 2]
                .iter()
                .all(|w| w.written.chars().next().is_some_and(char::is_uppercase));
            if capitals {
                found.push(span(words, at, 2, tells));
            }
        }
    }
    let initials: Vec<String> = name[..name.len() - 1]
        .iter()
        .map(|w| w.chars().take(1).collect())
        .collect();
    let mut short = initials;
    short.push(name[name.len() - 1].clone());
    find_phrase(words, &short, tells, found);
}

fn find_phrase(words: &[Word<'_>], phrase: &[String], tells: Tells, found: &mut Vec<Found>) {
    for at in places(words, phrase) {
        found.push(span(words, at, phrase.len(), tells));
    }
}

fn places(words: &[Word<'_>], phrase: &[String]) -> Vec<usize> {
    if phrase.is_empty() {
        return Vec::new();
    }
    words
        .windows(phrase.len())
        .enumerate()
        .filter(|(_, window)| window.iter().zip(phrase).all(|(w, p)| w.folded == *p))
        .map(|(at, _)| at)
        .collect()
}

fn span(words: &[Word<'_>], at: usize, count: usize, tells: Tells) -> Found {
    Found {
        tells,
        from: words[at].from,
        to: words[at + count - 1].to,
    }
}

/// «lớp 5A», «lớp 9», «lớp 10A2» — but not «lớp học».
fn find_class(words: &[Word<'_>], found: &mut Vec<Found>) {
    for (at, pair) in words.windows(2).enumerate() {
        let name = &pair[1].folded;
        let digits = name.chars().take_while(char::is_ascii_digit).count();
        let is_class = pair[0].folded == "lop"
            && (1..=2).contains(&digits)
            && name.chars().skip(digits).count() <= 3;
        if is_class {
            found.push(span(words, at, 2, Tells::Class));
        }
    }
}

/// Telephone numbers of Vietnam and e-mail addresses, whoever's they are.
fn find_addresses(text: &str, found: &mut Vec<Found>) {
    for (at, sign) in text.match_indices('@') {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
        let before = text[..at].chars().rev().take_while(|c| is_part(*c)).count();
        let after = text[at + sign.len()..]
            .chars()
            .take_while(|c| is_part(*c))
            .count();
        let host = &text[at + 1..at + 1 + after];
        if before > 0 && host.trim_end_matches('.').contains('.') {
            let host = host.trim_end_matches('.');
            found.push(Found {
                tells: Tells::Email,
                from: at - before,
                to: at + 1 + host.len(),
            });
        }
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let begins = (bytes[at] == b'0' || bytes[at] == b'+')
            && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric());
        if !begins {
            at += 1;
            continue;
        }
        let run = bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_digit() || matches!(b, b'+' | b' ' | b'.' | b'-'))
            .count();
        let written = text[at..at + run].trim_end_matches([' ', '.', '-', '+']);
        if contest::folding::phone_e164(written).is_some() {
            found.push(Found {
                tells: Tells::Phone,
                from: at,
                to: at + written.len(),
            });
        }
        at += run.max(1);
    }
}
