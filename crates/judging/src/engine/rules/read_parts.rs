//! The parts of a rules file.

use super::{
    AddUp, Amount, Better, IfMissing, Marks, Panel, Part, Source, Step,
    json::Json,
    methods,
    read::{Fields, Reader, join, part_named, weights},
};

/// Fields of every part.
pub(super) const PART: [&str; 10] = [
    "name",
    "marks",
    "given",
    "parts",
    "better",
    "weights",
    "each",
    "add_up",
    "if_missing",
    "then",
];
/// Further fields of a part made from marks.
pub(super) const OF_MARKS: [&str; 7] = [
    "per",
    "method",
    "least_marks",
    "unmarked",
    "each_mark",
    "each_sheet",
    "unranked",
];
pub(super) const BETTER: [&str; 2] = ["higher", "lower"];
pub(super) const PER: [&str; 2] = ["sheet", "criterion"];
pub(super) const UNRANKED: [&str; 2] = ["refuse", "last"];
pub(super) const ADD_UP: [&str; 2] = ["sum", "mean"];
pub(super) const ADD_UP_SOME: [&str; 2] = ["best", "worst"];
pub(super) const STEPS: [&str; 6] = [
    "round",
    "times",
    "plus",
    "at_least",
    "at_most",
    "place_points",
];
pub(super) const AMOUNT: [&str; 1] = ["given"];
pub(super) const PLACE_POINTS: [&str; 2] = ["table", "ties"];
pub(super) const PLACE_TIES: [&str; 2] = ["share", "each"];

/// The most places of a table of points.
const MAX_TABLE: usize = 1_000;

/// All parts that can be read; the others have told why not.
pub(super) fn parts(reader: &mut Reader, listed: Vec<(&Json, String)>) -> Vec<Part> {
    let mut names: Vec<String> = Vec::new();
    for (json, _) in &listed {
        let stated = match json {
            Json::Object(fields) => fields.iter().find(|(n, _)| n == "name"),
            _ => None,
        };
        names.push(match stated {
            Some((_, Json::Text(name))) => crate::engine::rows::clean(name),
            _ => String::new(),
        });
    }
    let mut parts: Vec<Part> = Vec::new();
    for (index, (json, at)) in listed.into_iter().enumerate() {
        let name = &names[index];
        if !name.is_empty() && names[..index].contains(name) {
            reader.problem(&at, "name-twice", &[("name", name)]);
        }
        let earlier = Earlier {
            parts: &parts,
            names: &names,
            index,
        };
        // a part that cannot be read keeps its place, so that later ones are judged on their own
        let part = part(reader, (json, &at), &earlier).unwrap_or_else(|| unread(name));
        parts.push(part);
    }
    parts
}

struct Earlier<'a> {
    parts: &'a [Part],
    names: &'a [String],
    index: usize,
}

fn unread(name: &str) -> Part {
    Part {
        name: name.to_owned(),
        source: Source::Given(vec![]),
        better: Better::Higher,
        weights: vec![],
        each: vec![],
        add_up: AddUp::Sum,
        if_missing: IfMissing::NotJudged,
        then: vec![],
    }
}

fn part(reader: &mut Reader, (json, at): (&Json, &str), earlier: &Earlier) -> Option<Part> {
    let known = [&PART[..], &OF_MARKS[..]].concat();
    let fields = reader.fields(json, at, &known)?;
    let Some(name) = fields.get("name") else {
        reader.problem(at, "missing-field", &[("field", "name")]);
        return None;
    };
    let name = reader.text(name)?;
    let sources = ["marks", "given", "parts"].map(|s| fields.has(s));
    if sources.iter().filter(|s| **s).count() != 1 {
        reader.problem(at, "one-source", &[]);
        return None;
    }
    if !fields.has("marks") {
        for field in OF_MARKS.iter().filter(|f| fields.has(f)) {
            reader.problem(&join(at, field), "no-use", &[]);
        }
    }
    let stated = match fields.get("better") {
        None => None,
        Some(better) => Some(match reader.choice(better, &BETTER)? {
            "lower" => Better::Lower,
            _ => Better::Higher,
        }),
    };
    let (source, usual) = source(reader, (&fields, at), earlier, stated)?;
    let weights = fields.get("weights").map(|f| weights(reader, f));
    let per_sheet = matches!(&source, Source::Marks(marks) if marks.per_sheet);
    Some(Part {
        name,
        better: stated.unwrap_or(usual),
        weights: weights.unwrap_or_default(),
        each: steps(reader, &fields, ("each", true)),
        add_up: add_up(reader, &fields, per_sheet),
        if_missing: if_missing(reader, &fields),
        then: steps(reader, &fields, ("then", true)),
        source,
    })
}

/// What a part is made from, and which of its numbers is better where nothing is said.
fn source(
    reader: &mut Reader,
    (fields, at): (&Fields, &str),
    earlier: &Earlier,
    stated: Option<Better>,
) -> Option<(Source, Better)> {
    if let Some(criteria) = fields.get("marks") {
        let criteria = reader.patterns(criteria);
        return marks(reader, fields, criteria);
    }
    if let Some(given) = fields.get("given") {
        return Some((Source::Given(reader.patterns(given)), Better::Higher));
    }
    let mut parts = Vec::new();
    let names: Vec<&str> = earlier.names.iter().map(String::as_str).collect();
    let listed = reader.list(fields.get("parts")?);
    if listed.is_empty() {
        reader.problem(at, "missing-field", &[("field", "parts[0]")]);
    }
    for item in listed {
        let at = item.1.clone();
        let Some(part) = part_named(reader, item, &names) else {
            continue;
        };
        if part < earlier.index {
            parts.push(part);
        } else {
            reader.problem(&at, "later-part", &[("name", names[part])]);
        }
    }
    let lower = parts
        .iter()
        .filter(|p| earlier.parts[**p].gives() == Better::Lower)
        .count();
    if stated.is_none() && lower != 0 && lower != parts.len() {
        reader.problem(at, "mixed", &[]);
    }
    let usual = if lower == 0 {
        Better::Higher
    } else {
        Better::Lower
    };
    Some((Source::Parts(parts), usual))
}

fn marks(
    reader: &mut Reader,
    fields: &Fields,
    criteria: Vec<super::Pattern>,
) -> Option<(Source, Better)> {
    let per = fields.get("per").map(|f| reader.choice(f, &PER));
    let unranked = fields.get("unranked").map(|f| reader.choice(f, &UNRANKED));
    let method = match fields.get("method") {
        None => methods::PanelRead::usual(),
        Some(method) => methods::read(reader, method)?,
    };
    if method.quorum.is_some() {
        reader.yes_no.extend(criteria.iter().cloned());
    }
    let mut panel = method.panel;
    if let Panel::Ballots { unranked_last, .. } = &mut panel {
        *unranked_last = unranked.flatten() == Some("last");
    }
    let least = fields
        .get("least_marks")
        .map(|f| reader.whole(f, (1, 1_000)));
    let least = least
        .flatten()
        .and_then(|n| usize::try_from(n).ok())
        .unwrap_or(1);
    let unmarked = fields
        .get("unmarked")
        .map(|f| reader.list(f))
        .unwrap_or_default();
    let usual = match panel {
        Panel::Ballots { .. } => Better::Lower,
        _ => Better::Higher,
    };
    let marks = Marks {
        criteria,
        per_sheet: per.flatten() != Some("criterion"),
        unmarked: unmarked
            .into_iter()
            .filter_map(|m| reader.mark(m))
            .collect(),
        each_mark: steps(reader, fields, ("each_mark", false)),
        each_sheet: steps(reader, fields, ("each_sheet", false)),
        panel,
        least: least.max(method.quorum.unwrap_or(1)),
    };
    Some((Source::Marks(marks), usual))
}

fn add_up(reader: &mut Reader, fields: &Fields, per_sheet: bool) -> AddUp {
    let Some((json, at)) = fields.get("add_up") else {
        return AddUp::Sum;
    };
    if let Json::Text(_) = json {
        return match reader.choice((json, at), &ADD_UP) {
            Some("mean") => AddUp::Mean,
            _ => AddUp::Sum,
        };
    }
    let Some(some) = reader.fields(json, &at, &ADD_UP_SOME) else {
        return AddUp::Sum;
    };
    if per_sheet {
        reader.problem(&at, "no-use", &[]);
    }
    let best = some.get("best").and_then(|f| reader.whole(f, (1, 1_000)));
    let worst = some.get("worst").and_then(|f| reader.whole(f, (1, 1_000)));
    let whole = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
    match (best, worst) {
        (Some(n), None) => AddUp::Best(whole(n)),
        (None, Some(n)) => AddUp::Worst(whole(n)),
        _ => {
            reader.problem(&at, "missing-field", &[("field", &ADD_UP_SOME.join(" / "))]);
            AddUp::Sum
        }
    }
}

fn if_missing(reader: &mut Reader, fields: &Fields) -> IfMissing {
    match fields.get("if_missing") {
        None => IfMissing::NotJudged,
        Some((Json::Text(word), _)) if word == "skip" => IfMissing::Skip,
        Some(number) => reader
            .number(number)
            .map_or(IfMissing::NotJudged, IfMissing::Count),
    }
}

/// A list of steps. Those on single marks take constants only and know no places.
fn steps(reader: &mut Reader, fields: &Fields, (name, of_entries): (&str, bool)) -> Vec<Step> {
    let Some(listed) = fields.get(name) else {
        return vec![];
    };
    let items = reader.list(listed);
    items
        .into_iter()
        .filter_map(|item| step(reader, item, of_entries))
        .collect()
}

fn step(reader: &mut Reader, (json, at): (&Json, String), of_entries: bool) -> Option<Step> {
    let fields = reader.fields(json, &at, &STEPS)?;
    let found: Vec<&&str> = STEPS.iter().filter(|s| fields.has(s)).collect();
    let [kind] = found[..] else {
        reader.problem(&at, "missing-field", &[("field", &STEPS.join(" / "))]);
        return None;
    };
    let of = fields.get(kind)?;
    let at = of.1.clone();
    let step = match *kind {
        "round" => Step::Round(reader.rounding(of)?),
        "times" => Step::Times(amount(reader, of)?),
        "plus" => Step::Plus(amount(reader, of)?),
        "at_least" => Step::AtLeast(reader.number(of)?),
        "at_most" => Step::AtMost(reader.number(of)?),
        _ => place_points(reader, of)?,
    };
    let personal = matches!(
        step,
        Step::PlacePoints { .. } | Step::Times(Amount::Given(_)) | Step::Plus(Amount::Given(_))
    );
    if personal && !of_entries {
        reader.problem(&at, "no-use", &[]);
        return None;
    }
    Some(step)
}

fn amount(reader: &mut Reader, (json, at): (&Json, String)) -> Option<Amount> {
    let Json::Object(_) = json else {
        return reader.number((json, at)).map(Amount::Fixed);
    };
    let fields = reader.fields(json, &at, &AMOUNT)?;
    let Some(given) = fields.get("given") else {
        reader.problem(&at, "missing-field", &[("field", "given")]);
        return None;
    };
    reader.text(given).map(Amount::Given)
}

fn place_points(reader: &mut Reader, (json, at): (&Json, String)) -> Option<Step> {
    let (listed, share) = if let Json::List(_) = json {
        ((json, at), true)
    } else {
        let fields = reader.fields(json, &at, &PLACE_POINTS)?;
        let Some(table) = fields.get("table") else {
            reader.problem(&at, "missing-field", &[("field", "table")]);
            return None;
        };
        let ties = match fields.get("ties") {
            None => "share",
            Some(ties) => reader.choice(ties, &PLACE_TIES)?,
        };
        (table, ties == "share")
    };
    let table = table(reader, listed)?;
    Some(Step::PlacePoints { table, share })
}

/// Points for places or ranks, from the first on.
pub(super) fn table(
    reader: &mut Reader,
    listed: (&Json, String),
) -> Option<Vec<crate::engine::Exact>> {
    let at = listed.1.clone();
    let items = reader.list(listed);
    if items.is_empty() || items.len() > MAX_TABLE {
        reader.problem(&at, "missing-field", &[("field", "[0]")]);
        return None;
    }
    items.into_iter().map(|item| reader.number(item)).collect()
}
