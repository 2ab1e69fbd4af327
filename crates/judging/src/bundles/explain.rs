//! How one work's score came about, for whoever reads it on the public page. Says no more than the bundle does.

use std::collections::HashMap;

use contest::{
    Tx,
    contests::{CategoryId, Contest, Openness},
};
use submissions::entries::EntryId;

use super::gather::number_jurors;
use crate::{
    assignments::{self, AssignmentId, AssignmentState},
    deliberation::StandingsError,
    engine::{Fraction, Standing, StandingRules},
    prizes::{self, TierId},
    rounds::{self, Criterion, Round},
    sheets,
};

/// One counted sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedSheet {
    /// `J1`, or the name where names are published.
    pub juror: String,
    /// The marks as given, in the order of the criteria.
    pub marks: Vec<i64>,
    /// The sheet's total as shown.
    pub total: String,
    /// Whether the method left it out.
    pub dropped: bool,
}

/// How a work's score came about.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The code by which the bundle names the work.
    pub code: String,
    /// The round whose sheets count; the last one of the category.
    pub round: Round,
    /// What was scored.
    pub criteria: Vec<Criterion>,
    /// Lowest total first; empty where only totals are published.
    pub sheets: Vec<ExplainedSheet>,
    /// Place and score; the score is in lowest terms.
    pub standing: Standing<EntryId>,
    /// How many works were judged in the category.
    pub judged: usize,
    /// Works with the same score, this one included.
    pub tied: usize,
    /// The tier by the formula.
    pub formula: Option<TierId>,
}

/// Explains a work of a decided contest; `None` where it was not in a round. Who may see it is up to the caller.
pub async fn explain(
    tx: &mut Tx,
    contest: &Contest,
    (category, entry): (CategoryId, EntryId),
) -> Result<Option<Explained>, StandingsError> {
    let formula = prizes::formula(tx, contest, category).await?;
    let rows = &formula.table.rows;
    let Some(row) = rows.iter().find(|r| r.standing.entry == entry) else {
        return Ok(None);
    };
    let round = &formula.table.round;
    let criteria = rounds::criteria_of_round(tx, round.id).await?;
    let rules = rounds::engine_rules(round, &criteria)?;
    let mut standing = row.standing.clone();
    standing.score = standing.score.map(Fraction::reduced);
    let sheets = if contest.openness == Openness::Totals {
        Vec::new()
    } else {
        sheets_of(tx, contest, (&rules, &criteria), &standing).await?
    };
    let tied = |group| {
        rows.iter()
            .filter(|r| r.standing.tie_group == Some(group))
            .count()
    };
    Ok(Some(Explained {
        code: row.code.clone(),
        sheets,
        judged: rows.iter().filter(|r| r.standing.rank.is_some()).count(),
        tied: standing.tie_group.map_or(1, tied),
        formula: formula.tier_of(entry),
        round: round.clone(),
        criteria,
        standing,
    }))
}

async fn sheets_of(
    tx: &mut Tx,
    contest: &Contest,
    (rules, criteria): (&StandingRules, &[Criterion]),
    standing: &Standing<EntryId>,
) -> Result<Vec<ExplainedSheet>, sqlx::Error> {
    let numbers = number_jurors(tx, contest).await?;
    let Some(round) = criteria.first().map(|c| c.round_id) else {
        return Ok(Vec::new());
    };
    let mut marks: HashMap<AssignmentId, Vec<i64>> = HashMap::new();
    for mark in sheets::store::sealed_marks(tx, round).await? {
        marks
            .entry(mark.assignment_id)
            .or_default()
            .push(mark.steps);
    }
    let mut counted = Vec::new();
    for sealed in assignments::sealed_of(tx, round).await? {
        let steps = marks.remove(&sealed.id).unwrap_or_default();
        if sealed.entry_id != standing.entry || sealed.state != AssignmentState::Locked {
            continue;
        }
        let Ok(total) = rules.form.total(&steps) else {
            continue;
        };
        let share = Fraction::new(total, rules.form.whole());
        let shown = share.map_or_else(String::new, |s| rules.form.show(&s, rules.places));
        let given = criteria.iter().zip(&steps);
        counted.push((
            total,
            ExplainedSheet {
                juror: numbers.shown(sealed.person_id, contest.openness),
                marks: given.map(|(c, steps)| c.mark(*steps)).collect(),
                total: shown,
                dropped: false,
            },
        ));
    }
    counted.sort_by(|a, b| (a.0, &a.1.juror).cmp(&(b.0, &b.1.juror)));
    // what a round leaves out is left out in equal parts at both ends
    let (n, ends) = (counted.len(), standing.dropped / 2);
    for (at, (_, sheet)) in counted.iter_mut().enumerate() {
        sheet.dropped = at < ends || at + ends >= n;
    }
    Ok(counted.into_iter().map(|(_, sheet)| sheet).collect())
}
