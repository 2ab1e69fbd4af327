//! Standings as a table for people.

use judging::engine::{
    rules::Rules,
    scoring::{Decided, Placed, Scored, SheetCounts},
};

use super::words;
use crate::{
    i18n::{Args, Lang, text},
    render::words::decimal,
};

/// The most parts that have a column of their own.
const MAX_PART_COLUMNS: usize = 6;

/// The standings, line by line.
pub(crate) fn standings(rules: &Rules, scored: &Scored, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    if !rules.title.is_empty() {
        lines.push(rules.title.clone());
        lines.push(String::new());
    }
    lines.extend(table(rules, scored, lang));
    let ties = ties(rules, scored, lang);
    if !ties.is_empty() {
        lines.push(String::new());
        lines.push(say(lang, "score-ties"));
        lines.extend(ties);
    }
    if !scored.notices.is_empty() {
        lines.push(String::new());
        lines.extend(scored.notices.iter().map(|n| words::notice(n, lang)));
    }
    lines
}

pub(super) fn say(lang: Lang, key: &str) -> String {
    text(lang, key, &Args::new())
}

/// Counted marks, dropped ones, and what does not count, over all parts.
pub(crate) fn counts(scored: &Scored, entry: usize) -> (usize, usize, SheetCounts) {
    let (mut counted, mut dropped, mut not) = (0, 0, SheetCounts::default());
    let panels = scored
        .parts
        .iter()
        .flat_map(|p| &p.columns)
        .filter_map(|c| c.panel.as_ref());
    for panel in panels {
        counted += panel.marks[entry].len();
        dropped += panel.dropped[entry].0 + panel.dropped[entry].1;
        not.recused += panel.not_counted[entry].recused;
        not.abstained += panel.not_counted[entry].abstained;
        not.not_yet += panel.not_counted[entry].not_yet;
    }
    (counted, dropped, not)
}

fn table(rules: &Rules, scored: &Scored, lang: Lang) -> Vec<String> {
    let parts: Vec<usize> = (0..rules.parts.len())
        .filter(|p| *p != rules.score)
        .collect();
    let parts = if parts.len() <= MAX_PART_COLUMNS {
        parts
    } else {
        vec![]
    };
    let mut header = vec![say(lang, "score-place"), say(lang, "score-entry")];
    header.extend(parts.iter().map(|p| rules.parts[*p].name.clone()));
    let rest = [
        "score-score",
        "score-counted",
        "score-dropped",
        "score-decided",
    ];
    header.extend(rest.map(|key| say(lang, key)));
    if rules.advance.is_some() {
        header.push(say(lang, "score-advances"));
    }
    header.push(say(lang, "score-not-counted"));
    let mut rows = vec![header];
    for placed in &scored.placed {
        rows.push(row(rules, scored, (placed, &parts), lang));
    }
    // a column in which nothing stands says nothing
    let last = rows[0].len() - 1;
    if rows[1..].iter().all(|r| r[last].is_empty()) {
        for row in &mut rows {
            row.pop();
        }
    }
    aligned(&rows)
}

/// A part's number for an entry, as people read it.
fn shown(rules: &Rules, scored: &Scored, (part, entry): (usize, usize), lang: Lang) -> String {
    if let Some(grade) = words::majority_grade(rules, scored, part, entry) {
        return grade;
    }
    let value = scored.parts[part].values[entry].as_ref();
    value.map_or_else(|| "–".to_owned(), |v| decimal(&v.show(rules.show), lang))
}

fn row(
    rules: &Rules,
    scored: &Scored,
    (placed, parts): (&Placed, &[usize]),
    lang: Lang,
) -> Vec<String> {
    let shown = |part: usize| shown(rules, scored, (part, placed.entry), lang);
    let (counted, dropped, not) = counts(scored, placed.entry);
    let place = placed
        .place
        .map_or_else(|| "–".to_owned(), |p| p.to_string());
    let mut row = vec![place, scored.sheets.entries[placed.entry].clone()];
    row.extend(parts.iter().map(|p| shown(*p)));
    row.push(shown(rules.score));
    row.push(counted.to_string());
    row.push(dropped.to_string());
    row.push(words::decided(rules, placed.decided, lang));
    if rules.advance.is_some() {
        row.push(
            placed
                .advances
                .map_or_else(String::new, |a| words::advances(a, lang)),
        );
    }
    row.push(words::not_counted(not, lang));
    row
}

/// Columns two spaces apart.
pub(super) fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let width = |column: usize| {
        rows.iter()
            .map(|r| r[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..rows[0].len()).map(width).collect();
    rows.iter()
        .map(|row| {
            let cells = row
                .iter()
                .zip(&widths)
                .map(|(cell, width)| format!("{cell:<width$}"));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        })
        .collect()
}

/// How ties fell, a line for each group of equal scores.
fn ties(rules: &Rules, scored: &Scored, lang: Lang) -> Vec<String> {
    let tied: Vec<&Placed> = scored
        .placed
        .iter()
        .filter(|p| p.tie_group.is_some())
        .collect();
    let groups = tied.chunk_by(|a, b| a.tie_group == b.tie_group);
    groups
        .map(|group| {
            let members: Vec<String> = group
                .iter()
                .map(|one| {
                    let place = one.place.unwrap_or_default();
                    let name = &scored.sheets.entries[one.entry];
                    match one.decided {
                        // the last of a group has its place because all others have theirs
                        Decided::Score => format!("{place}. {name}"),
                        decided => {
                            format!("{place}. {name} ({})", words::decided(rules, decided, lang))
                        }
                    }
                })
                .collect();
            let score = shown(rules, scored, (rules.score, group[0].entry), lang);
            format!("  {score}: {}", members.join("; "))
        })
        .collect()
}
