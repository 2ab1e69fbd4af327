//! Taking an entry back.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use submissions::entries::{self, WithdrawError};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Held, Posted, Visitor};
use crate::render::Page;

/// Nothing is typed: the button alone says it.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct WithdrawForm {}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Withdraw {
    /// entry code
    pub code: String,
    /// title
    pub title: String,
    /// the receipt
    pub back_href: String,
}

impl Page for Withdraw {
    const TEMPLATE: &'static str = "pages/enter/withdraw.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            code: "T-0179-K".into(),
            title: "Lớp học bên suối Nặm La".into(),
            back_href: "/vi/b/9f2kq7xw31".into(),
        }]
    }
}

/// `GET /{lang}/entries/{key}/withdraw`.
pub async fn get(State(app): State<App>, visitor: Visitor, held: Held) -> Answer {
    entries::may_withdraw(&held.actor(), &held.contest, &held.entry)
        .map_err(|_| PageError::Closed)?;
    visitor.show(
        &app,
        &Withdraw {
            code: held.entry.code.clone().unwrap_or_default(),
            title: held.entry.title.clone(),
            back_href: visitor.url(&format!("/entries/{}", held.key)),
        },
    )
}

/// `POST /{lang}/entries/{key}/withdraw`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    held: Held,
    Posted { .. }: Posted<WithdrawForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let of = (&held.contest, &held.entry);
    entries::withdraw(&mut tx, &app.cx(), &held.actor(), of)
        .await
        .map_err(not_withdrawn)?;
    tx.commit().await?;
    Ok(visitor.go(&format!("/entries/{}", held.key)))
}

/// What a refused withdrawal is to the visitor.
pub(crate) fn not_withdrawn(error: WithdrawError) -> PageError {
    match error {
        WithdrawError::Denied(_) => PageError::Closed,
        WithdrawError::ChangedElsewhere => PageError::Conflict,
        WithdrawError::Store(error) => error.into(),
    }
}
