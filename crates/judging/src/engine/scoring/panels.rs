//! A column of marks into one number for each entry.

use num_bigint::BigInt;

use super::{
    Notice,
    columns::{self, Panel},
    of_part,
};
use crate::engine::{
    ballots::{self, Ballot},
    exact::Exact,
    majority::Gauge,
    methods::{self, Method, TooLarge},
    problems::{Place, Problem},
    rows::{Cell, Sheets},
    rules::{self, Better, Marks, Part, Rules},
};

/// The most cells of a table of rankings.
const MAX_CELLS: usize = 20_000_000;

/// What is computed: a column of a part, with the sheets that it comes from.
pub(super) struct Task<'a> {
    pub(super) part: &'a Part,
    pub(super) marks: &'a Marks,
    pub(super) name: &'a str,
    pub(super) at: &'a str,
    pub(super) rules: &'a Rules,
    pub(super) sheets: &'a Sheets,
}

impl Task<'_> {
    fn too_large(&self) -> Vec<Problem> {
        of_part(self.at, "too-large", &[])
    }

    /// How many sheets a juror's sheet stands for.
    fn votes(&self, juror: u32) -> u32 {
        let votes = &self.rules.votes;
        if votes.is_empty() {
            return 1;
        }
        votes
            .get(&self.sheets.jurors[juror as usize])
            .copied()
            .unwrap_or(1)
    }

    /// The marks of an entry, each as often as it counts, lowest first.
    fn sorted(&self, marks: &[(u32, i128)]) -> Vec<i128> {
        let mut all: Vec<i128> = if self.rules.votes.is_empty() {
            marks.iter().map(|m| m.1).collect()
        } else {
            let often = |m: &(u32, i128)| std::iter::repeat_n(m.1, self.votes(m.0) as usize);
            marks.iter().flat_map(often).collect()
        };
        all.sort_unstable();
        all
    }

    /// The (entry, juror) that stepped back or could not judge, sorted.
    fn excused(&self) -> Vec<(u32, u32)> {
        let known: Vec<&str> = self.sheets.criteria.iter().map(String::as_str).collect();
        let names = if self.marks.per_sheet {
            columns::named(&self.marks.criteria, &known)
        } else {
            vec![self.name]
        };
        let rows = names
            .iter()
            .flat_map(|name| columns::rows_of(self.sheets, name));
        let mut excused: Vec<(u32, u32)> = rows
            .filter(|row| matches!(row.cell, Cell::Recused | Cell::Abstained))
            .map(|row| (row.entry, row.juror))
            .collect();
        excused.sort_unstable();
        excused
    }

    /// A mark as a strength, higher is better.
    fn strength(&self, mark: i128) -> i128 {
        match self.part.better {
            Better::Higher => mark,
            Better::Lower => -mark,
        }
    }
}

/// One number for each entry, by the part's method; `None` without enough marks.
pub(super) fn compute(
    task: &Task,
    panel: &mut Panel,
    notices: &mut Vec<Notice>,
) -> Result<Vec<Option<Exact>>, Vec<Problem>> {
    let mut values = match &task.marks.panel {
        rules::Panel::Totals(method) => totals(task, panel, (*method, notices))?,
        rules::Panel::MajorityJudgment => majority(task, panel),
        rules::Panel::ZScore => zscore(task, panel)?,
        rules::Panel::Ballots {
            method,
            unranked_last,
        } => by_order(task, panel, (method, *unranked_last))?,
    };
    for (value, marks) in values.iter_mut().zip(&panel.marks) {
        if marks.len() < task.marks.least {
            *value = None;
        }
    }
    Ok(values)
}

fn totals(
    task: &Task,
    panel: &mut Panel,
    (method, notices): (Method, &mut Vec<Notice>),
) -> Result<Vec<Option<Exact>>, Vec<Problem>> {
    let method = settled(task, panel, method, notices);
    panel.method = Some(method);
    panel.votes_are_one = task.rules.votes.is_empty();
    let mut values = Vec::with_capacity(panel.marks.len());
    let mut not_trimmed = 0;
    for (entry, marks) in panel.marks.iter().enumerate() {
        let sorted = task.sorted(marks);
        let combined = methods::combine(method, &sorted, panel.whole);
        let combined = combined.map_err(|TooLarge| task.too_large())?;
        if let Some(combined) = combined {
            panel.dropped[entry] = (combined.low, combined.high);
            if matches!(method, Method::Trimmed(_)) && combined.low + combined.high == 0 {
                not_trimmed += 1;
            }
        }
        values.push(combined.map(|c| Exact::from(c.value)));
    }
    if not_trimmed > 0 {
        let part = task.part.name.clone();
        notices.push(Notice::NotTrimmed {
            part,
            entries: not_trimmed,
        });
    }
    Ok(values)
}

/// The method that a column is really counted by.
pub(super) fn settled(
    task: &Task,
    panel: &Panel,
    method: Method,
    notices: &mut Vec<Notice>,
) -> Method {
    if method != Method::Default {
        return method;
    }
    let mut jurors: Vec<u32> = panel.marks.iter().flatten().map(|m| m.0).collect();
    jurors.sort_unstable();
    jurors.dedup();
    let trimmed = (0..panel.marks.len()).filter(|e| panel.has(*e)).all(|e| {
        let (n, recused) = (panel.marks[e].len(), panel.not_counted[e].recused as usize);
        n >= 7 && n + recused == jurors.len()
    });
    notices.push(Notice::Settled {
        part: task.part.name.clone(),
        trimmed,
    });
    if trimmed {
        Method::trimmed(1)
    } else {
        Method::Mean
    }
}

fn majority(task: &Task, panel: &Panel) -> Vec<Option<Exact>> {
    let mut field: Vec<(usize, Gauge)> = Vec::new();
    for (entry, marks) in panel.marks.iter().enumerate() {
        let mut grades: Vec<i128> = task
            .sorted(marks)
            .into_iter()
            .map(|m| task.strength(m))
            .collect();
        grades.sort_unstable();
        if marks.len() >= task.marks.least
            && let Some(gauge) = Gauge::of(&grades)
        {
            field.push((entry, gauge));
        }
    }
    let mut values = vec![None; panel.marks.len()];
    let mut place = 1_usize;
    for group in ballots::in_groups(field, |a, b| a.1.cmp(&b.1)) {
        for (entry, _) in &group {
            values[*entry] = Some(Exact::whole(place));
        }
        place += group.len();
    }
    values
}

/// Σ (mark − m) / s / n with m and s of each juror; s is rounded down to 9 places.
fn zscore(task: &Task, panel: &Panel) -> Result<Vec<Option<Exact>>, Vec<Problem>> {
    let field: Vec<usize> = (0..panel.marks.len()).filter(|e| panel.has(*e)).collect();
    let Some(first) = field.first() else {
        return Ok(vec![None; panel.marks.len()]);
    };
    let jurors: Vec<u32> = panel.marks[*first].iter().map(|m| m.0).collect();
    let same = |e: &usize| panel.marks[*e].iter().map(|m| &m.0).eq(&jurors);
    if jurors.is_empty() || field.len() < 2 || !field.iter().all(same) {
        return Err(of_part(task.at, "complete", &[]));
    }
    let n = BigInt::from(field.len());
    let mut scores = vec![None; panel.marks.len()];
    for (index, juror) in jurors.iter().enumerate() {
        let marks = || field.iter().map(|e| BigInt::from(panel.marks[*e][index].1));
        let sum: BigInt = marks().sum();
        let squares: BigInt = marks().map(|m| &m * &m).sum();
        // s² = (n·Σx² − (Σx)²) / (n·(n − 1)), in units of 1 / whole²
        let spread = &n * squares - &sum * &sum;
        let scale: BigInt = BigInt::from(10).pow(18) * spread;
        let whole = BigInt::from(panel.whole);
        let unit: BigInt = &n * (&n - 1_u32) * &whole * &whole;
        let root = (scale / unit).sqrt();
        let deviation = Exact::ratio(root, BigInt::from(10).pow(9)).filter(|s| !s.is_zero());
        let Some(deviation) = deviation else {
            let name = &task.sheets.jurors[*juror as usize];
            return Err(of_part(task.at, "equal-marks", &[("juror", name)]));
        };
        for entry in &field {
            let off = BigInt::from(panel.marks[*entry][index].1) * &n - &sum;
            let off = Exact::ratio(off, &whole * &n).expect("neither is zero");
            let z = off.over(&deviation).expect("not zero");
            let total = scores[*entry].take().unwrap_or_else(|| Exact::whole(0));
            scores[*entry] = Some(&total + &z);
        }
    }
    let count = Exact::whole(jurors.len());
    Ok(scores
        .into_iter()
        .map(|s| s.and_then(|s: Exact| s.over(&count)))
        .collect())
}

fn by_order(
    task: &Task,
    panel: &Panel,
    (method, unranked_last): (&ballots::BallotMethod, bool),
) -> Result<Vec<Option<Exact>>, Vec<Problem>> {
    let field: Vec<usize> = (0..panel.marks.len()).filter(|e| panel.has(*e)).collect();
    if field.len() > method.most_entries() {
        let (n, most) = (field.len().to_string(), method.most_entries().to_string());
        let code = if *method == ballots::BallotMethod::Kemeny {
            "kemeny-size"
        } else {
            "pairs-size"
        };
        return Err(of_part(task.at, code, &[("n", &n), ("most", &most)]));
    }
    let mut jurors: Vec<u32> = panel.marks.iter().flatten().map(|m| m.0).collect();
    jurors.sort_unstable();
    jurors.dedup();
    if jurors.len().saturating_mul(field.len()) > MAX_CELLS {
        return Err(task.too_large());
    }
    let mut ballots: Vec<Ballot> = jurors
        .iter()
        .map(|juror| Ballot {
            strength: vec![None; field.len()],
            votes: task.votes(*juror),
        })
        .collect();
    for (at, entry) in field.iter().enumerate() {
        for (juror, mark) in &panel.marks[*entry] {
            let ballot = jurors
                .binary_search(juror)
                .expect("every juror was collected");
            ballots[ballot].strength[at] = Some(task.strength(*mark));
        }
    }
    fill_gaps(task, (&field, &jurors), &mut ballots, unranked_last)?;
    let counted = ballots::count(method, &ballots, field.len());
    let mut values = vec![None; panel.marks.len()];
    for (entry, value) in field.into_iter().zip(counted) {
        values[entry] = Some(value).filter(|_| !panel.marks[entry].is_empty());
    }
    Ok(values)
}

/// What a juror did not rank: nothing is known where they stepped back, else it is last or an error.
fn fill_gaps(
    task: &Task,
    (field, jurors): (&[usize], &[u32]),
    ballots: &mut [Ballot],
    unranked_last: bool,
) -> Result<(), Vec<Problem>> {
    let excused = task.excused();
    let mut missing = Vec::new();
    for (juror, ballot) in jurors.iter().zip(ballots) {
        for (entry, strength) in field.iter().zip(&mut ballot.strength) {
            let pair = (u32::try_from(*entry).unwrap_or(u32::MAX), *juror);
            if strength.is_some() || excused.binary_search(&pair).is_ok() {
                continue;
            }
            if unranked_last {
                *strength = Some(i128::MIN);
                continue;
            }
            let words = [
                ("entry", &*task.sheets.entries[*entry]),
                ("juror", &*task.sheets.jurors[*juror as usize]),
                ("criterion", task.name),
            ];
            missing.push(Problem::new(Place::Sheets(0), "rank-missing", &words));
        }
    }
    if missing.is_empty() {
        Ok(())
    } else {
        Err(missing)
    }
}
