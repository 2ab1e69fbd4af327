//! Finding names, schools, classes and addresses in a text, without regard to case and diacritics.

use contest::folding::{fold, phone_e164};

use super::{Makers, Tells};

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

/// Shortest name, in folded letters, that is looked for inside longer words, as in `lothihuong_5a.jpg`.
const SHORTEST_JOINED: usize = 8;

/// A word of the text.
struct Word<'a> {
    folded: String,
    written: &'a str,
    from: usize,
    to: usize,
}

impl Word<'_> {
    fn is_capital(&self) -> bool {
        self.written.chars().next().is_some_and(char::is_uppercase)
    }
}

/// Every passage that tells who made the work, in order and without overlaps: of two at one place the longer.
#[must_use]
pub fn find(text: &str, makers: &Makers) -> Vec<Found> {
    let words = words(text);
    let mut found = Vec::new();
    for name in &makers.authors {
        find_name(&words, name, Tells::Author, &mut found);
    }
    find_name(&words, &makers.guardian, Tells::Guardian, &mut found);
    for group in &makers.groups {
        find_group(&words, group, &mut found);
    }
    find_class(&words, &makers.class, &mut found);
    find_mail(text, &mut found);
    find_phones(text, &mut found);
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

/// The whole name and the ways in which people shorten it. A given name alone counts only where it is introduced:
/// most given names are ordinary words of verse.
fn find_name(words: &[Word<'_>], name: &str, tells: Tells, found: &mut Vec<Found>) {
    let name = fold_words(name);
    let Some((given, before)) = name.split_last() else {
        return;
    };
    let span = |at: usize, count: usize| span(words, at, count, tells);
    for (at, word) in words.iter().enumerate() {
        if word.folded == *given && word.is_capital() && is_introduced(&words[..at]) {
            found.push(span(at, 1));
        }
    }
    let Some(family) = before.first() else {
        return;
    };
    let joined = name.concat();
    if joined.len() >= SHORTEST_JOINED {
        let inside = words.iter().enumerate();
        let inside = inside.filter(|(_, w)| w.folded.contains(&joined));
        found.extend(inside.map(|(at, _)| span(at, 1)));
    }
    // Two words that make a name are ordinary words too; in a name both are capitals.
    let capitals = |at: usize, count: usize| words[at..at + count].iter().all(Word::is_capital);
    let whole = places(words, &name);
    found.extend(
        whole
            .filter(|at| name.len() > 2 || capitals(*at, 2))
            .map(|at| span(at, name.len())),
    );
    if name.len() > 2 {
        let family_and_given = [family.clone(), given.clone()];
        for pair in [&name[name.len() - 2..], &family_and_given] {
            let pairs = places(words, pair).filter(|at| capitals(*at, 2));
            found.extend(pairs.map(|at| span(at, 2)));
        }
    }
    let initials: Vec<String> = name.iter().map(|w| w.chars().take(1).collect()).collect();
    let mut short = initials.clone();
    short[name.len() - 1].clone_from(given);
    for (shape, least) in [(&short, 2), (&initials, 3)] {
        let count = shape.len();
        if count >= least {
            let shortened = places(words, shape).filter(|at| capitals(*at, count));
            found.extend(shortened.map(|at| span(at, count)));
        }
    }
}

/// Whether the words before a name say that one comes: «tên Hương», «tên là Hương», «tác giả Hương».
fn is_introduced(before: &[Word<'_>]) -> bool {
    let mut back = before.iter().rev().map(|w| w.folded.as_str());
    matches!(
        (back.next(), back.next()),
        (Some("ten"), _) | (Some("la"), Some("ten")) | (Some("gia"), Some("tac"))
    )
}

/// A school with and without the word for it. One word alone is no name of a school or group.
fn find_group(words: &[Word<'_>], name: &str, found: &mut Vec<Found>) {
    let name = fold_words(name);
    let bare = match name.as_slice() {
        [first, rest @ ..] if first == "truong" => rest,
        all => all,
    };
    if bare.len() < 2 {
        return;
    }
    for phrase in [name.as_slice(), bare] {
        let count = phrase.len();
        found.extend(places(words, phrase).map(|at| span(words, at, count, Tells::Group)));
    }
}

/// «lớp 5A», «lớp 9», «lớp 10A2» whosever they are, but not «lớp học»; and the author's own class as it was typed.
fn find_class(words: &[Word<'_>], own: &str, found: &mut Vec<Found>) {
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
    let own = fold_words(own);
    let is_telling = match own.as_slice() {
        [one] => one.chars().any(|c| c.is_ascii_digit()) && one.chars().any(char::is_alphabetic),
        several => several.len() > 1,
    };
    if is_telling {
        let count = own.len();
        found.extend(places(words, &own).map(|at| span(words, at, count, Tells::Class)));
    }
}

/// Where these words stand one behind the other.
fn places<'a>(words: &'a [Word<'_>], phrase: &'a [String]) -> impl Iterator<Item = usize> + 'a {
    // Windows of no words would panic; a phrase of none stands nowhere.
    words
        .windows(phrase.len().max(1))
        .enumerate()
        .filter(move |(_, window)| {
            !phrase.is_empty() && window.iter().zip(phrase).all(|(w, p)| w.folded == *p)
        })
        .map(|(at, _)| at)
}

fn span(words: &[Word<'_>], at: usize, count: usize, tells: Tells) -> Found {
    Found {
        tells,
        from: words[at].from,
        to: words[at + count - 1].to,
    }
}

/// E-mail addresses, whoever's they are.
fn find_mail(text: &str, found: &mut Vec<Found>) {
    for (at, sign) in text.match_indices('@') {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
        let before = text[..at].chars().rev().take_while(|c| is_part(*c)).count();
        let host: String = text[at + sign.len()..]
            .chars()
            .take_while(|c| is_part(*c))
            .collect();
        let host = host.trim_end_matches(['.', '-', '_', '+']);
        if before > 0 && host.contains('.') {
            found.push(Found {
                tells: Tells::Email,
                from: at - before,
                to: at + sign.len() + host.len(),
            });
        }
    }
}

/// Telephone numbers of Vietnam, and foreign ones with their `+`, whoever's they are.
fn find_phones(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let begins = matches!(bytes[at], b'0' | b'+' | b'8')
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
        // A national number without 0 or + is taken for one only with the whole 84 before it.
        let is_number = phone_e164(written).is_some_and(|n| {
            !written.starts_with('8') || (written.starts_with("84") && n.len() == 12)
        });
        if is_number {
            found.push(Found {
                tells: Tells::Phone,
                from: at,
                to: at + written.len(),
            });
        }
        at += run.max(1);
    }
}
