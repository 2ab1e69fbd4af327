//! Sheets into places: the score of each entry, how ties fell, and how far the jurors were apart.

use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, BTreeSet},
};

use super::methods::{self, Combined, Method, Middle, TooLarge};
use super::score::{Form, Fraction, MAX_SHEETS, MarkError, round_half_away};
use super::ties::{self, Chain, Fell};
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
    /// The method's numbers pass 128 bits.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
}

/// The counted sheets of one entry.
struct Tally<'a, J> {
    /// Lowest first.
    totals: Vec<i128>,
    /// In the order of jurors.
    by_juror: Vec<(&'a J, i128)>,
    /// Σk for each criterion.
    sums: Vec<i128>,
    recused: usize,
    abstained: usize,
    incomplete: usize,
}

impl<J> Tally<'_, J> {
    fn new(criteria: usize) -> Self {
        Self {
            totals: vec![],
            by_juror: vec![],
            sums: vec![0; criteria],
            recused: 0,
            abstained: 0,
            incomplete: 0,
        }
    }

    /// The middle total as a share.
    fn median(&self, whole: i128) -> Option<Fraction> {
        let middle = methods::combine(Method::Median(Middle::Mid), &self.totals, whole);
        middle.ok().flatten().map(|c| c.value)
    }

    /// Σk / n of a criterion.
    fn mean(&self, criterion: usize) -> Option<Fraction> {
        let n = i128::try_from(self.totals.len()).ok()?;
        Fraction::new(self.sums[criterion], n)
    }
}

/// A tied group under the chain of the rules.
struct Group<'a, J> {
    rules: &'a StandingRules,
    members: Vec<&'a Tally<'a, J>>,
}

impl<J: Ord> Chain for Group<'_, J> {
    fn steps(&self) -> usize {
        self.rules.chain.len()
    }

    fn ends(&self, _: usize, _: &[usize]) -> bool {
        false
    }

    fn compare(&self, step: usize, size: usize, a: usize, b: usize) -> Ordering {
        let (a, b) = (self.members[a], self.members[b]);
        let whole = self.rules.form.whole();
        match self.rules.chain[step] {
            TieBreak::Criterion(index) => a.mean(index).cmp(&b.mean(index)),
            TieBreak::Median => a.median(whole).cmp(&b.median(whole)),
            TieBreak::Lowest => a.totals.first().cmp(&b.totals.first()),
            // preferences of three or more may run in a circle
            TieBreak::Majority if size != 2 => Ordering::Equal,
            TieBreak::Majority => ties::majority(&a.by_juror, &b.by_juror),
        }
    }
}

/// What entries bring from an earlier round.
#[derive(Clone, Debug)]
pub struct Carried<E> {
    /// How many percent of the score come from there, 1 to 99.
    pub percent: i64,
    /// Shares of all points. An entry without one keeps its own score whole.
    pub scores: BTreeMap<E, Fraction>,
}

impl<E: Ord> Carried<E> {
    /// ((100 − p) · own + p · carried) / 100.
    fn blend(&self, entry: &E, own: Fraction) -> Result<Fraction, TooLarge> {
        let Some(carried) = self.scores.get(entry) else {
            return Ok(own);
        };
        let (own, carried) = (own.reduced(), carried.reduced());
        let blended = || {
            let percent = i128::from(self.percent);
            let mine = (100 - percent).checked_mul(own.num)?;
            let theirs = percent.checked_mul(carried.num)?;
            let num = mine
                .checked_mul(carried.den)?
                .checked_add(theirs.checked_mul(own.den)?)?;
            let den = own.den.checked_mul(carried.den)?.checked_mul(100)?;
            Fraction::new(num, den).map(Fraction::reduced)
        };
        blended().ok_or(TooLarge)
    }
}

/// Ranks the entries of a round. Abstained, recused and incomplete sheets never count. The result is sorted by place,
/// equal places by entry, the not judged last; it does not depend on the order of `entries` or `sheets`.
pub fn standings<E: Ord + Clone, J: Ord>(
    rules: &StandingRules,
    entries: &[E],
    sheets: &[Sheet<E, J>],
) -> Result<Vec<Standing<E>>, StandingError> {
    standings_carried(rules, entries, sheets, None)
}

/// [`standings`] with scores from an earlier round counted in. Ties are still parted by this round's sheets.
pub fn standings_carried<E: Ord + Clone, J: Ord>(
    rules: &StandingRules,
    entries: &[E],
    sheets: &[Sheet<E, J>],
    carried: Option<&Carried<E>>,
) -> Result<Vec<Standing<E>>, StandingError> {
    let criteria = rules.form.scales().len();
    if rules
        .chain
        .iter()
        .any(|step| matches!(step, TieBreak::Criterion(i) if *i >= criteria))
    {
        return Err(StandingError::Chain);
    }
    let mut known: Vec<&E> = entries.iter().collect();
    known.sort_unstable();
    known.dedup();
    let tallies = tally(&rules.form, &known, sheets)?;
    let method = settled(rules, &tallies, sheets);
    let mut judged: Vec<(usize, Combined)> = Vec::with_capacity(known.len());
    let mut rest: Vec<Standing<E>> = Vec::new();
    for (index, tally) in tallies.iter().enumerate() {
        match score(method, rules, tally)? {
            Some(mut combined) => {
                if let Some(carried) = carried {
                    combined.value = carried.blend(known[index], combined.value)?;
                }
                judged.push((index, combined));
            }
            None => rest.push(line(rules, (known[index], None, tally))),
        }
    }
    // a stable sort: equal scores stay in the order of their entries
    judged.sort_by_key(|(_, combined)| Reverse(combined.value));
    let mut out = Vec::with_capacity(tallies.len());
    let mut groups = 0;
    for tied in judged.chunk_by(|a, b| a.1.value == b.1.value) {
        let first = out.len() + 1;
        let group = (tied.len() > 1).then(|| {
            groups += 1;
            groups
        });
        let chain = Group {
            rules,
            members: tied.iter().map(|t| &tallies[t.0]).collect(),
        };
        let members: Vec<usize> = (0..tied.len()).collect();
        for (member, place, fell) in ties::resolve(&chain, &members) {
            let (index, combined) = tied[member];
            let of = (known[index], Some(combined), &tallies[index]);
            let mut standing = line(rules, of);
            standing.rank = Some(first + place);
            standing.tie_group = group;
            standing.decided_by = match fell {
                _ if group.is_none() => Step::Score,
                Fell::By(step) => Step::Chain(rules.chain[step]),
                Fell::At(_) => Step::Unresolved,
            };
            out.push(standing);
        }
    }
    out.append(&mut rest);
    Ok(out)
}

/// A tally for each of the known entries, which are sorted.
fn tally<'a, E: Ord, J: Ord>(
    form: &Form,
    known: &[&E],
    sheets: &'a [Sheet<E, J>],
) -> Result<Vec<Tally<'a, J>>, StandingError> {
    let mut order: Vec<(usize, usize)> = Vec::with_capacity(sheets.len());
    // sheets of one entry mostly come together
    let mut entry = 0;
    for (index, sheet) in sheets.iter().enumerate() {
        if known.get(entry) != Some(&&sheet.entry) {
            entry = known
                .binary_search(&&sheet.entry)
                .map_err(|_| StandingError::UnknownEntry(index))?;
        }
        order.push((entry, index));
    }
    order.sort_unstable_by(|a, b| {
        let jurors = || sheets[a.1].juror.cmp(&sheets[b.1].juror);
        a.0.cmp(&b.0).then_with(jurors).then(a.1.cmp(&b.1))
    });
    let twice = order
        .windows(2)
        .filter(|w| w[0].0 == w[1].0 && sheets[w[0].1].juror == sheets[w[1].1].juror)
        .map(|w| w[1].1)
        .min();
    if let Some(index) = twice {
        return Err(StandingError::Twice(index));
    }
    let mut tallies: Vec<Tally<J>> = known
        .iter()
        .map(|_| Tally::new(form.scales().len()))
        .collect();
    for (entry, index) in order {
        let tally = &mut tallies[entry];
        let marks = match &sheets[index].answer {
            Answer::Recused => {
                tally.recused += 1;
                continue;
            }
            Answer::Abstained => {
                tally.abstained += 1;
                continue;
            }
            Answer::Marks(marks) => marks,
        };
        let total = form.total_set(marks);
        let Some(total) = total.map_err(|e| StandingError::Mark(index, e))? else {
            tally.incomplete += 1;
            continue;
        };
        tally.totals.push(total);
        tally.by_juror.push((&sheets[index].juror, total));
        for (sum, k) in tally.sums.iter_mut().zip(marks) {
            *sum += i128::from(k.unwrap_or_default());
        }
        if tally.totals.len() > MAX_SHEETS {
            return Err(StandingError::TooMany);
        }
    }
    for tally in &mut tallies {
        tally.totals.sort_unstable();
    }
    Ok(tallies)
}

/// What [`Method::Default`] means for these sheets.
fn settled<E, J: Ord>(
    rules: &StandingRules,
    tallies: &[Tally<J>],
    sheets: &[Sheet<E, J>],
) -> Method {
    if rules.method != Method::Default {
        return rules.method;
    }
    let seven = tallies.iter().all(|t| t.totals.len() >= 7);
    let complete = seven && {
        let jurors: BTreeSet<&J> = sheets.iter().map(|s| &s.juror).collect();
        tallies
            .iter()
            .all(|t| t.totals.len() + t.recused == jurors.len())
    };
    if complete {
        Method::trimmed(1)
    } else {
        Method::Mean
    }
}

fn score<J>(
    method: Method,
    rules: &StandingRules,
    tally: &Tally<J>,
) -> Result<Option<Combined>, StandingError> {
    if tally.totals.len() < rules.least_sheets {
        return Ok(None);
    }
    Ok(methods::combine(method, &tally.totals, rules.form.whole())?)
}

fn line<E: Clone, J>(
    rules: &StandingRules,
    (entry, combined, tally): (&E, Option<Combined>, &Tally<J>),
) -> Standing<E> {
    let (form, n) = (&rules.form, tally.totals.len());
    let show =
        |share: Option<Fraction>| share.map_or_else(String::new, |s| form.show(&s, rules.places));
    let share = |total: Option<&i128>| total.and_then(|t| Fraction::new(*t, form.whole()));
    let score = combined.map(|c| c.value);
    Standing {
        entry: entry.clone(),
        rank: None,
        score,
        display: show(score),
        counted: n,
        dropped: combined.map_or(0, |c| c.low + c.high),
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
