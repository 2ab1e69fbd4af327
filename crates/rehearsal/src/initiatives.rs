//! Initiatives: small, checkable ideas for learning through life in a warming climate.

use crate::Seed;
use crate::dice::deal;
use crate::pdf;

/// One block per idea: `# title`, then problem, solution, result, adopters, cost, a line each.
const TEXTS: &str = include_str!("../data/initiatives.txt");

/// An initiative as its form asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InventedInitiative {
    /// Its name.
    pub title: String,
    /// What is wrong today.
    pub problem: String,
    /// What was done, or is proposed.
    pub solution: String,
    /// What came of it.
    pub result: String,
    /// Who uses it already.
    pub adopters: String,
    /// What it costs, in words.
    pub cost: String,
    /// Two of three come with a one-page drawing.
    pub pdf: Option<Vec<u8>>,
}

/// Initiative `index`; the first 41 of a seed are all different.
#[must_use]
pub fn initiative(seed: Seed, index: u32) -> InventedInitiative {
    let ideas: Vec<&str> = TEXTS.split("# ").skip(1).collect();
    let idea = ideas[deal(seed.0, "initiative", index, ideas.len())];
    let mut lines = idea.lines().map(str::to_owned);
    let mut next = || lines.next().unwrap_or_default();
    let pdf = (index % 3 != 2).then(|| pdf::sketch(seed.0, index));
    InventedInitiative {
        title: next(),
        problem: next(),
        solution: next(),
        result: next(),
        adopters: next(),
        cost: next(),
        pdf,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use unicode_normalization::is_nfc;

    use super::*;

    #[test]
    fn forty_one_initiatives_differ_and_no_field_is_empty() {
        let all: Vec<_> = (0..41).map(|index| initiative(Seed(9), index)).collect();
        assert_eq!(
            all.iter().map(|i| &i.title).collect::<HashSet<_>>().len(),
            41
        );
        for i in &all {
            for field in [
                &i.title,
                &i.problem,
                &i.solution,
                &i.result,
                &i.adopters,
                &i.cost,
            ] {
                assert!(!field.is_empty() && is_nfc(field), "{}", i.title);
            }
        }
    }

    #[test]
    fn drawings_are_small_pdfs_whose_table_points_at_their_objects() {
        let pdf = initiative(Seed(9), 0).pdf.expect("index 0 has a drawing");
        let text = String::from_utf8(pdf).expect("the drawing is plain ASCII");
        assert!(text.starts_with("%PDF-1.4") && text.ends_with("%%EOF\n") && text.len() < 20_000);
        let start: usize = text
            .rsplit("startxref\n")
            .next()
            .and_then(|t| t.lines().next())
            .and_then(|t| t.parse().ok())
            .expect("startxref holds a number");
        assert!(text[start..].starts_with("xref"));
        for (i, line) in text[start..].lines().skip(3).take(4).enumerate() {
            let at: usize = line[..10].parse().expect("an offset of ten digits");
            assert!(text[at..].starts_with(&format!("{} 0 obj", i + 1)));
        }
    }
}
