//! The prize table and the awards given from it.

mod cascade;
mod change;
mod correct;
mod define;
mod formula;
mod propose;
pub(crate) mod store;

use std::cmp::Reverse;

use contest::{
    Timestamp,
    contests::{Category, CategoryId, ContestId},
    id,
};
use submissions::entries::EntryId;

pub use change::{ChangeError, change_award};
pub use correct::{CorrectError, CorrectionPlan, Filling, correct, plan_correction};
pub use define::{TierInput, TiersError, define_tiers};
pub use formula::{Formula, formula};
pub(crate) use formula::{Plan, plan_of};
pub use propose::{ProposeError, propose};
use store::NewAward;
pub use store::{award_of, awards_of, corrections_of, moves_of, signed_awards_of, tiers_of};

id! {
    /// Key of a prize tier.
    TierId
}
id! {
    /// Key of an award.
    AwardId
}
id! {
    /// Key of a correction.
    CorrectionId
}

/// A named tier with its quantity in a category.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Tier {
    /// Key.
    pub id: TierId,
    /// The contest.
    pub contest_id: ContestId,
    /// The category.
    pub category_id: CategoryId,
    /// 1 is the highest.
    pub level: i64,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// How many works get it.
    pub quota: i64,
    /// Money for each, in đồng.
    pub money_vnd: i64,
}

/// One tier given to one entry: proposed until the decision is signed, then final.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Award {
    /// Key.
    pub id: AwardId,
    /// The category.
    pub category_id: CategoryId,
    /// The tier.
    pub tier_id: TierId,
    /// The tier's level; 1 is the highest.
    pub level: i64,
    /// The tier's name in Vietnamese.
    pub name_vi: String,
    /// The tier's name in English.
    pub name_en: String,
    /// The entry.
    pub entry_id: EntryId,
    /// The tier that the formula proposed; none where it proposed nothing.
    pub formula_tier_id: Option<TierId>,
    /// Computed place in the category.
    pub rank: i64,
    /// Computed score as shown.
    pub score: String,
    /// Why the jury departed from the formula; empty where it did not.
    pub reason: String,
}

/// A prize withdrawn after the signatures.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Correction {
    /// Key.
    pub id: CorrectionId,
    /// From 1 in each contest.
    pub number: i64,
    /// The category.
    pub category_id: CategoryId,
    /// The work that lost its prize.
    pub entry_id: EntryId,
    /// Its code.
    pub code: String,
    /// Number of the decision that says so.
    pub decision: String,
    /// Why; public.
    pub reason: String,
    /// When.
    pub made_at: Timestamp,
}

/// What a correction does to one work.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Move {
    /// The work.
    pub entry: EntryId,
    /// Its tier before; none where it had no prize.
    pub from: Option<TierId>,
    /// Its tier now; none where it has no prize any more.
    pub to: Option<TierId>,
    /// The tier that the formula gave it.
    pub formula: Option<TierId>,
    /// Computed place in the category.
    pub rank: i64,
    /// Computed score as shown.
    pub score: String,
}

/// Sorts awards as they are handed over: category by category as the rules name them, the lowest tier first, in a tier the
/// works that stand behind first.
pub fn in_stage_order(awards: &mut [Award], categories: &[Category]) {
    awards.sort_by_key(|award| {
        let category = categories.iter().position(|c| c.id == award.category_id);
        (category, Reverse((award.level, award.rank)), award.id)
    });
}
