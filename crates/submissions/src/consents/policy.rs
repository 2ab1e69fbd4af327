//! Whose yes counts: by age group and purpose, as pure functions.

use contest::Timestamp;

use super::{Giver, Line, Means, Purpose};
use crate::entries::ADULT_AGE;

/// Children are asked themselves from this age on (Law 91/2025/QH15, art. 24).
pub const OWN_ANSWER_FROM: i64 = 7;
/// From this age on a young person's own yes counts, unless a guardian says no.
pub const CHILD_UNTIL: i64 = 16;

/// Who must be asked, by the author's age in the year of the contest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgeGroup {
    /// Under seven: the guardian alone.
    Small,
    /// Seven to fifteen: the child and the guardian.
    Child,
    /// Sixteen and seventeen: the author, whom a guardian can stop.
    Youth,
    /// Of age.
    Adult,
}

impl AgeGroup {
    /// The group of somebody born in `birth_year`, in the contest's year; by year alone.
    #[must_use]
    pub const fn of(birth_year: i64, year: i64) -> Self {
        match year - birth_year {
            age if age < OWN_ANSWER_FROM => Self::Small,
            age if age < CHILD_UNTIL => Self::Child,
            age if age < ADULT_AGE => Self::Youth,
            _ => Self::Adult,
        }
    }

    /// Whether a purpose counts as agreed to. None is silence.
    #[must_use]
    pub fn lets(self, own: Option<bool>, guardian: Option<bool>) -> bool {
        let (own_yes, guardian_yes) = (own == Some(true), guardian == Some(true));
        match self {
            Self::Small => guardian_yes,
            Self::Child => own_yes && guardian_yes,
            Self::Youth => own_yes && guardian != Some(false),
            Self::Adult => own_yes,
        }
    }

    /// Whether the author's own answers count for anything.
    #[must_use]
    pub fn asks_own(self) -> bool {
        self > Self::Small
    }

    /// Whether there is a guardian to be asked.
    #[must_use]
    pub fn asks_guardian(self) -> bool {
        self < Self::Adult
    }

    /// Whether nothing is agreed to without the guardian's yes.
    #[must_use]
    pub fn needs_guardian(self) -> bool {
        self < Self::Youth
    }

    /// As whom the author answers.
    #[must_use]
    pub fn own_giver(self) -> Giver {
        if self == Self::Adult {
            Giver::Author
        } else {
            Giver::Child
        }
    }

    /// A word for addresses and keys: `small`, `child`, `youth`, `adult`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Child => "child",
            Self::Youth => "youth",
            Self::Adult => "adult",
        }
    }
}

/// One side's answer to every purpose. Whoever does not take part agrees to nothing else.
#[expect(
    clippy::struct_excessive_bools,
    reason = "one answer for each purpose, all of them independent"
)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// To taking part, and to the work being judged.
    pub participation: bool,
    /// To being named in public.
    pub naming: bool,
    /// To the work being shown on public pages.
    pub display: bool,
    /// To exhibition and reuse.
    pub exhibition: bool,
}

impl Answers {
    /// Yes to everything.
    pub const ALL: Self = Self {
        participation: true,
        naming: true,
        display: true,
        exhibition: true,
    };

    /// The answer to one purpose.
    #[must_use]
    pub const fn to(self, purpose: Purpose) -> bool {
        self.participation
            && match purpose {
                Purpose::Participation => true,
                Purpose::Naming => self.naming,
                Purpose::Display => self.display,
                Purpose::Exhibition => self.exhibition,
            }
    }
}

/// Whose answer: the author's own, or the guardian's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The author, child or grown up.
    Own,
    /// The guardian.
    Guardian,
}

/// What one side said last about one purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Yes or no.
    pub given: bool,
    /// How it came.
    pub means: Means,
    /// When.
    pub at: Timestamp,
}

/// The last answers about one entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    own: [Option<Voice>; 4],
    guardian: [Option<Voice>; 4],
}

impl Standing {
    /// Reads the ledger of one entry, oldest line first.
    #[must_use]
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Self {
        let mut standing = Self::default();
        for line in lines {
            let side = match line.giver {
                Giver::Guardian => &mut standing.guardian,
                Giver::Author | Giver::Child => &mut standing.own,
            };
            side[place(line.purpose)] = Some(Voice {
                given: line.given,
                means: line.means,
                at: line.at,
            });
        }
        standing
    }

    /// What one side said last; none is silence.
    #[must_use]
    pub fn said(&self, side: Side, purpose: Purpose) -> Option<Voice> {
        match side {
            Side::Own => self.own[place(purpose)],
            Side::Guardian => self.guardian[place(purpose)],
        }
    }

    /// Whether a purpose counts as agreed to.
    #[must_use]
    pub fn lets(&self, age: AgeGroup, purpose: Purpose) -> bool {
        let yes = |side| self.said(side, purpose).map(|v| v.given);
        age.lets(yes(Side::Own), yes(Side::Guardian))
    }

    /// Whether the author's side lets the work be sent: the child from seven on, else the guardian.
    #[must_use]
    pub fn may_be_sent(&self, age: AgeGroup) -> bool {
        let side = if age.asks_own() {
            Side::Own
        } else {
            Side::Guardian
        };
        self.said(side, Purpose::Participation)
            .is_some_and(|v| v.given)
    }

    /// Whether a side that must be asked has not answered yet.
    #[must_use]
    pub fn waits_for(&self, age: AgeGroup, side: Side) -> bool {
        let asked = match side {
            Side::Own => age.asks_own(),
            Side::Guardian => age.needs_guardian(),
        };
        asked && self.said(side, Purpose::Participation).is_none()
    }
}

const fn place(purpose: Purpose) -> usize {
    match purpose {
        Purpose::Participation => 0,
        Purpose::Naming => 1,
        Purpose::Display => 2,
        Purpose::Exhibition => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_needs_both_and_silence_is_no() {
        let (yes, no, silence) = (Some(true), Some(false), None);
        let child = AgeGroup::of(2012, 2024);
        assert!(child.lets(yes, yes));
        for (own, guardian) in [(yes, silence), (silence, yes), (no, yes), (yes, no)] {
            assert!(!child.lets(own, guardian), "{own:?} {guardian:?}");
        }
        assert!(
            AgeGroup::of(2019, 2024).lets(no, yes),
            "a small child is not asked"
        );
        let youth = AgeGroup::of(2007, 2024);
        assert!(youth.lets(yes, silence) && !youth.lets(yes, no) && !youth.lets(silence, yes));
        assert!(
            AgeGroup::of(1980, 2024).lets(yes, no),
            "nobody speaks for a grown-up"
        );
    }

    #[test]
    fn ages_change_at_seven_sixteen_and_eighteen() {
        let of = |age: i64| AgeGroup::of(2024 - age, 2024);
        assert_eq!([of(6), of(7)], [AgeGroup::Small, AgeGroup::Child]);
        assert_eq!([of(15), of(16)], [AgeGroup::Child, AgeGroup::Youth]);
        assert_eq!([of(17), of(18)], [AgeGroup::Youth, AgeGroup::Adult]);
    }

    #[test]
    fn who_does_not_take_part_agrees_to_nothing() {
        let answers = Answers {
            participation: false,
            ..Answers::ALL
        };
        assert!(Purpose::ALL.iter().all(|p| !answers.to(*p)));
    }
}
