//! Scores into places, and the chain that parts equal ones.

use std::{
    cmp::Ordering,
    collections::{HashMap, HashSet},
};

use super::{
    columns::{self, whole_weights},
    line::Advances,
    parts::PartResult,
};
use crate::engine::{
    exact::Exact,
    methods::{self, Method, Middle},
    rows::{Cell, Sheets, TieVotes},
    rules::{Better, MARK_UNIT, Rules, Source, TieStep},
    ties::{self, Chain, Fell},
};

/// What settled an entry's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// The score.
    Score,
    /// The step of the chain with this index.
    Step(usize),
    /// Nothing parts it from its equals, and the rules let them share.
    Shared,
    /// The jury has to vote.
    AwaitsVote,
    /// A lot has to be drawn.
    AwaitsDraw,
    /// It has no place: not judged.
    NotJudged,
    /// It has no place: left out by the rules.
    LeftOut,
}

/// An entry in the standings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Into `entries` of the sheets.
    pub entry: usize,
    /// 1 is the best; equal entries share the smallest number.
    pub place: Option<usize>,
    /// What settled it.
    pub decided: Decided,
    /// Entries of one score share a number, whether or not the chain parted them.
    pub tie_group: Option<usize>,
    /// Whether it advances; `None` where the rules draw no line.
    pub advances: Option<Advances>,
}

pub(super) fn places(
    rules: &Rules,
    sheets: &Sheets,
    (done, votes): (&[PartResult], &TieVotes),
    left_out: &HashSet<u32>,
) -> Vec<Placed> {
    let of = |entry, decided| Placed {
        entry,
        place: None,
        decided,
        tie_group: None,
        advances: None,
    };
    let mut judged: Vec<(usize, Exact)> = Vec::new();
    let (mut rest, mut gone) = (Vec::new(), Vec::new());
    for entry in 0..sheets.entries.len() {
        let out = u32::try_from(entry).is_ok_and(|e| left_out.contains(&e));
        match key(rules, done, entry) {
            _ if out => gone.push(of(entry, Decided::LeftOut)),
            Some(key) => judged.push((entry, key)),
            None => rest.push(of(entry, Decided::NotJudged)),
        }
    }
    let better = rules.parts[rules.score].gives();
    judged.sort_by(|a, b| match better {
        Better::Higher => b.1.cmp(&a.1),
        Better::Lower => a.1.cmp(&b.1),
    });
    let mut placed: Vec<Placed> = Vec::with_capacity(sheets.entries.len());
    let mut groups = 0;
    for tied in judged.chunk_by(|a, b| a.1 == b.1) {
        let first = placed.len() + 1;
        if let [(entry, _)] = tied {
            placed.push(Placed {
                place: Some(first),
                ..of(*entry, Decided::Score)
            });
            continue;
        }
        groups += 1;
        let entries: Vec<usize> = tied.iter().map(|t| t.0).collect();
        let group = Group::of(rules, sheets, (done, votes), &entries);
        let members: Vec<usize> = (0..entries.len()).collect();
        for (member, place, fell) in ties::resolve(&group, &members) {
            placed.push(Placed {
                place: Some(first + place),
                tie_group: Some(groups),
                ..of(entries[member], decided(rules, fell))
            });
        }
    }
    placed.append(&mut rest);
    placed.append(&mut gone);
    placed
}

/// The number by which an entry is ranked.
pub(super) fn key(rules: &Rules, done: &[PartResult], entry: usize) -> Option<Exact> {
    let score = done[rules.score].values[entry].as_ref()?;
    Some(
        rules
            .rank_on
            .map_or_else(|| score.clone(), |r| score.rounded(&r)),
    )
}

fn decided(rules: &Rules, fell: Fell) -> Decided {
    match fell {
        Fell::By(step) => Decided::Step(step),
        Fell::At(None) => Decided::Shared,
        Fell::At(Some(step)) => match rules.ties[step] {
            TieStep::Vote => Decided::AwaitsVote,
            TieStep::Draw => Decided::AwaitsDraw,
            _ => Decided::Shared,
        },
    }
}

/// What a step compares of an entry; more is better.
enum Key {
    Number(Option<Exact>),
    /// By juror.
    Sheets(Vec<(u32, i128)>),
}

/// A tied group with what every step of the chain compares.
struct Group<'a> {
    chain: &'a [TieStep],
    /// By step, then by member.
    keys: Vec<Vec<Key>>,
}

impl<'a> Group<'a> {
    fn of(
        rules: &'a Rules,
        sheets: &Sheets,
        of: (&[PartResult], &TieVotes),
        entries: &[usize],
    ) -> Self {
        let chain = &rules.ties;
        let keys = chain
            .iter()
            .map(|step| {
                entries
                    .iter()
                    .map(|e| key_of(step, rules, sheets, (of, *e)))
                    .collect()
            })
            .collect();
        Self { chain, keys }
    }
}

impl Chain for Group<'_> {
    fn steps(&self) -> usize {
        self.chain.len()
    }

    fn ends(&self, step: usize, members: &[usize]) -> bool {
        let lacks = |member: &usize| matches!(self.keys[step][*member], Key::Number(None));
        match self.chain[step] {
            TieStep::Share => true,
            TieStep::Vote | TieStep::Draw => members.iter().any(lacks),
            _ => false,
        }
    }

    fn compare(&self, step: usize, size: usize, a: usize, b: usize) -> Ordering {
        match (&self.keys[step][a], &self.keys[step][b]) {
            (Key::Number(a), Key::Number(b)) => a.cmp(b),
            // preferences of three or more may run in a circle
            (Key::Sheets(a), Key::Sheets(b)) if size == 2 => ties::majority(a, b),
            _ => Ordering::Equal,
        }
    }
}

type At<'a> = ((&'a [PartResult], &'a TieVotes), usize);

fn key_of(step: &TieStep, rules: &Rules, sheets: &Sheets, ((done, votes), entry): At) -> Key {
    let turned = |number: Exact, better| match better {
        Better::Higher => number,
        Better::Lower => &Exact::whole(0) - &number,
    };
    let number = |map: &HashMap<usize, u32>| map.get(&entry).map(|n| Exact::whole(*n));
    let middle = |part: usize, method| {
        let (sheets, whole) = own_sheets(rules, done, (part, entry));
        let mut totals: Vec<i128> = sheets.iter().map(|s| s.1).collect();
        totals.sort_unstable();
        let combined = methods::combine(method, &totals, whole).ok().flatten();
        Key::Number(combined.map(|c| Exact::from(c.value)))
    };
    match step {
        TieStep::Part(part) => {
            let value = done[*part].values[entry].clone();
            Key::Number(value.map(|v| turned(v, rules.parts[*part].gives())))
        }
        TieStep::Criterion(part, name) => {
            let mean = criterion_mean(rules, sheets, (done, *part, entry), name);
            Key::Number(mean.map(|m| turned(m, rules.parts[*part].better)))
        }
        TieStep::Median(part) => middle(*part, Method::Median(Middle::Mid)),
        // sheets are turned so that more is better
        TieStep::Worst(part) => middle(*part, Method::Lowest),
        TieStep::Best(part) => middle(*part, Method::Highest),
        TieStep::Majority(part) => Key::Sheets(own_sheets(rules, done, (*part, entry)).0),
        TieStep::Vote => Key::Number(number(&votes.votes)),
        TieStep::Draw => Key::Number(number(&votes.lots).map(|lot| &Exact::whole(0) - &lot)),
        TieStep::Share => Key::Number(None),
    }
}

/// Each juror's total for an entry, turned so that more is better, with its unit: of the sheets, or of all criteria of
/// a part that counts them one by one (jurors who marked all of them).
fn own_sheets(
    rules: &Rules,
    done: &[PartResult],
    (part, entry): (usize, usize),
) -> (Vec<(u32, i128)>, i128) {
    let of = &rules.parts[part];
    let panels: Vec<(&str, &columns::Panel)> = done[part]
        .columns
        .iter()
        .filter_map(|c| c.panel.as_ref().map(|p| (c.name.as_str(), p)))
        .filter(|(_, panel)| panel.has(entry))
        .collect();
    let names: Vec<&str> = panels.iter().map(|p| p.0).collect();
    let Some((_, first)) = panels.first() else {
        return (vec![], 1);
    };
    let sheets = matches!(&of.source, Source::Marks(marks) if marks.per_sheet);
    let weights = whole_weights(of, &names).ok().filter(|_| !sheets);
    let weight = |index: usize| weights.as_ref().map_or(1, |w| w.each[index]);
    let mut totals: HashMap<u32, (usize, i128)> = HashMap::new();
    for (index, (_, panel)) in panels.iter().enumerate() {
        for (juror, mark) in &panel.marks[entry] {
            let total = totals.entry(*juror).or_default();
            total.0 += 1;
            total.1 = total.1.saturating_add(mark.saturating_mul(weight(index)));
        }
    }
    let turn = if of.better == Better::Lower { -1 } else { 1 };
    let whole = totals.into_iter().filter(|(_, (n, _))| *n == panels.len());
    let mut sheets: Vec<(u32, i128)> = whole
        .map(|(juror, (_, total))| (juror, total * turn))
        .collect();
    sheets.sort_unstable();
    (sheets, first.whole)
}

/// The mean mark of a criterion on the sheets that count.
fn criterion_mean(
    rules: &Rules,
    sheets: &Sheets,
    (done, part, entry): (&[PartResult], usize, usize),
    name: &str,
) -> Option<Exact> {
    let Source::Marks(marks) = &rules.parts[part].source else {
        return None;
    };
    let counts = |juror: u32| {
        !marks.per_sheet
            || done[part].columns[0].panel.as_ref().is_some_and(|panel| {
                panel.marks[entry]
                    .binary_search_by_key(&juror, |m| m.0)
                    .is_ok()
            })
    };
    let rows = columns::rows_of(sheets, name);
    let first = rows.partition_point(|row| (row.entry as usize) < entry);
    let (mut sum, mut n) = (0_i128, 0_i128);
    for row in rows[first..]
        .iter()
        .take_while(|row| row.entry as usize == entry)
    {
        if let Cell::Mark(_) = row.cell
            && let Ok(mark) = columns::counted(marks, row.cell)
            && counts(row.juror)
        {
            sum += mark;
            n += 1;
        }
    }
    Exact::ratio(sum, n * MARK_UNIT)
}
