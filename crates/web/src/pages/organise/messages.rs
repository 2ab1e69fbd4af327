//! What was written to people and what became of it, and whom to write to next.

use axum::extract::{Path, State};
use contest::Tx;
use contest::contests::{Contest, rules};
use contest::outbox::{self, AgainError};
use serde::Serialize;
use uuid::Uuid;

use super::letters::{Kind, addressed};
use crate::app::App;
use crate::error::PageError;
use crate::extract::{Answer, InContest, Posted, Visitor};
use crate::pages::examples;
use crate::pages::organise::people::NoForm;
use crate::render::Page;

/// People who may be written to for a reason.
#[derive(Clone, Debug, Serialize)]
pub struct Audience {
    /// `messages-<kind>` and `messages-<kind>-hint`
    pub kind: String,
    /// how many
    pub people: i64,
    /// where letters to them are written and read through
    pub href: String,
}

/// A message in the outbox.
#[derive(Clone, Debug, Serialize)]
pub struct MessageLine {
    /// address
    pub recipient: String,
    /// one line
    pub subject: String,
    /// `waiting`, `sent`, `failed` or `refused`
    pub state: String,
    /// how often it was tried
    pub attempts: i64,
    /// when it was written
    pub at: i64,
    /// posts nothing; absent while it waits
    pub again_action: Option<String>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct Messages {
    /// whom to write to now
    pub audiences: Vec<Audience>,
    /// the newest first
    pub lines: Vec<MessageLine>,
    /// whether this installation sends mail at all
    pub sends: bool,
    /// whether it sends short messages to those without an address
    pub texts: bool,
    /// the organisers' page
    pub back_href: String,
}

/// The most messages on the page.
const MOST: i64 = 200;

impl Page for Messages {
    const TEMPLATE: &'static str = "pages/organise/messages.html";

    fn samples() -> Vec<Self> {
        let base = format!("{}/organise/messages", examples::BASE);
        let audience = |kind: &str, people| Audience {
            kind: kind.into(),
            people,
            href: format!("{base}/{kind}"),
        };
        let line = |to: &str, state: &str, attempts| MessageLine {
            recipient: to.into(),
            subject: "Còn 12 bài chờ chấm".into(),
            state: state.into(),
            attempts,
            at: examples::NOW,
            again_action: (state != "waiting").then(|| format!("{base}/again/1")),
        };
        let page = Self {
            audiences: vec![audience("jurors", 3), audience("drafts", 12)],
            lines: vec![
                line("giamkhao@example.vn", "waiting", 0),
                line("chau@example.vn", "sent", 1),
                line("sai-dia-chi@example.vn", "refused", 1),
                line("+84912345678", "failed", 10),
            ],
            sends: true,
            texts: true,
            back_href: format!("{}/organise", examples::BASE),
        };
        let quiet = Self {
            audiences: vec![],
            lines: vec![],
            sends: false,
            ..page.clone()
        };
        vec![page, quiet]
    }
}

/// `GET /{lang}/{contest}/organise/messages`.
pub async fn get(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
) -> Answer {
    let mut tx = app.db.read().await?;
    let page = Messages::of(&mut tx, &app, &visitor, &contest).await?;
    visitor.show(&app, &page)
}

/// `POST /{lang}/{contest}/organise/messages/{message}/again`.
pub async fn again(
    State(app): State<App>,
    visitor: Visitor,
    InContest(contest): InContest,
    Path((_, _, id)): Path<(String, String, Uuid)>,
    _: Posted<NoForm>,
) -> Answer {
    let mut tx = app.db.begin().await?;
    match outbox::send_again(&mut tx, &app.cx(), &visitor.actor(), &contest, id).await {
        Ok(()) => {}
        Err(AgainError::NotThere) => return Err(PageError::NotFound),
        Err(AgainError::Denied(_)) => return Err(PageError::Closed),
        Err(AgainError::Store(error)) => return Err(error.into()),
    }
    tx.commit().await?;
    let here = format!("/{}/organise/messages", contest.slug);
    Ok(visitor.go_saying(&here, "notice-saved"))
}

impl Messages {
    async fn of(
        tx: &mut Tx,
        app: &App,
        visitor: &Visitor,
        contest: &Contest,
    ) -> Result<Self, PageError> {
        rules::may_write(&visitor.actor(), contest).map_err(|_| PageError::NotFound)?;
        let base = visitor.url(&format!("/{}/organise", contest.slug));
        let mut audiences = Vec::new();
        for kind in Kind::ALL {
            let people = addressed(tx, visitor, (contest, app.now()), kind).await?;
            if !people.is_empty() {
                audiences.push(Audience {
                    kind: kind.as_str().to_owned(),
                    people: i64::try_from(people.len()).unwrap_or(0),
                    href: format!("{base}/messages/{}", kind.as_str()),
                });
            }
        }
        let line = |m: outbox::Posted| MessageLine {
            again_action: (m.state != outbox::MessageState::Waiting)
                .then(|| format!("{base}/messages/{}/again", m.id)),
            state: if m.was_refused() {
                "refused"
            } else {
                m.state.as_str()
            }
            .to_owned(),
            recipient: m.recipient,
            subject: m.subject,
            attempts: m.attempts,
            at: m.created_at.0,
        };
        let lines = outbox::of_contest(tx, contest.id, MOST).await?;
        Ok(Self {
            audiences,
            lines: lines.into_iter().map(line).collect(),
            sends: !app.config.smtp_url.reveal().is_empty(),
            texts: !app.config.sms_url.reveal().is_empty(),
            back_href: base,
        })
    }
}
