//! Several jurors' totals of one entry into one number.
//!
//! Totals are whole numbers over one common whole (T / D). Everything is checked: what passes 128 bits is an error.

use super::{exact::Rounding, score::Fraction};

/// How the totals of an entry become one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// ΣT / (n · D).
    Mean,
    /// ΣT / D.
    Sum,
    /// The mean or sum without the highest and lowest.
    Trimmed(Trim),
    /// Totals farther than `within` from their mean m count as m − within or m + within, each rounded if the rules say
    /// so; the mean of these.
    Clip {
        /// The widest distance that counts as given.
        within: Fraction,
        /// Rounds each total that counts, moved or not.
        round: Option<Rounding>,
    },
    /// Totals farther than this from their mean leave, once; no result with fewer than 3 left.
    DropOutside(Fraction),
    /// The middle total.
    Median(Middle),
    /// The lowest total.
    Lowest,
    /// The highest total.
    Highest,
    /// `Trimmed` by one when every entry has at least 7 counted sheets and nobody but the recused is missing, else
    /// `Mean`.
    Default,
}

impl Method {
    /// Drops `g` at each end, from 2g + 3 sheets on.
    #[must_use]
    pub const fn trimmed(g: usize) -> Self {
        Self::Trimmed(Trim {
            high: g,
            low: g,
            needs: 2 * g + 3,
            sum: false,
        })
    }
}

/// What a trimmed mean leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trim {
    /// How many of the highest.
    pub high: usize,
    /// How many of the lowest.
    pub low: usize,
    /// Entries with fewer sheets lose none; above `high + low`.
    pub needs: usize,
    /// The sum of what is kept instead of its mean.
    pub sum: bool,
}

/// Which of two middle totals a median takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Middle {
    /// The lower one.
    Low,
    /// Their mean.
    Mid,
    /// The higher one.
    High,
}

/// An exact number would pass 128 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a number grows past 128 bits")]
pub struct TooLarge;

/// The number of an entry and what the method did with its totals, lowest total first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Combined {
    /// The number.
    pub value: Fraction,
    /// How many of the lowest totals were left out.
    pub low: usize,
    /// How many of the highest totals were left out.
    pub high: usize,
}

/// One number from `totals`, which are sorted and counted in units of 1 / `whole`; `None` where the method has no
/// result for so few. [`Method::Default`] is settled by the round as a whole and counts as the mean here.
pub fn combine(method: Method, totals: &[i128], whole: i128) -> Result<Option<Combined>, TooLarge> {
    let n = totals.len();
    if n == 0 {
        return Ok(None);
    }
    let all = |value| Combined {
        value,
        low: 0,
        high: 0,
    };
    let one = |total: i128| Ok(Fraction::new(total, whole).map(all));
    match method {
        Method::Mean | Method::Default => mean(totals, whole).map(|v| v.map(all)),
        Method::Sum => one(sum(totals)?),
        Method::Lowest => one(totals[0]),
        Method::Highest => one(totals[n - 1]),
        Method::Median(middle) => {
            let (low, high) = (totals[(n - 1) / 2], totals[n / 2]);
            match middle {
                Middle::Low => one(low),
                Middle::High => one(high),
                Middle::Mid => {
                    let both = low.checked_add(high).ok_or(TooLarge)?;
                    let twice = whole.checked_mul(2).ok_or(TooLarge)?;
                    Ok(Fraction::new(both, twice).map(all))
                }
            }
        }
        Method::Trimmed(trim) => {
            let (low, high) = if n >= trim.needs && n > trim.high + trim.low {
                (trim.low, trim.high)
            } else {
                (0, 0)
            };
            let kept = &totals[low..n - high];
            let value = if trim.sum {
                Fraction::new(sum(kept)?, whole)
            } else {
                mean(kept, whole)?
            };
            Ok(value.map(|value| Combined { value, low, high }))
        }
        Method::DropOutside(within) => {
            let (least, most, scale) = band(totals, whole, within)?;
            let outside = |t: &&i128| t.checked_mul(scale).is_none_or(|t| t < least || t > most);
            let low = totals.iter().take_while(outside).count();
            let high = totals[low..].iter().rev().take_while(outside).count();
            let kept = &totals[low..n - high];
            if kept.len() < 3 {
                return Ok(None);
            }
            Ok(mean(kept, whole)?.map(|value| Combined { value, low, high }))
        }
        Method::Clip { within, round } => {
            clipped(totals, whole, (within, round)).map(|v| v.map(all))
        }
    }
}

/// What each of the sorted totals counts as; `None` for those left out.
pub fn counted_as(
    method: Method,
    totals: &[i128],
    whole: i128,
) -> Result<Vec<Option<Fraction>>, TooLarge> {
    if let Method::Clip { within, round } = method {
        let marks = clip_each(totals, whole, (within, round))?;
        return Ok(marks
            .0
            .into_iter()
            .map(|t| Fraction::new(t, marks.1))
            .collect());
    }
    let n = totals.len();
    let Some(Combined { low, high, .. }) = combine(method, totals, whole)? else {
        return Ok(vec![None; n]);
    };
    let kept = |at: usize| at >= low && at < n - high;
    Ok(totals
        .iter()
        .enumerate()
        .map(|(at, t)| Fraction::new(*t, whole).filter(|_| kept(at)))
        .collect())
}

fn sum(totals: &[i128]) -> Result<i128, TooLarge> {
    totals
        .iter()
        .try_fold(0_i128, |sum, t| sum.checked_add(*t))
        .ok_or(TooLarge)
}

fn mean(totals: &[i128], whole: i128) -> Result<Option<Fraction>, TooLarge> {
    let n = i128::try_from(totals.len()).map_err(|_| TooLarge)?;
    let den = whole.checked_mul(n).ok_or(TooLarge)?;
    Ok(Fraction::new(sum(totals)?, den))
}

/// (least, most, scale): a total T lies within when least ≤ T · scale ≤ most. With m = S/n and within = p/q, in units
/// of 1 / D: scale = n·q, and the ends are S·q ∓ n·p·D.
fn band(totals: &[i128], whole: i128, within: Fraction) -> Result<(i128, i128, i128), TooLarge> {
    let n = i128::try_from(totals.len()).map_err(|_| TooLarge)?;
    let ends = || {
        let middle = sum(totals).ok()?.checked_mul(within.den)?;
        let reach = n.checked_mul(within.num)?.checked_mul(whole)?;
        Some((
            middle.checked_sub(reach)?,
            middle.checked_add(reach)?,
            n.checked_mul(within.den)?,
        ))
    };
    ends().ok_or(TooLarge)
}

/// The clipped totals in units of the second number.
fn clip_each(
    totals: &[i128],
    whole: i128,
    (within, round): (Fraction, Option<Rounding>),
) -> Result<(Vec<i128>, i128), TooLarge> {
    if totals.is_empty() {
        return Ok((vec![], whole));
    }
    let (least, most, scale) = band(totals, whole, within)?;
    let fine = whole.checked_mul(scale).ok_or(TooLarge)?;
    let each = |total: &i128| {
        let moved = total.checked_mul(scale)?.clamp(least, most);
        let Some(rounding) = round else {
            return Some(moved);
        };
        let steps = rounding.whole(
            moved.checked_mul(rounding.unit.den)?,
            fine.checked_mul(rounding.unit.num)?,
        )?;
        steps.checked_mul(rounding.unit.num)
    };
    let marks: Option<Vec<i128>> = totals.iter().map(each).collect();
    let unit = round.map_or(fine, |r| r.unit.den);
    Ok((marks.ok_or(TooLarge)?, unit))
}

fn clipped(
    totals: &[i128],
    whole: i128,
    how: (Fraction, Option<Rounding>),
) -> Result<Option<Fraction>, TooLarge> {
    let (marks, unit) = clip_each(totals, whole, how)?;
    mean(&marks, unit)
}

#[cfg(test)]
mod tests;
