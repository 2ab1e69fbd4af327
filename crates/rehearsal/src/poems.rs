//! Poems by poets who died before 1954, and folk verse: in the public domain in Viet Nam and wherever the term is life
//! plus seventy years. Lines break where the poets broke them.

use crate::Seed;
use crate::dice::deal;

/// The texts, one block per poem: `# title | source`, then its lines.
const TEXTS: &str = include_str!("../data/poems.txt");

/// A poem under a title of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InventedPoem {
    /// Given for the theme of the contest; the poet's own titles are kept where they are household words.
    pub title: String,
    /// Lines joined by `\n`, no trailing line break.
    pub text: String,
    /// Who wrote it, or where it is from.
    pub source: &'static str,
}

/// Poem `index`; the first 62 of a seed are all different.
#[must_use]
pub fn poem(seed: Seed, index: u32) -> InventedPoem {
    let poems = texts();
    let (title, source, lines) = poems[deal(seed.0, "poem", index, poems.len())];
    InventedPoem {
        title: title.to_owned(),
        text: lines.trim_end().to_owned(),
        source,
    }
}

fn texts() -> Vec<(&'static str, &'static str, &'static str)> {
    TEXTS
        .split("# ")
        .skip(1)
        .filter_map(|block| {
            let (head, lines) = block.split_once('\n')?;
            let (title, source) = head.split_once(" | ")?;
            Some((title, source, lines))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use unicode_normalization::is_nfc;

    use super::*;

    #[test]
    fn sixty_two_poems_differ_and_are_whole() {
        let poems: Vec<_> = (0..62).map(|index| poem(Seed(1), index)).collect();
        assert_eq!(
            poems.iter().map(|p| &p.text).collect::<HashSet<_>>().len(),
            62
        );
        assert_eq!(
            poems.iter().map(|p| &p.title).collect::<HashSet<_>>().len(),
            62
        );
        for p in &poems {
            assert!(p.text.lines().count() >= 2, "{}", p.title);
            assert!(is_nfc(&p.text) && is_nfc(&p.title) && is_nfc(p.source));
            assert!(!p.text.ends_with('\n') && !p.source.is_empty());
        }
    }

    #[test]
    fn luc_bat_alternates_six_and_eight_syllables() {
        for (title, source, lines) in texts() {
            if source.starts_with("Nguyễn Du") {
                for (i, line) in lines.trim().lines().enumerate() {
                    let expected = if i % 2 == 0 { 6 } else { 8 };
                    assert_eq!(line.split_whitespace().count(), expected, "{title}: {line}");
                }
            }
        }
    }
}
