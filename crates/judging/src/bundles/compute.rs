//! From the rules and sheets of a bundle to its results, by the engine that the server uses. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::form::{
    BundleEntry, BundleSheet, EmptyTier, Outcome, Pair, Regulation, Results, RoundResults,
    RoundRules, TiedOnLine,
};
use crate::engine::{
    Answer, Candidate, Carried, EmptyReason, Form, Fraction, PlanTier, Proposal, Scale, Sheet,
    Standing, StandingRules, Step, TieBreak, allocate, standings_carried,
};

/// What results follow from.
pub(super) struct Basis<'a> {
    pub(super) regulation: &'a Regulation,
    pub(super) entries: &'a [BundleEntry],
    pub(super) assignments: &'a [Pair],
    pub(super) recusals: &'a [Pair],
    pub(super) sheets: &'a [BundleSheet],
}

/// A step of the chain as the rules name it.
pub(super) fn tie_name(step: TieBreak) -> String {
    match step {
        TieBreak::Criterion(index) => format!("criterion:{index}"),
        TieBreak::Median => "median".to_owned(),
        TieBreak::Lowest => "lowest".to_owned(),
        TieBreak::Majority => "majority".to_owned(),
    }
}

fn tie_of(name: &str) -> Option<TieBreak> {
    match name {
        "median" => Some(TieBreak::Median),
        "lowest" => Some(TieBreak::Lowest),
        "majority" => Some(TieBreak::Majority),
        _ => {
            let index = name.strip_prefix("criterion:")?;
            index.parse().ok().map(TieBreak::Criterion)
        }
    }
}

/// The engine's rules of a round.
pub(super) fn rules_of(round: &RoundRules) -> Result<StandingRules, String> {
    let scale = |c: &super::form::CriterionRules| Scale {
        least: c.least,
        most: c.most,
        step: c.step,
        weight: c.weight,
    };
    let scales = round.criteria.iter().map(scale).collect();
    let chain: Option<Vec<TieBreak>> = round.ties.iter().map(|name| tie_of(name)).collect();
    Ok(StandingRules {
        form: Form::new(scales).map_err(|error| error.to_string())?,
        method: round.method.of_engine(),
        least_sheets: usize::try_from(round.least_sheets).unwrap_or(usize::MAX),
        chain: chain.ok_or("unknown tie-break step")?,
        places: round.places.min(9),
    })
}

/// Scores by round and code.
type Scores<'a> = BTreeMap<(&'a str, &'a str), Fraction>;

/// The results of every round; an error names the round.
pub(super) fn results(basis: &Basis<'_>) -> Result<Results, String> {
    let mut scores = Scores::new();
    let mut rounds = Vec::new();
    for round in &basis.regulation.rounds {
        let results = of_round(basis, round, &mut scores)
            .map_err(|error| format!("{}: {error}", round.category))?;
        rounds.push(results);
    }
    Ok(Results { rounds })
}

/// The name of the round before.
pub(super) fn name_before<'a>(regulation: &'a Regulation, round: &RoundRules) -> Option<&'a str> {
    let before =
        |r: &&RoundRules| r.category_key == round.category_key && r.position + 1 == round.position;
    let found = regulation.rounds.iter().find(before);
    found.map(|r| r.category.as_str())
}

/// What works bring from the round before.
fn carried<'a>(
    basis: &Basis<'a>,
    round: &RoundRules,
    (entries, scores): (&[&'a BundleEntry], &Scores<'a>),
) -> Option<Carried<&'a str>> {
    let before = name_before(basis.regulation, round).filter(|_| round.carry > 0)?;
    let brought = |e: &&'a BundleEntry| {
        let score = scores.get(&(before, e.before.as_deref()?))?;
        Some((e.code.as_str(), *score))
    };
    Some(Carried {
        percent: round.carry,
        scores: entries.iter().filter_map(brought).collect(),
    })
}

fn of_round<'a>(
    basis: &Basis<'a>,
    round: &'a RoundRules,
    scores: &mut Scores<'a>,
) -> Result<RoundResults, String> {
    let rules = rules_of(round)?;
    let own = |category: &str| category == round.category;
    let entries: Vec<&'a BundleEntry> = basis
        .entries
        .iter()
        .filter(|e| own(&e.category) && e.counts)
        .collect();
    let codes: Vec<&'a str> = entries.iter().map(|e| e.code.as_str()).collect();
    let counting: BTreeSet<&str> = codes.iter().copied().collect();
    let recused: BTreeSet<(&str, &str)> = basis
        .recusals
        .iter()
        .filter(|p| own(&p.category))
        .map(|p| (p.code.as_str(), p.juror.as_str()))
        .collect();
    let mut given: BTreeMap<(&str, &str), &BundleSheet> = BTreeMap::new();
    for sheet in basis.sheets.iter().filter(|s| own(&s.category)) {
        if let (Some(code), Some(juror)) = (&sheet.code, &sheet.juror) {
            given.insert((code, juror), sheet);
        }
    }
    let assigned = basis
        .assignments
        .iter()
        .filter(|p| own(&p.category) && counting.contains(p.code.as_str()));
    let sheets: Vec<Sheet<&str, &str>> = assigned
        .map(|p| {
            let pair = (p.code.as_str(), p.juror.as_str());
            let answer = match given.get(&pair) {
                _ if recused.contains(&pair) => Answer::Recused,
                Some(sheet) if sheet.answer == "abstained" => Answer::Abstained,
                Some(sheet) => Answer::Marks(sheet.marks.iter().copied().map(Some).collect()),
                None => Answer::Marks(vec![None; round.criteria.len()]),
            };
            Sheet {
                entry: pair.0,
                juror: pair.1,
                answer,
            }
        })
        .collect();
    let carried = carried(basis, round, (&entries, scores));
    let placed = standings_carried(&rules, &codes, &sheets, carried.as_ref())
        .map_err(|error| error.to_string())?;
    let score = |s: &Standing<&'a str>| Some(((round.category.as_str(), s.entry), s.score?));
    scores.extend(placed.iter().filter_map(score));
    let proposal = formula(basis.regulation, round, &entries, &placed);
    Ok(told(&placed, &proposal, round))
}

/// What the formula gives to works in this order.
fn formula<'a>(
    regulation: &Regulation,
    round: &RoundRules,
    entries: &[&'a BundleEntry],
    placed: &[Standing<&'a str>],
) -> Proposal<&'a str, i64> {
    let ranked = placed
        .iter()
        .filter_map(|s| Some((s.entry, s.rank?, s.score?)));
    allocation(regulation, round, entries, ranked)
}

/// What the prize table gives to works with these places and scores, best first.
pub(super) fn allocation<'a>(
    regulation: &Regulation,
    round: &RoundRules,
    entries: &[&'a BundleEntry],
    ranked: impl Iterator<Item = (&'a str, usize, Fraction)>,
) -> Proposal<&'a str, i64> {
    let plan: Vec<PlanTier<i64, ()>> = round
        .tiers
        .iter()
        .map(|t| PlanTier {
            tier: t.level,
            category: (),
            level: u32::try_from(t.level).unwrap_or(u32::MAX),
            quota: usize::try_from(t.quota).unwrap_or(0),
            minimum: None,
        })
        .collect();
    let authors: BTreeMap<&str, &[String]> = entries
        .iter()
        .map(|e| (e.code.as_str(), e.authors.as_slice()))
        .collect();
    let candidates: Vec<Candidate<&str, (), &String>> = ranked
        .map(|(entry, rank, score)| Candidate {
            entry,
            category: (),
            rank,
            score,
            authors: authors
                .get(entry)
                .copied()
                .unwrap_or_default()
                .iter()
                .collect(),
        })
        .collect();
    let cap = usize::try_from(regulation.prizes_per_author).unwrap_or(usize::MAX);
    allocate(&plan, &candidates, Some(cap))
}

const fn long(n: usize) -> u64 {
    n as u64
}

fn told(
    placed: &[Standing<&str>],
    proposal: &Proposal<&str, i64>,
    round: &RoundRules,
) -> RoundResults {
    let outcome = |s: &Standing<&str>| {
        let score = s.score.map(Fraction::reduced);
        Outcome {
            code: s.entry.to_owned(),
            rank: s.rank.map(long),
            num: score.map(|f| f.num.to_string()),
            den: score.map(|f| f.den.to_string()),
            display: s.display.clone(),
            counted: long(s.counted),
            dropped: long(s.dropped),
            recused: long(s.recused),
            abstained: long(s.abstained),
            incomplete: long(s.incomplete),
            tie_group: s.tie_group.map(long),
            step: match s.decided_by {
                Step::Score => "score".to_owned(),
                Step::Chain(step) => tie_name(step),
                Step::Unresolved => "unresolved".to_owned(),
            },
            formula_level: proposal
                .given
                .iter()
                .find(|g| g.entry == s.entry)
                .map(|g| g.tier),
        }
    };
    let reason = |reason: EmptyReason| match reason {
        EmptyReason::NobodyLeft => "nobody_left",
        EmptyReason::BelowMinimum => "below_minimum",
        EmptyReason::AuthorCap => "author_cap",
    };
    RoundResults {
        category: round.category.clone(),
        entries: placed.iter().map(outcome).collect(),
        empty: proposal
            .empty
            .iter()
            .map(|e| EmptyTier {
                level: e.tier,
                slots: long(e.slots),
                reason: reason(e.reason).to_owned(),
            })
            .collect(),
        line_ties: proposal
            .ties
            .iter()
            .map(|t| TiedOnLine {
                level: t.tier,
                slots: long(t.slots),
                codes: t.entries.iter().map(|code| (*code).to_owned()).collect(),
            })
            .collect(),
    }
}
