//! Rounds of judging: one for each category, with criteria, a panel and dates of its own.

mod close;
mod define;
mod freeze;
mod open;
mod seat;
pub(crate) mod store;

use contest::{
    Timestamp,
    contests::{CategoryId, ContestId},
    id,
    people::PersonId,
    text_enum,
};

pub use close::{CloseError, close_round};
pub use define::{CriterionInput, DefineError, RoundInput, define_round};
pub(crate) use freeze::digest as rules_digest;
pub use freeze::engine_rules;
pub use open::{OpenError, Opened, begin_judging, open_round};
pub use seat::{SeatError, seat, unseat};
pub use store::{
    by_id, criteria_of_contest, criteria_of_round, members_of, members_of_round, round_of,
    rounds_of,
};

id! {
    /// Key of a round.
    RoundId
}
id! {
    /// Key of a criterion.
    CriterionId
}

text_enum! {
    /// Where a round stands.
    RoundState {
        /// Being set up.
        Draft = "draft",
        /// Jurors score; the rules are frozen.
        Open = "open",
        /// Sheets are sealed.
        Closed = "closed",
    }
}

/// The judging of one category.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Round {
    /// Key.
    pub id: RoundId,
    /// The contest.
    pub contest_id: ContestId,
    /// The category.
    pub category_id: CategoryId,
    /// Where it stands.
    #[sqlx(try_from = "String")]
    pub state: RoundState,
    /// How many jurors score each work.
    pub sheets_per_entry: i64,
    /// Fewer counted sheets than this, and a work is «not judged».
    pub least_sheets: i64,
    /// When it was opened.
    pub opened_at: Option<Timestamp>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
}

/// What is scored: marks `least`, `least + step` … `most`.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Criterion {
    /// Key.
    pub id: CriterionId,
    /// The round.
    pub round_id: RoundId,
    /// The round's category.
    pub category_id: CategoryId,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// What it means, Vietnamese.
    pub guide_vi: String,
    /// What it means, English.
    pub guide_en: String,
    /// Lowest mark.
    pub least: i64,
    /// Highest mark.
    pub most: i64,
    /// Distance of two marks.
    pub step: i64,
    /// Weight, a whole number; only the relation to the others counts.
    pub weight: i64,
}

impl Criterion {
    /// How many steps lie between the lowest and the highest mark.
    #[must_use]
    pub const fn steps(&self) -> i64 {
        (self.most - self.least) / self.step
    }

    /// The mark that lies `steps` above the lowest.
    #[must_use]
    pub const fn mark(&self, steps: i64) -> i64 {
        self.least + steps * self.step
    }

    /// How many steps above the lowest a mark lies; `None` off the scale.
    #[must_use]
    pub const fn steps_of(&self, mark: i64) -> Option<i64> {
        if mark < self.least || mark > self.most || (mark - self.least) % self.step != 0 {
            return None;
        }
        Some((mark - self.least) / self.step)
    }
}

/// A juror's seat on a panel.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Member {
    /// The round.
    pub round_id: RoundId,
    /// The round's category.
    pub category_id: CategoryId,
    /// Who.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// Whether they lead the panel.
    pub chair: bool,
}
