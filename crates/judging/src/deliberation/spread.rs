//! How far the sheets of one work lie apart, without telling whose they are.

use contest::{Actor, Tx, contests::Contest};
use submissions::entries::EntryId;

use super::{StandingsError, marked::marked, rules};
use crate::{
    engine::{Answer, Fraction},
    rounds::Round,
};

/// One sheet's total, of nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// As shown.
    pub shown: String,
    /// Its share of all points in thousandths, rounded down.
    pub permille: i64,
}

/// The totals of a work's sealed sheets in a closed round, lowest first.
pub async fn spread_of(
    tx: &mut Tx,
    actor: &Actor,
    (contest, round): (&Contest, &Round),
    entry: EntryId,
) -> Result<Vec<Total>, StandingsError> {
    rules::may_see_standings(actor, contest, round)?;
    let marked = marked(tx, round).await?;
    let form = &marked.rules.form;
    let mut totals: Vec<i128> = marked
        .sheets
        .iter()
        .filter(|s| s.entry == entry)
        .filter_map(|s| match &s.answer {
            Answer::Marks(marks) => form.total_set(marks).ok().flatten(),
            Answer::Abstained | Answer::Recused => None,
        })
        .collect();
    totals.sort_unstable();
    Ok(totals
        .into_iter()
        .filter_map(|total| {
            let share = Fraction::new(total, form.whole())?;
            Some(Total {
                shown: form.show(&share, marked.rules.places),
                permille: i64::try_from(total * 1000 / form.whole()).ok()?,
            })
        })
        .collect())
}
