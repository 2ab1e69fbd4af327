//! What statistics say beside the standings: advice, which changes no place.

use judging::engine::{
    advice::{
        chances::Chance,
        exact::{Ratio, shown},
        jurors::{Correlation, Flag, JurorFigures},
        of_parts::{Chances, PartStatistics, of_parts},
        reliability::Grade,
    },
    rows::TieVotes,
    rules::Rules,
    scoring::{OtherPlace, Scored, leave_one_out},
};
use serde_json::{Value, json};

use super::{
    Found,
    text::{aligned, say},
    words::args,
};
use crate::{
    i18n::{Lang, text},
    render::words::decimal,
};

/// Decimal places of coefficients and severities for people.
const PLACES: u32 = 2;
/// Decimal places for programs.
const FINE: u32 = 6;
/// Where nobody says who advances, a reader looks at the first so many places.
const PODIUM: usize = 3;
/// The most entries named on one line.
const MOST_NAMED: usize = 8;

/// Everything that is computed beside the standings.
pub(super) struct Statistics {
    parts: Vec<PartStatistics>,
    without: Option<Vec<Option<Vec<OtherPlace>>>>,
    chances: Option<Chances>,
}

impl Statistics {
    pub(super) fn of(rules: &Rules, scored: &Scored, ties: &TieVotes) -> Self {
        let parts = of_parts(rules, &scored.sheets);
        Self {
            chances: parts.iter().find_map(|part| part.chances(rules)),
            without: leave_one_out(rules, scored, ties),
            parts,
        }
    }
}

/// For people; nothing where there is nothing to tell.
pub(super) fn lines(found: &Found, lang: Lang) -> Vec<String> {
    let told = &found.statistics;
    if told.parts.is_empty() {
        return vec![];
    }
    let mut lines = vec![String::new(), say(lang, "score-statistics")];
    for part in &told.parts {
        lines.push(String::new());
        lines.push(summary(found, part, lang));
        lines.extend(reliability(part, lang));
        lines.extend(
            aligned(&jurors(found, part, lang))
                .iter()
                .map(|line| indented(line)),
        );
        lines.extend(adjusted(found, part, lang));
    }
    lines.extend(without(found, lang));
    lines.extend(band(found, lang));
    lines
}

fn indented(line: &str) -> String {
    format!("  {line}")
}

fn name(found: &Found, part: &PartStatistics) -> String {
    let own = &found.rules.parts[part.part].name;
    match &part.criterion {
        Some(criterion) => format!("{own}, {criterion}"),
        None => own.clone(),
    }
}

fn summary(found: &Found, part: &PartStatistics, lang: Lang) -> String {
    let (least, _, most) = part.found.reliability.marks;
    let each = if least == most {
        least.to_string()
    } else {
        format!("{least}–{most}")
    };
    let words = [
        ("part", name(found, part)),
        ("sheets", part.seen.sheets().to_string()),
        ("jurors", part.seen.jurors().len().to_string()),
        ("entries", part.seen.entries().len().to_string()),
        ("each", each),
    ];
    text(lang, "score-statistics-part", &args(&words))
}

fn reliability(part: &PartStatistics, lang: Lang) -> Vec<String> {
    let found = &part.found.reliability;
    // below zero a coefficient says no more than that chance alone would do better
    let number = |ratio: &Ratio| {
        let number = shown(ratio, PLACES);
        if number.starts_with('-') {
            "< 0".to_owned()
        } else {
            decimal(&number, lang)
        }
    };
    let mut lines = Vec::new();
    if let (Some(one), Some(mean), Some(grade)) = (&found.one, &found.mean, found.grade()) {
        let grade = say(lang, grade_key(grade));
        let words = [
            ("one", number(one)),
            ("mean", number(mean)),
            ("grade", grade),
        ];
        lines.push(text(lang, "score-statistics-reliable", &args(&words)));
    }
    let others = [
        ("score-statistics-alpha", &found.alpha),
        ("score-statistics-concordance", &found.concordance),
    ];
    let others: Vec<String> = others
        .into_iter()
        .filter_map(|(key, value)| Some(text(lang, key, &args(&[("n", number(value.as_ref()?))]))))
        .collect();
    if !others.is_empty() {
        lines.push(others.join("; "));
    }
    if let Some(needed) = found.jurors_for_good {
        let words = args(&[("n", needed.to_string())]);
        lines.push(text(lang, "score-statistics-needed", &words));
    }
    lines.iter().map(|line| indented(line)).collect()
}

const fn grade_key(grade: Grade) -> &'static str {
    match grade {
        Grade::Poor => "score-grade-poor",
        Grade::Moderate => "score-grade-moderate",
        Grade::Good => "score-grade-good",
        Grade::Excellent => "score-grade-excellent",
    }
}

fn jurors(found: &Found, part: &PartStatistics, lang: Lang) -> Vec<Vec<String>> {
    let header = [
        "score-statistics-juror",
        "score-statistics-sheets",
        "score-statistics-severity",
        "score-statistics-error",
        "score-statistics-correlation",
        "score-statistics-ask",
    ];
    let mut rows = vec![header.map(|key| say(lang, key)).to_vec()];
    let none = || "–".to_owned();
    for (juror, figures) in part.seen.jurors().iter().zip(&part.found.jurors) {
        let severity = shown(&(&figures.severity * part.range()), PLACES);
        let signed = if severity.starts_with('-') {
            severity
        } else {
            format!("+{severity}")
        };
        let error = figures.error_square.as_ref();
        let error = error.map_or_else(none, |e| decimal(&part.root(e, PLACES), lang));
        let correlation = figures.correlation.as_ref().map(|c| {
            let whole = c.shown();
            let cut = whole.len() - (FINE - PLACES) as usize;
            decimal(&whole[..cut], lang)
        });
        let flags = figures
            .flags
            .iter()
            .map(|flag| say(lang, flag_keys(*flag).1));
        rows.push(vec![
            found.scored.sheets.jurors[*juror as usize].clone(),
            figures.sheets.to_string(),
            decimal(&signed, lang),
            error,
            correlation.unwrap_or_else(none),
            flags.collect::<Vec<_>>().join(", "),
        ]);
    }
    let last = header.len() - 1;
    if rows[1..].iter().all(|row| row[last].is_empty()) {
        for row in &mut rows {
            row.pop();
        }
    }
    rows
}

/// The word for programs, and the key of the one for people.
const fn flag_keys(flag: Flag) -> (&'static str, &'static str) {
    match flag {
        Flag::Strict => ("strict", "score-flag-strict"),
        Flag::Generous => ("generous", "score-flag-generous"),
        Flag::Unpredictable => ("unpredictable", "score-flag-unpredictable"),
        Flag::Smooth => ("smooth", "score-flag-smooth"),
        Flag::Central => ("central", "score-flag-central"),
        Flag::Halo => ("halo", "score-flag-halo"),
        Flag::Drift => ("drift", "score-flag-drift"),
        Flag::Apart => ("apart", "score-flag-apart"),
    }
}

/// The places that would change if all jurors were equally strict, of the part that is the score.
fn adjusted(found: &Found, part: &PartStatistics, lang: Lang) -> Vec<String> {
    let components = part.found.severity.components;
    if components > 1 {
        let words = args(&[("n", components.to_string())]);
        return vec![indented(&text(lang, "score-statistics-parts", &words))];
    }
    if part.part != found.rules.score || part.criterion.is_some() {
        return vec![];
    }
    let all = part.adjusted(&found.scored.placed).unwrap_or_default();
    let moves: Vec<String> = all
        .iter()
        .filter(|(_, now, then)| now != then)
        .map(|(entry, now, then)| {
            let name = &found.scored.sheets.entries[*entry as usize];
            format!("{name} {now} → {then}")
        })
        .collect();
    let mut lines = vec![if moves.is_empty() {
        say(lang, "score-statistics-adjusted-none")
    } else {
        let words = args(&[("moves", named(&moves))]);
        text(lang, "score-statistics-adjusted", &words)
    }];
    if part.found.severity.approximate {
        lines.push(say(lang, "score-statistics-approximate"));
    }
    lines.iter().map(|line| indented(line)).collect()
}

fn named(all: &[String]) -> String {
    let first = all.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>();
    let more = if all.len() > MOST_NAMED { "; …" } else { "" };
    format!("{}{more}", first.join("; "))
}

/// How many advance, where the rules say so.
fn line(found: &Found) -> Option<usize> {
    found.rules.advance.as_ref().and_then(|a| a.first)
}

/// Whether a reader looks at it: an entry that crosses the line, or that is or would be among the first.
fn matters(found: &Found, change: &OtherPlace) -> bool {
    let among = |place: Option<usize>, first: usize| place.is_some_and(|place| place <= first);
    match line(found) {
        Some(first) => among(change.now, first) != among(change.then, first),
        None => among(change.now, PODIUM) || among(change.then, PODIUM),
    }
}

fn without(found: &Found, lang: Lang) -> Vec<String> {
    let Some(all) = &found.statistics.without else {
        return vec![];
    };
    let mut lines = Vec::new();
    for (juror, changes) in found.scored.sheets.jurors.iter().zip(all) {
        let Some(changes) = changes else {
            continue;
        };
        let looked_at = changes.iter().filter(|c| matters(found, c));
        let moves: Vec<String> = looked_at
            .map(|change| {
                let place = |p: Option<usize>| p.map_or_else(|| "–".to_owned(), |p| p.to_string());
                let entry = &found.scored.sheets.entries[change.entry];
                format!("{entry} {} → {}", place(change.now), place(change.then))
            })
            .collect();
        if !moves.is_empty() {
            let words = args(&[("juror", juror.clone()), ("moves", named(&moves))]);
            lines.push(text(lang, "score-statistics-without-juror", &words));
        }
    }
    let title = if lines.is_empty() {
        "score-statistics-without-none"
    } else if line(found).is_some() {
        "score-statistics-without-line"
    } else {
        "score-statistics-without"
    };
    let mut told = vec![String::new(), say(lang, title)];
    told.extend(lines.iter().map(|line| indented(line)));
    told
}

/// Entries whose place on the right side of a line depends on how much each juror counts.
fn band(found: &Found, lang: Lang) -> Vec<String> {
    let Some(chances) = &found.statistics.chances else {
        return vec![];
    };
    let mut open: Vec<&Chance<u32>> = chances
        .entries
        .iter()
        .filter(|c| c.is_in_the_band())
        .collect();
    open.sort_by_key(|c| (std::cmp::Reverse(c.tiers.clone()), c.entry));
    let mut told = vec![String::new()];
    if open.is_empty() {
        told.push(say(lang, "score-statistics-open-none"));
        return told;
    }
    told.push(say(lang, "score-statistics-open"));
    for chance in open {
        let percents = chance.tiers.iter().enumerate().map(|(tier, draws)| {
            let percent = format!("{}%", Chance::<u32>::percent(*draws));
            if chances.tiers.len() == 1 {
                let words = args(&[("n", chances.tiers[0].to_string()), ("percent", percent)]);
                text(lang, "score-statistics-chance-first", &words)
            } else {
                let words = args(&[("n", (tier + 1).to_string()), ("percent", percent)]);
                text(lang, "score-statistics-chance-place", &words)
            }
        });
        let percents = percents.collect::<Vec<_>>().join(", ");
        let entry = &found.scored.sheets.entries[chance.entry as usize];
        told.push(indented(&format!("{entry}: {percents}")));
    }
    told
}

/// For programs: coefficients with six places, severities on the range of the marks.
pub(super) fn json(found: &Found) -> Value {
    let told = &found.statistics;
    let sheets = &found.scored.sheets;
    let without = told.without.as_ref().map(|all| {
        let jurors = sheets.jurors.iter().zip(all);
        let each = jurors.map(|(juror, changes)| {
            let changes = changes.as_ref().map(|changes| {
                let each = changes.iter().map(|change| {
                    json!({
                        "entry": sheets.entries[change.entry],
                        "place": change.now,
                        "place_without": change.then,
                    })
                });
                each.collect::<Vec<_>>()
            });
            json!({ "juror": juror, "changes": changes })
        });
        each.collect::<Vec<_>>()
    });
    let chances = told.chances.as_ref().map(|chances| {
        let entries = chances.entries.iter().map(|chance| {
            let percent = |draws: &u32| Chance::<u32>::percent(*draws);
            json!({
                "entry": sheets.entries[chance.entry as usize],
                "percent": chance.tiers.iter().map(percent).collect::<Vec<_>>(),
                "open": chance.is_in_the_band(),
            })
        });
        json!({ "tiers": chances.tiers, "entries": entries.collect::<Vec<_>>() })
    });
    json!({
        "parts": told.parts.iter().map(|part| part_json(found, part)).collect::<Vec<_>>(),
        "without": without,
        "chances": chances,
    })
}

fn coefficient(value: Option<&Ratio>) -> Value {
    value.map_or(Value::Null, |v| json!(shown(v, FINE)))
}

fn part_json(found: &Found, part: &PartStatistics) -> Value {
    let reliable = &part.found.reliability;
    let (fewest, middle, most) = reliable.marks;
    let jurors = part.seen.jurors().iter().zip(&part.found.jurors);
    let jurors = jurors.map(|(juror, figures)| {
        let mut told = juror_json(part, figures);
        told["juror"] = json!(found.scored.sheets.jurors[*juror as usize]);
        told
    });
    let adjusted = part
        .adjusted(&found.scored.placed)
        .filter(|_| part.part == found.rules.score && part.criterion.is_none());
    let adjusted = adjusted.map(|all| {
        let each = all.iter().map(|(entry, now, then)| {
            json!({
                "entry": found.scored.sheets.entries[*entry as usize],
                "place": now,
                "adjusted_place": then,
            })
        });
        each.collect::<Vec<_>>()
    });
    json!({
        "part": found.rules.parts[part.part].name,
        "criterion": part.criterion,
        "sheets": part.seen.sheets(),
        "sheets_of_an_entry": { "fewest": fewest, "middle": middle, "most": most },
        "components": part.found.severity.components,
        "approximate": part.found.severity.approximate,
        "reliability": {
            "one_mark": coefficient(reliable.one.as_ref()),
            "mean": coefficient(reliable.mean.as_ref()),
            "alpha": coefficient(reliable.alpha.as_ref()),
            "concordance": coefficient(reliable.concordance.as_ref()),
            "jurors_for_good": reliable.jurors_for_good,
        },
        "jurors": jurors.collect::<Vec<_>>(),
        "adjusted": adjusted,
    })
}

fn juror_json(part: &PartStatistics, figures: &JurorFigures) -> Value {
    let root = |square: Option<&Ratio>| square.map(|s| part.root(s, FINE));
    let flags = figures.flags.iter().map(|flag| flag_keys(*flag).0);
    json!({
        "sheets": figures.sheets,
        "severity": shown(&(&figures.severity * part.range()), FINE),
        "severity_error": root(figures.error_square.as_ref()),
        "deviation": root(figures.variance.as_ref()),
        "correlation": figures.correlation.as_ref().map(Correlation::shown),
        "flags": flags.collect::<Vec<_>>(),
    })
}
