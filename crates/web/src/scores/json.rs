//! Standings for programs. Numbers of the contest are texts: an exact fraction `p/q`, and what is shown of it.

use judging::engine::{
    Exact, Fraction,
    methods::counted_as,
    problems::Problem,
    rules::{Better, Rules},
    scoring::{Column, Panel, Placed, Scored},
};
use serde_json::{Value, json};

use super::{text::counts, words};
use crate::i18n::Lang;

fn exact(value: &Exact) -> String {
    format!("{}/{}", value.numer(), value.denom())
}

pub(crate) fn problems(files: &words::Files, problems: &[Problem]) -> Value {
    let all = problems.iter().map(|problem| {
        let (file, line, path) = words::place(files, problem);
        json!({
            "file": file,
            "line": if line > 0 { json!(line) } else { Value::Null },
            "path": if path.is_empty() { Value::Null } else { json!(path) },
            "code": problem.code,
            "message": {
                "vi": words::message(problem, Lang::Vi),
                "en": words::message(problem, Lang::En),
            },
        })
    });
    json!({ "problems": all.collect::<Vec<_>>() })
}

pub(crate) fn standings(rules: &Rules, scored: &Scored) -> Value {
    let better = match rules.parts[rules.score].gives() {
        Better::Higher => "higher",
        Better::Lower => "lower",
    };
    let placed = scored.placed.iter().map(|one| entry(rules, scored, one));
    let notices = scored.notices.iter().map(|notice| {
        json!({ "vi": words::notice(notice, Lang::Vi), "en": words::notice(notice, Lang::En) })
    });
    json!({
        "title": rules.title,
        "score": rules.parts[rules.score].name,
        "better": better,
        "standings": placed.collect::<Vec<_>>(),
        "ties": ties(rules, scored),
        "notices": notices.collect::<Vec<_>>(),
    })
}

fn decided(rules: &Rules, one: &Placed) -> Value {
    let of = words::decided_of(rules, one.decided);
    json!({
        "step": words::decided_code(rules, one.decided),
        "of": if of.is_empty() { Value::Null } else { json!(of) },
    })
}

fn number(value: Option<&Exact>, places: u32) -> Value {
    value.map_or(
        Value::Null,
        |v| json!({ "exact": exact(v), "shown": v.show(places) }),
    )
}

fn entry(rules: &Rules, scored: &Scored, one: &Placed) -> Value {
    let (counted, dropped, not) = counts(scored, one.entry);
    let parts = rules.parts.iter().zip(&scored.parts).map(|(part, result)| {
        let columns = result.columns.iter().map(|c| column(scored, c, one.entry));
        let value = result.values[one.entry].as_ref();
        json!({
            "name": part.name,
            "value": number(value, rules.show),
            "columns": columns.collect::<Vec<_>>(),
        })
    });
    json!({
        "entry": scored.sheets.entries[one.entry],
        "place": one.place,
        "score": number(scored.score_of(rules, one.entry), rules.show),
        "counted": counted,
        "dropped": dropped,
        "recused": not.recused,
        "abstained": not.abstained,
        "not_yet": not.not_yet,
        "decided_by": decided(rules, one),
        "tie_group": one.tie_group,
        "advances": one.advances.map(words::advances_code),
        "parts": parts.collect::<Vec<_>>(),
    })
}

/// A column's number at the beginning and after each step, and what each juror's mark counted as.
fn column(scored: &Scored, column: &Column, entry: usize) -> Value {
    let steps = column
        .trail
        .iter()
        .map(|stage| stage[entry].as_ref().map(exact));
    let mut answer = json!({ "name": column.name, "steps": steps.collect::<Vec<_>>() });
    if let Some(panel) = &column.panel {
        answer["marks"] = marks(scored, panel, entry).into();
    }
    answer
}

fn marks(scored: &Scored, panel: &Panel, entry: usize) -> Vec<Value> {
    let mut sorted = panel.marks[entry].clone();
    sorted.sort_unstable_by_key(|(juror, mark)| (*mark, *juror));
    let totals: Vec<i128> = sorted.iter().map(|m| m.1).collect();
    // with votes, a mark may be dropped for one of them and count for another
    let single = panel.votes_are_one;
    let counted = panel
        .method
        .filter(|_| single)
        .and_then(|method| counted_as(method, &totals, panel.whole).ok());
    let mut all: Vec<(u32, Value)> = Vec::with_capacity(sorted.len());
    for (index, (juror, mark)) in sorted.into_iter().enumerate() {
        let own = Fraction {
            num: mark,
            den: panel.whole,
        };
        let mut one = json!({
            "juror": scored.sheets.jurors[juror as usize],
            "mark": exact(&Exact::from(own)),
        });
        if let Some(counted) = &counted {
            one["counts_as"] = json!(counted[index].map(|c| exact(&Exact::from(c))));
        }
        all.push((juror, one));
    }
    all.sort_by_key(|(juror, _)| *juror);
    all.into_iter().map(|(_, one)| one).collect()
}

fn ties(rules: &Rules, scored: &Scored) -> Vec<Value> {
    let tied: Vec<&Placed> = scored
        .placed
        .iter()
        .filter(|p| p.tie_group.is_some())
        .collect();
    let groups = tied.chunk_by(|a, b| a.tie_group == b.tie_group);
    groups
        .map(|group| {
            let entries = group.iter().map(|one| {
                json!({
                    "entry": scored.sheets.entries[one.entry],
                    "place": one.place,
                    "decided_by": decided(rules, one),
                })
            });
            json!({
                "group": group[0].tie_group,
                "score": number(scored.score_of(rules, group[0].entry), rules.show),
                "entries": entries.collect::<Vec<_>>(),
            })
        })
        .collect()
}
