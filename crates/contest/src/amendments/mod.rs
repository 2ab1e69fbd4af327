//! Amendments: what changed in a contest's rules after opening, when and why. They are public for ever.

mod changes;
mod store;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::contests::{CategoryId, Contest, ContestId, Phase};
use crate::folding::tidy_line;
use crate::{Actor, Context, Timestamp, Tx, audit, id, text_enum};

pub use changes::{Changes, Setting};
pub use store::of_contest;

id! {
    /// Key of an amendment.
    AmendmentId
}

text_enum! {
    /// What an amendment changed.
    What {
        /// Entries are taken from here.
        OpensAt = "opens_at",
        /// The displayed deadline.
        ClosesAt = "closes_at",
        /// Grace for drafts begun in time.
        Grace = "grace",
        /// When jurors should be done.
        JudgingUntil = "judging_until",
        /// The planned announcement.
        ResultsAt = "results_at",
        /// The contest's name.
        Name = "name",
        /// The contest's theme.
        Theme = "theme",
        /// The introduction.
        Intro = "intro",
        /// Who runs it.
        Organiser = "organiser",
        /// The telephone for questions.
        Phone = "phone",
        /// The e-mail address for questions.
        Email = "email",
        /// A category's name.
        CategoryName = "category_name",
        /// What to send in a category.
        Brief = "brief",
        /// Works an author may enter in a category.
        MaxPerAuthor = "max_per_author",
        /// Largest file of a category.
        MaxFile = "max_file",
        /// Shortest side of a picture.
        MinSide = "min_side",
        /// Longest recording.
        MaxMinutes = "max_minutes",
        /// Most lines of a poem.
        MaxLines = "max_lines",
        /// Longest document.
        MaxPages = "max_pages",
        /// Rounds of judging in a category.
        Rounds = "rounds",
        /// What jurors give in a round.
        RoundKind = "round_kind",
        /// How sheets become a score.
        Method = "method",
        /// Percent of the score from the round before.
        Carry = "carry",
        /// How far apart sheets may lie.
        Gap = "gap",
        /// Which works go on to the next round.
        AdvanceBy = "advance_by",
        /// How many works, sheets or points that asks for.
        AdvanceN = "advance_n",
        /// Score sheets for each work.
        Sheets = "sheets",
        /// Fewer sheets, and a work counts as not judged.
        LeastSheets = "least_sheets",
        /// A criterion's lowest mark.
        Least = "least",
        /// A criterion's highest mark.
        Most = "most",
        /// The step of a criterion's marks.
        Step = "step",
        /// A criterion's weight.
        Weight = "weight",
        /// What a criterion means.
        Guide = "guide",
        /// Awards in a tier.
        Quota = "quota",
        /// Money for each award of a tier.
        Money = "money",
        /// What of the marks is published.
        Openness = "openness",
    }
}

/// Words in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The same thing said in both languages.
    #[must_use]
    pub fn new(vi: &str, en: &str) -> Self {
        Self {
            vi: vi.to_owned(),
            en: en.to_owned(),
        }
    }
}

/// What a setting was, or is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// It did not exist, or does no more.
    Nothing,
    /// A moment.
    At(Timestamp),
    /// A span in minutes.
    Minutes(i64),
    /// A count.
    Number(i64),
    /// Đồng.
    Money(i64),
    /// Words.
    Text(Words),
    /// One of the choices that the program knows, by its code.
    Choice(String),
}

/// One setting that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which setting.
    pub what: What,
    /// Of which criterion or tier, for settings of those.
    pub of: Option<Words>,
    /// As it was.
    pub before: Value,
    /// As it is.
    pub after: Value,
}

/// What was changed at one time for one reason.
#[derive(Clone, Debug)]
pub struct Amendment {
    /// Key.
    pub id: AmendmentId,
    /// The contest.
    pub contest_id: ContestId,
    /// The category, where one alone is concerned.
    pub category_id: Option<CategoryId>,
    /// When it took effect.
    pub at: Timestamp,
    /// Why, in the organiser's words.
    pub reason: String,
    /// What changed; never empty.
    pub changes: Vec<Change>,
}

/// Why an amendment could not be put on record.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The contest is open and no reason was given.
    #[error("a reason is needed")]
    ReasonMissing,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Puts what changed on record. In a contest that has not opened, and where nothing changed, there is nothing to record.
pub async fn record(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    (contest, category): (&Contest, Option<CategoryId>),
    changes: Changes,
    reason: &str,
) -> Result<(), RecordError> {
    let changes = changes.into_vec();
    if contest.phase == Phase::Setup || changes.is_empty() {
        return Ok(());
    }
    let reason = tidy_line(reason);
    if reason.is_empty() {
        return Err(RecordError::ReasonMissing);
    }
    let amendment = Amendment {
        id: AmendmentId(cx.id()),
        contest_id: contest.id,
        category_id: category,
        at: cx.now,
        reason,
        changes,
    };
    store::insert(tx, &amendment).await?;
    let details = json!({
        "category": category, "reason": amendment.reason, "changes": amendment.changes,
    });
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        "rules.amended",
        &format!("amendment:{}", amendment.id),
        &details,
    )
    .await?;
    Ok(())
}
