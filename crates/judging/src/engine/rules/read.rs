//! A rules file into [`Rules`]: everything that is wrong is told at once, with its path.

use std::collections::BTreeMap;

use super::{
    Advance, LeftOut, LineTie, MARK_UNIT, MAX_PARTS, MarkScale, Pattern, Rules, Source, TieStep,
    json::{Json, long_number},
    read_parts,
};
use crate::engine::{
    exact::{Exact, RoundMode, Rounding},
    problems::{Place, Problem},
};

/// Fields of the file.
pub(super) const RULES: [&str; 12] = [
    "title", "scales", "words", "votes", "ignore", "left_out", "parts", "score", "rank_on", "show",
    "ties", "advance",
];
pub(super) const SCALE: [&str; 3] = ["least", "most", "step"];
pub(super) const LEFT_OUT: [&str; 2] = ["entries", "when"];
pub(super) const WHEN: [&str; 2] = ["before", "after"];
pub(super) const ROUND: [&str; 3] = ["places", "to", "mode"];
pub(super) const MODES: [&str; 4] = ["half_away", "half_even", "down", "up"];
pub(super) const RANK_ON: [&str; 1] = ["rounded"];
pub(super) const ADVANCE: [&str; 5] = ["first", "share", "at_least", "better_than", "tie"];
pub(super) const LINE_TIES: [&str; 3] = ["extend", "leave_out", "open"];
/// Tie steps that name a part, and may stand alone where only one part has jurors.
pub(super) const TIES_OF_SHEETS: [&str; 4] = ["median", "worst", "best", "majority"];
/// Tie steps that stand alone.
pub(super) const TIES_ALONE: [&str; 3] = ["vote", "draw", "share"];
/// Tie steps as objects.
pub(super) const TIES: [&str; 6] = ["part", "criterion", "median", "worst", "best", "majority"];

/// Numbers of a rule stay below this, so that nothing a stranger writes makes a program slow.
const MAX_NUMBER: i64 = 1_000_000_000_000;

/// Reads a rules file (UTF-8, with or without a mark at its beginning).
pub fn read(bytes: &[u8]) -> Result<Rules, Vec<Problem>> {
    let whole = |code, words: &[(&'static str, &str)]| {
        vec![Problem::new(Place::Rules(String::new()), code, words)]
    };
    let text = std::str::from_utf8(bytes).map_err(|_| whole("file-utf8", &[]))?;
    let text = text.trim_start_matches('\u{feff}');
    let json: Json = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line().to_string(), error.column().to_string());
        whole("json", &[("line", &line), ("column", &column)])
    })?;
    if let Some(line) = long_number(text) {
        return Err(whole("digits", &[("line", &line.to_string())]));
    }
    let mut reader = Reader::default();
    let rules = rules(&mut reader, &json);
    match rules {
        Some(rules) if reader.problems.is_empty() => Ok(rules),
        _ => Err(reader.problems),
    }
}

/// Collects what is wrong while it reads.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) problems: Vec<Problem>,
    /// Criteria that are answered by yes or no.
    pub(super) yes_no: Vec<Pattern>,
}

/// The fields of an object, by name.
pub(super) struct Fields<'a> {
    at: String,
    fields: &'a [(String, Json)],
}

impl<'a> Fields<'a> {
    /// A field with its path.
    pub(super) fn get(&self, name: &str) -> Option<(&'a Json, String)> {
        let (_, json) = self.fields.iter().find(|(n, _)| n == name)?;
        Some((json, join(&self.at, name)))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(n, _)| n == name)
    }
}

pub(super) fn join(at: &str, name: &str) -> String {
    if at.is_empty() {
        name.to_owned()
    } else {
        format!("{at}.{name}")
    }
}

impl Reader {
    pub(super) fn problem(&mut self, at: &str, code: &'static str, words: &[(&'static str, &str)]) {
        let place = Place::Rules(at.to_owned());
        self.problems.push(Problem::new(place, code, words));
    }

    /// An object of which only these fields are known; an empty list lets every name pass.
    pub(super) fn fields<'a>(
        &mut self,
        json: &'a Json,
        at: &str,
        known: &[&str],
    ) -> Option<Fields<'a>> {
        let Json::Object(fields) = json else {
            self.problem(at, "object", &[("known", &known.join(", "))]);
            return None;
        };
        for (index, (name, _)) in fields.iter().enumerate() {
            if fields[..index].iter().any(|(n, _)| n == name) {
                self.problem(at, "field-twice", &[("field", name)]);
            }
            if !known.is_empty() && !known.contains(&name.as_str()) {
                let words = [("field", name.as_str()), ("known", &known.join(", "))];
                self.problem(at, "unknown-field", &words);
            }
        }
        Some(Fields {
            at: at.to_owned(),
            fields,
        })
    }

    pub(super) fn text(&mut self, (json, at): (&Json, String)) -> Option<String> {
        match json {
            Json::Text(text) if !text.trim().is_empty() && text.len() <= 400 => {
                Some(crate::engine::rows::clean(text))
            }
            _ => {
                self.problem(&at, "text", &[]);
                None
            }
        }
    }

    pub(super) fn choice<'k>(
        &mut self,
        (json, at): (&Json, String),
        known: &[&'k str],
    ) -> Option<&'k str> {
        let found = match json {
            Json::Text(text) => known.iter().find(|k| *k == text),
            _ => None,
        };
        if found.is_none() {
            self.problem(&at, "choice", &[("known", &known.join(", "))]);
        }
        found.copied()
    }

    pub(super) fn list<'a>(&mut self, (json, at): (&'a Json, String)) -> Vec<(&'a Json, String)> {
        let Json::List(items) = json else {
            self.problem(&at, "list", &[]);
            return vec![];
        };
        let numbered = items.iter().enumerate();
        numbered
            .map(|(i, item)| (item, format!("{at}[{i}]")))
            .collect()
    }

    pub(super) fn number(&mut self, (json, at): (&Json, String)) -> Option<Exact> {
        let value = match json {
            Json::Number(text) | Json::Text(text) => Exact::parse(text),
            _ => None,
        };
        let Some(value) = value else {
            self.problem(&at, "number", &[]);
            return None;
        };
        let most = Exact::whole(MAX_NUMBER);
        if value > most || (&value + &most).is_negative() || value.fraction().is_none() {
            self.problem(&at, "number-size", &[]);
            return None;
        }
        Some(value)
    }

    pub(super) fn whole(
        &mut self,
        (json, at): (&Json, String),
        (least, most): (u32, u32),
    ) -> Option<u32> {
        let value = match json {
            Json::Number(text) => text.parse().ok(),
            _ => None,
        };
        let value = value.filter(|v| (least..=most).contains(v));
        if value.is_none() {
            let words = [("least", &*least.to_string()), ("most", &*most.to_string())];
            self.problem(&at, "whole", &words);
        }
        value
    }

    pub(super) fn patterns(&mut self, of: (&Json, String)) -> Vec<Pattern> {
        if let Json::Text(_) = of.0 {
            return self.text(of).map(Pattern).into_iter().collect();
        }
        let items = self.list(of);
        items
            .into_iter()
            .filter_map(|item| self.text(item).map(Pattern))
            .collect()
    }

    /// `2`, or `{"to": "0.25", "mode": "down"}`, or `{"places": 2, "mode": "half_even"}`.
    pub(super) fn rounding(&mut self, of: (&Json, String)) -> Option<Rounding> {
        if let Json::Number(_) = of.0 {
            return self.whole(of, (0, 9)).map(Rounding::places);
        }
        let fields = self.fields(of.0, &of.1, &ROUND)?;
        let mode = match fields.get("mode") {
            None => "half_away",
            Some(mode) => self.choice(mode, &MODES)?,
        };
        let unit = match (fields.get("places"), fields.get("to")) {
            (Some(places), None) => Rounding::places(self.whole(places, (0, 9))?).unit,
            (None, Some(to)) => {
                let at = to.1.clone();
                let unit = self.number(to)?;
                if unit.is_negative() || unit.is_zero() {
                    self.problem(&at, "above-zero", &[]);
                    return None;
                }
                unit.fraction()?
            }
            _ => {
                self.problem(&of.1, "missing-field", &[("field", "places / to")]);
                return None;
            }
        };
        let mode = match mode {
            "half_even" => RoundMode::HalfEven,
            "down" => RoundMode::Down,
            "up" => RoundMode::Up,
            _ => RoundMode::HalfAway,
        };
        Some(Rounding { unit, mode })
    }

    /// A mark in units of 1 / [`MARK_UNIT`].
    pub(super) fn mark(&mut self, of: (&Json, String)) -> Option<i64> {
        let at = of.1.clone();
        let value = self.number(of)?;
        let units = &value * &Exact::whole(MARK_UNIT);
        let units = units.fraction().filter(|f| f.den == 1);
        let units = units.and_then(|f| i64::try_from(f.num).ok());
        if units.is_none() {
            self.problem(&at, "number-size", &[]);
        }
        units
    }
}

fn rules(reader: &mut Reader, json: &Json) -> Option<Rules> {
    let fields = reader.fields(json, "", &RULES)?;
    let title = fields.get("title").and_then(|f| reader.text(f));
    let words = fields.get("words").map(|f| words(reader, f));
    let votes = fields.get("votes").map(|f| votes(reader, f));
    let scales = fields.get("scales").map(|f| scales(reader, f));
    let ignore = fields.get("ignore").map(|f| reader.patterns(f));
    let left_out = fields.get("left_out").and_then(|f| left_out(reader, f));
    let show = fields.get("show").and_then(|f| reader.whole(f, (0, 9)));
    let rank_on = fields.get("rank_on").and_then(|f| rank_on(reader, f));
    let Some(listed) = fields.get("parts") else {
        reader.problem("", "missing-field", &[("field", "parts")]);
        return None;
    };
    let at = listed.1.clone();
    let listed = reader.list(listed);
    if listed.is_empty() || listed.len() > MAX_PARTS {
        reader.problem(&at, "missing-field", &[("field", "parts[0]")]);
        return None;
    }
    let parts = read_parts::parts(reader, listed);
    let names: Vec<&str> = parts.iter().map(|p| p.name.as_str()).collect();
    let last = parts.len().checked_sub(1)?;
    let score = match fields.get("score") {
        None => last,
        Some(score) => part_named(reader, score, &names)?,
    };
    let judged: Vec<usize> = (0..parts.len())
        .filter(|i| matches!(parts[*i].source, Source::Marks(_)))
        .collect();
    let ties = fields
        .get("ties")
        .map(|f| ties(reader, f, (&names, &judged)));
    let advance = fields.get("advance").and_then(|f| advance(reader, f));
    let mut scales = scales.unwrap_or_default();
    scales.extend(reader.yes_no.drain(..).map(yes_no_scale));
    Some(Rules {
        title: title.unwrap_or_default(),
        scales,
        words: words.unwrap_or_default(),
        votes: votes.unwrap_or_default(),
        ignore: ignore.unwrap_or_default(),
        left_out,
        score,
        rank_on,
        show: show.unwrap_or(2),
        ties: ties.unwrap_or_default(),
        advance,
        parts,
    })
}

pub(super) fn part_named(
    reader: &mut Reader,
    of: (&Json, String),
    names: &[&str],
) -> Option<usize> {
    let at = of.1.clone();
    let name = reader.text(of)?;
    let found = names.iter().position(|n| *n == name);
    if found.is_none() {
        let known = names.join(", ");
        reader.problem(&at, "unknown-part", &[("name", &name), ("known", &known)]);
    }
    found
}

/// Any names with their values.
fn map<'a>(
    reader: &mut Reader,
    (json, at): (&'a Json, String),
) -> Vec<(String, (&'a Json, String))> {
    let Some(fields) = reader.fields(json, &at, &[]) else {
        return vec![];
    };
    let named = fields.fields.iter();
    named
        .map(|(name, json)| (crate::engine::rows::clean(name), (json, join(&at, name))))
        .collect()
}

fn words(reader: &mut Reader, of: (&Json, String)) -> BTreeMap<String, i64> {
    let all = map(reader, of).into_iter();
    all.filter_map(|(word, value)| Some((word.to_lowercase(), reader.mark(value)?)))
        .collect()
}

fn votes(reader: &mut Reader, of: (&Json, String)) -> BTreeMap<String, u32> {
    let all = map(reader, of).into_iter();
    all.filter_map(|(juror, value)| Some((juror, reader.whole(value, (0, 1_000))?)))
        .collect()
}

pub(super) fn weights(reader: &mut Reader, of: (&Json, String)) -> Vec<(Pattern, Exact)> {
    let all = map(reader, of).into_iter();
    all.filter_map(|(name, value)| Some((Pattern(name), reader.number(value)?)))
        .collect()
}

fn scales(reader: &mut Reader, of: (&Json, String)) -> Vec<MarkScale> {
    let mut scales = Vec::new();
    for (name, (json, at)) in map(reader, of) {
        let Some(fields) = reader.fields(json, &at, &SCALE) else {
            continue;
        };
        let ends = (fields.get("least"), fields.get("most"));
        let (Some(least), Some(most)) = ends else {
            reader.problem(&at, "missing-field", &[("field", "least, most")]);
            continue;
        };
        let (least, most) = (reader.mark(least), reader.mark(most));
        let step = fields.get("step").map_or(Some(0), |step| reader.mark(step));
        let (Some(least), Some(most), Some(step)) = (least, most, step) else {
            continue;
        };
        if least >= most || step < 0 || (step > 0 && (most - least) % step != 0) {
            reader.problem(&at, "scale", &[]);
            continue;
        }
        scales.push(MarkScale {
            of: Pattern(name),
            least,
            most,
            step,
        });
    }
    scales
}

/// From 0 to 1, with anything in between: a «maybe» may be a half.
fn yes_no_scale(of: Pattern) -> MarkScale {
    let most = i64::try_from(MARK_UNIT).expect("a million");
    MarkScale {
        of,
        least: 0,
        most,
        step: 0,
    }
}

fn left_out(reader: &mut Reader, (json, at): (&Json, String)) -> Option<LeftOut> {
    let fields = reader.fields(json, &at, &LEFT_OUT)?;
    let (Some(entries), Some(when)) = (fields.get("entries"), fields.get("when")) else {
        reader.problem(&at, "missing-field", &[("field", "entries, when")]);
        return None;
    };
    let entries = reader.list(entries);
    Some(LeftOut {
        entries: entries.into_iter().filter_map(|e| reader.text(e)).collect(),
        before: reader.choice(when, &WHEN)? == "before",
    })
}

fn rank_on(reader: &mut Reader, of: (&Json, String)) -> Option<Rounding> {
    if let Json::Text(_) = of.0 {
        reader.choice(of, &["exact"])?;
        return None;
    }
    let fields = reader.fields(of.0, &of.1, &RANK_ON)?;
    let Some(rounded) = fields.get("rounded") else {
        reader.problem(&of.1, "missing-field", &[("field", "rounded")]);
        return None;
    };
    reader.rounding(rounded)
}

fn ties(reader: &mut Reader, of: (&Json, String), parts: (&[&str], &[usize])) -> Vec<TieStep> {
    let items = reader.list(of);
    items
        .into_iter()
        .filter_map(|item| tie(reader, item, parts))
        .collect()
}

fn tie(
    reader: &mut Reader,
    (json, at): (&Json, String),
    (names, judged): (&[&str], &[usize]),
) -> Option<TieStep> {
    let sheets = |kind: &str, part| match kind {
        "median" => TieStep::Median(part),
        "worst" => TieStep::Worst(part),
        "best" => TieStep::Best(part),
        _ => TieStep::Majority(part),
    };
    let only = |reader: &mut Reader| {
        if judged.len() != 1 {
            reader.problem(&at, "which-part", &[]);
        }
        judged.first().copied().filter(|_| judged.len() == 1)
    };
    if let Json::Text(_) = json {
        let alone: Vec<&str> = [&TIES_ALONE[..], &TIES_OF_SHEETS[..]].concat();
        return match reader.choice((json, at.clone()), &alone)? {
            "vote" => Some(TieStep::Vote),
            "draw" => Some(TieStep::Draw),
            "share" => Some(TieStep::Share),
            kind => only(reader).map(|part| sheets(kind, part)),
        };
    }
    let fields = reader.fields(json, &at, &TIES)?;
    if let Some(criterion) = fields.get("criterion") {
        let name = reader.text(criterion)?;
        let part = match fields.get("part") {
            Some(part) => part_named(reader, part, names)?,
            None => only(reader)?,
        };
        if !judged.contains(&part) {
            reader.problem(&at, "which-part", &[]);
            return None;
        }
        return Some(TieStep::Criterion(part, name));
    }
    if let Some(part) = fields.get("part") {
        return part_named(reader, part, names).map(TieStep::Part);
    }
    let Some(kind) = TIES_OF_SHEETS.iter().find(|kind| fields.has(kind)) else {
        reader.problem(&at, "missing-field", &[("field", &TIES.join(" / "))]);
        return None;
    };
    let part = part_named(reader, fields.get(kind)?, names)?;
    if !judged.contains(&part) {
        reader.problem(&at, "which-part", &[]);
        return None;
    }
    Some(sheets(kind, part))
}

fn advance(reader: &mut Reader, (json, at): (&Json, String)) -> Option<Advance> {
    let fields = reader.fields(json, &at, &ADVANCE)?;
    let first = fields.get("first").map(|f| reader.whole(f, (1, 1_000_000)));
    let tie = fields.get("tie").map(|f| reader.choice(f, &LINE_TIES));
    let mut number = |name| fields.get(name).and_then(|f| reader.number(f));
    let advance = Advance {
        first: first.flatten().and_then(|n| usize::try_from(n).ok()),
        share: number("share"),
        at_least: number("at_least"),
        better_than: number("better_than"),
        tie: match tie.flatten() {
            Some("leave_out") => LineTie::LeaveOut,
            Some("open") => LineTie::Open,
            _ => LineTie::Extend,
        },
    };
    if ADVANCE[..4].iter().all(|name| !fields.has(name)) {
        reader.problem(
            &at,
            "missing-field",
            &[("field", &ADVANCE[..4].join(" / "))],
        );
    }
    Some(advance)
}
