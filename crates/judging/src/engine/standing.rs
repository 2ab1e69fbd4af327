//! Sheets into places: the score of each entry, how ties fell, and how far the jurors were apart.

mod ties;

use std::collections::{BTreeMap, BTreeSet};

use super::score::{Form, Fraction, MAX_SHEETS, MarkError, round_half_away};
use super::wide::root_of_ratio;

/// What a juror handed in for an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Steps above the lowest mark, one for each criterion; `None` where no mark is set yet.
    Marks(Vec<Option<i64>>),
    /// Seen, cannot judge.
    Abstained,
    /// Must not judge.
    Recused,
}

/// One juror's sheet for one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet<E, J> {
    /// The entry.
    pub entry: E,
    /// The juror.
    pub juror: J,
    /// The marks, or why there are none.
    pub answer: Answer,
}

/// How sheets become one score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// ΣT / (n · D).
    Mean,
    /// The mean without the `g` highest and `g` lowest; entries with fewer than 2g + 3 sheets get the plain mean.
    Trimmed(usize),
    /// The middle total; the mean of the two middle ones for an even number.
    Median,
    /// `Trimmed(1)` when every entry has at least 7 counted sheets and nobody but the recused is missing, else `Mean`.
    Default,
}

/// A step of the tie-break chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TieBreak {
    /// The higher mean of the criterion with this index.
    Criterion(usize),
    /// The higher median of totals.
    Median,
    /// The higher lowest total: fewer bad marks.
    Lowest,
    /// For two entries: what most jurors who marked both preferred.
    Majority,
}

/// What settled an entry's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The exact score.
    Score,
    /// This step of the chain.
    Chain(TieBreak),
    /// Nothing: the place is shared until the jury votes or a lot is drawn.
    Unresolved,
}

/// The rules of a round.
#[derive(Clone, Debug)]
pub struct StandingRules {
    /// Criteria.
    pub form: Form,
    /// How sheets become one score.
    pub method: Method,
    /// Fewer counted sheets, and an entry is «not judged».
    pub least_sheets: usize,
    /// The chain after the exact score, in the published order.
    pub chain: Vec<TieBreak>,
    /// Decimal places shown, at most 9; nothing is ranked by rounded numbers.
    pub places: u32,
}

/// An entry's computed place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing<E> {
    /// The entry.
    pub entry: E,
    /// 1 is the best; tied entries share the smallest number. `None` when not judged.
    pub rank: Option<usize>,
    /// The exact share of all points; `None` when not judged.
    pub score: Option<Fraction>,
    /// The score on the shown range, rounded; empty when not judged.
    pub display: String,
    /// Counted sheets.
    pub counted: usize,
    /// Counted sheets that the method left out of the score.
    pub dropped: usize,
    /// Sheets of jurors who must not judge.
    pub recused: usize,
    /// Sheets of jurors who could not judge.
    pub abstained: usize,
    /// Sheets without all marks.
    pub incomplete: usize,
    /// Lowest total on the shown range; empty without sheets.
    pub lowest: String,
    /// Median total on the shown range.
    pub median: String,
    /// Highest total on the shown range.
    pub highest: String,
    /// Highest minus lowest total in shown points; empty without sheets.
    pub range: String,
    /// Standard deviation of the totals (n − 1) in shown points, 6 places, rounded down; `0.000000` for one sheet.
    pub spread: String,
    /// Entries with the same exact score share a number, whether or not the chain parted them; `None` without a tie.
    pub tie_group: Option<usize>,
    /// What settled the place.
    pub decided_by: Step,
}

/// Why sheets could not be ranked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StandingError {
    /// The sheet with this index is for an entry that is not in the round.
    #[error("sheet {0} is for an unknown entry")]
    UnknownEntry(usize),
    /// The sheet with this index is a second one of the same juror for the same entry.
    #[error("sheet {0} is a second one")]
    Twice(usize),
    /// The sheet with this index has an impossible mark.
    #[error("sheet {0}: {1}")]
    Mark(usize, MarkError),
    /// An entry has more sheets than can be added exactly.
    #[error("an entry has more than 1,000 sheets")]
    TooMany,
    /// A step of the chain names a criterion that does not exist.
    #[error("the tie-break chain names an unknown criterion")]
    Chain,
}

/// The counted sheets of one entry, lowest total first.
pub(crate) struct Tally<J> {
    pub(crate) totals: Vec<i128>,
    pub(crate) by_juror: BTreeMap<J, i128>,
    /// Σk for each criterion.
    pub(crate) sums: Vec<i128>,
    recused: usize,
    abstained: usize,
    incomplete: usize,
}

impl<J> Tally<J> {
    fn new(criteria: usize) -> Self {
        Self {
            totals: vec![],
            by_juror: BTreeMap::new(),
            sums: vec![0; criteria],
            recused: 0,
            abstained: 0,
            incomplete: 0,
        }
    }

    /// The middle total as a share.
    pub(crate) fn median(&self, whole: i128) -> Option<Fraction> {
        let n = self.totals.len();
        let (low, high) = (
            self.totals.get(n.checked_sub(1)? / 2)?,
            self.totals.get(n / 2)?,
        );
        Fraction::new(low + high, 2 * whole)
    }
}

/// Ranks the entries of a round. Abstained, recused and incomplete sheets never count. The result is sorted by place,
/// equal places by entry, the not judged last; it does not depend on the order of `entries` or `sheets`.
pub fn standings<E: Ord + Clone, J: Ord + Clone>(
    rules: &StandingRules,
    entries: &[E],
    sheets: &[Sheet<E, J>],
) -> Result<Vec<Standing<E>>, StandingError> {
    let criteria = rules.form.scales().len();
    if rules
        .chain
        .iter()
        .any(|step| matches!(step, TieBreak::Criterion(i) if *i >= criteria))
    {
        return Err(StandingError::Chain);
    }
    let tallies = tally(&rules.form, entries, sheets)?;
    let method = settled(rules, &tallies, sheets);
    let mut judged: Vec<(&E, Fraction, &Tally<J>)> = Vec::new();
    let mut rest: Vec<Standing<E>> = Vec::new();
    for (entry, tally) in &tallies {
        match score(method, rules, tally) {
            Some(score) => judged.push((entry, score, tally)),
            None => rest.push(line(rules, method, (entry, None, tally))),
        }
    }
    judged.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let mut out = Vec::with_capacity(tallies.len());
    let mut groups = 0;
    for tied in judged.chunk_by(|a, b| a.1 == b.1) {
        let first = out.len() + 1;
        let group = (tied.len() > 1).then(|| {
            groups += 1;
            groups
        });
        let members: Vec<&Tally<J>> = tied.iter().map(|t| t.2).collect();
        for (index, place, decided_by) in ties::resolve(&rules.chain, rules.form.whole(), &members)
        {
            let (entry, score, tally) = tied[index];
            let mut standing = line(rules, method, (entry, Some(score), tally));
            standing.rank = Some(first + place);
            standing.tie_group = group;
            standing.decided_by = if group.is_some() {
                decided_by
            } else {
                Step::Score
            };
            out.push(standing);
        }
    }
    out.append(&mut rest);
    Ok(out)
}

fn tally<E: Ord + Clone, J: Ord + Clone>(
    form: &Form,
    entries: &[E],
    sheets: &[Sheet<E, J>],
) -> Result<BTreeMap<E, Tally<J>>, StandingError> {
    let criteria = form.scales().len();
    let mut tallies: BTreeMap<E, Tally<J>> = entries
        .iter()
        .map(|e| (e.clone(), Tally::new(criteria)))
        .collect();
    let mut seen = BTreeSet::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let tally = tallies
            .get_mut(&sheet.entry)
            .ok_or(StandingError::UnknownEntry(index))?;
        if !seen.insert((&sheet.entry, &sheet.juror)) {
            return Err(StandingError::Twice(index));
        }
        let marks = match &sheet.answer {
            Answer::Recused => {
                tally.recused += 1;
                continue;
            }
            Answer::Abstained => {
                tally.abstained += 1;
                continue;
            }
            Answer::Marks(marks) => marks.iter().copied().collect::<Option<Vec<i64>>>(),
        };
        let Some(marks) = marks else {
            tally.incomplete += 1;
            continue;
        };
        let total = form
            .total(&marks)
            .map_err(|e| StandingError::Mark(index, e))?;
        if tally.totals.len() == MAX_SHEETS {
            return Err(StandingError::TooMany);
        }
        tally.totals.push(total);
        tally.by_juror.insert(sheet.juror.clone(), total);
        for (sum, k) in tally.sums.iter_mut().zip(marks) {
            *sum += i128::from(k);
        }
    }
    for tally in tallies.values_mut() {
        tally.totals.sort_unstable();
    }
    Ok(tallies)
}

/// The method itself, or what [`Method::Default`] comes to for these sheets.
fn settled<E: Ord, J: Ord>(
    rules: &StandingRules,
    tallies: &BTreeMap<E, Tally<J>>,
    sheets: &[Sheet<E, J>],
) -> Method {
    if rules.method != Method::Default {
        return rules.method;
    }
    let jurors: BTreeSet<&J> = sheets.iter().map(|s| &s.juror).collect();
    let complete = tallies
        .values()
        .all(|t| t.totals.len() >= 7 && t.totals.len() + t.recused == jurors.len());
    if complete {
        Method::Trimmed(1)
    } else {
        Method::Mean
    }
}

/// How many totals the method leaves out at each end.
fn trim(method: Method, n: usize) -> usize {
    match method {
        Method::Trimmed(g) if n >= 2 * g + 3 => g,
        _ => 0,
    }
}

fn score<J>(method: Method, rules: &StandingRules, tally: &Tally<J>) -> Option<Fraction> {
    let n = tally.totals.len();
    if n == 0 || n < rules.least_sheets {
        return None;
    }
    let whole = rules.form.whole();
    if method == Method::Median {
        return tally.median(whole);
    }
    let cut = trim(method, n);
    let kept = &tally.totals[cut..n - cut];
    let count = i128::try_from(kept.len()).ok()?;
    Fraction::new(kept.iter().sum(), count * whole)
}

fn line<E: Clone, J>(
    rules: &StandingRules,
    method: Method,
    (entry, score, tally): (&E, Option<Fraction>, &Tally<J>),
) -> Standing<E> {
    let (form, n) = (&rules.form, tally.totals.len());
    let show =
        |share: Option<Fraction>| share.map_or_else(String::new, |s| form.show(&s, rules.places));
    let share = |total: Option<&i128>| total.and_then(|t| Fraction::new(*t, form.whole()));
    Standing {
        entry: entry.clone(),
        rank: None,
        score,
        display: show(score),
        counted: n,
        dropped: if score.is_some() {
            2 * trim(method, n)
        } else {
            0
        },
        recused: tally.recused,
        abstained: tally.abstained,
        incomplete: tally.incomplete,
        lowest: show(share(tally.totals.first())),
        median: show(tally.median(form.whole())),
        highest: show(share(tally.totals.last())),
        range: range(rules, &tally.totals),
        spread: spread(form, &tally.totals),
        tie_group: None,
        decided_by: Step::Unresolved,
    }
}

/// (highest − lowest total) · shown range / D.
fn range(rules: &StandingRules, totals: &[i128]) -> String {
    let (Some(lowest), Some(highest)) = (totals.first(), totals.last()) else {
        return String::new();
    };
    let (least, most) = rules.form.points();
    round_half_away(
        (highest - lowest) * i128::from(most - least),
        rules.form.whole(),
        rules.places,
    )
}

/// √((n·ΣT² − (ΣT)²) / (n·(n−1))) · range / D, six places, rounded down.
fn spread(form: &Form, totals: &[i128]) -> String {
    let n = totals.len() as u128;
    if n < 2 {
        return "0.000000".to_owned();
    }
    let sum: i128 = totals.iter().sum();
    let squares: u128 = totals
        .iter()
        .map(|t| t.unsigned_abs() * t.unsigned_abs())
        .sum();
    let (least, most) = form.points();
    let range = u128::from(most.abs_diff(least));
    let whole = form.whole().unsigned_abs();
    let variance = n * squares - sum.unsigned_abs() * sum.unsigned_abs();
    // the shown range is at most 10¹² wide, so its square times 10¹² fits
    let micros = root_of_ratio(
        variance,
        range * range * 1_000_000_000_000,
        n * (n - 1) * whole * whole,
    );
    round_half_away(i128::try_from(micros).unwrap_or(i128::MAX), 1_000_000, 6)
}

#[cfg(test)]
mod tests;
