//! The marking gap: where sealed sheets of a work lie too far apart, one more juror is asked.

use std::collections::HashMap;

use contest::{Context, Tx, contests::Contest};
use submissions::entries::EntryId;

use super::store;
use crate::{
    assignments::{self, AssignmentId, AssignmentState},
    rounds::{self, Round},
};

/// Asks one more juror for each of these works whose sealed sheets lie farther apart than the round's gap, once for each work.
pub(super) async fn widen(
    tx: &mut Tx,
    cx: &Context,
    (contest, round): (&Contest, &Round),
    works: &[EntryId],
) -> Result<(), sqlx::Error> {
    if round.gap == 0 {
        return Ok(());
    }
    let criteria = rounds::criteria_of_round(tx, round.id).await?;
    let Ok(rules) = rounds::engine_rules(round, &criteria) else {
        return Ok(());
    };
    let mut marks: HashMap<AssignmentId, Vec<i64>> = HashMap::new();
    for mark in store::sealed_marks(tx, round.id).await? {
        marks
            .entry(mark.assignment_id)
            .or_default()
            .push(mark.steps);
    }
    let all = assignments::of_round(tx, round.id).await?;
    for work in works {
        let own = all.iter().filter(|a| a.entry_id == *work);
        let asked = own
            .clone()
            .filter(|a| a.state != AssignmentState::Recused && a.released_at.is_none())
            .count();
        let totals: Vec<i128> = own
            .filter(|a| a.state == AssignmentState::Locked)
            .filter_map(|a| rules.form.total(marks.get(&a.id)?).ok())
            .collect();
        let apart = totals.iter().max().zip(totals.iter().min());
        let wide = apart.is_some_and(|(most, least)| {
            (most - least) * 100 > i128::from(round.gap) * rules.form.whole()
        });
        if wide && i64::try_from(asked).unwrap_or(i64::MAX) <= round.sheets_per_entry {
            assignments::ask_one_more(tx, cx, (contest, round), *work).await?;
        }
    }
    Ok(())
}
