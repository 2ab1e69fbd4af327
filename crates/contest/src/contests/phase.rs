//! The way through a contest.

use crate::text_enum;

text_enum! {
    /// Where a contest stands. Whether it is announced is a question of time: see `Contest::is_announced`.
    Phase {
        /// Being set up; nothing is public.
        Setup = "setup",
        /// Entries are taken between the calendar's dates.
        Open = "open",
        /// Closed; clerks decide what is eligible.
        Checking = "checking",
        /// Jurors score.
        Judging = "judging",
        /// The jury meets over the standings.
        Deliberating = "deliberating",
        /// The advisory board reviews the proposal.
        Advising = "advising",
        /// Signed by chair and organiser; public at the set minute.
        Decided = "decided",
    }
}

impl Phase {
    /// Whether a contest may go from here to `next`: one step forward, or back to the jury's table.
    #[must_use]
    pub const fn leads_to(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Setup, Self::Open)
                | (Self::Open, Self::Checking)
                | (Self::Checking, Self::Judging)
                | (Self::Judging, Self::Deliberating)
                | (Self::Deliberating, Self::Advising)
                | (Self::Advising, Self::Deliberating | Self::Decided)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Phase;

    #[test]
    fn a_decision_is_final_and_no_phase_is_skipped() {
        for (i, from) in Phase::ALL.iter().enumerate() {
            for (j, to) in Phase::ALL.iter().enumerate() {
                let back_to_the_table = *from == Phase::Advising && *to == Phase::Deliberating;
                assert_eq!(
                    from.leads_to(*to),
                    j == i + 1 || back_to_the_table,
                    "{from:?} to {to:?}"
                );
            }
        }
    }
}
