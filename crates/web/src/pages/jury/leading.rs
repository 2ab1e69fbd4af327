//! What the chair does in a meeting.

use axum::extract::{Path, State};
use axum::response::Response;
use contest::people::PersonId;
use judging::meetings::{self, AttendError, MeetingError, NoteError, ShowError};
use serde::Deserialize;

use super::meeting::{MeetingPage, MeetingPath};
use super::standings::{ChangeForm, changed};
use super::today::seat_of;
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::organise::people::NoForm;

fn back(visitor: &Visitor, contest: &contest::contests::Contest, slug: &str) -> Response {
    visitor.go(&format!("/{}/meeting/{slug}", contest.slug))
}

/// Where it sits, and how many must be there.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct OpenForm {
    place: String,
    quorum: String,
}

/// `POST …/open`.
pub async fn open(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<MeetingPath>,
    Posted { form, .. }: Posted<OpenForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let (_, round) = seat_of(&mut tx, &contest, &slug).await?;
    let typed = form.quorum.trim();
    // what is no number is out of range too
    let quorum = (!typed.is_empty()).then(|| typed.parse::<i64>().unwrap_or(0));
    let of = (&contest, &round);
    let what = (form.place.as_str(), quorum);
    match meetings::open(&mut tx, &app.cx(), &visitor.actor(), of, what).await {
        Ok(_) => tx.commit().await?,
        // somebody opened it a moment ago: here it is
        Err(MeetingError::Running) => {}
        Err(MeetingError::Quorum) => {
            let mut page = MeetingPage::of(&mut tx, &visitor, (&contest, &slug), "line").await?;
            page.place = form.place;
            page.errors.add("quorum", "meeting-quorum-wrong");
            return visitor.again(&app, &page);
        }
        Err(MeetingError::Denied(_)) => return Err(PageError::Closed),
        Err(MeetingError::Store(error)) => return Err(error.into()),
    }
    Ok(back(&visitor, &contest, &slug))
}

/// `POST …/end`.
pub async fn end(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<MeetingPath>,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let (_, round) = seat_of(&mut tx, &contest, &slug).await?;
    match meetings::end(&mut tx, &app.cx(), &visitor.actor(), (&contest, &round)).await {
        Ok(()) => tx.commit().await?,
        Err(MeetingError::Store(error)) => return Err(error.into()),
        Err(_) => return Err(PageError::Closed),
    }
    Ok(back(&visitor, &contest, &slug))
}

/// Who came, or left.
#[derive(Debug, Deserialize)]
pub struct AttendForm {
    person: PersonId,
    #[serde(default)]
    here: String,
}

/// `POST …/attend`.
pub async fn attend(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<MeetingPath>,
    Posted { form, .. }: Posted<AttendForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let (_, round) = seat_of(&mut tx, &contest, &slug).await?;
    let who = (form.person, form.here == "yes");
    match meetings::attend(
        &mut tx,
        &app.cx(),
        &visitor.actor(),
        (&contest, &round),
        who,
    )
    .await
    {
        Ok(()) => tx.commit().await?,
        Err(AttendError::NoMember) => return Err(PageError::NotFound),
        Err(AttendError::Denied(_)) => return Err(PageError::Closed),
        Err(AttendError::Store(error)) => return Err(error.into()),
    }
    Ok(back(&visitor, &contest, &slug))
}

/// A work, and what was said of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TableForm {
    code: String,
    text: String,
}

/// `POST …/show`.
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<MeetingPath>,
    Posted { form, .. }: Posted<TableForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let (_, round) = seat_of(&mut tx, &contest, &slug).await?;
    match meetings::show(&mut tx, &visitor.actor(), (&contest, &round), &form.code).await {
        Ok(()) => tx.commit().await?,
        Err(ShowError::NoSuchWork) => return Err(PageError::NotFound),
        Err(ShowError::Denied(_)) => return Err(PageError::Closed),
        Err(ShowError::Store(error)) => return Err(error.into()),
    }
    Ok(back(&visitor, &contest, &slug))
}

/// `POST …/note`.
pub async fn note(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<MeetingPath>,
    Posted { form, .. }: Posted<TableForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let (_, round) = seat_of(&mut tx, &contest, &slug).await?;
    let what = (form.code.as_str(), form.text.as_str());
    let of = (&contest, &round);
    let wrong = match meetings::note(&mut tx, &app.cx(), &visitor.actor(), of, what).await {
        Ok(()) => {
            tx.commit().await?;
            return Ok(back(&visitor, &contest, &slug));
        }
        Err(NoteError::Empty) => "error-required",
        Err(NoteError::TooLong) => "jury-score-comment-long",
        Err(NoteError::NoSuchWork) => return Err(PageError::NotFound),
        Err(NoteError::Denied(_)) => return Err(PageError::Closed),
        Err(NoteError::Store(error)) => return Err(error.into()),
    };
    let mut page = MeetingPage::of(&mut tx, &visitor, (&contest, &slug), "line").await?;
    page.form.reason = form.text;
    page.errors = FormErrors::new().with("text", wrong, &[]);
    visitor.again(&app, &page)
}

/// `POST …/award`.
pub async fn award(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, slug)): Path<MeetingPath>,
    Posted { form, .. }: Posted<ChangeForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let (_, round) = seat_of(&mut tx, &contest, &slug).await?;
    let errors = changed(&mut tx, (&app, &visitor), (&contest, &round), &form).await?;
    if errors.is_empty() {
        tx.commit().await?;
        return Ok(back(&visitor, &contest, &slug));
    }
    let mut page = MeetingPage::of(&mut tx, &visitor, (&contest, &slug), "line").await?;
    page.form = form;
    page.errors = errors;
    visitor.again(&app, &page)
}
