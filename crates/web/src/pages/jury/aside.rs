//! The three ways to lay a work aside: stepping back, abstaining, putting off.

use axum::extract::{Path, State};
use contest::Tx;
use contest::contests::Contest;
use judging::assignments::{self, AbstainError, RecuseError, SkipError};

use super::score::{Score, ScoreForm, Sheet, SheetPath, onwards, sheet};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::pages::organise::people::NoForm;

/// `POST …/recuse`.
pub async fn recuse(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path(path): Path<SheetPath>,
    Posted { form, .. }: Posted<ScoreForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let sheet = sheet(&mut tx, &visitor, &contest, &path).await?;
    let of = (&contest, &sheet.round, &sheet.assignment);
    match assignments::recuse(&mut tx, &app.cx(), &visitor.actor(), of, &form.reason).await {
        Ok(_) => {
            let response = onwards(&visitor, &contest, &mut tx, &sheet, true).await?;
            tx.commit().await?;
            Ok(response)
        }
        Err(RecuseError::ReasonMissing) => {
            reason_missing(&app, &visitor, &contest, (&mut tx, &sheet)).await
        }
        Err(RecuseError::Denied(_)) => Err(PageError::Closed),
        Err(RecuseError::ChangedElsewhere) => Err(PageError::Conflict),
        Err(RecuseError::Store(error)) => Err(error.into()),
    }
}

/// `POST …/abstain`.
pub async fn abstain(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path(path): Path<SheetPath>,
    Posted { form, .. }: Posted<ScoreForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let sheet = sheet(&mut tx, &visitor, &contest, &path).await?;
    let of = (&contest, &sheet.round, &sheet.assignment);
    match assignments::abstain(&mut tx, &app.cx(), &visitor.actor(), of, &form.reason).await {
        Ok(()) => {
            let response = onwards(&visitor, &contest, &mut tx, &sheet, true).await?;
            tx.commit().await?;
            Ok(response)
        }
        Err(AbstainError::ReasonMissing) => {
            reason_missing(&app, &visitor, &contest, (&mut tx, &sheet)).await
        }
        Err(AbstainError::Denied(_)) => Err(PageError::Closed),
        Err(AbstainError::ChangedElsewhere) => Err(PageError::Conflict),
        Err(AbstainError::Store(error)) => Err(error.into()),
    }
}

async fn reason_missing(
    app: &App,
    visitor: &Visitor,
    contest: &Contest,
    (tx, sheet): (&mut Tx, &Sheet),
) -> Answer {
    let mut page = Score::of(tx, visitor, contest, sheet).await?;
    page.errors.add("reason", "error-reason");
    visitor.again(app, &page)
}

/// `POST …/skip`.
pub async fn skip(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path(path): Path<SheetPath>,
    Posted { .. }: Posted<NoForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let sheet = sheet(&mut tx, &visitor, &contest, &path).await?;
    // Where to go is looked up before this work moves to the end of the order.
    let response = onwards(&visitor, &contest, &mut tx, &sheet, true).await?;
    assignments::skip(&mut tx, &visitor.actor(), &sheet.round, &sheet.assignment)
        .await
        .map_err(|error| match error {
            SkipError::Denied(_) => PageError::Closed,
            SkipError::Store(error) => error.into(),
        })?;
    tx.commit().await?;
    Ok(response)
}
