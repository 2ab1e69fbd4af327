//! The six-eight metre of Vietnamese verse.

/// Whether the lines of every stanza alternate six and eight syllables; one stray line in ten is forgiven.
#[must_use]
pub fn is_luc_bat(text: &str) -> bool {
    let (mut lines, mut fit) = (0_usize, 0_usize);
    for stanza in text.split("\n\n") {
        for (n, line) in stanza.lines().filter(|l| !l.trim().is_empty()).enumerate() {
            let syllables = line
                .split(|c: char| c.is_whitespace() || c == '-' || c == '–')
                .filter(|w| w.chars().any(char::is_alphanumeric))
                .count();
            lines += 1;
            fit += usize::from(syllables == if n.is_multiple_of(2) { 6 } else { 8 });
        }
    }
    lines >= 4 && fit * 10 >= lines * 9
}
