//! When things happen in the demo: on the real dates of 2024 once announced, around today before.

use anyhow::Context as _;
use contest::{Timestamp, contests::Template};

use super::Stage;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// The dates of the play.
pub(super) struct Timeline {
    pub(super) founded: Timestamp,
    pub(super) opens: Timestamp,
    pub(super) closes: Timestamp,
    pub(super) judging_until: Timestamp,
    pub(super) announced: Timestamp,
    /// The last work comes in here.
    pub(super) last_entry: Timestamp,
}

impl Timeline {
    pub(super) fn new(template: &Template, stage: Stage, now: Timestamp) -> anyhow::Result<Self> {
        let moment = |local| {
            template
                .moment(local)
                .context("the template's dates exist in its zone")
        };
        let (opens, closes) = (moment(template.opens)?, moment(template.closes)?);
        let (judged, announced) = (moment(template.judging_until)?, moment(template.announced)?);
        // What must be «now» for the stage to be under way; whole days keep the hours of the day as they are.
        let shift = match stage {
            Stage::Announced => 0,
            Stage::Open => now.0 - (closes.0 - 5 * DAY_MS),
            Stage::Judging => now.0 - (closes.0 + 2 * DAY_MS),
            Stage::Deliberating => now.0 - (judged.0 + 6 * HOUR_MS),
            Stage::Decided => now.0 - (announced.0 - DAY_MS),
        };
        let days = shift.div_euclid(DAY_MS) * DAY_MS;
        let at = |moment: Timestamp| moment.plus_ms(days);
        let last_entry = if stage == Stage::Open {
            now.plus_ms(-HOUR_MS)
        } else {
            at(closes).plus_ms(-60_000)
        };
        Ok(Self {
            founded: at(opens).plus_ms(-14 * DAY_MS),
            opens: at(opens),
            closes: at(closes),
            judging_until: at(judged),
            announced: at(announced),
            last_entry,
        })
    }

    /// When the `index`th of `count` works comes in: slowly at first, a third on the last days.
    pub(super) fn entry_at(&self, index: u32, count: u32) -> Timestamp {
        let span = self.last_entry.0 - self.opens.0;
        let (index, count) = (i64::from(index) + 1, i64::from(count) + 1);
        // 1 − (1 − x)²: half of the works in the last three tenths of the time.
        let done =
            span / 1_000 * (count * count - (count - index) * (count - index)) / (count * count);
        self.opens.plus_ms(done * 1_000)
    }
}
