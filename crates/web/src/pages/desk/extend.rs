//! More time for one entry, given at its page.

use axum::extract::{Path, State};
use contest::contests::Contest;
use contest::{Actor, Timestamp};
use submissions::entries::{self, Entry, EntryId, EntryState, ExtendError};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::desk::entry::{DecideForm, DeskEntry, of_contest};
use crate::render::words;

/// Whether the entry can have more time: what came in online and is not ruled on, until the jury begins.
pub(super) fn may_extend(actor: &Actor, contest: &Contest, entry: &Entry) -> bool {
    entry.state == EntryState::Submitted && entries::may_keep_desk(actor, contest).is_ok()
}

/// `POST /{lang}/{contest}/desk/entries/{id}/extend`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, EntryId)>,
    Posted { form, .. }: Posted<DecideForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let entry = of_contest(&mut tx, &contest, id).await?;
    let mut errors = FormErrors::new();
    match words::read_moment(&form.extend_until, &contest.zone) {
        None => errors.add("extend_until", "organise-calendar-wrong"),
        Some(until) => {
            let (cx, actor) = (app.cx(), visitor.actor());
            let more = (Timestamp(until), form.extend_reason.as_str());
            match entries::extend(&mut tx, &cx, &actor, (&contest, &entry), more).await {
                Ok(()) => {
                    tx.commit().await?;
                    let here = format!("/{}/desk/entries/{id}", contest.slug);
                    return Ok(visitor.go_saying(&here, "notice-saved"));
                }
                Err(ExtendError::ReasonMissing) => errors.add("extend_reason", "error-reason"),
                Err(ExtendError::InThePast) => errors.add("extend_until", "desk-late-past"),
                Err(ExtendError::Denied(_)) => return Err(PageError::Closed),
                Err(ExtendError::Store(error)) => return Err(error.into()),
            }
        }
    }
    let mut page = DeskEntry::of(&mut tx, &visitor, (&contest, &entry), form).await?;
    page.errors = errors;
    visitor.again(&app, &page)
}
