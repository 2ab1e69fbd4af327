//! Words for what the engine says.

use std::path::Path;

use judging::engine::{
    Exact,
    problems::{Place, Problem},
    rules::{MARK_UNIT, Rules, TieStep},
    scoring::{Advances, Column, Decided, Notice, Scored, SheetCounts},
};

use crate::i18n::{Args, Lang, text};

/// The files of a command, as they were named.
pub(crate) struct Files<'a> {
    pub(crate) rules: &'a Path,
    pub(crate) sheets: &'a Path,
    pub(crate) ties: Option<&'a Path>,
}

impl<'a> Files<'a> {
    pub(crate) fn named(rules: &'a str, sheets: &'a str) -> Self {
        Self {
            rules: Path::new(rules),
            sheets: Path::new(sheets),
            ties: None,
        }
    }
}

pub(super) fn args(pairs: &[(&str, String)]) -> Args {
    let owned = pairs.iter().cloned();
    owned
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect()
}

/// The file of a problem, its line or path, and what is wrong.
pub(crate) fn problem(files: &Files, problem: &Problem, lang: Lang) -> String {
    let message = message(problem, lang);
    match place(files, problem) {
        (file, 0, "") => format!("{file}: {message}"),
        (file, 0, path) => format!("{file}: {path}: {message}"),
        (file, line, _) => {
            let line = text(lang, "score-line", &args(&[("n", line.to_string())]));
            format!("{file}: {line}: {message}")
        }
    }
}

/// (file, line or 0, path or nothing).
pub(crate) fn place<'a>(files: &'a Files, problem: &'a Problem) -> (String, u64, &'a str) {
    match &problem.place {
        Place::Rules(path) => (files.rules.display().to_string(), 0, path),
        Place::Sheets(line) => (files.sheets.display().to_string(), *line, ""),
        Place::Ties(line) => (
            files
                .ties
                .map_or_else(String::new, |ties| ties.display().to_string()),
            *line,
            "",
        ),
    }
}

pub(crate) fn message(problem: &Problem, lang: Lang) -> String {
    text(
        lang,
        &format!("score-problem-{}", problem.code),
        &args(&problem.words),
    )
}

/// What settled a place, for programs.
pub(crate) fn decided_code(rules: &Rules, decided: Decided) -> &'static str {
    match decided {
        Decided::Score => "score",
        Decided::Shared => "shared",
        Decided::AwaitsVote => "awaits_vote",
        Decided::AwaitsDraw => "awaits_draw",
        Decided::NotJudged => "not_judged",
        Decided::LeftOut => "left_out",
        Decided::Step(step) => match rules.ties[step] {
            TieStep::Part(_) => "part",
            TieStep::Criterion(..) => "criterion",
            TieStep::Median(_) => "median",
            TieStep::Worst(_) => "worst",
            TieStep::Best(_) => "best",
            TieStep::Majority(_) => "majority",
            TieStep::Vote => "vote",
            TieStep::Draw => "draw",
            TieStep::Share => "shared",
        },
    }
}

/// The part or criterion that a step looks at; nothing for other steps.
pub(crate) fn decided_of(rules: &Rules, decided: Decided) -> String {
    let Decided::Step(step) = decided else {
        return String::new();
    };
    match &rules.ties[step] {
        TieStep::Criterion(_, name) => name.clone(),
        TieStep::Part(part)
        | TieStep::Median(part)
        | TieStep::Worst(part)
        | TieStep::Best(part)
        | TieStep::Majority(part) => rules.parts[*part].name.clone(),
        TieStep::Vote | TieStep::Draw | TieStep::Share => String::new(),
    }
}

pub(crate) fn decided(rules: &Rules, decided: Decided, lang: Lang) -> String {
    let code = decided_code(rules, decided);
    let name = decided_of(rules, decided);
    text(
        lang,
        &format!("score-decided-{code}"),
        &args(&[("name", name)]),
    )
}

pub(crate) fn advances_code(advances: Advances) -> &'static str {
    match advances {
        Advances::Yes => "yes",
        Advances::No => "no",
        Advances::Open => "open",
    }
}

pub(crate) fn advances(advances: Advances, lang: Lang) -> String {
    let code = advances_code(advances);
    text(lang, &format!("score-advances-{code}"), &Args::new())
}

pub(crate) fn notice(notice: &Notice, lang: Lang) -> String {
    match notice {
        Notice::NotTrimmed { part, entries } => {
            let pairs = [("part", part.clone()), ("n", entries.to_string())];
            text(lang, "score-notice-not-trimmed", &args(&pairs))
        }
        Notice::Settled { part, trimmed } => {
            let key = if *trimmed {
                "score-notice-trimmed"
            } else {
                "score-notice-mean"
            };
            text(lang, key, &args(&[("part", part.clone())]))
        }
    }
}

/// A grade in the word of the rules, or as a number.
pub(crate) fn grade(rules: &Rules, column: &Column, grade: i128) -> String {
    let whole = column.panel.as_ref().map_or(MARK_UNIT, |p| p.whole);
    let value = Exact::ratio(grade, whole);
    let is_it = |word: &i64| Exact::ratio(*word, MARK_UNIT) == value;
    let word = rules.words.iter().find(|(_, mark)| is_it(mark));
    match (word, value) {
        (Some((word, _)), _) => word.clone(),
        (None, value) => value.map_or_else(String::new, |v| v.plain()),
    }
}

/// What a part by majority judgment shows of an entry, `good+`, where no step changes its place into something else.
pub(crate) fn majority_grade(
    rules: &Rules,
    scored: &Scored,
    part: usize,
    entry: usize,
) -> Option<String> {
    let of = &rules.parts[part];
    let [column] = &scored.parts[part].columns[..] else {
        return None;
    };
    let panel = column.panel.as_ref()?;
    let (mark, plus) = panel.majority.get(entry).copied().flatten()?;
    if !of.each.is_empty() || !of.then.is_empty() {
        return None;
    }
    let sign = if plus { "+" } else { "-" };
    Some(format!("{}{sign}", grade(rules, column, mark)))
}

/// Sheets that do not count, in a few words; nothing where all do.
pub(crate) fn not_counted(counts: SheetCounts, lang: Lang) -> String {
    let kinds = [
        ("score-recused", counts.recused),
        ("score-abstained", counts.abstained),
        ("score-not-yet", counts.not_yet),
    ];
    let told = kinds.into_iter().filter(|(_, n)| *n > 0);
    let told: Vec<String> = told
        .map(|(key, n)| text(lang, key, &args(&[("n", n.to_string())])))
        .collect();
    told.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_has_words_in_every_language() {
        for lang in Lang::ALL {
            for code in Problem::CODES {
                let key = format!("score-problem-{code}");
                let sentence = text(lang, &key, &Args::new());
                assert!(!sentence.contains(&key), "{lang} has no words for {code}");
            }
        }
    }
}
