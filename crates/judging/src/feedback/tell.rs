//! What one entrant is told.

use contest::{Timestamp, Tx, contests::Contest};
use submissions::entries::Entry;

use super::store;
use crate::{
    deliberation::{self, StandingsError},
    engine::Fraction,
    rounds,
};

/// What is told of one work. Whatever is switched off, or does not exist, is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The score as shown.
    pub score: Option<String>,
    /// The mean of all judged works of the category, as shown.
    pub average: Option<String>,
    /// The place among so many judged works.
    pub place: Option<(usize, usize)>,
    /// Jurors' words that an organiser let through, in an order that tells nothing.
    pub messages: Vec<String>,
}

impl Told {
    /// Whether there is anything to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What the holder of an entry is told at `now`: nothing before the announcement and the day that organisers set.
pub async fn told(
    tx: &mut Tx,
    contest: &Contest,
    entry: &Entry,
    now: Timestamp,
) -> Result<Told, StandingsError> {
    let mut told = Told::default();
    let Some(settings) = store::settings_of(tx, contest.id).await? else {
        return Ok(told);
    };
    if !contest.is_announced(now) || now < settings.from_at {
        return Ok(told);
    }
    let Some(round) = rounds::round_of(tx, entry.category_id).await? else {
        return Ok(told);
    };
    if settings.messages {
        told.messages = store::approved(tx, entry.id).await?;
    }
    if round.closed_at.is_none() || !(settings.totals || settings.average || settings.place) {
        return Ok(told);
    }
    let form = deliberation::marked(tx, &round).await?.rules;
    let table = deliberation::table_of(tx, round).await?;
    let own = table.rows.iter().find(|r| r.standing.entry == entry.id);
    let Some(rank) = own.and_then(|row| row.standing.rank) else {
        return Ok(told);
    };
    let judged: Vec<Fraction> = table.rows.iter().filter_map(|r| r.standing.score).collect();
    if settings.totals {
        told.score = own.map(|row| row.standing.display.clone());
    }
    if settings.average {
        told.average = mean(&judged).map(|mean| form.form.show(&mean, form.places));
    }
    if settings.place {
        told.place = Some((rank, judged.len()));
    }
    Ok(told)
}

/// The exact mean; `None` where it passes 128 bits or there is nothing.
fn mean(scores: &[Fraction]) -> Option<Fraction> {
    let mut sum = Fraction::new(0, 1)?;
    for score in scores {
        let score = score.reduced();
        let num = sum
            .num
            .checked_mul(score.den)?
            .checked_add(score.num.checked_mul(sum.den)?)?;
        sum = Fraction::new(num, sum.den.checked_mul(score.den)?)?.reduced();
    }
    let n = i128::try_from(scores.len()).ok().filter(|n| *n > 0)?;
    Fraction::new(sum.num, sum.den.checked_mul(n)?)
}
