//! Rounds of judging: one or more for each category, one after the other, each with a form, a method and a panel of its own.

mod close;
mod define;
mod freeze;
mod open;
mod pause;
mod remove;
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
pub use define::{CriterionInput, DefineError, FormInput, RoundInput, define_round};
pub(crate) use freeze::digest as rules_digest;
pub use freeze::engine_rules;
pub use open::{OpenError, Opened, begin_judging, open_round};
pub use pause::{PauseError, pause_round, reopen_round, resume_round};
pub use remove::{RemoveError, remove_round};
pub use seat::{Seat, SeatError, seat, set_panel, unseat};
pub use store::{
    by_id, criteria_of_contest, criteria_of_round, members_of, members_of_round, round_at,
    round_of, rounds_of, rounds_of_category,
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
        /// Jurors read what they gave and change nothing.
        Paused = "paused",
        /// Sheets are sealed.
        Closed = "closed",
    }
}

text_enum! {
    /// What a juror gives a work in a round.
    RoundKind {
        /// Yes or no, perhaps maybe: one criterion of 0 to 1, or 0 to 2.
        YesNo = "yesno",
        /// Marks by criteria.
        Rating = "rating",
        /// A place among all works: one criterion of 1 to the number of works, the best work gets the most.
        Ranking = "ranking",
    }
}

text_enum! {
    /// How the sheets of a work become one score.
    RoundMethod {
        /// Without the highest and the lowest where every work has seven sheets and nobody is missing, else the mean.
        Default = "default",
        /// The mean of all sheets.
        Mean = "mean",
        /// The mean without the highest and the lowest sheet, from five sheets on.
        Trimmed = "trimmed",
        /// The middle sheet, or the mean of the two in the middle.
        Median = "median",
    }
}

text_enum! {
    /// By which rule works of a round go on to the next.
    AdvanceBy {
        /// All of them.
        All = "all",
        /// The best n; works that share the last place go on together.
        Top = "top",
        /// Works with at least n sheets that say yes.
        Yes = "yes",
        /// Works with a score of at least n points.
        Points = "points",
        /// None by rule: a person chooses each, with a reason for all.
        Hand = "hand",
    }
}

/// One stage of the judging of a category.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Round {
    /// Key.
    pub id: RoundId,
    /// The contest.
    pub contest_id: ContestId,
    /// The category.
    pub category_id: CategoryId,
    /// Its place among the rounds of the category, from 1.
    pub position: i64,
    /// Name in Vietnamese; empty where the place says enough.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// What jurors give.
    #[sqlx(try_from = "String")]
    pub kind: RoundKind,
    /// How sheets become a score.
    #[sqlx(try_from = "String")]
    pub method: RoundMethod,
    /// How many percent of a work's score come from its score in the round before, 0 to 90. A work without one keeps its
    /// own score whole.
    pub carry: i64,
    /// Where the highest and the lowest sealed sheet of a work lie farther apart than this many percent of all points, one more
    /// juror is asked; 0 where nobody is.
    pub gap: i64,
    /// How many works the whole panel judges, so that jurors can be compared with one another, 0 to 5. It decides who judges
    /// what and no score, and is no part of the sealed rules.
    pub anchors: i64,
    /// Which works go on to the next round, where there is one.
    #[sqlx(try_from = "String")]
    pub advance_by: AdvanceBy,
    /// How many works, sheets or points `advance_by` asks for; 0 where it asks for none.
    pub advance_n: i64,
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
    /// How many works they take at most; 0 for any number.
    pub most_works: i64,
    /// How well they know the field: 0 little, 1 some, 2 well.
    pub expertise: i64,
}

/// Whether somebody who takes `most` works (0: any number) and has `load` of them takes one more.
pub(crate) fn takes_one_more(most: i64, load: usize) -> bool {
    most == 0 || i64::try_from(load).is_ok_and(|load| load < most)
}

#[cfg(test)]
pub(crate) mod tests {
    use uuid::Uuid;

    use super::*;

    /// A single round of marks, open, three sheets for each work.
    pub(crate) fn round() -> Round {
        Round {
            id: RoundId(Uuid::from_u128(1)),
            contest_id: ContestId(Uuid::from_u128(1)),
            category_id: CategoryId(Uuid::from_u128(2)),
            position: 1,
            name_vi: String::new(),
            name_en: String::new(),
            kind: RoundKind::Rating,
            method: RoundMethod::Default,
            carry: 0,
            gap: 0,
            anchors: 0,
            advance_by: AdvanceBy::All,
            advance_n: 0,
            state: RoundState::Open,
            sheets_per_entry: 3,
            least_sheets: 3,
            opened_at: None,
            closed_at: None,
        }
    }
}
