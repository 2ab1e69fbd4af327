//! Changing a contest's calendar, words and categories. After opening each change is an amendment on record.

use serde_json::json;

use super::{CategoryId, Contest, Limits, rules, store};
use crate::amendments::{self, Changes, RecordError, Value, What};
use crate::{Actor, Context, Timestamp, Tx, audit};

/// The dates of a contest.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// Entries are taken from here …
    pub opens_at: Timestamp,
    /// … to here.
    pub closes_at: Timestamp,
    /// Grace for drafts begun in time, 0 to 24 hours.
    pub grace_ms: i64,
    /// When jurors should be done; after the deadline.
    pub judging_until: Timestamp,
    /// When results are planned to be announced; after the judging.
    pub results_at: Timestamp,
}

/// The words of a contest, in both languages.
#[derive(Clone, Debug)]
#[expect(
    missing_docs,
    reason = "each field is the column of the same name, told in `Contest`"
)]
pub struct Texts {
    pub name_vi: String,
    pub name_en: String,
    pub theme_vi: String,
    pub theme_en: String,
    pub intro_vi: String,
    pub intro_en: String,
    pub organiser_vi: String,
    pub organiser_en: String,
    pub contact_phone: String,
    pub contact_email: String,
}

/// What may change in a category.
#[derive(Clone, Debug)]
#[expect(
    missing_docs,
    reason = "each field is the column of the same name, told in `Category`"
)]
pub struct CategoryChange {
    pub name_vi: String,
    pub name_en: String,
    pub brief_vi: String,
    pub brief_en: String,
    pub max_per_author: i64,
    pub limits: Limits,
}

/// Why an amendment was refused.
#[derive(Debug, thiserror::Error)]
pub enum AmendError {
    /// Not the organiser, or the contest has closed.
    #[error(transparent)]
    Denied(#[from] rules::Denied),
    /// The dates are not in order: opening, deadline, end of judging; or the grace is over a day.
    #[error("dates out of order")]
    DatesOutOfOrder,
    /// The deadline of an open contest may only be moved later.
    #[error("the deadline may only move later")]
    DeadlineEarlier,
    /// A name is empty, or a number is out of range.
    #[error("a value is missing or out of range")]
    Invalid,
    /// The contest is open and no reason was given.
    #[error("a reason is needed")]
    ReasonMissing,
    /// The database's own words.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

impl From<RecordError> for AmendError {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::ReasonMissing => Self::ReasonMissing,
            RecordError::Store(error) => Self::Store(error),
        }
    }
}

const DAY_MS: i64 = 86_400_000;

/// Changes the calendar; in an open contest for a `reason` that the rules page tells.
pub async fn amend_calendar(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    new: &Calendar,
    reason: &str,
) -> Result<(), AmendError> {
    rules::may_amend(actor, contest)?;
    let in_order = new.opens_at < new.closes_at
        && new.closes_at < new.judging_until
        && new.judging_until < new.results_at;
    if !in_order || !(0..=DAY_MS).contains(&new.grace_ms) {
        return Err(AmendError::DatesOutOfOrder);
    }
    if contest.phase == super::Phase::Open && new.closes_at < contest.closes_at {
        return Err(AmendError::DeadlineEarlier);
    }
    if !store::set_calendar(tx, contest.id, new).await? {
        return Err(rules::Denied::TooLate.into());
    }
    let mut changes = Changes::default();
    changes.moment(What::OpensAt, contest.opens_at, new.opens_at);
    changes.moment(What::ClosesAt, contest.closes_at, new.closes_at);
    let minutes = |ms: i64| Value::Minutes(ms / 60_000);
    changes.compare(
        What::Grace,
        minutes(contest.grace_ms),
        minutes(new.grace_ms),
    );
    changes.moment(What::JudgingUntil, contest.judging_until, new.judging_until);
    changes.moment(What::ResultsAt, contest.results_at, new.results_at);
    amendments::record(tx, cx, actor, (contest, None), changes, reason).await?;
    let details = json!({
        "opens_at": new.opens_at, "closes_at": new.closes_at,
        "grace_ms": new.grace_ms, "judging_until": new.judging_until, "results_at": new.results_at,
    });
    record(tx, cx, actor, contest, "calendar.amended", &details).await
}

/// Changes the words; in an open contest for a `reason` that the rules page tells.
pub async fn amend_texts(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    new: &Texts,
    reason: &str,
) -> Result<(), AmendError> {
    rules::may_amend(actor, contest)?;
    if new.name_vi.is_empty() || new.name_en.is_empty() {
        return Err(AmendError::Invalid);
    }
    if !store::set_texts(tx, contest.id, new).await? {
        return Err(rules::Denied::TooLate.into());
    }
    amendments::record(
        tx,
        cx,
        actor,
        (contest, None),
        reworded(contest, new),
        reason,
    )
    .await?;
    record(
        tx,
        cx,
        actor,
        contest,
        "texts.amended",
        &json!({ "name": new.name_vi }),
    )
    .await
}

/// Changes a category; in an open contest for a `reason` that the rules page tells.
pub async fn amend_category(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    (id, new): (CategoryId, &CategoryChange),
    reason: &str,
) -> Result<(), AmendError> {
    rules::may_amend(actor, contest)?;
    let named = !new.name_vi.is_empty() && !new.name_en.is_empty();
    if !named || !(1..=100).contains(&new.max_per_author) || !new.limits.are_sizes() {
        return Err(AmendError::Invalid);
    }
    let held = store::category(tx, id).await?;
    let held = held.filter(|c| c.contest_id == contest.id);
    let held = held.ok_or(rules::Denied::NotYours)?;
    if !store::set_category(tx, contest.id, id, new).await? {
        return Err(rules::Denied::NotYours.into());
    }
    let mut changes = Changes::default();
    changes.text(
        What::CategoryName,
        (&held.name_vi, &held.name_en),
        (&new.name_vi, &new.name_en),
    );
    changes.text(
        What::Brief,
        (&held.brief_vi, &held.brief_en),
        (&new.brief_vi, &new.brief_en),
    );
    changes.number(What::MaxPerAuthor, held.max_per_author, new.max_per_author);
    let (was, is) = (held.limits, new.limits);
    for (what, was, is) in [
        (What::MaxFile, was.max_file_mb, is.max_file_mb),
        (What::MinSide, was.min_side_px, is.min_side_px),
        (What::MaxMinutes, was.max_minutes, is.max_minutes),
        (What::MaxLines, was.max_lines, is.max_lines),
        (What::MaxPages, was.max_pages, is.max_pages),
    ] {
        let told = |limit: i64| {
            if limit == 0 {
                Value::Nothing
            } else {
                Value::Number(limit)
            }
        };
        changes.compare(what, told(was), told(is));
    }
    amendments::record(tx, cx, actor, (contest, Some(id)), changes, reason).await?;
    let details = json!({ "category": id, "max_per_author": new.max_per_author, "limits": is });
    record(tx, cx, actor, contest, "category.amended", &details).await
}

impl Limits {
    fn are_sizes(&self) -> bool {
        [
            self.max_file_mb,
            self.min_side_px,
            self.max_minutes,
            self.max_lines,
            self.max_pages,
        ]
        .iter()
        .all(|limit| (0..=1_000_000).contains(limit))
    }
}

fn reworded(contest: &Contest, new: &Texts) -> Changes {
    let mut changes = Changes::default();
    changes.text(
        What::Name,
        (&contest.name_vi, &contest.name_en),
        (&new.name_vi, &new.name_en),
    );
    changes.text(
        What::Theme,
        (&contest.theme_vi, &contest.theme_en),
        (&new.theme_vi, &new.theme_en),
    );
    changes.text(
        What::Intro,
        (&contest.intro_vi, &contest.intro_en),
        (&new.intro_vi, &new.intro_en),
    );
    changes.text(
        What::Organiser,
        (&contest.organiser_vi, &contest.organiser_en),
        (&new.organiser_vi, &new.organiser_en),
    );
    for (what, before, after) in [
        (What::Phone, &contest.contact_phone, &new.contact_phone),
        (What::Email, &contest.contact_email, &new.contact_email),
    ] {
        changes.text(what, (before, before), (after, after));
    }
    changes
}

async fn record(
    tx: &mut Tx,
    cx: &Context,
    actor: &Actor,
    contest: &Contest,
    kind: &str,
    details: &serde_json::Value,
) -> Result<(), AmendError> {
    audit::append(
        tx,
        cx,
        contest.id.0,
        actor,
        kind,
        &format!("contest:{}", contest.id),
        details,
    )
    .await?;
    Ok(())
}
