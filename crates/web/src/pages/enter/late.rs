//! The door after the deadline: a late-entry code in an address or typed.

use axum::extract::State;
use contest::contests::{CategoryId, Contest, rules};
use serde::Deserialize;
use submissions::entries::{self, ExtendError};
use submissions::late_codes::{self, LateCode};

use crate::accounts::{Limit, allow};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Held, Posted, Visitor};

/// What an address may carry, and what the form on a closed draft sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LateQuery {
    /// the code, as typed
    pub late: String,
}

/// The code, if it opens something in this contest now. Guessing is limited.
pub async fn door(
    app: &App,
    visitor: &Visitor,
    contest: &Contest,
    typed: &str,
) -> Result<Option<LateCode>, PageError> {
    let code = late_codes::tidy(typed);
    if code.is_empty() {
        return Ok(None);
    }
    let mut tx = app.db.begin().await?;
    let allowed = allow(&mut tx, &app.cx(), Limit::LATE_CODE, &visitor.network).await?;
    let found = late_codes::usable(&mut tx, contest.id, &code, app.now()).await?;
    tx.commit().await?;
    if allowed {
        Ok(found.filter(|_| entries::desk_is_open(contest).is_ok()))
    } else {
        Err(PageError::TooMany)
    }
}

/// Whether a work of the category may be begun now: in time, or with this code.
pub async fn may_begin(
    app: &App,
    visitor: &Visitor,
    (contest, category): (&Contest, CategoryId),
    typed: &str,
) -> Result<Option<LateCode>, PageError> {
    if rules::may_begin_entry(contest, app.now()).is_ok() {
        return Ok(None);
    }
    let found = door(app, visitor, contest, typed).await?;
    let opens = |l: &LateCode| l.category_id.is_none_or(|only| only == category);
    found.filter(opens).map(Some).ok_or(PageError::Closed)
}

/// `POST /{lang}/entries/{key}/late`: a draft that the deadline caught is let through by a code.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    held: Held,
    Posted { form, .. }: Posted<LateQuery>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    if !allow(&mut tx, &app.cx(), Limit::LATE_CODE, &visitor.network).await? {
        tx.commit().await?;
        return Err(PageError::TooMany);
    }
    let code = late_codes::tidy(&form.late);
    let of = (&held.contest, &held.entry);
    let told = match entries::extend_with_code(&mut tx, &app.cx(), &held.actor(), of, &code).await {
        Ok(_) => "notice-extended",
        Err(ExtendError::Store(error)) => return Err(error.into()),
        Err(_) => "notice-late-wrong",
    };
    tx.commit().await?;
    Ok(visitor.go_saying(&format!("/entries/{}/review", held.key), told))
}
