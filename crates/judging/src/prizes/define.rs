//! Setting up the prize table of a category.

use contest::{
    Actor, Context, Tx,
    amendments::{self, Changes, RecordError, Value, What, Words},
    audit,
    contests::{CategoryId, Contest, rules},
    folding::tidy_line,
};
use serde_json::json;

use super::{Tier, TierId, store};

/// A tier as set; tiers are given from the highest down.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "each field is told in `Tier`")]
pub struct TierInput {
    pub name_vi: String,
    pub name_en: String,
    pub quota: i64,
    pub money_vnd: i64,
}

/// Why a prize table could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum TiersError {
    /// Not the organiser, or the contest has closed.
    #[error(transparent)]
    Denied(#[from] rules::Denied),
    /// No tier, or more than nine.
    #[error("between 1 and 9 tiers")]
    Count,
    /// The tier with this index lacks a name, or its numbers are out of range.
    #[error("tier {0} is not usable")]
    Tier(usize),
    /// The contest is open and no reason was given.
    #[error("a reason is needed")]
    ReasonMissing,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

impl From<RecordError> for TiersError {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::ReasonMissing => Self::ReasonMissing,
            RecordError::Store(error) => Self::Store(error),
        }
    }
}

const MAX_QUOTA: i64 = 1_000;
const MAX_MONEY_VND: i64 = 1_000_000_000_000;

/// Sets the tiers of a category, replacing those it had; in an open contest for a `reason` that the rules page tells.
pub async fn define_tiers(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, category): (&Contest, CategoryId),
    tiers: &[TierInput],
    reason: &str,
) -> Result<(), TiersError> {
    rules::may_amend(actor, contest)?;
    if !(1..=9).contains(&tiers.len()) {
        return Err(TiersError::Count);
    }
    for (index, tier) in tiers.iter().enumerate() {
        let named = !tier.name_vi.trim().is_empty() && !tier.name_en.trim().is_empty();
        if !named
            || !(0..=MAX_QUOTA).contains(&tier.quota)
            || !(0..=MAX_MONEY_VND).contains(&tier.money_vnd)
        {
            return Err(TiersError::Tier(index));
        }
    }
    let mut before = store::tiers_of(tx, contest.id).await?;
    before.retain(|t| t.category_id == category);
    store::clear_tiers(tx, category).await?;
    let mut after = Vec::new();
    for (level, typed) in (1..).zip(tiers) {
        let tier = Tier {
            id: TierId(cx.id()),
            contest_id: contest.id,
            category_id: category,
            level,
            name_vi: tidy_line(&typed.name_vi),
            name_en: tidy_line(&typed.name_en),
            quota: typed.quota,
            money_vnd: typed.money_vnd,
        };
        store::insert_tier(tx, &tier).await?;
        after.push(tier);
    }
    let mut changes = Changes::default();
    changes.compare_lists(
        (&before, &after),
        |t| Words::new(&t.name_vi, &t.name_en),
        &[
            (What::Quota, |t| Value::Number(t.quota)),
            (What::Money, |t| Value::Money(t.money_vnd)),
        ],
    );
    amendments::record(tx, cx, actor, (contest, Some(category)), changes, reason).await?;
    let quotas: Vec<i64> = tiers.iter().map(|t| t.quota).collect();
    let details = json!({ "category": category, "quotas": quotas });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "prizes.defined",
        &format!("category:{category}"),
        &details,
    )
    .await?;
    Ok(())
}
