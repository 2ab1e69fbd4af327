//! The author of a work answers a complaint, at the work's private link.

use axum::extract::State;
use contest::Tx;
use judging::complaints::{self, Complaint, RespondError};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, Held, Posted, Visitor};
use crate::forms::FormErrors;
use crate::pages::examples;
use crate::render::Page;

/// What was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplyForm {
    /// the author's words
    pub words: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Reply {
    /// code of the work
    pub code: String,
    /// its title
    pub title: String,
    /// what the organisers ask
    pub question: String,
    /// when
    pub asked_at: i64,
    /// what was answered; empty before
    pub response: String,
    /// what was typed
    pub form: ReplyForm,
    /// what is wrong
    pub errors: FormErrors,
    /// whether an answer is still taken
    pub open: bool,
    /// the work's receipt
    pub back_href: String,
}

impl Page for Reply {
    const TEMPLATE: &'static str = "pages/enter/reply.html";

    fn samples() -> Vec<Self> {
        let page = Self {
            code: "T-0014-H".into(),
            title: "Lớp học bên suối Nặm La".into(),
            question: "Bạn vẽ bức tranh này khi nào, từ đâu?".into(),
            asked_at: examples::NOW,
            response: String::new(),
            form: ReplyForm::default(),
            errors: FormErrors::new().with("words", "complaint-words-missing", &[]),
            open: true,
            back_href: "/vi/entries/9f2kq7xw31".into(),
        };
        let said = Self {
            response: "Em vẽ ở nhà tháng 8, có mẹ em ngồi cùng.".into(),
            errors: FormErrors::new(),
            open: false,
            ..page.clone()
        };
        vec![page, said]
    }
}

/// Where a receipt leads to the answer.
#[derive(Clone, Debug, Serialize)]
pub struct ReplyLink {
    /// the page
    pub href: String,
    /// whether an answer is waited for
    pub waits: bool,
}

impl ReplyLink {
    pub(super) fn sample() -> Self {
        Self {
            href: "/vi/entries/9f2kq7xw31/reply".into(),
            waits: true,
        }
    }

    /// The link below the work's own address; none where nothing was asked.
    pub(super) async fn of(
        tx: &mut Tx,
        held: &Held,
        address: &str,
    ) -> Result<Option<Self>, sqlx::Error> {
        Ok(asked(tx, held).await?.map(|complaint| Self {
            href: format!("{address}/reply"),
            waits: complaint.waits_for_author(),
        }))
    }
}

/// The last complaint about the work of which its author was asked.
async fn asked(tx: &mut Tx, held: &Held) -> Result<Option<Complaint>, sqlx::Error> {
    let all = complaints::about(tx, held.entry.id).await?;
    Ok(all.into_iter().rev().find(|c| c.asked_at.is_some()))
}

impl Reply {
    fn of(visitor: &Visitor, held: &Held, complaint: &Complaint) -> Self {
        Self {
            code: held.entry.code.clone().unwrap_or_default(),
            title: held.entry.title.clone(),
            question: complaint.question.clone(),
            asked_at: complaint.asked_at.map_or(0, |at| at.0),
            response: complaint.response.clone(),
            form: ReplyForm::default(),
            errors: FormErrors::new(),
            open: complaint.waits_for_author(),
            back_href: visitor.url(&format!("/entries/{}", held.key)),
        }
    }
}

/// `GET /{lang}/entries/{key}/reply`.
pub async fn get(State(app): State<App>, visitor: Visitor, held: Held) -> Answer {
    let mut tx = app.db.read().await?;
    let complaint = asked(&mut tx, &held).await?.ok_or(PageError::NotFound)?;
    visitor.show(&app, &Reply::of(&visitor, &held, &complaint))
}

/// `POST /{lang}/entries/{key}/reply`.
pub async fn post(
    State(app): State<App>,
    visitor: Visitor,
    held: Held,
    Posted { form, .. }: Posted<ReplyForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    let complaint = asked(&mut tx, &held).await?.ok_or(PageError::NotFound)?;
    let what = (&complaint, form.words.as_str());
    match complaints::respond(&mut tx, &app.cx(), &held.actor(), &held.contest, what).await {
        Ok(()) => {
            tx.commit().await?;
            let here = format!("/entries/{}/reply", held.key);
            Ok(visitor.go_saying(&here, "notice-saved"))
        }
        Err(RespondError::Words) => {
            let mut page = Reply::of(&visitor, &held, &complaint);
            page.form = form;
            page.errors.add("words", "complaint-words-missing");
            visitor.again(&app, &page)
        }
        Err(RespondError::Denied(_)) => Err(PageError::Closed),
        Err(RespondError::Store(error)) => Err(error.into()),
    }
}
